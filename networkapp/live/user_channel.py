"""The state of one person's desk, on every page that the person has open in this process.

There is no log of it: whenever something may have changed it, it is read again and sent to all pages of the person. A
page that was away misses nothing, because only the newest state matters.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any

from django.db.models import Max

from networkapp.conf import setting
from networkapp.db.threads import ReaderThreads
from networkapp.discussion.models import ReadMark
from networkapp.live.auth import UserAccess, find_outdated
from networkapp.live.connections import Connection
from networkapp.live.messages import Variant
from networkapp.models import Network, Notification, Seat

logger = logging.getLogger(__name__)

ReadState = Callable[[int], str]
Counters = tuple[Mapping[int, int], Hashable]

PAUSE_SECONDS = 0.5
# How many times as long as it took to count for one person, before it is counted for the next.
REST_FACTOR = 3
MOST_QUEUED_REPLIES = 16
CHUNK_SIZE = 100


class UserPage:
    """One open page of a person. A state that has not left yet gives way to a newer one; what stalls is closed."""

    def __init__(self, channel: "UserChannel", access: UserAccess, variant: Variant, connection: Connection) -> None:
        self.channel = channel
        self.access = access
        self.variant = variant
        self.connection = connection
        self._replies: deque[str] = deque()
        self._state = ""
        self._has_frames = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None

    def begin(self, hello: str) -> None:
        """Send the first frame, then the person's state whenever it changes, until `end`."""
        self.send_frame(hello)
        self.show_state(self.channel.state)
        self._writer = asyncio.create_task(self._write())

    def replace_access(self, access: UserAccess) -> None:
        """Replace the person's access record with this one."""
        self.access = access

    def send_frame(self, frame: str) -> None:
        self._replies.append(frame)
        self._has_frames.set()
        if len(self._replies) > MOST_QUEUED_REPLIES:
            self.connection.give_up()

    def show_state(self, state: str) -> None:
        self._state = state
        self._has_frames.set()

    async def end(self) -> None:
        """Stop sending to this connection."""
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)

    async def _write(self) -> None:
        try:
            while await self._has_frames.wait():
                self._has_frames.clear()
                while frame := self._replies.popleft() if self._replies else self._state:
                    self._state = "" if frame is self._state else self._state
                    async with asyncio.timeout(setting("STALL_SECONDS")):
                        await self.connection.send(frame)
        except TimeoutError:
            self.connection.give_up()
        except OSError:
            # The connection is closed; its listener will notice.
            pass


class UserChannel:
    """A person with pages open here, and their waiting items as last read."""

    def __init__(self, user_id: int, read: ReadState, threads: ReaderThreads, turn: asyncio.Semaphore) -> None:
        self.user_id = user_id
        self.pages: set[UserPage] = set()
        self.state = ""
        self.networks: Collection[int] = ()
        self._counters: Counters | None = None
        self._read = read
        self._threads = threads
        self._turn = turn
        self._needs_reading = False
        self._own_action = False
        self._waits_for_turn = False
        self._reader: asyncio.Task[None] | None = None

    def wake(self, pause: float = 0, *, own_action: bool = False) -> None:
        """Read the state again after a pause: once, however often this is requested meanwhile.

        Changes by the person's own actions are read immediately; all others when it is the person's turn.
        """
        self._needs_reading = True
        self._own_action = self._own_action or own_action
        if own_action and self._waits_for_turn and self._reader is not None:
            self._reader.cancel()
            self._reader = None
        if self._reader is None or self._reader.done():
            self._reader = asyncio.create_task(self._read_on(pause))

    def compare(self, counters: Counters) -> None:
        """Read the state again, if it has changed since the last read."""
        if counters != self._counters:
            self.wake()

    async def close(self) -> None:
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)

    async def _read_on(self, pause: float) -> None:
        await asyncio.sleep(pause)
        while self._needs_reading:
            self._needs_reading = False
            try:
                await self._read_in_turn()
            except Exception:
                logger.exception("Could not read the desk of account %s. Trying again later.", self.user_id)
                self._counters = None
            await asyncio.sleep(PAUSE_SECONDS)

    async def _read_in_turn(self) -> None:
        if self._own_action:
            self._own_action = False
            return await self._read_once()
        self._waits_for_turn = True
        try:
            await self._turn.acquire()
        finally:
            self._waits_for_turn = False
        try:
            started = asyncio.get_running_loop().time()
            await self._read_once()
            await asyncio.sleep(REST_FACTOR * (asyncio.get_running_loop().time() - started))
        finally:
            self._turn.release()

    async def _read_once(self) -> None:
        self._counters, state = await self._threads.run(_counters_and_state, self.user_id, self._read)
        self.networks = self._counters[0].keys()
        if state != self.state:
            self.state = state
            for page in self.pages:
                page.show_state(state)


