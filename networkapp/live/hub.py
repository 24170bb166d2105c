"""One listener per server process: hears that something happened, reads it once, hands it to this process's readers.

What happens in this process wakes it at once, with the event as it was written, and what happens in another one through
the channel layer. All else that is sent comes from the log. So without a layer nothing is lost, it is only later: the
hub also asks for the newest sequences every NETWORKAPP_POLL_SECONDS.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.utils import timezone

from networkapp.conf import setting
from networkapp.db.threads import ReaderThreads
from networkapp.events import WAKE_GROUP, local_listeners
from networkapp.live.auth import SignedIn, Standing, doubtful
from networkapp.live.connections import Follower, Line
from networkapp.live.messages import Variant
from networkapp.live.presence import Presence
from networkapp.live.subscriptions import CHUNK, Room, cancelled
from networkapp.live.user_channel import Desks, Page
from networkapp.models import Event, Network

logger = logging.getLogger(__name__)


class Hub:
    """The rooms and desks of this process, and the two ways in which they are woken."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self.threads = ReaderThreads()
        self.desks = Desks(self.threads)
        self.presence = Presence()
        self._opening: asyncio.Task[list[asyncio.Task[None]]] | None = None
        self._name = uuid4().hex
        self._loop = asyncio.get_running_loop()

    async def join(self, standing: Standing, variant: Variant, after: int | None, line: Line) -> Follower:
        """Add a follower to the room: of all events after the sequence `after`, or of events from now on."""
        await self._opened()
        room = self.rooms.get(standing.network)
        if room is None:
            room = self.rooms[standing.network] = Room(standing.network, standing.head, self.threads)
            # Something may have happened since the reader's access was read.
            room.wake(standing.head + 1)
        start = standing.head if after is None else min(after, standing.head)
        follower = Follower(room, standing, room.variant_for(standing.reader.user, variant), start, line)
        room.enter(follower)
        return follower

    async def leave(self, follower: Follower) -> None:
        """Remove the follower; the last one closes the room, and the last room closes the hub."""
        await follower.end()
        room = self.rooms.get(follower.log.network)
        if room is not None and room.leave(follower):
            del self.rooms[room.network]
            await room.close()
        await self._rest()

    async def join_desk(self, standing: SignedIn, variant: Variant, line: Line, read: Callable[[int], str]) -> Page:
        """A page that may begin to show what belongs to its reader; `read` makes the frame that says it."""
        await self._opened()
        return self.desks.join(standing, variant, line, read)

    async def leave_desk(self, page: Page) -> None:
        await self.desks.leave(page)
        await self._rest()

    async def _rest(self) -> None:
        if not self.rooms and not self.desks.open and self._opening is not None:
            opening, self._opening = self._opening, None
            local_listeners.pop(self._name, None)
            self.presence.close()
            for task in await opening:
                await cancelled(task)

    async def _opened(self) -> None:
        opening = None
        while opening is None or opening is not self._opening:
            # While we waited, the last one may have left and closed it.
            opening = self._opening = self._opening or asyncio.create_task(self._open())
            await asyncio.shield(opening)

    async def _open(self) -> list[asyncio.Task[None]]:
        tasks = [asyncio.create_task(self._poll())]
        local_listeners[self._name] = self._hear_here
        layer = get_channel_layer()
        if layer is not None:
            ready = asyncio.Event()
            tasks.append(asyncio.create_task(self._listen(layer, ready)))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ready.wait(), setting("POLL_SECONDS"))
        return tasks

    async def _listen(self, layer: Any, ready: asyncio.Event) -> None:
        while True:
            try:
                channel = await layer.new_channel("hub")
                await layer.group_add(WAKE_GROUP, channel)
                ready.set()
                try:
                    await self._hear(layer, channel)
                finally:
                    await layer.group_discard(WAKE_GROUP, channel)
            except Exception:
                logger.exception("The channel layer is not available. Polling the event log until it is.")
                await asyncio.sleep(setting("POLL_SECONDS"))

    async def _hear(self, layer: Any, channel: str) -> None:
        while True:
            wake = await layer.receive(channel)
            if wake["type"] == "presence":
                self.presence.hear(wake)
            elif self._name not in wake.get("heard", ()):
                self._woken(wake)

    def _hear_here(self, wake: Mapping[str, Any], event: Event | None) -> None:
        # A closed loop has no followers left.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._woken, wake, event)

    def _woken(self, wake: Mapping[str, Any], event: Event | None = None) -> None:
        room = self.rooms.get(wake.get("network", 0))
        if room is not None:
            room.wake(wake["sequence"], event)
        self.desks.hear(wake)

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(setting("POLL_SECONDS"))
            try:
                await self._look()
            except Exception:
                logger.exception("Could not read the newest event numbers. Trying again later.")

    async def _look(self) -> None:
        newest = await self.threads.run(_newest, list(self.rooms))
        for network, sequence in newest.items():
            if (room := self.rooms.get(network)) is not None:
                room.wake(sequence)
        followers = [follower for room in self.rooms.values() for follower in room.followers]
        for start in range(0, len(followers), CHUNK):
            await self._look_at(followers[start : start + CHUNK])
        await self.desks.look()

    async def _look_at(self, followers: list[Follower]) -> None:
        now, too_long_ago = timezone.now(), asyncio.get_running_loop().time() - setting("STALL_SECONDS")
        doubted = await self.threads.run(doubtful, {follower.standing for follower in followers})
        for follower in followers:
            until = follower.standing.until
            if follower.standing in doubted or (until is not None and until <= now):
                follower.line.doubt()
            if follower.waits_since is not None and follower.waits_since < too_long_ago:
                follower.line.give_up()


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop; a server process has one, tests have several."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


def _newest(networks: list[int]) -> dict[int, int]:
    return dict(Network.objects.filter(pk__in=networks).values_list("pk", "last_sequence"))
