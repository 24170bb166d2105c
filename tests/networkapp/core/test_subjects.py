"""Subjects of e-mails, grouping of notifications in them, and their order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from networkapp import registry
from networkapp.discussion.actions.receipts import send_reminders
from networkapp.discussion.models import ReceiptRequest
from networkapp.discussion.notices import notify_about_message
from networkapp.models import Delivery, EmailFrequency, Notification, Seat
from networkapp.notifications.deliveries import deliver, make_digests, send_due
from networkapp.notifications.notices import notify_people
from networkapp.registry import DeskItem
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.factories.notification_settings import wants
from tests.worlds import world

DUE = datetime(2030, 5, 12, 21, 59, tzinfo=UTC)


def render_notices_in_test(*, user: Any, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return texts for keys like "review-B-7": subject and number of a notification; 7 and 17 share a deadline."""
    words = {}
    for one in notifications:
        about, country, number = one.key.split("-")
        words[one.pk] = DeskItem(
            title=f"Quetzal {number}",
            email_title=f"Task {number}",
            about=f"{about} of Sample country {country}" if about else "",
            url=f"/things/{country}/{number}/",
            deadline=DUE + timedelta(days=int(number) % 10) if about else None,
        )
    return words


@pytest.fixture(autouse=True)
def a_plugin() -> Iterator[None]:
    registry.register_notice("thing.due", render_notices_in_test)
    yield
    del registry.notice_sources["thing.due"]


@world
def author(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(name="Joint network", slug="joint", emails_carry_text=True))


@world
def reader(author: Seat) -> Seat:
    began = timezone.now() - timedelta(days=3)
    return SeatFactory(
        network=author.network,
        delegation=DelegationFactory(code="XB"),
        user=UserFactory(time_zone="UTC"),
        starts_at=began,
    )


def notify(seat: Seat, *keys: str) -> None:
    for key in keys:
        notify_people(network=seat.network, kind="thing.due", key=key, people=[seat.user_id])


def digest_of(seat: Seat) -> Any:
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=2))
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    [email] = [email for email in mail.outbox if email.to == [seat.user.email]]
    return email


