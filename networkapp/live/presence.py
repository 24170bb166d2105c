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

PRESENT_SECONDS, WRITING_SECONDS = 45.0, 6.0
# How often a page may report presence and writing, how long its permission is cached, how often others are updated.
PRESENT_REPORT_SECONDS, WRITING_REPORT_SECONDS = 5.0, 1.0
LABEL_CACHE_SECONDS = 20.0
UPDATE_SECONDS = 0.3
MOST_SHOWN = 100

# Where somebody is: a network, or a room of a plugin. What they write in: a topic, or what the plugin names.
PresencePlace = int | str
WritingSubject = int | str


@dataclass(frozen=True, kw_only=True)
class PresenceLabel:
    """A person's label in presence: their role or office, and whom they represent.

    `represents` is a delegation's code, an organisation, or the name of a person without a seat and so without a role.
    """

    person: int
    capacity: str
    represents: str
    office: str = ""

    @property
    def text(self) -> str:
        return self.represents or capfirst(str(Capacity(self.capacity).label))

    @property
    def full_text(self) -> str:
        if not self.capacity:
            return self.represents
        role = capfirst(str(Office(self.office).label if self.office else Capacity(self.capacity).label))
        return f"{role}, {self.represents}" if self.represents else role


def presence_label_of(network: int, person: int) -> PresenceLabel | None:
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
    return PresenceLabel(person=person, capacity=seat[0], represents=seat[1] or seat[2]) if seat else None


class PresentUser:
    """A person who is present until a timer ends, and perhaps writing in a topic until another timer ends."""

    def __init__(self, label: PresenceLabel) -> None:
        self.label = label
        self.topic: WritingSubject | None = None
        self.here: asyncio.TimerHandle | None = None
        self.writing: asyncio.TimerHandle | None = None

    def forget(self) -> None:
        for timer in (self.here, self.writing):
            if timer is not None:
                timer.cancel()


class PresenceGroup:
    """The people present in one network or room, and the open pages of this process with what each was last sent."""

    def __init__(self) -> None:
        self.present: dict[int, PresentUser] = {}
        self.last_sent: dict[Follower, str] = {}
        self._pending_update: asyncio.TimerHandle | None = None

    def record(self, label: PresenceLabel, topic: WritingSubject | None) -> None:
        """Record that the person is here, and writes in the topic, if there is one."""
        present = self.present.setdefault(label.person, PresentUser(label))
        present.label = label
        present.here = self._timer(present.here, PRESENT_SECONDS, self.forget, label.person)
        if topic is not None:
            present.topic = topic
            present.writing = self._timer(present.writing, WRITING_SECONDS, self._stop_writing, present)
        self.schedule_update()

    def forget(self, person: int) -> None:
        """Remove the person."""
        present = self.present.pop(person, None)
        if present is not None:
            present.forget()
            self.schedule_update()

    def schedule_update(self) -> None:
        if self._pending_update is None:
            self._pending_update = asyncio.get_running_loop().call_later(UPDATE_SECONDS, self._send_update)

    def close(self) -> None:
        for present in self.present.values():
            present.forget()
        if self._pending_update is not None:
            self._pending_update.cancel()

    def _timer(
        self, old_timer: asyncio.TimerHandle | None, seconds: float, callback: Callable[[Any], None], argument: Any
    ) -> asyncio.TimerHandle:
        if old_timer is not None:
            old_timer.cancel()
        return asyncio.get_running_loop().call_later(seconds, callback, argument)

    def _stop_writing(self, present: PresentUser) -> None:
        present.topic = None
        self.schedule_update()

    def _send_update(self) -> None:
        self._pending_update = None
        frames: dict[str, str] = {}
        for follower, last_frame in list(self.last_sent.items()):
            language = follower.variant.language
            frame = frames[language] = frames.get(language) or self._frame(language)
            if frame != last_frame and not follower.is_stale:
                self.last_sent[follower] = frame
                follower.send_frame(frame)

    def _frame(self, language: str) -> str:
        with translation.override(language):
            shown = sorted(self.present.values(), key=lambda present: (present.label.text, present.label.person))[
                :MOST_SHOWN
            ]
            here = [(present.label.person, present.label.text) for present in shown]
            writing = [
                (present.label.person, present.topic, _("%(who)s is writing.") % {"who": present.label.full_text})
                for present in shown
                if present.topic is not None
            ]
        return messages.presence(here, writing)


