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

CHUNK_SIZE = 100
RECENT_EVENTS = 256
# The number of languages and time zones in which events are rendered for one person's pages.
VARIANTS_PER_USER = 3
# Enough for a few thousand messages, so that many who come back at once are served what the first was made.
MOST_CACHED_CHARACTERS = 32 * 1024 * 1024


class NetworkSubscription:
    """A network that somebody follows in this process: the followers, and how far its log was read."""

    def __init__(self, network: int, sequence: int, threads: ReaderThreads) -> None:
        self.network = network
        self.sequence = sequence
        self._threads = threads
        self._followers: defaultdict[Variant, set[Follower]] = defaultdict(set)
        self._variants: defaultdict[int | None, Counter[Variant]] = defaultdict(Counter)
        self._recent_events: deque[Event] = deque(maxlen=RECENT_EVENTS)
        self._cached_frames: OrderedDict[tuple[int, Variant], str] = OrderedDict()
        self._cached_characters = 0
        self._recheck_kinds: frozenset[str] = frozenset()
        self._cache_generation = 0
        self._newest_sequence = sequence
        self._recorded_event: Event | None = None
        self._was_woken = False
        self._reader: asyncio.Task[None] | None = None

    @property
    def followers(self) -> Iterator[Follower]:
        return (follower for followers_of_variant in self._followers.values() for follower in followers_of_variant)

    @property
    def variants(self) -> set[Variant]:
        """Return the languages and time zones in which events are rendered for the followers."""
        return set(self._followers)

    def variant_for(self, user_id: int | None, requested: Variant) -> Variant:
        """Return the form for another page of this person: as requested, or as for the first page, if there are too
        many already.

        Each form costs the rendering of every text, and everybody waits for that.
        """
        variants_of_user = self._variants.get(user_id, Counter())
        return (
            requested
            if requested in variants_of_user or len(variants_of_user) < VARIANTS_PER_USER
            else next(iter(variants_of_user))
        )

    def add(self, follower: Follower) -> None:
        self._followers[follower.variant].add(follower)
        self._recheck_kinds |= follower.access.recheck_kinds
        self._variants[follower.access.reader.user][follower.variant] += 1

    def remove(self, follower: Follower) -> bool:
        """Remove the follower, and return whether the room is now empty."""
        followers_of_variant = self._followers[follower.variant]
        followers_of_variant.discard(follower)
        if not followers_of_variant:
            del self._followers[follower.variant]
        variants_of_user = self._variants[follower.access.reader.user]
        variants_of_user[follower.variant] -= 1
        if not variants_of_user[follower.variant]:
            del variants_of_user[follower.variant]
        if not variants_of_user:
            del self._variants[follower.access.reader.user]
        return not self._followers

    def wake(self, newest: int, recorded_event: Event | None = None) -> None:
        """Read on, up to the sequence `newest` at least: now, or after the current read.

        A caller that knows the event of that sequence passes it too: if it is the next, nothing is
        read.
        """
        self._newest_sequence = max(self._newest_sequence, newest)
        self._recorded_event = recorded_event or self._recorded_event
        self._was_woken = True
        if self.sequence < newest and (self._reader is None or self._reader.done()):
            self._reader = asyncio.create_task(self._read_on())

    async def close(self) -> None:
        if self._reader is not None:
            await cancel_and_wait(self._reader)

    async def events_after(self, position: int, variant: Variant) -> list[tuple[Event, str]]:
        """Return the next events after the position with their frames, from memory or from the log."""
        batch = [event for event in self._recent_events if event.sequence > position][:CHUNK_SIZE]
        if not batch or batch[0].sequence != position + 1:
            batch = await self._threads.run(_read_log, self.network, position)
        frames = await self._encode(batch, {variant})
        return [(event, frames[event.sequence, variant]) for event in batch]

    async def _read_on(self) -> None:
        try:
            while self.sequence < self._newest_sequence and await self._read_chunk():
                pass
        except Exception:
            logger.exception("Could not read the event log of network %s. Trying again later.", self.network)

    async def _read_chunk(self) -> bool:
        """Read and send some events, and return whether there may be more."""
        recorded_event, self._recorded_event, self._was_woken = self._recorded_event, None, False
        batch, frames = await self._threads.run(
            _read_and_encode, self.network, self.sequence, self.variants, recorded_event
        )
        if any(event.kind in registry.event_views and event.kind not in registry.adding for event in batch):
            # Drop what a topic showed before it was closed to these readers, or a message before it was sealed.
            self._clear_cache()
        self._cache(frames)
        for event in batch:
            self._distribute(event, frames)
        return bool(batch) or self._was_woken

    def _distribute(self, event: Event, frames: Frames) -> None:
        self.sequence = event.sequence
        # Later readers see the thing as it is then, not as it was once written.
        self._recent_events.append(events.without_subject(event))
        for variant, followers_of_variant in self._followers.items():
            frame = frames.get((event.sequence, variant))
            for follower in followers_of_variant:
                if frame is None:
                    # The reader joined while we read, with another language or time zone.
                    follower.resume_from_log()
                else:
                    follower.send_event(event, frame)
        if events.is_seat_event(event) or event.kind in self._recheck_kinds:
            for follower in self.followers:
                follower.recheck_access_after(event)

    async def _encode(self, batch: Sequence[Event], variants: set[Variant]) -> Frames:
        """Return the frame of each event for each variant; missing ones are rendered in a thread and cached."""
        requested = [(event, (event.sequence, variant)) for event in batch for variant in variants]
        cached = {key: self._cached_frames[key] for _event, key in requested if key in self._cached_frames}
        missing_events = [
            event for event in batch if any((event.sequence, variant) not in cached for variant in variants)
        ]
        if missing_events:
            generation = self._cache_generation
            frames = await self._threads.run(messages.encode_events, missing_events, variants)
            if generation == self._cache_generation:
                self._cache(frames)
            cached.update(frames)
        return cached

    def _clear_cache(self) -> None:
        self._cached_frames.clear()
        self._cached_characters = 0
        self._cache_generation += 1

    def _cache(self, frames: Frames) -> None:
        for key, text in frames.items():
            self._cached_characters += len(text) - len(self._cached_frames.pop(key, ""))
            self._cached_frames[key] = text
        while self._cached_characters > MOST_CACHED_CHARACTERS:
            self._cached_characters -= len(self._cached_frames.popitem(last=False)[1])


def _read_log(network: int, sequence: int) -> list[Event]:
    return events.events_after(network, sequence, limit=CHUNK_SIZE)


def _read_and_encode(
    network: int, sequence: int, variants: set[Variant], recorded_event: Event | None
) -> tuple[list[Event], Frames]:
    is_next = recorded_event is not None and recorded_event.sequence == sequence + 1
    batch = [recorded_event] if recorded_event is not None and is_next else _read_log(network, sequence)
    return batch, messages.encode_events(batch, variants)


async def cancel_and_wait(task: "asyncio.Task[None]") -> None:
    """Cancel the task and wait until it has ended."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
