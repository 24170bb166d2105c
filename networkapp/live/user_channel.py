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
from networkapp.live.auth import SignedIn, doubtful
from networkapp.live.connections import Line
from networkapp.live.messages import Variant
from networkapp.models import Network, Notification, Seat

logger = logging.getLogger(__name__)

Read = Callable[[int], str]
Glance = tuple[Mapping[int, int], Hashable]

PAUSE = 0.5
# How many times as long as it took to count for one person, before it is counted for the next.
REST = 3
ANSWERS_WAITING = 16
CHUNK = 100


class Page:
    """One open page of a person. A state that has not left yet gives way to a newer one; what stalls is closed."""

    def __init__(self, desk: "Desk", standing: SignedIn, variant: Variant, line: Line) -> None:
        self.desk = desk
        self.standing = standing
        self.variant = variant
        self.line = line
        self._answers: deque[str] = deque()
        self._state = ""
        self._wanted = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None

    def begin(self, hello: str) -> None:
        """Send the first frame, then the person's state whenever it changes, until `end`."""
        self.say(hello)
        self.show(self.desk.state)
        self._writer = asyncio.create_task(self._write())

    def stand(self, standing: SignedIn) -> None:
        """Replace the person's access record with this one."""
        self.standing = standing

    def say(self, frame: str) -> None:
        self._answers.append(frame)
        self._wanted.set()
        if len(self._answers) > ANSWERS_WAITING:
            self.line.give_up()

    def show(self, state: str) -> None:
        self._state = state
        self._wanted.set()

    async def end(self) -> None:
        """Stop sending to this connection."""
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)

    async def _write(self) -> None:
        try:
            while await self._wanted.wait():
                self._wanted.clear()
                while frame := self._answers.popleft() if self._answers else self._state:
                    self._state = "" if frame is self._state else self._state
                    async with asyncio.timeout(setting("STALL_SECONDS")):
                        await self.line.send(frame)
        except TimeoutError:
            self.line.give_up()
        except OSError:
            # The connection is closed; its listener will notice.
            pass


class Desk:
    """A person with pages open here, and their waiting items as last read."""

    def __init__(self, person: int, read: Read, threads: ReaderThreads, turn: asyncio.Semaphore) -> None:
        self.person = person
        self.pages: set[Page] = set()
        self.state = ""
        self.networks: Collection[int] = ()
        self._glance: Glance | None = None
        self._read = read
        self._threads = threads
        self._turn = turn
        self._dirty = False
        self._own = False
        self._waits = False
        self._reading: asyncio.Task[None] | None = None

    def wake(self, pause: float = 0, *, own: bool = False) -> None:
        """Read the state again after a pause: once, however often this is requested meanwhile.

        Changes by the person's own actions are read immediately; all others when it is the person's turn.
        """
        self._dirty = True
        self._own = self._own or own
        if own and self._waits and self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_on(pause))

    def compare(self, glance: Glance) -> None:
        """Read the state again, if it has changed since the last read."""
        if glance != self._glance:
            self.wake()

    async def close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read_on(self, pause: float) -> None:
        await asyncio.sleep(pause)
        while self._dirty:
            self._dirty = False
            try:
                await self._read_in_turn()
            except Exception:
                logger.exception("Could not read the desk of account %s. Trying again later.", self.person)
                self._glance = None
            await asyncio.sleep(PAUSE)

    async def _read_in_turn(self) -> None:
        if self._own:
            self._own = False
            return await self._read_once()
        self._waits = True
        try:
            await self._turn.acquire()
        finally:
            self._waits = False
        try:
            begun = asyncio.get_running_loop().time()
            await self._read_once()
            await asyncio.sleep(REST * (asyncio.get_running_loop().time() - begun))
        finally:
            self._turn.release()

    async def _read_once(self) -> None:
        self._glance, state = await self._threads.run(_glance_and_state, self.person, self._read)
        self.networks = self._glance[0].keys()
        if state != self.state:
            self.state = state
            for page in self.pages:
                page.show(state)


class Desks:
    """Everybody with a page open here.

    They are read one after the other, and for a quarter of the time at most, so that networks need not wait for them:
    with hundreds of pages the counts come some seconds later, and the messages do not.
    """

    def __init__(self, threads: ReaderThreads) -> None:
        self.open: dict[int, Desk] = {}
        self._threads = threads
        self.turn = asyncio.Semaphore(1)

    def join(self, standing: SignedIn, variant: Variant, line: Line, read: Read) -> Page:
        """Another page of somebody, which may begin."""
        person = standing.reader.user or 0
        desk = self.open.get(person)
        if desk is None:
            desk = self.open[person] = Desk(person, read, self._threads, self.turn)
        desk.wake()
        page = Page(desk, standing, variant, line)
        desk.pages.add(page)
        return page

    async def leave(self, page: Page) -> None:
        await page.end()
        desk = page.desk
        desk.pages.discard(page)
        if not desk.pages and self.open.get(desk.person) is desk:
            del self.open[desk.person]
            await desk.close()

    def hear(self, wake: Mapping[str, Any]) -> None:
        """Update the open desks of these people at once, and those of people in the network after a pause."""
        people = wake.get("people", ())
        for desk in (self.open[person] for person in people if person in self.open):
            desk.wake(own=len(people) == 1)
        if "network" in wake:
            for desk in self.open.values():
                if wake["network"] in desk.networks:
                    desk.wake(PAUSE)

    async def look(self) -> None:
        """Find what nobody reported: changes of what waits for people, sessions that have ended."""
        people = list(self.open)
        for start in range(0, len(people), CHUNK):
            some = people[start : start + CHUNK]
            pages = [page for person in some if person in self.open for page in self.open[person].pages]
            doubted = await self._threads.run(doubtful, {page.standing for page in pages})
            for page in pages:
                if page.standing in doubted:
                    page.line.doubt()
            for person, glance in (await self._threads.run(glances, some)).items():
                with contextlib.suppress(KeyError):
                    self.open[person].compare(glance)


def glances(people: Collection[int]) -> dict[int, Glance]:
    """Return for each person a value that differs whenever anything that waits for them does; four queries for all of
    them.

    First the networks in which they hold a seat, with the newest sequence of each.
    """
    newest = dict(Network.objects.values_list("pk", "last_sequence"))
    seats: dict[int, dict[int, int]] = {person: {} for person in people}
    for person, network in Seat.objects.current().filter(user__in=people).order_by().values_list("user", "network"):
        seats[person][network] = newest.get(network, 0)
    marks = ReadMark.objects.filter(user__in=people).order_by().values_list("user").annotate(Max("marked_at"))
    told = (
        Notification.objects.filter(user__in=people).order_by().values_list("user").annotate(Max("pk"), Max("seen_at"))
    )
    others: dict[int, list[Any]] = {person: [] for person in people}
    for person, *facts in (*marks, *told.annotate(Max("pk"), Max("seen_at"))):
        others[person].extend(facts)
    return {person: (seats[person], tuple(others[person])) for person in people}


def _glance_and_state(person: int, read: Read) -> tuple[Glance, str]:
    # The glance comes first: what changes in between is read once too often, and never too seldom.
    return glances([person])[person], read(person)
