"""One reader's way through the log of a network, at the pace of her line."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Protocol

from networkapp import events, frames
from networkapp.frames import Variant
from networkapp.models import Event
from networkapp.standing import Standing

WAITING_FRAMES = 256
WAITING_CHARACTERS = 4 * 1024 * 1024


class Log(Protocol):
    """The log of one network as this process knows it: read up to `sequence`."""

    network: int
    sequence: int

    async def missed(self, position: int, variant: Variant) -> list[tuple[Event, str]]:
        """The next events after `position` with their frames; empty only where there is none."""


class Follower:
    """What she missed, then what happens; the queue between is bounded, and she is told when she overran it."""

    def __init__(self, log: Log, standing: Standing, variant: Variant, after: int) -> None:
        self.log = log
        self.standing = standing
        self.variant = variant
        self.position = after
        self.live = False
        self.doubted = asyncio.Event()
        self.overrun = asyncio.Event()
        self._waiting: deque[str] = deque()
        self._size = 0
        self._ready = asyncio.Event()

    async def frames(self) -> AsyncIterator[str]:
        """Every frame for this reader after her position, in order, without end."""
        while self.position < self.log.sequence:
            missed = await self.log.missed(self.position, self.variant)
            for event, frame in missed:
                if shown := self._shown(event, frame):
                    yield shown
            if not missed:
                self.position = self.log.sequence
            yield frames.cursor(self.position)
        # Nothing else can run between the last look at the log and this line, so nothing falls in between.
        self.live = True
        while True:
            while self._waiting:
                frame = self._waiting.popleft()
                self._size -= len(frame)
                yield frame
            self._ready.clear()
            await self._ready.wait()

    def hand(self, event: Event, frame: str) -> None:
        """Put an event of the log into her queue, or the cursor past it where it is not for her."""
        if event.sequence > self.position:
            self.offer(self._shown(event, frame) or frames.cursor(event.sequence))

    def offer(self, frame: str) -> None:
        """Put a frame into her queue; who is too far behind overruns it, and gets no more."""
        if self.overrun.is_set():
            return
        self._waiting.append(frame)
        self._size += len(frame)
        many = len(self._waiting)
        if many > WAITING_FRAMES or (many > 1 and self._size > WAITING_CHARACTERS):
            self._waiting.clear()
            self.overrun.set()
        self._ready.set()

    def _shown(self, event: Event, frame: str) -> str:
        self.position = event.sequence
        return frame if events.concerns(event, self.standing.reader) else ""
