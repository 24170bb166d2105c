"""Calling meetings: times that exist, revisions for calendars, and notifications to readers of the network."""

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
from networkapp.text.local_times import to_aware_datetime
from tests.factories.meetings import ZONE, call, plan, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

HELSINKI = ZoneInfo(ZONE)


@world
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here"))


@world
def member(chair: Seat) -> Seat:
    return SeatFactory(network=chair.network, delegation=DelegationFactory(code="XB"))


def refused(act: Callable[..., Any], **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**named)
    return refusal.value.code


def refused_to_call(chair: Seat, **kwargs: Any) -> str:
    return refused(call_meeting, network=chair.network, user=chair.user, plan=plan(**kwargs), client_key=uuid4())


def next_change(*, forward: bool) -> datetime:
    """The local time at which the clocks of Helsinki next change, as they show it before."""
    year = timezone.now().year + 1
    day = datetime(year, 3, 31) if forward else datetime(year, 10, 31)
    return (day - timedelta(days=(day.weekday() + 1) % 7)).replace(hour=3)


def test_new_meeting_has_the_next_number_and_the_local_date_of_its_place(chair: Seat) -> None:
    late = plan().starts.replace(hour=0, minute=30)
    first, second = call(chair), call(chair, starts=late, ends=late + timedelta(hours=1))
    assert [(meeting.number, meeting.slug) for meeting in (first, second)] == [(1, "here-1"), (2, "here-2")]
    assert (second.date, second.starts_at) == (late.date(), late.replace(tzinfo=HELSINKI))
    assert second.starts_at.astimezone(ZoneInfo("UTC")).date() == late.date() - timedelta(1)
    assert (first.state, first.revision) == (MeetingState.ANNOUNCED, 0)


def test_same_client_key_calls_a_meeting_once(chair: Seat) -> None:
    key, wanted = uuid4(), plan()
    fields = {"network": chair.network, "user": chair.user, "plan": wanted, "client_key": key}
    assert call_meeting(**fields) == call_meeting(**fields)
    assert Meeting.objects.count() == 1


def test_skipped_local_time_is_refused_and_an_ambiguous_one_is_the_first(chair: Seat) -> None:
    skipped, twice = next_change(forward=True).replace(minute=30), next_change(forward=False).replace(minute=30)
    assert refused_to_call(chair, starts=skipped, ends=skipped + timedelta(hours=3)) == "no_such_hour"
    meeting = call(chair, starts=twice, ends=twice + timedelta(hours=2))
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=3)
    assert to_aware_datetime(twice, HELSINKI) == twice.replace(tzinfo=HELSINKI, fold=0).astimezone(UTC)


def test_meetings_before_and_after_the_end_of_summer_time_have_the_same_local_hour(chair: Seat) -> None:
    before = next_change(forward=False).replace(hour=9) - timedelta(days=1)
    meetings = [call(chair, starts=day, ends=day + timedelta(hours=1)) for day in (before, before + timedelta(days=2))]
    assert [meeting.local_start.hour for meeting in meetings] == [9, 9]
    assert meetings[1].starts_at - meetings[0].starts_at == timedelta(days=2, hours=1)


def test_meeting_with_invalid_details_is_refused(chair: Seat) -> None:
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


def test_only_roles_that_conduct_meetings_can_call_and_cancel_them(chair: Seat, member: Seat) -> None:
    with pytest.raises(NotAllowed):
        call(member)
    meeting = call(chair)
    with pytest.raises(NotAllowed):
        cancel_meeting(meeting=meeting, user=member.user, words="No")


def test_meeting_revision_rises_only_when_details_shown_in_calendars_change(chair: Seat) -> None:
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


def test_readers_are_notified_of_a_new_meeting_its_changes_and_its_cancellation(chair: Seat, member: Seat) -> None:
    SeatFactory(network=chair.network, delegation=DelegationFactory(code="XC"), capacity="government")
    meeting = call(chair)
    assert list(Notification.objects.values_list("user", "kind")) == [(member.user_id, "meeting.called")]
    change_meeting(meeting=meeting, user=chair.user, plan=plan(place="There"))
    cancel_meeting(meeting=meeting, user=chair.user, words="A storm")
    notifications = list(Notification.objects.filter(user=member.user).order_by("pk"))
    assert [(one.kind, one.seen_at is None) for one in notifications] == [
        ("meeting.called", False), ("meeting.changed", False), ("meeting.cancelled", True),
    ]  # fmt: skip
    words = render_meeting_notices(user=member.user, notifications=notifications)
    assert {words[one.pk].title for one in notifications} == {"Meeting cancelled: Meeting 1, Help for children"}
    assert {words[one.pk].email_title for one in notifications} == {"Meeting cancelled"}
    stranger = SeatFactory(network=NetworkFactory(slug="there"))
    assert render_meeting_notices(user=stranger.user, notifications=notifications) == {}


def test_desk_asks_members_but_not_advisers_whether_they_attend(chair: Seat, member: Seat) -> None:
    adviser = SeatFactory(network=chair.network, delegation=member.delegation, capacity="adviser")
    meeting = call(chair)
    desks = [list(desk_items(user=seat.user)) for seat in (chair, member, adviser)]
    assert [[item.deadline for item in desk] for desk in desks] == [[meeting.starts_at], [meeting.starts_at], []]
    was(meeting)
    assert list(desk_items(user=member.user)) == []


def test_meeting_can_be_marked_as_held_once_it_has_begun(chair: Seat) -> None:
    meeting = call(chair)
    assert refused(mark_held, meeting=meeting, user=chair.user) == "not_yet"
    mark_held(meeting=was(meeting, is_held=False), user=chair.user)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_meetings_with_the_same_new_series_title_share_one_series(chair: Seat) -> None:
    first, second = call(chair, new_series="Working group"), call(chair, new_series="Working group")
    assert first.series == second.series
    assert MeetingSeries.objects.get().slug == "here-working-group"
