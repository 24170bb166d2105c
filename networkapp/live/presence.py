"""Presence: people who are online or writing, reported by browsers, sent between processes, kept in memory for seconds.

None of it is an event, and none of it is stored. It is only for networks that show it, and only between people who let
themselves be shown: a person who is not shown does not see others.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from django.db.models import Case, Exists, OuterRef, When
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.db.threads import ReaderThreads
from networkapp.live import messages
from networkapp.live.connections import Follower
from networkapp.models import Capacity, NotificationSettings, Office, Seat
from networkapp.permissions import ALLOWED, Action

logger = logging.getLogger(__name__)

HERE_SECONDS, WRITING_SECONDS = 45.0, 6.0
# How often a page may report presence and writing, how long its permission is cached, how often others are updated.
HERE_EVERY, WRITING_EVERY = 5.0, 1.0
KNOWN_SECONDS = 20.0
TOLD_EVERY = 0.3
SHOWN = 100

# Where somebody is: a network, or a room of a plugin. What they write in: a topic, or what the plugin names.
Place = int | str
Subject = int | str


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How somebody is shown: their role, or an office, and for whom they hold the seat.

    `whose` is a delegation's code, an organisation, or the name of a person without a seat and so without a role.
    """

    person: int
    capacity: str
    whose: str
    office: str = ""

    @property
    def words(self) -> str:
        return self.whose or capfirst(str(Capacity(self.capacity).label))

    @property
    def full_words(self) -> str:
        if not self.capacity:
            return self.whose
        role = capfirst(str(Office(self.office).label if self.office else Capacity(self.capacity).label))
        return f"{role}, {self.whose}" if self.whose else role


def voice_of(network: int, person: int) -> Voice | None:
    """Return how the person is shown in the network; None if it shows nobody, or they cannot read it or are hidden."""
    hidden = NotificationSettings.objects.filter(user=OuterRef("user"), shows_presence=False)
    ranks = Case(*(When(capacity=capacity, then=rank) for rank, capacity in enumerate(Capacity)))
    seat = (
        Seat.objects.current()
        .with_role(ALLOWED[Action.READ])
        .filter(~Exists(hidden), network=network, network__shows_presence=True, user=person, user__is_active=True)
        .order_by(ranks)
        .values_list("capacity", "delegation__code", "organisation")
        .first()
    )
    return Voice(person=person, capacity=seat[0], whose=seat[1] or seat[2]) if seat else None


