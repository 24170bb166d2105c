"""Delivery of e-mails: tried again until a server accepts them, and never sent twice."""

from datetime import time, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError
from django.utils import timezone

from networkapp import registry
from networkapp.discussion.models import Topic
from networkapp.discussion.notices import notify_about_message, notify_missed
from networkapp.models import Delivery, EmailFrequency, Notification, Seat
from networkapp.notifications.deliveries import deliver, make_digests, send_due
from networkapp.registry import DeskItem
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.factories.notification_settings import wants
from tests.worlds import world


@world
def author(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here", emails_carry_text=True))


@world
def reader(author: Seat) -> Seat:
    began = timezone.now() - timedelta(days=1)
    user = UserFactory(time_zone="UTC")
    return SeatFactory(network=author.network, delegation=DelegationFactory(code="XB"), user=user, starts_at=began)


@world
def topic(author: Seat) -> Topic:
    return start_topic(author, "Hotlines", "Quetzal opens")


def deliver_message(seat: Seat, topic: Topic, author: Seat) -> Delivery:
    wants(seat, EmailFrequency.AT_ONCE)
    notify_about_message.call(add_message(topic, author).pk)
    found: Delivery = Delivery.objects.get(user=seat.user)
    return found


def due_again() -> None:
    Delivery.objects.update(due_at=timezone.now())
    for pk in Delivery.objects.values_list("pk", flat=True):
        deliver.call(pk)


class Failing(EmailBackend):
    """A mail server that is unreachable, refuses the e-mail, or disconnects after accepting it."""

    opening: ClassVar[Exception | None] = None
    sending: ClassVar[Exception | None] = None
    closing: ClassVar[Exception | None] = None

    def open(self) -> bool:
        return self._do(self.opening)

    def send_messages(self, messages: Any) -> int:
        self._do(self.sending)
        return super().send_messages(messages)

    def close(self) -> None:
        self._do(self.closing)

    def _do(self, failure: Exception | None) -> bool:
        if failure:
            raise failure
        return True


@pytest.fixture
def server(settings: Any) -> Any:
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    yield Failing
    Failing.opening = Failing.sending = Failing.closing = None


def test_unreachable_mail_server_is_tried_again_for_two_days_with_doubling_intervals(
    topic: Topic, author: Seat, reader: Seat, server: Any
) -> None:
    delivery = deliver_message(reader, topic, author)
    mail.outbox.clear()
    Delivery.objects.update(state="waiting", tries=0)
    server.opening = ConnectionRefusedError("nobody there")
    waits = []
    while Delivery.objects.get().state == "waiting":
        due_again()
        waits.append(round((Delivery.objects.get().due_at - timezone.now()).total_seconds() / 60))
    assert waits[:8] == [2, 4, 8, 16, 32, 64, 128, 240]
    assert timedelta(hours=48) < timedelta(minutes=sum(waits[:-1])) < timedelta(hours=52)
    Delivery.objects.update(state="waiting", tries=3)
    server.opening = None
    deliver.call(delivery.pk)
    assert mail.outbox == []
    due_again()
    due_again()
    assert (len(mail.outbox), Delivery.objects.get().state) == (1, "sent")


REFUSALS: list[tuple[Exception, str]] = [
    (SMTPRecipientsRefused({"a@b.example": (451, b"later")}), "waiting"),
    (SMTPRecipientsRefused({"a@b.example": (550, b"no such mailbox")}), "failed"),
    (SMTPSenderRefused(530, b"sign in first", "x@y.example"), "waiting"),
    (SMTPDataError(452, b"full"), "waiting"),
    (SMTPDataError(554, b"not this"), "failed"),
    (SMTPServerDisconnected("gone"), "failed"),
    (TimeoutError("no answer"), "failed"),
]


@pytest.mark.parametrize(("failure", "state"), REFUSALS, ids=lambda value: str(value)[:40])
def test_e_mail_is_sent_again_only_if_the_server_surely_did_not_accept_it(
    topic: Topic, author: Seat, reader: Seat, server: Any, failure: Exception, state: str
) -> None:
    server.sending = failure
    delivery = deliver_message(reader, topic, author)
    deliver.call(delivery.pk)
    delivery.refresh_from_db()
    assert (mail.outbox, delivery.state) == ([], state)
    assert delivery.error.startswith("It may have been sent") is isinstance(
        failure, OSError | SMTPServerDisconnected
    ) & ("gone" in str(failure) or "no answer" in str(failure))


def test_digest_that_failed_because_of_the_database_is_sent_later(
    topic: Topic, author: Seat, reader: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(reader, EmailFrequency.DAILY)
    notify_about_message.call(topic.messages.get().pk)
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=2))

    def locked(*, user: Any) -> list[DeskItem]:
        raise OperationalError("database is locked")

    monkeypatch.setattr(registry, "needs_attention", [locked])
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    assert (mail.outbox, Delivery.objects.get().state) == ([], "waiting")
    monkeypatch.undo()
    due_again()
    assert (len(mail.outbox), Delivery.objects.get().state) == (1, "sent")


