"""Meetings are called at hours that exist, changed so that calendars hear of it, and told to readers of the network."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.meetings import InvitedGuest, call_meeting, cancel_meeting, change_meeting, mark_held
from networkapp.meetings.models import Meeting, MeetingSeries, MeetingState
from networkapp.meetings.notices import desk_items, render_meeting_notices
from networkapp.models import Notification, Seat
from networkapp.text.local_times import moment_of
from tests.factories.meetings import ZONE, call, plan, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

HELSINKI = ZoneInfo(ZONE)


@pytest.fixture
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here"))


@pytest.fixture
def member(chair: Seat) -> Seat:
    return SeatFactory(network=chair.network, delegation=DelegationFactory(code="XB"))


def refused(act: Callable[..., Any], **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**named)
    return refusal.value.code


def refused_to_call(chair: Seat, **given: Any) -> str:
    return refused(call_meeting, network=chair.network, user=chair.user, plan=plan(**given), client_key=uuid4())


def next_change(*, forward: bool) -> datetime:
    """The local time at which the clocks of Helsinki next change, as they show it before."""
    year = timezone.now().year + 1
    day = datetime(year, 3, 31) if forward else datetime(year, 10, 31)
    return (day - timedelta(days=(day.weekday() + 1) % 7)).replace(hour=3)


def test_a_meeting_has_the_next_number_and_the_day_of_its_place(chair: Seat) -> None:
    late = plan().starts.replace(hour=0, minute=30)
    first, second = call(chair), call(chair, starts=late, ends=late + timedelta(hours=1))
    assert [(meeting.number, meeting.slug) for meeting in (first, second)] == [(1, "here-1"), (2, "here-2")]
    assert (second.date, second.starts_at) == (late.date(), late.replace(tzinfo=HELSINKI))
    assert second.starts_at.astimezone(ZoneInfo("UTC")).date() == late.date() - timedelta(1)
    assert (first.state, first.revision) == (MeetingState.ANNOUNCED, 0)


def test_called_twice_under_one_key_is_one_meeting(chair: Seat) -> None:
    key, wanted = uuid4(), plan()
    given = {"network": chair.network, "user": chair.user, "plan": wanted, "client_key": key}
    assert call_meeting(**given) == call_meeting(**given)
    assert Meeting.objects.count() == 1


def test_an_hour_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_the_first(chair: Seat) -> None:
    skipped, twice = next_change(forward=True).replace(minute=30), next_change(forward=False).replace(minute=30)
    assert refused_to_call(chair, starts=skipped, ends=skipped + timedelta(hours=3)) == "no_such_hour"
    meeting = call(chair, starts=twice, ends=twice + timedelta(hours=2))
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=3)
    assert moment_of(twice, HELSINKI) == twice.replace(tzinfo=HELSINKI, fold=0).astimezone(UTC)


def test_hours_stay_those_of_the_place_when_summer_ends(chair: Seat) -> None:
    before = next_change(forward=False).replace(hour=9) - timedelta(days=1)
    meetings = [call(chair, starts=day, ends=day + timedelta(hours=1)) for day in (before, before + timedelta(days=2))]
    assert [meeting.local_start.hour for meeting in meetings] == [9, 9]
    assert meetings[1].starts_at - meetings[0].starts_at == timedelta(days=2, hours=1)


def test_what_cannot_be_planned_is_refused(chair: Seat) -> None:
    start, other = plan().starts, DelegationFactory(code="XC")
    elsewhere = MeetingSeries.objects.create(network=NetworkFactory(), title="Theirs", slug="theirs")
    assert refused_to_call(chair, title=" ") == "no_title"
    assert refused_to_call(chair, place="") == "no_place"
    assert refused_to_call(chair, ends=start) == "ends_too_early"
    assert refused_to_call(chair, ends=start + timedelta(days=15)) == "too_long"
    assert refused_to_call(chair, starts=start - timedelta(days=20)) == "too_long"
    assert refused_to_call(chair, starts=start - timedelta(11), ends=start - timedelta(10)) == "past"
    assert refused_to_call(chair, starts=start + timedelta(4000), ends=start + timedelta(4001)) == "too_far"
    assert refused_to_call(chair, time_zone="Europe/Atlantis") == "unknown_zone"
    assert refused_to_call(chair, host=other) == "elsewhere"
    assert refused_to_call(chair, series=elsewhere) == "elsewhere"
    assert Meeting.objects.count() == 0


def test_only_who_conducts_meetings_calls_them(chair: Seat, member: Seat) -> None:
    with pytest.raises(NotAllowed):
        call(member)
    meeting = call(chair)
    with pytest.raises(NotAllowed):
        cancel_meeting(meeting=meeting, user=member.user, words="No")


def test_the_revision_rises_with_what_calendars_show_and_with_nothing_else(chair: Seat) -> None:
    meeting = call(chair)
    change_meeting(
        meeting=meeting, user=chair.user, plan=plan(text="Read this before", guests=(InvitedGuest(name="Agency"),))
    )
    meeting.refresh_from_db()
    assert (meeting.revision, [guest.name for guest in meeting.guests.all()]) == (0, ["Agency"])
    change_meeting(meeting=meeting, user=chair.user, plan=plan(place="There"))
    meeting.refresh_from_db()
    assert (meeting.revision, meeting.place) == (1, "There")
    uid = meeting.uid
    cancel_meeting(meeting=meeting, user=chair.user, words="A storm")
    meeting.refresh_from_db()
    assert (meeting.revision, meeting.state, meeting.uid) == (2, MeetingState.CANCELLED, uid)
    assert refused(change_meeting, meeting=meeting, user=chair.user, plan=plan()) == "not_announced"
    assert refused(cancel_meeting, meeting=meeting, user=chair.user, words="Again") == "not_now"


def test_readers_are_told_and_what_was_cancelled_is_told_as_cancelled(chair: Seat, member: Seat) -> None:
    SeatFactory(network=chair.network, delegation=DelegationFactory(code="XC"), capacity="government")
    meeting = call(chair)
    assert list(Notification.objects.values_list("user", "kind")) == [(member.user_id, "meeting.called")]
    change_meeting(meeting=meeting, user=chair.user, plan=plan(place="There"))
    cancel_meeting(meeting=meeting, user=chair.user, words="A storm")
    told = list(Notification.objects.filter(user=member.user).order_by("pk"))
    assert [(one.kind, one.seen_at is None) for one in told] == [
        ("meeting.called", False), ("meeting.changed", False), ("meeting.cancelled", True),
    ]  # fmt: skip
    words = render_meeting_notices(user=member.user, notifications=told)
    assert {words[one.pk].title for one in told} == {"Cancelled: Meeting 1, Help for children"}
    assert {words[one.pk].email_title for one in told} == {"Meeting cancelled"}
    stranger = SeatFactory(network=NetworkFactory(slug="there"))
    assert render_meeting_notices(user=stranger.user, notifications=told) == {}


def test_the_desk_asks_a_voice_whether_it_comes_and_nobody_else(chair: Seat, member: Seat) -> None:
    adviser = SeatFactory(network=chair.network, delegation=member.delegation, capacity="adviser")
    meeting = call(chair)
    desks = [list(desk_items(user=seat.user)) for seat in (chair, member, adviser)]
    assert [[item.deadline for item in desk] for desk in desks] == [[meeting.starts_at], [meeting.starts_at], []]
    was(meeting)
    assert list(desk_items(user=member.user)) == []


def test_a_meeting_was_held_once_it_has_begun(chair: Seat) -> None:
    meeting = call(chair)
    assert refused(mark_held, meeting=meeting, user=chair.user) == "not_yet"
    mark_held(meeting=was(meeting, held=False), user=chair.user)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_a_series_of_a_title_is_made_once(chair: Seat) -> None:
    first, second = call(chair, new_series="Working group"), call(chair, new_series="Working group")
    assert first.series == second.series
    assert MeetingSeries.objects.get().slug == "here-working-group"