class Seen:
    """A person who is present until a timer ends, and perhaps writing in a topic until another timer ends."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.topic: Subject | None = None
        self.here: asyncio.TimerHandle | None = None
        self.writing: asyncio.TimerHandle | None = None

    def forget(self) -> None:
        for timer in (self.here, self.writing):
            if timer is not None:
                timer.cancel()


class Circle:
    """The people present in one network or room, and the open pages of this process with what each was last sent."""

    def __init__(self) -> None:
        self.seen: dict[int, Seen] = {}
        self.told: dict[Follower, str] = {}
        self._telling: asyncio.TimerHandle | None = None

    def note(self, voice: Voice, topic: Subject | None) -> None:
        """Record that the person is here, and writes in the topic, if there is one."""
        seen = self.seen.setdefault(voice.person, Seen(voice))
        seen.voice = voice
        seen.here = self._timer(seen.here, HERE_SECONDS, self.forget, voice.person)
        if topic is not None:
            seen.topic = topic
            seen.writing = self._timer(seen.writing, WRITING_SECONDS, self._stop_writing, seen)
        self.tell_soon()

    def forget(self, person: int) -> None:
        """Remove the person."""
        seen = self.seen.pop(person, None)
        if seen is not None:
            seen.forget()
            self.tell_soon()

    def tell_soon(self) -> None:
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(TOLD_EVERY, self._tell)

    def close(self) -> None:
        for seen in self.seen.values():
            seen.forget()
        if self._telling is not None:
            self._telling.cancel()

    def _timer(
        self, old: asyncio.TimerHandle | None, seconds: float, then: Callable[[Any], None], whom: Any
    ) -> asyncio.TimerHandle:
        if old is not None:
            old.cancel()
        return asyncio.get_running_loop().call_later(seconds, then, whom)

    def _stop_writing(self, seen: Seen) -> None:
        seen.topic = None
        self.tell_soon()

    def _tell(self) -> None:
        self._telling = None
        made: dict[str, str] = {}
        for follower, last in list(self.told.items()):
            language = follower.variant.language
            frame = made[language] = made.get(language) or self._frame(language)
            if frame != last and not follower.is_unsure:
                self.told[follower] = frame
                follower.say(frame)

    def _frame(self, language: str) -> str:
        with translation.override(language):
            shown = sorted(self.seen.values(), key=lambda seen: (seen.voice.words, seen.voice.person))[:SHOWN]
            here = [(seen.voice.person, seen.voice.words) for seen in shown]
            writing = [
                (seen.voice.person, seen.topic, _("%(who)s is writing.") % {"who": seen.voice.full_words})
                for seen in shown
                if seen.topic is not None
            ]
        return messages.presence(here, writing)


class Presence:
    """The presence of this process, and the reports of other processes."""

    def __init__(self) -> None:
        self.circles: dict[Place, Circle] = {}
        self._name = uuid4().hex

    async def tell(self, place: Place, voice: Voice, topic: Subject | None = None, *, gone: bool = False) -> None:
        """Report here and in all other processes that the person is present, is writing in a topic, or has left."""
        what = {"place": place, "topic": topic, "gone": gone, **asdict(voice)}
        self._apply(what)
        try:
            await events.send_presence({**what, "by": self._name})
        except Exception:
            # Other processes show it late or not at all; nobody waits for it.
            logger.info("The channel layer is not available. Presence is shared within this process only.")

    def hear(self, what: Mapping[str, Any]) -> None:
        if what["by"] != self._name:
            self._apply(what)

    def watch(self, place: Place, follower: Follower) -> None:
        """Send presence to this page from now on."""
        circle = self.circles.setdefault(place, Circle())
        circle.told.setdefault(follower, "")
        circle.tell_soon()

    def unwatch(self, place: Place, follower: Follower) -> bool:
        """Stop sending presence to this page; return whether another page of the person is followed in this process."""
        circle = self.circles.get(place)
        if circle is None:
            return False
        circle.told.pop(follower, None)
        return any(other.standing.reader.user == follower.standing.reader.user for other in circle.told)

    def close(self) -> None:
        for circle in self.circles.values():
            circle.close()
        self.circles.clear()

    def _apply(self, what: Mapping[str, Any]) -> None:
        circle = self.circles.setdefault(what["place"], Circle())
        if what["gone"]:
            circle.forget(what["person"])
        else:
            names = ("person", "capacity", "whose", "office")
            voice = Voice(**{name: what[name] for name in names if name in what})
            circle.note(voice, what["topic"])


class Teller:
    """What one open page reports about its reader: in its network, or in a `place` of its own.

    `find_voice` returns how they are shown there, or None; `is_subject` says what they can be writing in.
    """

    def __init__(
        self,
        presence: Presence,
        follower: Follower,
        threads: ReaderThreads,
        *,
        place: Place | None = None,
        find_voice: Callable[[int], Voice | None] | None = None,
        is_subject: Callable[[Any], bool] = lambda topic: type(topic) is int and 0 < topic < 2**63,
    ) -> None:
        self._presence = presence
        self._follower = follower
        self._threads = threads
        self._place = follower.log.network if place is None else place
        self._find_voice = find_voice or partial(voice_of, follower.log.network)
        self._is_subject = is_subject
        self._next: dict[str, float] = {}
        self._known_until = 0.0
        self._voice: Voice | None = None
        self._telling: asyncio.Task[None] | None = None

    def hear(self, frame: Mapping[str, Any]) -> bool:
        """Return whether this can be reported here; reports that are too frequent are ignored."""
        kind, topic = frame.get("type"), frame.get("topic")
        if kind == "here":
            self._say("here", HERE_EVERY, None)
        elif kind == "typing" and self._is_subject(topic):
            self._say("typing", WRITING_EVERY, topic)
        else:
            return False
        return True

    async def leave(self) -> None:
        """The page is closed."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)
        await self._go()

    def _say(self, kind: str, every: float, topic: Subject | None) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._next.get(kind, 0) and (self._telling is None or self._telling.done()):
            self._next[kind] = now + every
            self._telling = asyncio.create_task(self._tell(now, topic))

    async def _tell(self, now: float, topic: Subject | None) -> None:
        try:
            if now >= self._known_until:
                voice = await self._threads.run(self._find_voice, self._follower.standing.reader.user)
                self._known_until = now + KNOWN_SECONDS
                if voice is None:
                    await self._go()
                self._voice = voice
            if self._voice is not None:
                self._presence.watch(self._place, self._follower)
                await self._presence.tell(self._place, self._voice, topic)
        except Exception:
            logger.exception("Could not send who is present.")

    async def _go(self) -> None:
        voice, self._voice = self._voice, None
        if voice is not None and not self._presence.unwatch(self._place, self._follower):
            await self._presence.tell(self._place, voice, gone=True)
