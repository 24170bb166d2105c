"""Attendance at a meeting: what each person stated before, what was recorded, and which delegations were present."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.errors import NotAllowed, Refused
from networkapp.languages.sorting import alphabetical
from networkapp.meetings.actions.meetings import lock_meeting
from networkapp.meetings.models import Attendance, AttendanceMode, Meeting, MeetingState, Minutes, MinutesState
from networkapp.models import Capacity, Delegation, Seat
from networkapp.permissions import ALLOWED, VOICES, Action
from networkapp.users import User

ATTENDANCE_STATED, ATTENDANCE_RECORDED = "attendance.said", "attendance.recorded"


@dataclass(frozen=True, kw_only=True)
class SeatAttendance:
    """A seat of the network in relation to a meeting; `attendance` is None if nothing is known of it."""

    seat: Seat
    attendance: Attendance | None


@dataclass(frozen=True, kw_only=True)
class DelegationAttendance:
    """A delegation, or people without one (`delegation` is None), with their seats."""

    delegation: Delegation | None
    rows: tuple[SeatAttendance, ...]


def attendance_of(*, meeting: Meeting) -> list[DelegationAttendance]:
    """Return everyone who can attend, by delegation in alphabetical order, then people without one, in three
    queries."""
    known = {one.seat_id: one for one in meeting.attendance.select_related("substitute__user")}
    seats = _seats_of_meeting(meeting, known)
    bodies: dict[int | None, list[SeatAttendance]] = {}
    for seat in seats:
        bodies.setdefault(seat.delegation_id, []).append(SeatAttendance(seat=seat, attendance=known.get(seat.pk)))
    delegations = {seat.delegation_id: seat.delegation for seat in seats}
    found = [DelegationAttendance(delegation=delegations[pk], rows=tuple(rows)) for pk, rows in bodies.items()]
    by_name = alphabetical(found, name=lambda body: body.delegation.label if body.delegation else "")
    return sorted(by_name, key=lambda body: body.delegation is None)


def guests_of(*, meeting: Meeting) -> list[tuple[str, Attendance | None]]:
    """Return the invited bodies that hold no seat, each with what was recorded."""
    known = {one.organisation: one for one in meeting.attendance.filter(seat=None)}
    return [(guest.name, known.get(guest.name)) for guest in meeting.guests.all()]


def seats_answered_for(*, meeting: Meeting, user: User) -> list[Seat]:
    """Return the seats for which `user` can state attendance: their own, and as an adviser those of their
    delegation's voting members."""
    seats = Seat.objects.current().filter(network=meeting.network_id).select_related("delegation", "user")
    own = list(seats.filter(user=user).with_role(ALLOWED[Action.READ]))
    advised = {seat.delegation_id for seat in own if seat.capacity == Capacity.ADVISER}
    others = seats.filter(delegation__in=advised, capacity__in=VOICES).exclude(user=user) if advised else ()
    return [*own, *others]


@transaction.atomic
def state_attendance(
    *, meeting: Meeting, user: User, seat: Seat, mode: AttendanceMode, substitute: Seat | None = None
) -> Attendance:
    """State before the meeting whether the holder of `seat` attends, and who attends instead.

    Refused: `too_late` (the meeting was held or cancelled), `not_so` (nobody states in advance that they will be
    missing without excuse), `no_substitute` (a seat that cannot substitute, or a substitute for somebody who attends);
    NotAllowed for anyone but the holder, and an adviser of the delegation.
    """
    locked = lock_meeting(meeting=meeting, user=user, action=Action.READ)
    if seat.pk not in {one.pk for one in seats_answered_for(meeting=locked, user=user)}:
        raise NotAllowed(Action.READ)
    if locked.state != MeetingState.ANNOUNCED:
        raise Refused("too_late", _("The meeting has already been held or cancelled."))
    if mode == AttendanceMode.ABSENT:
        raise Refused("not_so", _("Choose whether you will attend."), field="mode")
    if substitute is not None and not can_substitute(seat=seat, mode=mode, substitute=substitute):
        words = _("Only a member or substitute can replace an excused member or substitute of the same delegation.")
        raise Refused("no_substitute", words, field="substitute")
    fields = {"planned_mode": mode, "planned_at": timezone.now(), "planned_by": user, "substitute": substitute}
    known, _made = Attendance.objects.update_or_create(
        meeting=locked, seat=seat, defaults={**fields, **_seat_fields(seat)}
    )
    events.record(locked.network, ATTENDANCE_STATED, {"meeting": locked.pk, "seat": seat.pk}, actor=user)
    return known


