"""One reader's way through the log of a network, at the pace of their connection."""

import asyncio
import logging
import types
from collections import deque
from collections.abc import Awaitable, Generator
from typing import Any, Protocol

from networkapp import events
from networkapp.live import messages
from networkapp.live.auth import Standing
from networkapp.live.messages import Variant
from networkapp.models import Event

logger = logging.getLogger(__name__)

WAITING_FRAMES = 256
WAITING_CHARACTERS = 4 * 1024 * 1024


class Log(Protocol):
    """The log of one network as this process knows it: read up to `sequence`."""

    network: int
    sequence: int

    async def missed(self, position: int, variant: Variant) -> list[tuple[Event, str]]:
        """The next events after `position` with their frames; empty only where there is none."""


class Line(Protocol):
    """The socket of the reader."""

    def send(self, text: str) -> Awaitable[None]:
        """Send a frame; waits where the line is full."""

    def doubt(self) -> None:
        """Check the reader's access again."""

    def give_up(self) -> None:
        """The reader does not read, or cannot be served."""


class Follower:
    """Send what the reader missed, then what happens.

    While the connection accepts everything, a frame is sent at once, without a task. If the connection is full, a
    writer of its own waits for it, behind a bounded queue. A reader whose queue overflows continues from the log at
    their own pace, so that a burst costs nobody the connection. `waits_since` is the time since which a frame has been
    waiting for the connection to accept it.

    An event about the reader's own seat, or another that their access record heeds, is the last one before it is read
    again.
    """

    # An event goes to hundreds of them, one after the other: what it needs of each lies in one place.
    __slots__ = ("__dict__", "_sent", "_writer", "line", "live", "position", "standing")

    def __init__(self, log: Log, standing: Standing, variant: Variant, after: int, line: Line) -> None:
        self.log = log
        self.standing = standing
        self.variant = variant
        self.line = line
        self.position = after
        self.live = False
        self.waits_since: float | None = None
        self._sent = after
        self._unsure_since = 0
        self._waiting: deque[tuple[int, str]] = deque()
        self._size = 0
        self._writer: asyncio.Task[None] | None = None
        self._known = asyncio.Event()

    def begin(self, hello: str) -> None:
        """Send the first frame, then every frame after the reader's position, in order, until `end`."""
        self._waiting.append((self.position, hello))
        self._size += len(hello)
        self._write_on()

    async def end(self) -> None:
        """Stop sending to this connection."""
        self.live = False
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def stand(self, standing: Standing) -> None:
        """Replace the reader's access record with this one."""
        self.standing = standing
        self._known.set()

    def hand(self, event: Event, frame: str) -> None:
        """Send an event of the log, or the cursor past it if it is not for the reader."""
        if self.live and event.sequence > self.position:
            self.say(self._shown(event, frame) or messages.cursor(event.sequence))

    def heed(self, event: Event) -> None:
        """Send nothing after the event, if the reader's access may end with it, until that was read again."""
        if event.sequence <= self.standing.head or not self._may_end_with(event):
            return
        self._unsure_since = event.sequence
        self.live = False
        if self._writer is None:
            self._write_on()
        self.line.doubt()

    def _may_end_with(self, event: Event) -> bool:
        return event.kind in self.standing.heeds or events.may_be_about_seat_of(event, self.standing.reader)

    @property
    def is_unsure(self) -> bool:
        """Return whether the reader's access may have changed since it was read."""
        return self._unsure_since > self.standing.head

    def say(self, frame: str) -> None:
        """Send a frame; it waits if the connection is full, and if too much waits, the reader continues from the
        log."""
        if self._writer is None and self.live:
            return self._send(frame)
        self._waiting.append((self.position, frame))
        self._size += len(frame)
        many = len(self._waiting)
        if many > WAITING_FRAMES or (many > 1 and self._size > WAITING_CHARACTERS):
            self.read_on()

    def read_on(self) -> None:
        """Drop what waits for the reader, and continue from the log."""
        self._waiting.clear()
        self._size = 0
        if self.live:
            self.live = False
            self.position = self._sent
        if self._writer is None:
            self._write_on()

    def _send(self, frame: str) -> None:
        try:
            rest = begun(self.line.send(frame))
        except OSError:
            self.live = False
            return
        self._sent = self.position
        if rest is not None:
            self._write_on(rest)

    def _write_on(self, rest: Awaitable[None] | None = None) -> None:
        self._writer = asyncio.create_task(self._write(rest))

    async def _write(self, rest: Awaitable[None] | None) -> None:
        try:
            if rest is not None:
                await self._taken(rest)
            # Nothing else can run between the last look and the end of the task, so nothing falls in between.
            while self._waiting or not self.live:
                if self._waiting:
                    await self._send_first()
                elif self.is_unsure:
                    self._known.clear()
                    await self._known.wait()
                elif self.position < self.log.sequence:
                    await self._read_chunk()
                else:
                    self.live = True
            self._writer = None
        except OSError:
            # The connection is closed; its listener will notice.
            self.live = False
        except Exception:
            logger.exception(
                "Could not serve a connection to network %s. The browser will connect again.", self.log.network
            )
            self.line.give_up()

    async def _send_first(self) -> None:
        sequence, frame = self._waiting.popleft()
        self._size -= len(frame)
        await self._taken(self.line.send(frame))
        self._sent = max(self._sent, sequence)

    async def _read_chunk(self) -> None:
        missed = await self.log.missed(self.position, self.variant)
        for event, frame in missed:
            if shown := self._shown(event, frame):
                await self._taken(self.line.send(shown))
            self.heed(event)
            if self.is_unsure:
                break
        if not missed:
            self.position = self.log.sequence
        self._sent = self.position
        await self._taken(self.line.send(messages.cursor(self.position)))

    async def _taken(self, sending: Awaitable[None]) -> None:
        self.waits_since = asyncio.get_running_loop().time()
        await sending
        self.waits_since = None

    def _shown(self, event: Event, frame: str) -> str:
        self.position = event.sequence
        return frame if events.is_for_everybody(event) or events.is_visible_to(event, self.standing.reader) else ""


def begun(work: Awaitable[None]) -> Awaitable[None] | None:
    """Do the work up to where it has to wait: None where it is done, else the rest of it."""
    steps = work.__await__()
    try:
        waits_for = next(steps)
    except StopIteration:
        return None
    return _rest(waits_for, steps)


@types.coroutine
def _rest(waits_for: Any, steps: Generator[Any, Any, None]) -> Generator[Any, Any, None]:
    try:
        yield waits_for
    except BaseException:
        steps.close()
        raise
    yield from steps
