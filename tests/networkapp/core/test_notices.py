"""Notifications of plugins about things other than messages."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from networkapp import registry
from networkapp.discussion.notices import notifications_of
from networkapp.discussion.queries.notification_list import notification_groups, render_groups
from networkapp.discussion.queries.unread import unread_counts
from networkapp.models import Delivery, EmailFrequency, Notification, Seat
from networkapp.notifications.deliveries import make_digests
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.registry import DeskItem
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.notification_settings import wants
from tests.worlds import world

SETTLED: set[str] = set()


def render_notices_in_test(*, user: Any, notifications: Sequence[Any]) -> dict[int, DeskItem]:
    return {
        one.pk: DeskItem(title=f"Quetzal {one.key}", email_title=f"Letter {one.key}", url=f"/things/{one.key}/")
        for one in notifications
        if one.key not in SETTLED
    }


@pytest.fixture(autouse=True)
def a_plugin() -> Iterator[None]:
    registry.register_notice("thing.due", render_notices_in_test)
    yield
    del registry.notice_sources["thing.due"]
    SETTLED.clear()


@world
def seat(db: None) -> Seat:
    # A seat without reading rights for discussions is notified too.
    return SeatFactory(network=NetworkFactory(slug="here"), capacity="government", user=UserFactory(time_zone="UTC"))


def notify(seat: Seat, key: str = "7") -> int:
    return notify_people(network=seat.network, kind="thing.due", key=key, people=[seat.user_id])


def listed_titles(seat: Seat) -> list[str]:
    groups = render_groups(user=seat.user, rows=notification_groups(user=seat.user))
    return [str(group.notice.title) for group in groups if group.notice]


def test_second_notification_of_the_same_kind_and_key_is_not_created(seat: Seat) -> None:
    assert (notify(seat), notify(seat), notify(seat, "8")) == (1, 0, 1)
    assert listed_titles(seat) == ["Quetzal 8", "Quetzal 7"]
    assert unread_counts(person=seat.user_id).notifications == 2


def test_unregistered_kind_of_notification_raises_key_error(seat: Seat) -> None:
    with pytest.raises(KeyError):
        notify_people(network=seat.network, kind="thing.unknown", key="7", people=[seat.user_id])


def test_settled_notification_is_not_new_and_one_without_text_is_not_listed(seat: Seat) -> None:
    notify(seat)
    resolve_notices(kind="thing.due", key="7")
    assert [one.is_new for one in notifications_of(seat.user)] == [False]
    SETTLED.add("7")
    assert listed_titles(seat) == []


def test_user_whose_seat_has_ended_sees_no_notifications_of_that_network(seat: Seat) -> None:
    notify(seat)
    Seat.objects.update(ends_at=timezone.now())
    assert listed_titles(seat) == []
    assert unread_counts(person=seat.user_id).notifications == 0


def test_notifications_page_links_to_the_page_each_notification_is_about(seat: Seat, client: Client) -> None:
    notify(seat)
    client.force_login(seat.user)
    page = client.get("/notifications/").content.decode()
    assert '<a href="/things/7/">Quetzal 7</a>' in page


@pytest.mark.django_db(transaction=True)
def test_immediate_e_mails_and_digests_contain_only_the_text_allowed_in_e_mails() -> None:
    seat = SeatFactory(capacity="government", user=UserFactory(time_zone="UTC"))
    wants(seat, EmailFrequency.AT_ONCE)
    notify(seat)
    [email] = mail.outbox
    assert email.subject == f"{seat.network}: Letter 7"
    assert "/things/7/" in email.body
    assert "Quetzal" not in email.body
    wants(seat, EmailFrequency.DAILY)
    notify(seat, "8")
    notify(seat, "9")
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=1))
    make_digests(now=timezone.now())
    assert mail.outbox[1].subject == f"{seat.network}: 2 notifications (Letter 8, Letter 9)"


@pytest.mark.django_db(transaction=True)
def test_notification_settled_before_sending_is_not_e_mailed() -> None:
    seat = SeatFactory(capacity="government")
    wants(seat, EmailFrequency.AT_ONCE)
    SETTLED.add("7")
    notify(seat)
    assert mail.outbox == []
    assert Delivery.objects.get().state == "dropped"
