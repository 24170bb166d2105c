"""Minutes: corrected within a period, approved by silence when it ends, and locked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from networkapp.errors import NotAllowed
from networkapp.meetings.actions.agenda import record_outcome
from networkapp.meetings.actions.attendance import record_attendance
from networkapp.meetings.actions.minutes import (
    draft_minutes,
    is_approved,
    minutes_hash,
    open_for_corrections,
    propose_correction,
    record_approvals,
    resolve_correction,
    save_minutes,
)
from networkapp.meetings.models import AttendanceMode, Meeting, Minutes, MinutesState
from networkapp.meetings.notices import desk_items, render_minutes_notices
from networkapp.models import Notification, Seat
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import SeatFactory
from tests.networkapp.meetings.minutes.minutes_steps import correct, drafted, end_period, refused, sent


def test_saving_minutes_over_a_newer_version_is_refused(meeting: Meeting, chair: Seat) -> None:
    minutes = drafted(meeting, chair)
    save_minutes(minutes=minutes, user=chair.user, text="Mine", base=1)
    assert refused(save_minutes, minutes=minutes, user=chair.user, text="Theirs", base=1) == "stale"
    minutes.refresh_from_db()
    assert (minutes.text, minutes.version) == ("Mine\n", 2)


def test_minutes_are_approved_at_the_end_of_the_correction_period_before_any_job_runs(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    minutes = sent(meeting, chair)
    assert [item.deadline for item in desk_items(user=member.user)] == [minutes.corrections_until]
    assert (is_approved(minutes=minutes), record_approvals(now=timezone.now())) == (False, 0)
    assert is_approved(minutes=minutes, at=minutes.corrections_until)
    ended = end_period(minutes)
    assert (is_approved(minutes=minutes), minutes.state) == (True, MinutesState.CORRECTION)
    assert refused(correct, minutes=minutes, seat=member) == "too_late"
    assert list(desk_items(user=member.user)) == []
    assert (record_approvals(now=timezone.now()), record_approvals(now=timezone.now())) == (1, 0)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.approved_at) == (MinutesState.APPROVED, ended)
    assert minutes.content_hash == minutes_hash(minutes=minutes)
    kinds = Notification.objects.filter(user=member.user).exclude(kind="meeting.called").order_by("pk")
    assert [(one.kind, one.seen_at is None) for one in kinds] == [("minutes.out", False), ("minutes.approved", True)]
    shown = [str(item.title) for item in render_minutes_notices(user=member.user, notifications=list(kinds)).values()]
    assert [title.partition(":")[0] for title in shown] == ["Minutes approved"]


def test_open_correction_delays_approval_until_it_is_resolved(meeting: Meeting, chair: Seat, member: Seat) -> None:
    minutes = sent(meeting, chair)
    correction = correct(minutes, member)
    end_period(minutes)
    assert (is_approved(minutes=minutes), record_approvals(now=timezone.now())) == (False, 0)
    fields = {"correction": correction, "user": chair.user}
    assert refused(resolve_correction, taken=False, words=" ", **fields) == "no_reason"
    assert refused(resolve_correction, taken=True, text="Four", base=99, **fields) == "stale"
    settled = resolve_correction(taken=True, text="It was four.", base=minutes.version, **fields)
    minutes.refresh_from_db()
    assert (minutes.text, minutes.state, minutes.approved_at) == (
        "It was four.\n", MinutesState.APPROVED, settled.settled_at,
    )  # fmt: skip
    assert refused(resolve_correction, taken=False, words="No", **fields) == "settled"


def test_approved_minutes_and_the_records_they_are_based_on_are_locked(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    item = put_item(meeting, chair)
    minutes = sent(meeting, chair)
    end_period(minutes)
    by = {"user": chair.user}
    assert refused(save_minutes, minutes=minutes, text="Otherwise", base=1, **by) == "not_a_draft"
    assert refused(draft_minutes, meeting=meeting, **by) == "not_a_draft"
    assert refused(record_outcome, item=item, outcome="Otherwise", **by) == "minutes_are_out"
    modes = {member.pk: AttendanceMode.PRESENT}
    assert refused(record_attendance, meeting=meeting, modes=modes, guests={}, **by) == "locked"
    until = timezone.now() + timedelta(days=3)
    assert refused(open_for_corrections, minutes=minutes, until=until, **by) == "not_a_draft"


def test_approved_minutes_are_chained_by_the_hash_of_the_previous_minutes(chair: Seat) -> None:
    meetings = [was(call(chair), days=days) for days in (30, 20)]
    first = drafted(meetings[0], chair)
    second = drafted(meetings[1], chair)
    until = timezone.now() + timedelta(days=3)
    assert second.previous == first
    fields = {"user": chair.user, "until": until}
    assert refused(open_for_corrections, minutes=second, **fields) == "previous_first"
    for minutes in (first, second):
        open_for_corrections(minutes=minutes, **fields)
        end_period(minutes)
    second.refresh_from_db()
    assert record_approvals(now=timezone.now()) == 2
    before = minutes_hash(minutes=Minutes.objects.get(pk=second.pk))
    Minutes.objects.filter(pk=first.pk).update(content_hash="0" * 64)
    assert (
        before
        == Minutes.objects.get(pk=second.pk).content_hash
        != minutes_hash(minutes=Minutes.objects.get(pk=second.pk))
    )


def test_open_correction_of_previous_minutes_delays_approval_of_later_ones(chair: Seat, member: Seat) -> None:
    meetings = [was(call(chair), days=days) for days in (30, 20)]
    first, second = sent(meetings[0], chair), sent(meetings[1], chair)
    correction = correct(first, member)
    for minutes in (first, second):
        end_period(minutes)
    assert (record_approvals(now=timezone.now()), is_approved(minutes=Minutes.objects.get(pk=second.pk))) == (0, False)
    resolve_correction(correction=correction, user=chair.user, taken=False, words="It was three")
    assert record_approvals(now=timezone.now()) == 1
    assert set(Minutes.objects.values_list("state", flat=True)) == {"approved"}


def test_only_delegations_propose_corrections_and_only_conductors_resolve_them(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    minutes = sent(meeting, chair)
    expert = SeatFactory(network=chair.network, capacity="expert", delegation=None, organisation="Agency")
    with pytest.raises(NotAllowed):
        correct(minutes, expert)
    correction = correct(minutes, member)
    with pytest.raises(NotAllowed):
        resolve_correction(correction=correction, user=member.user, taken=False, words="No")
    with pytest.raises(NotAllowed):
        save_minutes(minutes=minutes, user=member.user, text="Mine", base=1)
    key = uuid4()
    both = [propose_correction(minutes=minutes, user=member.user, words="Once", client_key=key) for _each in range(2)]
    assert (both[0], minutes.corrections.count()) == (both[1], 2)


def test_too_short_or_too_long_correction_periods_are_refused(meeting: Meeting, chair: Seat) -> None:
    minutes, now = drafted(meeting, chair), timezone.now()
    fields = {"minutes": minutes, "user": chair.user}
    assert refused(open_for_corrections, until=now + timedelta(minutes=59), **fields) == "too_soon"
    assert refused(open_for_corrections, until=now + timedelta(days=121), **fields) == "too_far"
    coming = call(chair)
    assert refused(draft_minutes, meeting=coming, user=chair.user) == "not_held"
