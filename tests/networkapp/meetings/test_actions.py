"""Action items of meetings: their owners, desks, status updates, reminders and due dates."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.action_items import (
    create_action_item,
    desk_items,
    render_notices,
    report_action_item,
    reportable_action_items,
    send_reminders,
)
from networkapp.meetings.models import ActionItem, ActionState, Meeting
from networkapp.models import Delegation, Notification, Seat
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world


@world
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here"))


@world
def meeting(chair: Seat) -> Meeting:
    return was(call(chair))


@world
def member(chair: Seat) -> Seat:
    chair.network.delegations.add(DelegationFactory(code="XB"))
    return SeatFactory(network=chair.network, delegation=DelegationFactory(code="XB"))


def add_action_item(meeting: Meeting, chair: Seat, **kwargs: Any) -> ActionItem:
    return create_action_item(
        **{"meeting": meeting, "user": chair.user, "text": "Write", "client_key": uuid4(), **kwargs}
    )


def update_status(action: ActionItem, seat: Seat, state: str = "done", words: str = "Written") -> Any:
    fields = {"state": ActionState(state), "words": words, "client_key": uuid4()}
    return report_action_item(action=action, user=seat.user, **fields)


def refused(act: Callable[..., Any], *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **named)
    return refusal.value.code


def test_action_item_is_on_the_desks_of_its_delegation_until_it_is_done(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    adviser = SeatFactory(network=chair.network, delegation=member.delegation, capacity="adviser")
    expert = SeatFactory(network=chair.network, delegation=member.delegation, capacity="expert")
    action = add_action_item(meeting, chair, delegation=member.delegation)
    seats = (member, adviser, expert, chair)
    assert [len(list(desk_items(user=seat.user))) for seat in seats] == [1, 1, 0, 0]
    assert [reportable_action_items(meeting=meeting, user=seat.user) == {action.pk} for seat in seats] == [
        True,
        True,
        False,
        True,
    ]
    with pytest.raises(NotAllowed):
        update_status(action, expert)
    update_status(action, adviser)
    assert [len(list(desk_items(user=seat.user))) for seat in seats] == [0, 0, 0, 0]
    update_status(action, chair, "open", "Not sent after all")
    assert list(action.steps.values_list("state", "words")) == [("done", "Written"), ("open", "Not sent after all")]
    assert len(list(desk_items(user=member.user))) == 1


def test_action_item_of_a_seat_is_on_the_desk_of_its_current_holder_only(meeting: Meeting, chair: Seat) -> None:
    expert = SeatFactory(network=chair.network, delegation=None, capacity="expert", organisation="Agency")
    SeatFactory(network=NetworkFactory(slug="there"), user=expert.user)
    action = add_action_item(meeting, chair, owner=expert)
    assert [item.title for item in desk_items(user=expert.user)] == ["Complete the action item: Write"]
    Seat.objects.filter(pk=expert.pk).update(ends_at=timezone.now())
    assert list(desk_items(user=expert.user)) == []
    with pytest.raises(NotAllowed):
        update_status(action, expert)


def test_invalid_action_items_and_status_updates_are_refused(meeting: Meeting, chair: Seat, member: Seat) -> None:
    stranger, other = SeatFactory(network=NetworkFactory(slug="there")), call(chair)
    assert refused(add_action_item, meeting, chair) == "no_owner"
    assert refused(add_action_item, meeting, chair, owner=member, text=" ") == "no_text"
    assert refused(add_action_item, meeting, chair, owner=stranger) == "elsewhere"
    assert refused(add_action_item, meeting, chair, delegation=DelegationFactory(code="XC")) == "elsewhere"
    assert refused(add_action_item, meeting, chair, owner=member, item=put_item(other, chair)) == "elsewhere"
    assert refused(add_action_item, meeting, chair, owner=member, due_on=meeting.date - timedelta(1)) == "due_before"
    with pytest.raises(NotAllowed):
        add_action_item(meeting, member, owner=member)
    action = add_action_item(meeting, chair, owner=member)
    assert refused(update_status, action, member, "dropped", "") == "no_reason"
    assert refused(update_status, action, member, "open", " ") == "nothing_said"


def test_action_item_owner_is_reminded_once_three_days_before_the_due_date(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    now = timezone.now()
    action = add_action_item(meeting, chair, delegation=member.delegation, due_on=now.date() + timedelta(days=4))
    assert send_reminders(now=now) == 0
    later = now + timedelta(days=1)
    assert (send_reminders(now=later), send_reminders(now=later)) == (1, 0)
    [notice] = Notification.objects.filter(kind="action.due")
    assert (notice.user, render_notices(user=member.user, notifications=[notice])[notice.pk].title) == (
        member.user,
        "Complete the action item: Write",
    )
    assert render_notices(user=chair.user, notifications=[notice]) == {}
    update_status(action, member)
    notice.refresh_from_db()
    assert (notice.seen_at is None, render_notices(user=member.user, notifications=[notice])) == (False, {})


def test_action_item_is_overdue_after_its_due_date_ended_in_the_time_zone_of_the_capital(
    meeting: Meeting, chair: Seat, member: Seat, client: Client
) -> None:
    Delegation.objects.filter(pk=member.delegation_id).update(time_zone="Europe/Helsinki")
    member.delegation.refresh_from_db()
    action = add_action_item(meeting, chair, delegation=member.delegation, due_on=date(2030, 5, 31))
    assert action.due_at is not None
    assert action.due_at + timedelta(microseconds=1) == datetime(2030, 5, 31, 21, tzinfo=UTC)
    assert not action.is_overdue
    ActionItem.objects.filter(pk=action.pk).update(due_on=date(2020, 1, 1))
    client.force_login(member.user)
    page = f"/meetings/{meeting.slug}/actions/"
    assert "Overdue, open" in client.get(page).content.decode()
    update_status(action, member)
    assert "Overdue" not in client.get(page).content.decode()