class Presence:
    """The presence of this process, and the reports of other processes."""

    def __init__(self) -> None:
        self.groups: dict[PresencePlace, PresenceGroup] = {}
        self._name = uuid4().hex

    async def report(
        self, place: PresencePlace, label: PresenceLabel, topic: WritingSubject | None = None, *, has_left: bool = False
    ) -> None:
        """Report here and in all other processes that the person is present, is writing in a topic, or has left."""
        report_data = {"place": place, "topic": topic, "gone": has_left, **asdict(label)}
        self._apply(report_data)
        try:
            await events.send_presence({**report_data, "by": self._name})
        except Exception:
            # Other processes show it late or not at all; nobody waits for it.
            logger.info("The channel layer is not available. Presence is shared within this process only.")

    def receive(self, report_data: Mapping[str, Any]) -> None:
        if report_data["by"] != self._name:
            self._apply(report_data)

    def watch(self, place: PresencePlace, follower: Follower) -> None:
        """Send presence to this page from now on."""
        group = self.groups.setdefault(place, PresenceGroup())
        group.last_sent.setdefault(follower, "")
        group.schedule_update()

    def unwatch(self, place: PresencePlace, follower: Follower) -> bool:
        """Stop sending presence to this page; return whether another page of the person is followed in this process."""
        group = self.groups.get(place)
        if group is None:
            return False
        group.last_sent.pop(follower, None)
        return any(other.access.reader.user == follower.access.reader.user for other in group.last_sent)

    def close(self) -> None:
        for group in self.groups.values():
            group.close()
        self.groups.clear()

    def _apply(self, report_data: Mapping[str, Any]) -> None:
        group = self.groups.setdefault(report_data["place"], PresenceGroup())
        if report_data["gone"]:
            group.forget(report_data["person"])
        else:
            field_names = ("person", "capacity", "represents", "office")
            label = PresenceLabel(**{name: report_data[name] for name in field_names if name in report_data})
            group.record(label, report_data["topic"])


class PresenceReporter:
    """Reports of one open page about its reader's presence: in its network, or in a `place` of its own.

    `find_label` returns how they are shown there, or None; `is_subject` says what they can be writing in.
    """

    def __init__(
        self,
        presence: Presence,
        follower: Follower,
        threads: ReaderThreads,
        *,
        place: PresencePlace | None = None,
        find_label: Callable[[int], PresenceLabel | None] | None = None,
        is_subject: Callable[[Any], bool] = lambda topic: type(topic) is int and 0 < topic < 2**63,
    ) -> None:
        self._presence = presence
        self._follower = follower
        self._threads = threads
        self._place = follower.log.network if place is None else place
        self._find_label = find_label or partial(presence_label_of, follower.log.network)
        self._is_subject = is_subject
        self._next_report: dict[str, float] = {}
        self._label_valid_until = 0.0
        self._label: PresenceLabel | None = None
        self._sending: asyncio.Task[None] | None = None

    def receive(self, frame: Mapping[str, Any]) -> bool:
        """Return whether this can be reported here; reports that are too frequent are ignored."""
        kind, topic = frame.get("type"), frame.get("topic")
        if kind == "here":
            self._report_if_due("here", PRESENT_REPORT_SECONDS, None)
        elif kind == "typing" and self._is_subject(topic):
            self._report_if_due("typing", WRITING_REPORT_SECONDS, topic)
        else:
            return False
        return True

    async def leave(self) -> None:
        """Stop reporting, and report that the reader has left: the page was closed."""
        if self._sending is not None:
            self._sending.cancel()
            await asyncio.gather(self._sending, return_exceptions=True)
        await self._report_left()

    def _report_if_due(self, kind: str, interval: float, topic: WritingSubject | None) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._next_report.get(kind, 0) and (self._sending is None or self._sending.done()):
            self._next_report[kind] = now + interval
            self._sending = asyncio.create_task(self._send_report(now, topic))

    async def _send_report(self, now: float, topic: WritingSubject | None) -> None:
        try:
            if now >= self._label_valid_until:
                label = await self._threads.run(self._find_label, self._follower.access.reader.user)
                self._label_valid_until = now + LABEL_CACHE_SECONDS
                if label is None:
                    await self._report_left()
                self._label = label
            if self._label is not None:
                self._presence.watch(self._place, self._follower)
                await self._presence.report(self._place, self._label, topic)
        except Exception:
            logger.exception("Could not send who is present.")

    async def _report_left(self) -> None:
        label, self._label = self._label, None
        if label is not None and not self._presence.unwatch(self._place, self._follower):
            await self._presence.report(self._place, label, has_left=True)