class UserChannels:
    """Everybody with a page open here.

    They are read one after the other, and for a quarter of the time at most, so that networks need not wait for them:
    with hundreds of pages the counts come some seconds later, and the messages do not.
    """

    def __init__(self, threads: ReaderThreads) -> None:
        self.channels: dict[int, UserChannel] = {}
        self._threads = threads
        self.turn = asyncio.Semaphore(1)

    def join(self, access: UserAccess, variant: Variant, connection: Connection, read: ReadState) -> UserPage:
        """Add an open page of a person to their channel, and return it, ready to begin."""
        user_id = access.reader.user or 0
        channel = self.channels.get(user_id)
        if channel is None:
            channel = self.channels[user_id] = UserChannel(user_id, read, self._threads, self.turn)
        channel.wake()
        page = UserPage(channel, access, variant, connection)
        channel.pages.add(page)
        return page

    async def leave(self, page: UserPage) -> None:
        await page.end()
        channel = page.channel
        channel.pages.discard(page)
        if not channel.pages and self.channels.get(channel.user_id) is channel:
            del self.channels[channel.user_id]
            await channel.close()

    def receive(self, wake: Mapping[str, Any]) -> None:
        """Update the open desks of these people at once, and those of people in the network after a pause."""
        user_ids = wake.get("people", ())
        for channel in (self.channels[user_id] for user_id in user_ids if user_id in self.channels):
            channel.wake(own_action=len(user_ids) == 1)
        if "network" in wake:
            for channel in self.channels.values():
                if wake["network"] in channel.networks:
                    channel.wake(PAUSE_SECONDS)

    async def check(self) -> None:
        """Find what nobody reported: changes of what waits for people, sessions that have ended."""
        user_ids = list(self.channels)
        for start in range(0, len(user_ids), CHUNK_SIZE):
            chunk = user_ids[start : start + CHUNK_SIZE]
            pages = [page for user_id in chunk if user_id in self.channels for page in self.channels[user_id].pages]
            outdated = await self._threads.run(find_outdated, {page.access for page in pages})
            for page in pages:
                if page.access in outdated:
                    page.connection.mark_stale()
            for user_id, counters in (await self._threads.run(counters_of, chunk)).items():
                with contextlib.suppress(KeyError):
                    self.channels[user_id].compare(counters)


def counters_of(user_ids: Collection[int]) -> dict[int, Counters]:
    """Return for each person a value that differs whenever anything that waits for them does; four queries for all of
    them.

    First the networks in which they hold a seat, with the newest sequence of each.
    """
    newest = dict(Network.objects.values_list("pk", "last_sequence"))
    seats: dict[int, dict[int, int]] = {user_id: {} for user_id in user_ids}
    for user_id, network in Seat.objects.current().filter(user__in=user_ids).order_by().values_list("user", "network"):
        seats[user_id][network] = newest.get(network, 0)
    marks = ReadMark.objects.filter(user__in=user_ids).order_by().values_list("user").annotate(Max("marked_at"))
    notifications = (
        Notification.objects.filter(user__in=user_ids)
        .order_by()
        .values_list("user")
        .annotate(Max("pk"), Max("seen_at"))
    )
    others: dict[int, list[Any]] = {user_id: [] for user_id in user_ids}
    for user_id, *facts in (*marks, *notifications.annotate(Max("pk"), Max("seen_at"))):
        others[user_id].extend(facts)
    return {user_id: (seats[user_id], tuple(others[user_id])) for user_id in user_ids}


def _counters_and_state(user_id: int, read: ReadState) -> tuple[Counters, str]:
    # The glance comes first: what changes in between is read once too often, and never too seldom.
    return counters_of([user_id])[user_id], read(user_id)
