"""Follow-up of decisions: requested from delegations, reported by each for itself, and overdue after its due date."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from networkapp.decisions.follow_up.actions import open_follow_ups, report_follow_up
from networkapp.decisions.follow_up.notices import ASKED, DUE_SOON, desk_items, render_notices, send_reminders
from networkapp.decisions.follow_up.queries import follow_up_by_delegation, list_follow_ups
from networkapp.decisions.models import Decision, FollowUp, FollowUpStep
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delegation, Network, Notification, Seat
from tests.factories.decisions import adopt
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair() -> Seat:
    return SeatFactory(network=NetworkFactory(), delegation=None, capacity="secretariat")


@pytest.fixture
def decision(chair: Seat) -> Decision:
    return adopt(chair.network, seat=chair)


def member(decision: Decision, code: str, capacity: str = "member") -> Any:
    return SeatFactory(network=decision.network, delegation=DelegationFactory(code=code), capacity=capacity).user


def request_follow_up(decision: Decision, chair: Seat, *codes: str, **kwargs: Any) -> list[FollowUp]:
    usual: dict[str, Any] = {"task": "Ask the government for figures"}
    delegations = [DelegationFactory(code=code) for code in codes]
    return open_follow_ups(decision=decision, user=chair.user, delegations=delegations, **{**usual, **kwargs})


def report(follow_up: FollowUp, by: Any, state: str = "done", words: str = "It was asked.", **kwargs: Any) -> Any:
    usual = {"client_key": uuid4()}
    return report_follow_up(follow_up=follow_up, user=by, state=state, words=words, **{**usual, **kwargs})


def refusal(act: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def test_requesting_the_same_follow_up_twice_creates_it_once(decision: Decision, chair: Seat) -> None:
    assert [one.delegation.code for one in request_follow_up(decision, chair, "XB", "XA")] == ["XA", "XB"]
    assert request_follow_up(decision, chair, "XA", "XB") == []
    assert FollowUp.objects.count() == 2


def test_follow_up_is_requested_only_of_delegations_of_the_network(decision: Decision, chair: Seat) -> None:
    assert refusal(request_follow_up, decision, chair, "XD") == "no_delegation"
    decision.network.delegations.add(DelegationFactory(code="XD"))
    assert [one.delegation.code for one in request_follow_up(decision, chair, "XD")] == ["XD"]


def test_follow_up_requires_a_task_a_future_due_date_and_permission(decision: Decision, chair: Seat) -> None:
    yesterday = timezone.now().date() - timedelta(days=1)
    assert refusal(request_follow_up, decision, chair, "XA", task=" ") == "no_task"
    assert refusal(request_follow_up, decision, chair, "XA", task="a" * 301) == "task_too_long"
    assert refusal(request_follow_up, decision, chair, "XA", due_on=yesterday) == "due_past"
    with pytest.raises(NotAllowed):
        open_follow_ups(
            decision=decision, user=member(decision, "XA"), task="Mine", delegations=Delegation.objects.all()
        )


def test_delegation_reports_on_its_follow_up_and_all_reports_are_stored(decision: Decision, chair: Seat) -> None:
    (follow_up,), person, key = request_follow_up(decision, chair, "XA"), member(decision, "XA", "substitute"), uuid4()
    for _twice in range(2):
        report(follow_up, person, "under_way", "It is asked.", client_key=key)
    report(follow_up, person, "done", "", source="https://parliament.example/answer")
    follow_up.refresh_from_db()
    assert follow_up.state == "done"
    assert [(step.state, step.words, step.source) for step in follow_up.steps.all()] == [
        ("under_way", "It is asked.", ""),
        ("done", "", "https://parliament.example/answer"),
    ]


def test_only_voting_seats_of_a_delegation_report_on_its_follow_up(decision: Decision, chair: Seat) -> None:
    (follow_up,) = request_follow_up(decision, chair, "XA")
    for person in (member(decision, "XB"), member(decision, "XA", "adviser"), chair.user, UserFactory()):
        with pytest.raises(NotAllowed):
            report(follow_up, person)
    assert FollowUpStep.objects.count() == 0


def test_invalid_follow_up_reports_are_refused(decision: Decision, chair: Seat) -> None:
    first, second = (
        request_follow_up(decision, chair, "XA"),
        request_follow_up(decision, chair, "XA", task="Another thing"),
    )
    (follow_up,), person = first, member(decision, "XA")
    assert refusal(report, follow_up, person, "open") == "no_such_state"
    assert refusal(report, follow_up, person, "done", " ") == "says_nothing"
    assert refusal(report, follow_up, person, "declined", "", source="https://a.example/") == "reason_needed"
    assert refusal(report, follow_up, person, "done", source="javascript:alert(1)") == "no_address"
    assert refusal(report, follow_up, person, "done", "a" * 5001) == "words_too_long"
    key = uuid4()
    report(follow_up, person, client_key=key)
    assert refusal(report, second[0], person, client_key=key) == "key_used"


def test_follow_up_is_overdue_after_its_due_date_in_the_time_zone_of_the_capital(
    decision: Decision, chair: Seat, monkeypatch: Any
) -> None:
    day = timezone.now().date() + timedelta(days=3)
    (follow_up,) = request_follow_up(decision, chair, "XA", due_on=day)
    follow_up.delegation.time_zone = "Europe/Helsinki"
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    for hours, overdue in [(-4, False), (0, True)]:
        monkeypatch.setattr(timezone, "now", lambda hours=hours: midnight + timedelta(hours=hours))
        assert follow_up.is_overdue == overdue
    follow_up.state = "declined"
    assert not follow_up.is_overdue


def test_delegation_is_notified_of_a_follow_up_and_reminded_once_until_it_reports(
    decision: Decision, chair: Seat
) -> None:
    person, other = member(decision, "XA"), member(decision, "XB")
    (follow_up,) = request_follow_up(decision, chair, "XA", due_on=timezone.now().date() + timedelta(days=30))
    assert list(Notification.objects.values_list("user", "kind")) == [(person.pk, ASKED)]
    before, week = timezone.now() + timedelta(days=20), timezone.now() + timedelta(days=24)
    assert [send_reminders(now=before), send_reminders(now=week), send_reminders(now=week)] == [0, 1, 0]
    notifications = list(Notification.objects.filter(user=person))
    assert {one.kind for one in notifications} == {ASKED, DUE_SOON}
    assert [len(render_notices(user=one, notifications=notifications)) for one in (person, other)] == [2, 0]
    assert [len(list(desk_items(user=one))) for one in (person, other)] == [1, 0]
    report(follow_up, person)
    assert (list(desk_items(user=person)), Notification.objects.filter(seen_at=None).count()) == ([], 0)


def test_email_about_a_follow_up_of_a_closed_network_omits_the_task(decision: Decision, chair: Seat) -> None:
    person = member(decision, "XA")
    request_follow_up(decision, chair, "XA", task="A thing of our own")
    (item,) = desk_items(user=person)
    assert "thing of our own" not in str(item.email_title)


def test_follow_up_overview_is_alphabetical_and_counts_only_visible_entries(decision: Decision, chair: Seat) -> None:
    follow_ups = request_follow_up(decision, chair, "XB", "XA", due_on=timezone.now().date() + timedelta(days=1))
    report(follow_ups[0], member(decision, "XA"))
    FollowUp.objects.filter(pk=follow_ups[1].pk).update(due_on=date(2026, 1, 1))
    hidden = SeatFactory(network=NetworkFactory(slug="hidden"), delegation=None, capacity="secretariat")
    request_follow_up(adopt(hidden.network, seat=hidden), hidden, "XA")
    person = member(decision, "XB")
    countries = follow_up_by_delegation(follow_ups=list_follow_ups(user=person))
    assert [(one.delegation.code, one.total, one.counts, one.overdue) for one in countries] == [
        ("XA", 1, (0, 0, 1, 0), 0),
        ("XB", 1, (1, 0, 0, 0), 1),
    ]
    Network.objects.filter(slug="hidden").update(visibility="public")
    assert [one.total for one in follow_up_by_delegation(follow_ups=list_follow_ups(user=person))] == [2, 1]


def test_follow_up_is_due_at_the_end_of_the_day_in_the_time_zone_of_the_delegation(
    decision: Decision, chair: Seat
) -> None:
    day = timezone.localdate() + timedelta(days=30)
    (follow_up,) = request_follow_up(decision, chair, "XA", due_on=day)
    zone = ZoneInfo(follow_up.delegation.time_zone)
    assert follow_up.due_at.astimezone(zone).date() == day
    assert (follow_up.due_at + timedelta(microseconds=1)).astimezone(zone).date() == day + timedelta(days=1)
