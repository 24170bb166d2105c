"""The networks that somebody follows in this process, and how far it has read their logs."""

import asyncio
import contextlib
import logging
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterator, Sequence

from networkapp import events, registry
from networkapp.db.threads import ReaderThreads
from networkapp.live import messages
from networkapp.live.connections import Follower
from networkapp.live.messages import Variant
from networkapp.models import Event

logger = logging.getLogger(__name__)

Frames = dict[tuple[int, Variant], str]

CHUNK = 100
TAIL = 256
# The number of languages and time zones in which events are rendered for one person's pages.
VARIANTS_OF_A_PERSON = 3
# Enough for a few thousand messages, so that many who come back at once are served what the first was made.
CHARACTERS_KEPT = 32 * 1024 * 1024


class Room:
    """A network that somebody follows here: how far this process has read its log, and who follows."""

    def __init__(self, network: int, sequence: int, threads: ReaderThreads) -> None:
        self.network = network
        self.sequence = sequence
        self._threads = threads
        self._followers: defaultdict[Variant, set[Follower]] = defaultdict(set)
        self._variants: defaultdict[int | None, Counter[Variant]] = defaultdict(Counter)
        self._tail: deque[Event] = deque(maxlen=TAIL)
        self._kept: OrderedDict[tuple[int, Variant], str] = OrderedDict()
        self._kept_size = 0
        self._heeded: frozenset[str] = frozenset()
        self._edition = 0
        self._newest = sequence
        self._written: Event | None = None
        self._woken = False
        self._reading: asyncio.Task[None] | None = None

    @property
    def followers(self) -> Iterator[Follower]:
        return (follower for alike in self._followers.values() for follower in alike)

    @property
    def variants(self) -> set[Variant]:
        """The languages and time zones in which events are rendered for the followers."""
        return set(self._followers)

    def variant_for(self, person: int | None, wanted: Variant) -> Variant:
        """Return the form for another page of this person: as requested, or as for the first page, if there are too
        many already.

        Each form costs the rendering of every text, and everybody waits for that.
        """
        hers = self._variants.get(person, Counter())
        return wanted if wanted in hers or len(hers) < VARIANTS_OF_A_PERSON else next(iter(hers))

    def enter(self, follower: Follower) -> None:
        self._followers[follower.variant].add(follower)
        self._heeded |= follower.standing.heeds
        self._variants[follower.standing.reader.user][follower.variant] += 1

    def leave(self, follower: Follower) -> bool:
        """Remove the follower, and return whether the room is now empty."""
        alike = self._followers[follower.variant]
        alike.discard(follower)
        if not alike:
            del self._followers[follower.variant]
        hers = self._variants[follower.standing.reader.user]
        hers[follower.variant] -= 1
        if not hers[follower.variant]:
            del hers[follower.variant]
        if not hers:
            del self._variants[follower.standing.reader.user]
        return not self._followers

    def wake(self, newest: int, written: Event | None = None) -> None:
        """Read on, up to the sequence `newest` at least: now, or after the current read.

        A caller that knows the event of that sequence passes it as it was `written`: if it is the next, nothing is
        read.
        """
        self._newest = max(self._newest, newest)
        self._written = written or self._written
        self._woken = True
        if self.sequence < newest and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._read_on())

    async def close(self) -> None:
        if self._reading is not None:
            await cancelled(self._reading)

    async def missed(self, position: int, variant: Variant) -> list[tuple[Event, str]]:
        """The next chunk after the position: from memory where it is there, else from the log."""
        found = [event for event in self._tail if event.sequence > position][:CHUNK]
        if not found or found[0].sequence != position + 1:
            found = await self._threads.run(_read_log, self.network, position)
        made = await self._encoded(found, {variant})
        return [(event, made[event.sequence, variant]) for event in found]

    async def _read_on(self) -> None:
        try:
            while self.sequence < self._newest and await self._read_chunk():
                pass
        except Exception:
            logger.exception("Could not read the event log of network %s. Trying again later.", self.network)

    async def _read_chunk(self) -> bool:
        """Whether there may be more: something was read, or somebody reported it meanwhile."""
        written, self._written, self._woken = self._written, None, False
        found, made = await self._threads.run(_read_and_encode, self.network, self.sequence, self.variants, written)
        if any(event.kind in registry.event_views and event.kind not in registry.adding for event in found):
            # Drop what a topic showed before it was closed to these readers, or a message before it was sealed.
            self._forget()
        self._keep(made)
        for event in found:
            self._hand_out(event, made)
        return bool(found) or self._woken

    def _hand_out(self, event: Event, made: Frames) -> None:
        self.sequence = event.sequence
        # Later readers see the thing as it is then, not as it was once written.
        self._tail.append(events.without_subject(event))
        for variant, alike in self._followers.items():
            frame = made.get((event.sequence, variant))
            for follower in alike:
                if frame is None:
                    # The reader joined while we read, with another language or time zone.
                    follower.read_on()
                else:
                    follower.hand(event, frame)
        if events.is_seat_event(event) or event.kind in self._heeded:
            for follower in self.followers:
                follower.heed(event)

    async def _encoded(self, found: Sequence[Event], variants: set[Variant]) -> Frames:
        """Each event as text for each variant; what is not in memory is made in a thread, and kept for a while."""
        wanted = [(event, (event.sequence, variant)) for event in found for variant in variants]
        known = {key: self._kept[key] for _event, key in wanted if key in self._kept}
        lacking = [event for event in found if any((event.sequence, variant) not in known for variant in variants)]
        if lacking:
            edition = self._edition
            made = await self._threads.run(messages.encode, lacking, variants)
            if edition == self._edition:
                self._keep(made)
            known.update(made)
        return known

    def _forget(self) -> None:
        self._kept.clear()
        self._kept_size = 0
        self._edition += 1

    def _keep(self, made: Frames) -> None:
        for key, text in made.items():
            self._kept_size += len(text) - len(self._kept.pop(key, ""))
            self._kept[key] = text
        while self._kept_size > CHARACTERS_KEPT:
            self._kept_size -= len(self._kept.popitem(last=False)[1])


def _read_log(network: int, sequence: int) -> list[Event]:
    return events.events_after(network, sequence, limit=CHUNK)


def _read_and_encode(
    network: int, sequence: int, variants: set[Variant], written: Event | None
) -> tuple[list[Event], Frames]:
    is_next = written is not None and written.sequence == sequence + 1
    found = [written] if written is not None and is_next else _read_log(network, sequence)
    return found, messages.encode(found, variants)


async def cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
