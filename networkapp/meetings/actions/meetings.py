"""Meetings are called, changed, cancelled and held; people who can read the network are notified."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.errors import Refused
from networkapp.meetings.models import MEETING_TRANSITIONS, Meeting, MeetingGuest, MeetingSeries, MeetingState
from networkapp.meetings.notices import CALLED, CANCELLED, CHANGED, notify_readers
from networkapp.models import Delegation, Network, Subject
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.text.cleaning import clean_text, one_line
from networkapp.text.local_times import to_aware_datetime
from networkapp.users import User

MEETING_CALLED, MEETING_CHANGED = "meeting.called", "meeting.changed"
MEETING_CANCELLED, MEETING_HELD = "meeting.cancelled", "meeting.held"
MAX_DURATION = timedelta(days=14)
MAX_TIME_AHEAD = timedelta(days=5 * 366)
CALENDAR_FIELDS = ("starts_at", "ends_at", "time_zone", "place", "country", "link", "title", "state")


@dataclass(frozen=True, kw_only=True)
class InvitedGuest:
    """A body that is invited, and as what."""

    name: str
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingPlan:
    """The content of a meeting. `starts` and `ends` are local times in `time_zone`."""

    title: str
    starts: datetime
    ends: datetime
    time_zone: str
    place: str
    text: str = ""
    country: str = ""
    link: str = ""
    host: Delegation | None = None
    series: MeetingSeries | None = None
    new_series: str = ""
    subjects: tuple[Subject, ...] = ()
    guests: tuple[InvitedGuest, ...] = ()
    turn_minutes: int = 3


def call_meeting(*, network: Network, user: User, plan: MeetingPlan, client_key: UUID) -> Meeting:
    """Call a meeting of the network, under its next number, and notify all who can read the network.

    The same `client_key` calls one meeting. Refused: `no_title`, `no_place`, `no_such_hour` (the clocks skip it),
    `ends_too_early`, `too_long` (two weeks), `past`, `too_far`, `unknown_zone`, `elsewhere` (a host or series of
    another network); NotAllowed without a seat that conducts meetings.
    """
    require_permitted_seat(network=network, user=user, action=Action.CONDUCT_MEETINGS)
    fields = _meeting_fields(plan, network)
    with transaction.atomic():
        locked = Network.objects.select_for_update().get(pk=network.pk)
        known = Meeting.objects.filter(called_by=user, client_key=client_key).first()
        if known is not None:
            return known
        if fields["starts_at"] <= timezone.now():
            raise Refused("past", _("Choose a start time in the future."), field="starts")
        fields["series"] = _meeting_series(plan, locked)
        number = (locked.meetings.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        meeting: Meeting = Meeting.objects.create(
            network=locked,
            number=number,
            slug=_new_slug(locked, number),
            called_by=user,
            client_key=client_key,
            **fields,
        )
        _save_related(meeting, plan)
        events.record(locked, MEETING_CALLED, {"meeting": meeting.pk}, actor=user)
        notify_readers(meeting, CALLED, user)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, user: User, plan: MeetingPlan) -> Meeting:
    """Change the meeting to this plan; if calendars have to be updated, its revision rises and readers are notified.

    Refused: `not_announced` (held or cancelled), and as in `call_meeting` except for a time in the past.
    """
    locked = lock_meeting(meeting=meeting, user=user)
    if locked.state != MeetingState.ANNOUNCED:
        raise Refused("not_announced", _("The meeting has already been held or cancelled."))
    fields = {**_meeting_fields(plan, locked.network), "series": _meeting_series(plan, locked.network)}
    changed = [name for name in CALENDAR_FIELDS if name in fields and getattr(locked, name) != fields[name]]
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.revision += bool(changed)
    locked.save()
    _save_related(locked, plan)
    events.record(locked.network, MEETING_CHANGED, {"meeting": locked.pk, "fields": changed}, actor=user)
    if changed:
        notify_readers(locked, CHANGED, user)
    return locked


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, user: User, words: str) -> None:
    """Cancel the meeting with a reason; readers and calendars are notified.

    Refused: `not_now`, `no_reason`; NotAllowed without a seat that conducts meetings.
    """
    reason = clean_text(words).strip()
    if not reason:
        raise Refused("no_reason", _("Enter a reason."), field="words")
    locked = _change_state(meeting, user, MeetingState.CANCELLED)
    locked.cancelled_words = reason
    locked.revision += 1
    locked.save(update_fields=["state", "cancelled_words", "revision"])
    events.record(locked.network, MEETING_CANCELLED, {"meeting": locked.pk}, actor=user)
    notify_readers(locked, CANCELLED, user)


@transaction.atomic
def mark_held(*, meeting: Meeting, user: User) -> None:
    """Mark the meeting as held. Refused: `not_now`, `not_yet` (it has not begun); NotAllowed as in `cancel_meeting`."""
    locked = _change_state(meeting, user, MeetingState.HELD)
    begun = locked.starts_at <= timezone.now() if locked.starts_at else locked.date <= timezone.localdate()
    if not begun:
        raise Refused("not_yet", _("You can mark the meeting as held once it has started."))
    locked.save(update_fields=["state"])
    events.record(locked.network, MEETING_HELD, {"meeting": locked.pk}, actor=user)


def lock_meeting(*, meeting: Meeting, user: User, action: Action = Action.CONDUCT_MEETINGS) -> Meeting:
    """Return the current meeting, locked until the transaction ends; NotAllowed if `user` cannot do `action` in its
    network."""
    require_permitted_seat(network=meeting.network, user=user, action=action)
    locked: Meeting = Meeting.objects.select_for_update(of=("self",)).select_related("network").get(pk=meeting.pk)
    return locked


def _change_state(meeting: Meeting, user: User, to: MeetingState) -> Meeting:
    locked = lock_meeting(meeting=meeting, user=user)
    if to not in MEETING_TRANSITIONS[MeetingState(locked.state)]:
        raise Refused("not_now", _("The meeting has already been held or cancelled."))
    locked.state = to
    return locked


def _meeting_fields(plan: MeetingPlan, network: Network) -> dict[str, Any]:
    title, place = one_line(plan.title), one_line(plan.place)
    if not title:
        raise Refused("no_title", _("Enter a focus theme."), field="title")
    if not place:
        raise Refused("no_place", _("Enter a place."), field="place")
    starts_at, ends_at = _meeting_times(plan)
    if plan.host is not None and not network.participating_delegations().filter(pk=plan.host.pk).exists():
        raise Refused("elsewhere", _("This delegation does not take part in the network."), field="host")
    return {
        "title": title, "text": clean_text(plan.text).strip(), "place": place, "country": plan.country,
        "link": plan.link, "host": plan.host, "time_zone": plan.time_zone, "starts_at": starts_at, "ends_at": ends_at,
        "date": plan.starts.date(), "turn_minutes": plan.turn_minutes,
    }  # fmt: skip


def _meeting_times(plan: MeetingPlan) -> tuple[datetime, datetime]:
    if plan.time_zone not in available_timezones():
        raise Refused("unknown_zone", _("Choose a time zone from the list."), field="time_zone")
    zone = ZoneInfo(plan.time_zone)
    moments = []
    for field, local in (("starts", plan.starts), ("ends", plan.ends)):
        moment = to_aware_datetime(local, zone)
        if moment is None:
            words = _("This time does not exist: the clocks go forward that night. Choose another.")
            raise Refused("no_such_hour", words, field=field)
        moments.append(moment)
    starts_at, ends_at = moments
    if ends_at <= starts_at:
        raise Refused("ends_too_early", _("Choose an end time after the start time."), field="ends")
    if ends_at - starts_at > MAX_DURATION:
        raise Refused("too_long", _("A meeting can last up to two weeks. Choose an earlier end."), field="ends")
    if starts_at > timezone.now() + MAX_TIME_AHEAD:
        raise Refused("too_far", _("Choose a date within the next five years."), field="starts")
    return starts_at, ends_at


def _meeting_series(plan: MeetingPlan, network: Network) -> MeetingSeries | None:
    """Return the selected series, or a new one with this title."""
    if title := one_line(plan.new_series):
        known = MeetingSeries.objects.filter(network=network, title=title).first()
        beginning = slugify(f"{network.slug} {title}")[:110] or network.slug
        return known or MeetingSeries.objects.create(
            network=network, title=title, slug=_free_slug(beginning, MeetingSeries.objects)
        )
    if plan.series is not None and plan.series.network_id != network.pk:
        raise Refused("elsewhere", _("The item belongs to another network."), field="series")
    return plan.series


def _save_related(meeting: Meeting, plan: MeetingPlan) -> None:
    """Set subjects and guests of the meeting as planned; guests who stay keep their presentation."""
    meeting.subjects.set(plan.subjects)
    known = {guest.name: guest.presentation_id for guest in meeting.guests.all()}
    meeting.guests.all().delete()
    MeetingGuest.objects.bulk_create(_meeting_guests(meeting, plan.guests, known))


def _meeting_guests(
    meeting: Meeting, guests: Iterable[InvitedGuest], known: dict[str, int | None]
) -> Iterable[MeetingGuest]:
    for position, guest in enumerate(guests, start=1):
        yield MeetingGuest(
            meeting=meeting, position=position, name=guest.name, role=guest.role, presentation_id=known.get(guest.name)
        )


def _new_slug(network: Network, number: int) -> str:
    return _free_slug(f"{network.slug}-{number}", Meeting.objects)


def _free_slug(beginning: str, rows: Any) -> str:
    """Return `beginning`, with the first free number after it if it is taken."""
    taken = set(rows.filter(slug__startswith=beginning).values_list("slug", flat=True))
    tries = (f"{beginning}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (beginning, *tries) if slug not in taken)
