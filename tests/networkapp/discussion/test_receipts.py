"""Receipts: each delegation is asked, one confirmation per delegation is enough, and others are reminded once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.actions.post import mark_read
from networkapp.discussion.actions.receipts import (
    acknowledge,
    ask_for_receipt,
    desk_items,
    receipt_choices,
    send_reminders,
)
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.models import Message
from networkapp.discussion.notices import notification_text, notifications_of
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delivery, EmailFrequency, Notification, Seat
from networkapp.notifications.deliveries import deliver
from networkapp.notifications.preferences import choose_settings
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, add_seat
from tests.worlds import world

DUE = timezone.now() + timedelta(days=9)


@world
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here"))


@world
def paper(chair: Seat) -> Message:
    return add_message(start_topic(chair, title="The minutes"), chair)


@world
def member(chair: Seat) -> Seat:
    return add_seat(chair, "XB")


def request_receipt(paper: Message, chair: Seat, due_at: datetime = DUE) -> Any:
    return ask_for_receipt(message=paper, user=chair.user, due_at=due_at)


def delegation_codes(things: Any) -> list[str]:
    return [getattr(thing, "delegation", thing).code for thing in things]


def refused(act: Callable[..., Any], *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **named)
    return refusal.value.code


def test_receipt_request_is_on_the_desks_of_a_delegation_until_one_seat_confirms(
    paper: Message, chair: Seat, member: Seat
) -> None:
    adviser, expert = add_seat(chair, "XB", capacity="adviser"), add_seat(chair, "XC", capacity="expert")
    assert list(desk_items(user=member.user)) == []
    request_receipt(paper, chair)
    everybody = (chair, member, adviser, expert)
    assert [[item.deadline for item in desk_items(user=seat.user)] for seat in everybody] == [[DUE], [DUE], [DUE], []]
    acknowledge(message=paper, user=adviser.user)
    acknowledge(message=paper, user=member.user)
    assert [bool(list(desk_items(user=seat.user))) for seat in everybody] == [True, False, False, False]
    standing = receipt_choices(message=paper, user=member.user)
    assert [(receipt.delegation.code, receipt.seat) for receipt in standing.confirmed] == [("XB", adviser)]
    assert (delegation_codes(standing.waiting), standing.speaks_for, standing.may_ask) == (["XA"], (), False)
    log = chair.network.events.filter(sequence__gt=paper.sequence).values_list("kind", flat=True)
    assert list(log) == ["message.receipt_asked", "message.acknowledged"]
    with pytest.raises(NotAllowed):
        acknowledge(message=paper, user=expert.user)
    with pytest.raises(NotAllowed):
        request_receipt(paper, member)


def test_invalid_receipt_requests_and_confirmations_are_refused(paper: Message, chair: Seat, member: Seat) -> None:
    assert refused(acknowledge, message=paper, user=member.user) == "not_asked"
    assert refused(request_receipt, paper, chair, timezone.now()) == "due_past"
    assert refused(request_receipt, paper, chair, timezone.now() + timedelta(days=400)) == "due_too_far"
    request_receipt(paper, chair)
    withdraw_message(message=paper, user=chair.user)
    assert refused(acknowledge, message=paper, user=member.user) == "sealed"
    assert list(desk_items(user=member.user)) == []


def test_requesting_receipts_again_changes_only_the_date(paper: Message, chair: Seat, member: Seat) -> None:
    first = request_receipt(paper, chair)
    acknowledge(message=paper, user=member.user)
    assert request_receipt(paper, chair) == request_receipt(paper, chair, DUE + timedelta(days=1)) == first
    assert [item.deadline for item in desk_items(user=chair.user)] == [DUE + timedelta(days=1)]
    assert delegation_codes(receipt_choices(message=paper, user=chair.user).confirmed) == ["XB"]
    assert chair.network.events.filter(kind="message.receipt_asked").count() == 2


def test_receipts_are_requested_from_delegations_of_networks_that_share_the_topic(paper: Message, chair: Seat) -> None:
    guest = NetworkFactory(slug="guest")
    SeatFactory(user=chair.user, network=guest, capacity="secretariat", delegation=None)
    visitor = SeatFactory(network=guest, delegation=DelegationFactory(code="XC"))
    share_topic(topic=paper.topic, network=guest, user=chair.user)
    request_receipt(paper, chair)
    [item] = desk_items(user=visitor.user)
    assert item.url == f"/networks/guest/topics/{paper.topic_id}/messages/{paper.pk}/"
    acknowledge(message=paper, user=visitor.user)
    assert delegation_codes(receipt_choices(message=paper, user=chair.user).confirmed) == ["XC"]
    assert guest.events.filter(kind="message.acknowledged").count() == 1


def test_delegation_without_receipt_is_reminded_once_a_day_before_the_deadline(
    paper: Message, chair: Seat, member: Seat, mailoutbox: list[Any]
) -> None:
    other = add_seat(chair, "XC")
    for seat in (member, other):
        choose_settings(user=seat.user, mail=EmailFrequency.AT_ONCE, digest_hour=7, digest_weekday=0)
        mark_read(topic=paper.topic, user=seat.user, upto=paper.sequence)
    request_receipt(paper, chair)
    acknowledge(message=paper, user=other.user)
    assert [send_reminders(now=DUE - timedelta(hours=hours)) for hours in (25, 24, 23)] == [0, 1, 0]
    assert set(Notification.objects.filter(kind="receipt").values_list("user", flat=True)) == {
        chair.user.pk,
        member.user.pk,
    }
    [row] = notifications_of(member.user).filter(kind="receipt")
    assert (row.is_new, notification_text(row)) == (
        True,
        "Your delegation is asked to confirm receipt of a message",
    )
    [delivery] = Delivery.objects.filter(notifications=row)
    deliver.call(delivery.pk)
    [email] = mailoutbox
    assert (email.to, email.subject) == ([member.user.email], "Here: confirm receipt of a message")
    assert "asked to confirm receipt of a message" in email.body


def test_queued_reminder_is_dropped_if_another_seat_confirms_receipt(
    paper: Message, chair: Seat, member: Seat, mailoutbox: list[Any]
) -> None:
    choose_settings(user=member.user, mail=EmailFrequency.AT_ONCE, digest_hour=7, digest_weekday=0)
    request_receipt(paper, chair)
    send_reminders(now=DUE - timedelta(hours=3))
    acknowledge(message=paper, user=add_seat(chair, "XB", capacity="substitute").user)
    delivery = Delivery.objects.get(user=member.user)
    deliver.call(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, mailoutbox) == ("dropped", [])