def test_error_on_closing_the_connection_does_not_send_the_e_mail_again(
    topic: Topic, author: Seat, reader: Seat, server: Any
) -> None:
    server.closing = SMTPServerDisconnected("gone")
    delivery = deliver_message(reader, topic, author)
    deliver.call(delivery.pk)
    assert (len(mail.outbox), Delivery.objects.get().state) == (1, "sent")


def test_other_e_mails_wait_while_the_server_is_unreachable_without_using_up_tries(
    topic: Topic, author: Seat, reader: Seat, server: Any
) -> None:
    second = SeatFactory(network=author.network)
    for seat in (reader, second):
        wants(seat, EmailFrequency.AT_ONCE)
    server.opening = TimeoutError("black hole")
    Delivery.objects.all().delete()
    notify_about_message.call(add_message(topic, author).pk)
    due_again()
    assert sorted(Delivery.objects.values_list("state", "tries")) == [("waiting", 0), ("waiting", 1)]
    assert Delivery.objects.filter(due_at__lte=timezone.now()).count() == 0


def test_e_mail_that_a_worker_left_unfinished_fails_and_is_not_sent_again(
    topic: Topic, author: Seat, reader: Seat
) -> None:
    deliver_message(reader, topic, author)
    mail.outbox.clear()
    Delivery.objects.update(state="sending", due_at=timezone.now() - timedelta(hours=1))
    send_due(now=timezone.now())
    assert (mail.outbox, Delivery.objects.get().state) == ([], "failed")


def test_waiting_deliveries_are_not_queued_again_every_minute(topic: Topic, author: Seat, reader: Seat) -> None:
    deliver_message(reader, topic, author)
    now = timezone.now()
    # Queued but not processed, so not sent yet
    Delivery.objects.update(state="waiting", due_at=now - timedelta(minutes=1), queued_at=None, tries=0)
    Notification.objects.update(seen_at=now)
    assert send_due(now=now) == 1
    Delivery.objects.update(state="waiting", due_at=now - timedelta(minutes=1), queued_at=now)
    assert [send_due(now=now + timedelta(minutes=passed)) for passed in (1, 30, 61)] == [0, 0, 1]
    Delivery.objects.update(state="waiting", due_at=now - timedelta(minutes=1), queued_at=now + timedelta(days=365))
    assert send_due(now=now) == 1, "a clock that had run ahead holds nothing up"


def test_e_mail_retried_during_quiet_hours_waits_until_they_end(topic: Topic, author: Seat, reader: Seat) -> None:
    deliver_message(reader, topic, author)
    mail.outbox.clear()
    Delivery.objects.update(state="waiting", tries=0, due_at=timezone.now())
    wants(reader, EmailFrequency.AT_ONCE, quiet_from=time(0), quiet_until=time(23, 59, 59))
    deliver.call(Delivery.objects.get().pk)
    delivery = Delivery.objects.get()
    assert (mail.outbox, delivery.state, delivery.tries, delivery.due_at > timezone.now()) == ([], "waiting", 0, True)


def test_immediate_e_mail_becomes_part_of_a_digest_chosen_meanwhile(topic: Topic, author: Seat, reader: Seat) -> None:
    deliver_message(reader, topic, author)
    mail.outbox.clear()
    Delivery.objects.update(state="waiting", due_at=timezone.now())
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=2))
    wants(reader, EmailFrequency.DAILY)
    due_again()
    assert (mail.outbox, Delivery.objects.get().state) == ([], "dropped")
    for _time in range(2):
        make_digests(now=timezone.now())
        send_due(now=timezone.now())
    assert [email.subject for email in mail.outbox] == ["Here: 1 new message (Hotlines)"]


def test_missed_notifications_are_created_once_by_the_scheduler(topic: Topic, author: Seat, reader: Seat) -> None:
    first, now = topic.messages.get(), timezone.now().replace(minute=30)
    first.posted_at = now - timedelta(minutes=1)
    first.save()
    assert notify_missed(now=now) == 0, "the queue has its time first"
    first.posted_at = now - timedelta(minutes=5)
    first.save()
    assert [notify_missed(now=now), notify_missed(now=now)] == [1, 0]
    old = add_message(topic, author)
    old.posted_at = now - timedelta(hours=5)
    old.save()
    assert [notify_missed(now=now), notify_missed(now=now.replace(minute=0))] == [0, 1]


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=1), timedelta(days=365)], ids=str)
def test_clock_that_jumps_forth_and_back_sends_no_digest_twice(
    topic: Topic, author: Seat, reader: Seat, jump: timedelta
) -> None:
    wants(reader, EmailFrequency.DAILY)
    now = timezone.now()
    notify_about_message.call(topic.messages.get().pk)
    Notification.objects.update(notified_at=now - timedelta(days=2))
    for moment in (now, now + jump, now, now + timedelta(days=1)):
        make_digests(now=moment)
        send_due(now=moment)
    assert len([email for email in mail.outbox if email.to == [reader.user.email]]) == 1
