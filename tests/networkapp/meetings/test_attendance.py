"""Attendance: planned, recorded, and which delegations a procedure at the meeting counts as present."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.attendance import (
    attendance_of,
    record_attendance,
    seats_answered_for,
    state_attendance,
)
from networkapp.meetings.actions.meetings import InvitedGuest
from networkapp.meetings.models import Attendance, AttendanceMode, Meeting
from networkapp.models import Seat
from tests.factories.meetings import call, was
from tests.factories.networks import NetworkFactory, SeatFactory, add_seat
from tests.worlds import world

Mode = AttendanceMode


@world
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here"))


@world
def meeting(chair: Seat) -> Meeting:
    return call(chair, guests=(InvitedGuest(name="Sample agency"),))


def refused(act: Callable[..., Any], **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**named)
    return refusal.value.code


def record(meeting: Meeting, chair: Seat, modes: dict[Seat, Mode | None], **guests: bool) -> int:
    by_seat = {seat.pk: mode for seat, mode in modes.items()}
    return record_attendance(meeting=meeting, user=chair.user, modes=by_seat, guests=guests)


def test_excused_member_names_a_substitute_of_the_same_delegation(meeting: Meeting, chair: Seat) -> None:
    member, substitute = add_seat(chair), add_seat(chair, capacity="substitute")
    other, adviser = add_seat(chair, "XC"), add_seat(chair, capacity="adviser")
    say = {"meeting": meeting, "user": member.user, "seat": member}
    for wrong in (other, adviser, member):
        assert refused(state_attendance, mode=Mode.EXCUSED, substitute=wrong, **say) == "no_substitute"
    assert refused(state_attendance, mode=Mode.PRESENT, substitute=substitute, **say) == "no_substitute"
    assert refused(state_attendance, mode=Mode.ABSENT, **say) == "not_so"
    state_attendance(mode=Mode.EXCUSED, substitute=substitute, **say)
    state_attendance(meeting=meeting, user=substitute.user, seat=substitute, mode=Mode.REMOTE)
    bodies = {body.delegation: body for body in attendance_of(meeting=meeting)}
    rows = {row.seat: row for row in bodies[member.delegation].rows}
    assert (rows[member].attendance.planned_mode, rows[member].attendance.substitute) == ("excused", substitute)
    assert rows[substitute].attendance.planned_mode == "remote"
    assert [row.attendance for row in bodies[other.delegation].rows] == [None]


def test_planned_attendance_is_shown_but_not_preselected_on_the_recording_form(
    meeting: Meeting, chair: Seat, client: Client
) -> None:
    member, other = add_seat(chair), add_seat(chair, "XC")
    state_attendance(meeting=meeting, user=member.user, seat=member, mode=Mode.PRESENT)
    client.force_login(chair.user)
    form = client.get(f"/meetings/{meeting.slug}/attendance/").context["record"]
    fields = [form[f"seat_{seat.pk}"] for seat in (member, other)]
    assert [(field.value(), field.help_text) for field in fields] == [("", "Planned: present"), ("", "")]
    record(meeting, chair, {member: Mode.REMOTE})
    form = client.get(f"/meetings/{meeting.slug}/attendance/").context["record"]
    assert form[f"seat_{member.pk}"].value() == "remote"


def test_attendance_form_preselects_no_seat_for_a_user_who_answers_for_several(
    meeting: Meeting, chair: Seat, client: Client
) -> None:
    add_seat(chair)
    adviser = add_seat(chair, capacity="adviser")
    client.force_login(adviser.user)
    page = client.get(f"/meetings/{meeting.slug}/attendance/")
    assert (page.context["say"]["seat"].value(), page.context["say"]["mode"].value()) == (None, None)
    answer = client.post(f"/meetings/{meeting.slug}/attendance/", {})
    assert (answer.status_code, answer.context["say"].errors) == (
        422,
        {
            "seat": ["Choose a person."],
            "mode": ["Choose whether you will attend."],
        },
    )


def test_attendance_form_does_not_offer_a_member_as_their_own_substitute(
    meeting: Meeting, chair: Seat, client: Client
) -> None:
    member, substitute = add_seat(chair), add_seat(chair, capacity="substitute")
    adviser = add_seat(chair, capacity="adviser")
    secretariat = add_seat(chair, capacity="secretariat", delegation=None)
    offered = []
    for seat in (member, adviser, secretariat):
        client.force_login(seat.user)
        fields = client.get(f"/meetings/{meeting.slug}/attendance/").context["say"].fields
        offered.append(set(fields["substitute"].queryset) if "substitute" in fields else None)
    assert offered == [{substitute}, {member, substitute}, None]


def test_adviser_states_attendance_for_voting_seats_of_the_delegation_only(meeting: Meeting, chair: Seat) -> None:
    member, adviser, other = add_seat(chair), add_seat(chair, capacity="adviser"), add_seat(chair, "XC")
    assert set(seats_answered_for(meeting=meeting, user=adviser.user)) == {adviser, member}
    assert seats_answered_for(meeting=meeting, user=member.user) == [member]
    state_attendance(meeting=meeting, user=adviser.user, seat=member, mode=Mode.PRESENT)
    for person, seat in ((member, adviser), (adviser, other), (other, member)):
        with pytest.raises(NotAllowed):
            state_attendance(meeting=meeting, user=person.user, seat=seat, mode=Mode.PRESENT)
    assert list(Attendance.objects.values_list("seat", "planned_by")) == [(member.pk, adviser.user_id)]


def test_delegation_is_present_if_one_of_its_voting_seats_was_recorded_as_present(
    meeting: Meeting, chair: Seat
) -> None:
    member, substitute = add_seat(chair), add_seat(chair, "XC", capacity="substitute")
    adviser = add_seat(chair, "XD", capacity="adviser")
    excused = add_seat(chair, "XE")
    state_attendance(meeting=meeting, user=excused.user, seat=excused, mode=Mode.PRESENT)
    assert Attendance.objects.delegations_at(meeting.pk) is None
    modes = {member: Mode.PRESENT, substitute: Mode.REMOTE, adviser: Mode.PRESENT, excused: Mode.EXCUSED, chair: None}
    assert record(meeting, chair, modes, **{"Sample agency": True, "Unknown": True}) == 5
    assert Attendance.objects.delegations_at(meeting.pk) == {member.delegation_id, substitute.delegation_id}
    record(meeting, chair, {member: Mode.ABSENT, substitute: None})
    assert Attendance.objects.delegations_at(meeting.pk) == frozenset()


def test_attendance_of_a_seat_that_has_ended_since_remains_recorded(meeting: Meeting, chair: Seat) -> None:
    member = add_seat(chair)
    record(meeting, chair, {member: Mode.PRESENT})
    Seat.objects.filter(pk=member.pk).update(ends_at=timezone.now())
    assert Attendance.objects.delegations_at(meeting.pk) == {member.delegation_id}
    assert member in [row.seat for body in attendance_of(meeting=meeting) for row in body.rows]
    stranger = SeatFactory(network=NetworkFactory(slug="there"))
    assert refused(record, meeting=meeting, chair=chair, modes={stranger: Mode.PRESENT}) == "no_such_seat"
    with pytest.raises(NotAllowed):
        record(meeting, member, {chair: Mode.PRESENT})


def test_attendance_cannot_be_planned_after_the_meeting(meeting: Meeting, chair: Seat) -> None:
    fields = {"user": chair.user, "seat": chair, "mode": Mode.PRESENT}
    assert refused(state_attendance, meeting=was(meeting), **fields) == "too_late"