@transaction.atomic
def record_attendance(
    *, meeting: Meeting, user: User, modes: Mapping[int, AttendanceMode | None], guests: Mapping[str, bool]
) -> int:
    """Record who attended, by primary key of the seat (None: nothing recorded), and which guests came.

    Return the number of recorded rows. Refused: `locked` (the minutes are out or approved), `cancelled`,
    `no_such_seat`; NotAllowed without a seat that conducts meetings.
    """
    locked = lock_meeting(meeting=meeting, user=user)
    require_attendance_unlocked(meeting=locked)
    if locked.state == MeetingState.CANCELLED:
        raise Refused("cancelled", _("You cannot change a cancelled meeting."))
    known = {one.seat_id: one for one in locked.attendance.exclude(seat=None)}
    seats = {seat.pk: seat for seat in _seats_of_meeting(locked, known)}
    if not modes.keys() <= seats.keys():
        raise Refused("no_such_seat", _("A seat has ended since you opened the page. Check the list again."))
    now = timezone.now()
    for key, mode in modes.items():
        fields = {"mode": mode or "", "recorded_at": now if mode else None, "recorded_by": user if mode else None}
        if mode or key in known:
            defaults = {**fields, **_seat_fields(seats[key])}
            Attendance.objects.update_or_create(meeting=locked, seat_id=key, defaults=defaults)
    _record_guests(locked, user, guests)
    events.record(locked.network, ATTENDANCE_RECORDED, {"meeting": locked.pk}, actor=user)
    return locked.attendance.exclude(mode="").count()


def can_substitute(*, seat: Seat, mode: str, substitute: Seat) -> bool:
    """Return whether `substitute` can attend instead of the holder of `seat`, who has stated `mode`."""
    same = (substitute.network_id, substitute.delegation_id) == (seat.network_id, seat.delegation_id)
    able = substitute.capacity in VOICES and substitute.is_current and substitute.pk != seat.pk
    return same and able and seat.capacity in VOICES and mode == AttendanceMode.EXCUSED


def require_attendance_unlocked(*, meeting: Meeting) -> None:
    """Check that the minutes of the meeting have not been sent out. Refused: `locked`."""
    if Minutes.objects.filter(meeting=meeting).exclude(state=MinutesState.DRAFT).exists():
        raise Refused("locked", _("The minutes have already been sent out or approved. Correct the minutes instead."))


def _record_guests(meeting: Meeting, user: User, guests: Mapping[str, bool]) -> None:
    invited = set(meeting.guests.values_list("name", flat=True))
    for name, came in guests.items():
        if name in invited:
            mode = AttendanceMode.PRESENT if came else AttendanceMode.ABSENT
            values = {"mode": mode, "recorded_at": timezone.now(), "recorded_by": user, "capacity": Capacity.EXPERT}
            Attendance.objects.update_or_create(
                meeting=meeting, seat=None, delegation=None, organisation=name, defaults=values
            )


def _seat_fields(seat: Seat) -> dict[str, Any]:
    return {"delegation": seat.delegation, "organisation": seat.organisation, "capacity": seat.capacity}


def _seats_of_meeting(meeting: Meeting, known: Iterable[int | None]) -> list[Seat]:
    """Return seats that can read the network today, and seats with recorded attendance, even if they have ended."""
    today: QuerySet[Seat] = Seat.objects.current().with_role(ALLOWED[Action.READ])
    found = today.filter(network=meeting.network_id) | Seat.objects.filter(pk__in=[key for key in known if key])
    return list(found.select_related("delegation", "user").distinct().order_by("delegation__code", "capacity", "pk"))
