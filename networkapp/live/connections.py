"""One reader's way through the log of a network, at the pace of their connection."""

import asyncio
import logging
import types
from collections import deque
from collections.abc import Awaitable, Generator
from typing import Any, Protocol

from networkapp import events
from networkapp.live import messages
from networkapp.live.auth import NetworkAccess
from networkapp.live.messages import Variant
from networkapp.models import Event

logger = logging.getLogger(__name__)

MOST_QUEUED_FRAMES = 256
MOST_QUEUED_CHARACTERS = 4 * 1024 * 1024


class NetworkLog(Protocol):
    """The log of one network as this process knows it: read up to `sequence`."""

    network: int
    sequence: int

    async def events_after(self, position: int, variant: Variant) -> list[tuple[Event, str]]:
        """Return the next events after `position` with their frames; empty only if there are none."""


class Connection(Protocol):
    """The socket of the reader."""

    def send(self, text: str) -> Awaitable[None]:
        """Send a frame; waits where the line is full."""

    def mark_stale(self) -> None:
        """Check the reader's access again."""

    def give_up(self) -> None:
        """Close the connection: the reader does not receive, or cannot be served."""


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
    __slots__ = ("__dict__", "_sent_position", "_writer", "access", "connection", "live", "position")

    def __init__(
        self, log: NetworkLog, access: NetworkAccess, variant: Variant, after: int, connection: Connection
    ) -> None:
        self.log = log
        self.access = access
        self.variant = variant
        self.connection = connection
        self.position = after
        self.live = False
        self.waits_since: float | None = None
        self._sent_position = after
        self._stale_since = 0
        self._queue: deque[tuple[int, str]] = deque()
        self._queue_characters = 0
        self._writer: asyncio.Task[None] | None = None
        self._access_known = asyncio.Event()

    def begin(self, hello: str) -> None:
        """Send the first frame, then every frame after the reader's position, in order, until `end`."""
        self._queue.append((self.position, hello))
        self._queue_characters += len(hello)
        self._start_writer()

    async def end(self) -> None:
        """Stop sending to this connection."""
        self.live = False
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def replace_access(self, access: NetworkAccess) -> None:
        """Replace the reader's access record with this one."""
        self.access = access
        self._access_known.set()

    def send_event(self, event: Event, frame: str) -> None:
        """Send an event of the log, or the cursor past it if it is not for the reader."""
        if self.live and event.sequence > self.position:
            self.send_frame(self._frame_for_reader(event, frame) or messages.cursor(event.sequence))

    def recheck_access_after(self, event: Event) -> None:
        """Send nothing after the event, if the reader's access may end with it, until that was read again."""
        if event.sequence <= self.access.head or not self._may_end_access(event):
            return
        self._stale_since = event.sequence
        self.live = False
        if self._writer is None:
            self._start_writer()
        self.connection.mark_stale()

    def _may_end_access(self, event: Event) -> bool:
        return event.kind in self.access.recheck_kinds or events.may_be_about_seat_of(event, self.access.reader)

    @property
    def is_stale(self) -> bool:
        """Return whether the reader's access may have changed since it was read."""
        return self._stale_since > self.access.head

    def send_frame(self, frame: str) -> None:
        """Send a frame; it waits if the connection is full, and if too much waits, the reader continues from the
        log."""
        if self._writer is None and self.live:
            return self._send(frame)
        self._queue.append((self.position, frame))
        self._queue_characters += len(frame)
        queue_length = len(self._queue)
        if queue_length > MOST_QUEUED_FRAMES or (queue_length > 1 and self._queue_characters > MOST_QUEUED_CHARACTERS):
            self.resume_from_log()

    def resume_from_log(self) -> None:
        """Drop what waits for the reader, and continue from the log."""
        self._queue.clear()
        self._queue_characters = 0
        if self.live:
            self.live = False
            self.position = self._sent_position
        if self._writer is None:
            self._start_writer()

    def _send(self, frame: str) -> None:
        try:
            remaining = run_until_first_wait(self.connection.send(frame))
        except OSError:
            self.live = False
            return
        self._sent_position = self.position
        if remaining is not None:
            self._start_writer(remaining)

    def _start_writer(self, remaining: Awaitable[None] | None = None) -> None:
        self._writer = asyncio.create_task(self._write(remaining))

    async def _write(self, remaining: Awaitable[None] | None) -> None:
        try:
            if remaining is not None:
                await self._wait_until_sent(remaining)
            # Nothing else can run between the last look and the end of the task, so nothing falls in between.
            while self._queue or not self.live:
                if self._queue:
                    await self._send_first()
                elif self.is_stale:
                    self._access_known.clear()
                    await self._access_known.wait()
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
            self.connection.give_up()

    async def _send_first(self) -> None:
        sequence, frame = self._queue.popleft()
        self._queue_characters -= len(frame)
        await self._wait_until_sent(self.connection.send(frame))
        self._sent_position = max(self._sent_position, sequence)

    async def _read_chunk(self) -> None:
        events_after = await self.log.events_after(self.position, self.variant)
        for event, frame in events_after:
            if shown := self._frame_for_reader(event, frame):
                await self._wait_until_sent(self.connection.send(shown))
            self.recheck_access_after(event)
            if self.is_stale:
                break
        if not events_after:
            self.position = self.log.sequence
        self._sent_position = self.position
        await self._wait_until_sent(self.connection.send(messages.cursor(self.position)))

    async def _wait_until_sent(self, sending: Awaitable[None]) -> None:
        self.waits_since = asyncio.get_running_loop().time()
        await sending
        self.waits_since = None

    def _frame_for_reader(self, event: Event, frame: str) -> str:
        self.position = event.sequence
        return frame if events.is_for_everybody(event) or events.is_visible_to(event, self.access.reader) else ""


def run_until_first_wait(coroutine: Awaitable[None]) -> Awaitable[None] | None:
    """Do the work up to where it has to wait: None where it is done, else the rest of it."""
    steps = coroutine.__await__()
    try:
        waits_for = next(steps)
    except StopIteration:
        return None
    return _resume(waits_for, steps)


@types.coroutine
def _resume(waits_for: Any, steps: Generator[Any, Any, None]) -> Generator[Any, Any, None]:
    try:
        yield waits_for
    except BaseException:
        steps.close()
        raise
    yield from steps