def test_e_mail_subject_names_network_and_topic_if_the_network_allows_text(author: Seat, reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    topic = start_topic(author, "Hotlines")
    notify_about_message.call(add_message(topic, author).pk)
    send_due(now=timezone.now())
    author.network.emails_carry_text = False
    author.network.save()
    notify_about_message.call(add_message(topic, author).pk)
    send_due(now=timezone.now())
    assert [email.subject for email in mail.outbox] == ["Joint network: Hotlines", "Joint network: new message"]


def test_waiting_notifications_are_sent_in_one_e_mail_grouped_by_subject(reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    notify(reader, "review-B-1", "assessment-A-1", "review-B-2", "visit-C-3")
    assert Delivery.objects.count() == 1
    send_due(now=timezone.now())
    [email] = mail.outbox
    assert email.subject == "Joint network: 4 deadlines (review of Sample country B, assessment of Sample country A, …)"
    lines = [line for line in email.body.splitlines() if line.startswith(("Review", "Assessment", "Visit", "Task"))]
    assert lines == ["Review of Sample country B", "Task 1", "Task 2", "Task 1", "Task 3"]
    assert "<h2" in email.alternatives[0][0]


def test_two_notifications_of_one_task_are_one_entry_and_one_deadline(reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    # A later reminder of another kind about the same page and deadline.
    notify(reader, "review-B-1", "review-B-2")
    registry.register_notice("thing.late", render_notices_in_test)
    notify_people(network=reader.network, kind="thing.late", key="review-B-1", people=[reader.user_id])
    send_due(now=timezone.now())
    [email] = mail.outbox
    assert email.subject == "Joint network: 2 deadlines (review of Sample country B)"
    assert [line for line in email.body.splitlines() if line.startswith("Task")] == ["Task 1", "Task 2"]


def test_e_mail_subject_counts_every_entry_with_the_same_deadline(reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    notify(reader, "review-B-1", "review-B-11")
    send_due(now=timezone.now())
    assert mail.outbox[0].subject == "Joint network: 2 deadlines (review of Sample country B)"


def test_task_with_a_notification_is_listed_once_in_the_digest(reader: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    due = timezone.now() + timedelta(days=3)
    reminded = DeskItem(title="Quetzal 1", email_title="Task 1", url="/things/B/1/", deadline=due)
    other = replace(reminded, url="/things/C/9/", email_title="Task 9")
    monkeypatch.setitem(
        registry.notice_sources, "thing.due", lambda user, notifications: {one.pk: reminded for one in notifications}
    )
    monkeypatch.setattr(registry, "needs_attention", [lambda user: [reminded, other]])
    wants(reader, EmailFrequency.DAILY)
    notify(reader, "review-B-1")
    email = digest_of(reader)
    lines = [line.removeprefix("- ") for line in email.body.splitlines()]
    assert [line for line in lines if line.startswith(("Task", "Your"))] == ["Task 1", "Your other tasks", "Task 9"]
    assert email.subject == "Joint network: Task 1"


def test_receipt_with_a_reminder_is_listed_once_in_the_digest(author: Seat, reader: Seat) -> None:
    message = add_message(start_topic(author, "Hotlines"), author)
    ReceiptRequest.objects.create(message=message, requested_by=author, due_at=timezone.now() + timedelta(hours=5))
    send_reminders(now=timezone.now())
    wants(reader, EmailFrequency.DAILY)
    email = digest_of(reader)
    assert "Your delegation is asked to confirm receipt of a message by" in email.body
    assert "Confirm receipt of a message\n" not in email.body


def test_single_notification_is_the_e_mail_subject(reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    notify(reader, "review-B-1")
    send_due(now=timezone.now())
    assert mail.outbox[0].subject == "Joint network: Task 1"


def test_notifications_of_two_networks_are_sent_in_two_e_mails(reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    other = SeatFactory(network=NetworkFactory(name="Second network"), user=reader.user)
    notify(reader, "review-B-1")
    notify(other, "review-B-2")
    send_due(now=timezone.now())
    assert [email.subject for email in mail.outbox] == ["Joint network: Task 1", "Second network: Task 2"]


def test_digest_subject_names_networks_topics_and_tasks(author: Seat, reader: Seat) -> None:
    wants(reader, EmailFrequency.DAILY)
    notify_about_message.call(add_message(start_topic(author, "Hotlines"), author).pk)
    notify(reader, "review-B-1", "-B-2")
    assert digest_of(reader).subject == (
        "Joint network: 1 new message (Hotlines), 2 notifications (review of Sample country B, Task 2)"
    )


def test_digest_subject_names_no_topic_of_a_network_that_forbids_text_in_e_mails(author: Seat, reader: Seat) -> None:
    wants(reader, EmailFrequency.DAILY)
    silent = SeatFactory(network=NetworkFactory(name="Silent network"))
    SeatFactory(network=silent.network, user=reader.user, starts_at=reader.starts_at)
    notify_about_message.call(add_message(start_topic(silent, "Narwhal"), silent).pk)
    notify_about_message.call(add_message(start_topic(author, "Hotlines"), author).pk)
    assert digest_of(reader).subject == "Joint network and 1 other network: 2 new messages (Hotlines)"


def test_e_mails_are_sent_in_the_order_of_their_creation(author: Seat, reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    for title in ("Opened", "Due"):
        notify_about_message.call(add_message(start_topic(author, title), author).pk)
    # The queue delivers the newer one first.
    for delivery in Delivery.objects.order_by("-pk"):
        deliver.call(delivery.pk)
    assert [email.subject for email in mail.outbox] == ["Joint network: Opened", "Joint network: Due"]
