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
    """What she missed, then what happens.

    The queue between hub and socket is bounded. Who overflows it reads on from the log at her own pace, so that a
    burst costs nobody the line; `behind_since` says since when she has not even begun to, and `overrun` that the hub
    has given her up.
    """

    def __init__(self, log: Log, standing: Standing, variant: Variant, after: int) -> None:
        self.log = log
        self.standing = standing
        self.variant = variant
        self.position = after
        self.live = False
        self.behind_since: float | None = None
        self.doubted = asyncio.Event()
        self.overrun = asyncio.Event()
        self._sent = after
        self._waiting: deque[tuple[int, str]] = deque()
        self._size = 0
        self._ready = asyncio.Event()

    async def frames(self) -> AsyncIterator[str]:
        """Every frame for this reader after her position, in order, without end."""
        while True:
            self.behind_since = None
            async for frame in self._missed():
                yield frame
            # Nothing else can run between the last look at the log and this line, so nothing falls in between.
            self.live = True
            while self.live:
                while self._waiting:
                    sequence, frame = self._waiting.popleft()
                    self._sent = max(self._sent, sequence)
                    self._size -= len(frame)
                    yield frame
                self._ready.clear()
                if self.live:
                    await self._ready.wait()

    def hand(self, event: Event, frame: str) -> None:
        """Put an event of the log into her queue, or the cursor past it where it is not for her."""
        if self.live and event.sequence > self.position:
            self.offer(self._shown(event, frame) or frames.cursor(event.sequence))

    def offer(self, frame: str) -> None:
        """Put a frame into her queue, or let her read on from the log where the queue is full."""
        self._waiting.append((self.position, frame))
        self._size += len(frame)
        many = len(self._waiting)
        if many > WAITING_FRAMES or (many > 1 and self._size > WAITING_CHARACTERS):
            self._fall_behind()
        self._ready.set()

    def _fall_behind(self) -> None:
        self._waiting.clear()
        self._size = 0
        if self.live:
            self.live = False
            self.position = self._sent
        self.behind_since = self.behind_since or asyncio.get_running_loop().time()

    async def _missed(self) -> AsyncIterator[str]:
        while self.position < self.log.sequence:
            missed = await self.log.missed(self.position, self.variant)
            for event, frame in missed:
                if shown := self._shown(event, frame):
                    yield shown
            if not missed:
                self.position = self.log.sequence
            yield frames.cursor(self.position)
        self._sent = self.position

    def _shown(self, event: Event, frame: str) -> str:
        self.position = event.sequence
        return frame if events.concerns(event, self.standing.reader) else ""
