"""The agenda of a meeting: its items, their order, times and speakers, and their outcomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from networkapp import events
from networkapp.errors import Refused
from networkapp.languages.languages import OF_MEETINGS
from networkapp.meetings import registry
from networkapp.meetings.actions.meetings import lock_meeting
from networkapp.meetings.models import ActionItem, AgendaItem, AgendaKind, Meeting, MeetingState, Minutes
from networkapp.meetings.registry import AgendaSuggestion
from networkapp.models import is_open
from networkapp.permissions import Action
from networkapp.text.cleaning import clean_text, one_line
from networkapp.users import AnyUser, User

AGENDA_CHANGED, OUTCOME_RECORDED = "agenda.changed", "agenda.outcome"
MAX_TITLE_LENGTH = 300
MAX_ITEMS = 200
MAX_ITEM_MINUTES = 24 * 60


@dataclass(frozen=True, kw_only=True)
class AgendaEntry:
    """The content of an agenda item. `starts_at` is set if its time is fixed."""

    title: str
    kind: str = AgendaKind.ITEM
    text: str = ""
    internal: bool = False
    starts_at: datetime | None = None
    minutes: int | None = None
    speaker: str = ""


@dataclass(frozen=True, kw_only=True)
class TimedAgendaItem:
    """An item with its number as its reader sees it, and its time, if known."""

    item: AgendaItem
    number: int
    starts_at: datetime | None


def agenda_of(*, meeting: Meeting, user: AnyUser) -> list[TimedAgendaItem]:
    """Return the items that `user` can know of, in their order, with documents and what each is about, in four
    queries and one for each kind of thing."""
    items = AgendaItem.objects.filter(meeting=meeting)
    shown = items.shown_to(user).prefetch_related("papers", GenericPrefetch("about", _subject_querysets(user)))
    return timetable(meeting=meeting, items=list(shown))


def timetable(*, meeting: Meeting, items: Sequence[AgendaItem]) -> list[TimedAgendaItem]:
    """Return each item with its start: its own time, or the end of the item before, if known."""
    timed = []
    moment = meeting.starts_at
    for number, item in enumerate(items, start=1):
        item.meeting = meeting
        begins = item.starts_at or moment
        timed.append(TimedAgendaItem(item=item, number=number, starts_at=begins))
        moment = begins + timedelta(minutes=item.minutes) if begins and item.minutes else None
    return timed


def suggestions_for(*, meeting: Meeting) -> list[AgendaSuggestion]:
    """Return suggestions for the agenda that are not on it yet, from all sources."""
    there = set(meeting.agenda.exclude(about_id=None).values_list("about_type", "about_id"))
    found = chain.from_iterable(
        source(meeting=meeting) for _order, source in registry.agenda_sources if is_open(source)
    )
    types = ContentType.objects.get_for_model
    return [one for one in found if (types(one.about).pk, one.about.pk) not in there]


@transaction.atomic
def add_suggestions(*, meeting: Meeting, user: User, chosen: Iterable[str]) -> int:
    """Add the chosen suggestions (by their keys) at the end of the agenda, and return their number. Keys that are no
    longer suggested are ignored.

    Such items are internal: the agenda must not reveal what the network decides on. Their titles are in the language of
    agendas. Refused: `not_planned`, `too_many_items`; NotAllowed without a seat that conducts meetings.
    """
    locked = _lock_planned_meeting(meeting, user)
    wanted = set(chosen)
    with override(OF_MEETINGS):
        taken = [one for one in suggestions_for(meeting=locked) if one.key in wanted]
    for one in taken:
        _append_item(
            locked, AgendaEntry(title=one.title[:MAX_TITLE_LENGTH], kind=one.kind, internal=True), about=one.about
        )
    if taken:
        _record_change(locked, user)
    return len(taken)


@transaction.atomic
def add_agenda_item(*, meeting: Meeting, user: User, entry: AgendaEntry, about: Model | None = None) -> AgendaItem:
    """Add the item at the end of the agenda.

    Refused: `no_title`, `title_too_long`, `outside_the_meeting` (its time), `too_long`, `not_planned` (the meeting was
    cancelled), `too_many_items`; NotAllowed as in `add_suggestions`.
    """
    locked = _lock_planned_meeting(meeting, user)
    item = _append_item(locked, _clean_entry(entry, locked), about=about)
    _record_change(locked, user)
    return item


@transaction.atomic
def change_agenda_item(*, item: AgendaItem, user: User, entry: AgendaEntry) -> AgendaItem:
    """Save these fields of the agenda item. Refused as in `add_agenda_item`."""
    locked = _lock_planned_meeting(item.meeting, user)
    checked = _clean_entry(entry, locked)
    for name in ("title", "kind", "text", "internal", "starts_at", "minutes", "speaker"):
        setattr(item, name, getattr(checked, name))
    item.save(update_fields=["title", "kind", "text", "internal", "starts_at", "minutes", "speaker"])
    _record_change(locked, user)
    return item


@transaction.atomic
def move_agenda_item(*, item: AgendaItem, user: User, up: bool) -> None:
    """Move the item before the previous one (`up`) or after the next one; the first and the last stay.

    Refused: `not_planned`.
    """
    locked = _lock_planned_meeting(item.meeting, user)
    order = list(locked.agenda.order_by("position").values_list("pk", flat=True))
    at = order.index(item.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(order):
        return
    order[at], order[other] = order[other], order[at]
    _renumber_items(locked, order)
    _record_change(locked, user)


@transaction.atomic
def remove_agenda_item(*, item: AgendaItem, user: User) -> None:
    """Remove the item from the agenda; those after it move up.

    Refused: `was_talked_about` (somebody spoke on it, it has an outcome, or documents), `not_planned`.
    """
    locked = _lock_planned_meeting(item.meeting, user)
    used = item.turns.exclude(given_at=None).exists() or item.actions.exists() or item.papers.exists()
    if used or item.outcome:
        words = _("You can only remove items without documents, speakers, action items and an outcome.")
        raise Refused("was_talked_about", words)
    item.delete()
    _renumber_items(locked, list(locked.agenda.order_by("position").values_list("pk", flat=True)))
    _record_change(locked, user)


@transaction.atomic
def record_outcome(*, item: AgendaItem, user: User, outcome: str) -> None:
    """Record the outcome of the item. Refused: `minutes_are_out`; NotAllowed as in `add_suggestions`."""
    locked = lock_meeting(meeting=item.meeting, user=user)
    if Minutes.objects.filter(meeting=locked).exclude(state="draft").exists():
        words = _("The minutes have already been sent out or approved. Correct the minutes instead.")
        raise Refused("minutes_are_out", words, field="outcome")
    item.outcome = clean_text(outcome).strip()
    item.save(update_fields=["outcome"])
    events.record(locked.network, OUTCOME_RECORDED, {"meeting": locked.pk, "item": item.pk}, actor=user)


def _lock_planned_meeting(meeting: Meeting, user: User) -> Meeting:
    locked = lock_meeting(meeting=meeting, user=user)
    if locked.state == MeetingState.CANCELLED:
        raise Refused("not_planned", _("You cannot change a cancelled meeting."))
    return locked


def _append_item(meeting: Meeting, entry: AgendaEntry, *, about: Any) -> AgendaItem:
    last = meeting.agenda.order_by("-position").values_list("position", flat=True).first() or 0
    if last >= MAX_ITEMS:
        raise Refused("too_many_items", _("An agenda can have up to %(n)s items.") % {"n": MAX_ITEMS})
    return AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=entry.title, kind=entry.kind, text=entry.text, about=about,
        internal=entry.internal, starts_at=entry.starts_at, minutes=entry.minutes, speaker=entry.speaker,
    )  # fmt: skip


def _clean_entry(entry: AgendaEntry, meeting: Meeting) -> AgendaEntry:
    title = one_line(entry.title)
    if not title:
        raise Refused("no_title", _("Enter a title."), field="title")
    if len(title) > MAX_TITLE_LENGTH:
        raise Refused("title_too_long", _("Shorten the title."), field="title")
    if entry.minutes is not None and entry.minutes > MAX_ITEM_MINUTES:
        raise Refused("too_long", _("Use 1,440 minutes (one day) or fewer."), field="minutes")
    at = entry.starts_at
    if at is not None and not (meeting.starts_at and meeting.ends_at and meeting.starts_at <= at < meeting.ends_at):
        raise Refused("outside_the_meeting", _("Choose a time during the meeting."), field="starts_at")
    return AgendaEntry(
        title=title, kind=AgendaKind(entry.kind), text=clean_text(entry.text).strip(), internal=entry.internal,
        starts_at=at, minutes=entry.minutes or None, speaker=one_line(entry.speaker),
    )  # fmt: skip


def _renumber_items(meeting: Meeting, order: Sequence[int]) -> None:
    """Put the items of the meeting into this order, over positions that no item has, because each position is
    unique."""
    beyond = meeting.agenda.order_by("-position").values_list("position", flat=True).first() or 0
    for base in (beyond, 0):
        for position, key in enumerate(order, start=1):
            AgendaItem.objects.filter(pk=key).update(position=base + position)


def _record_change(meeting: Meeting, user: User) -> None:
    events.record(meeting.network, AGENDA_CHANGED, {"meeting": meeting.pk}, actor=user)


def _subject_querysets(user: AnyUser) -> list[QuerySet[Any]]:
    """Return the things that an item may be about, as far as `user` may read them, with what their address needs.

    Those of plugins are loaded as they are.
    """
    return [
        ActionItem.objects.where(user, may=Action.READ).select_related("meeting"),
        Minutes.objects.shown_to(user).select_related("meeting"),
        *(subject.readable(user=user) for subject in registry.agenda_subjects.values() if subject.readable),
    ]
