"""The content of notification e-mails: network, links, mentions, attachments, and the number of further messages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from networkapp.discussion.models import Topic, TopicShare
from networkapp.discussion.notices import notify_about_message
from networkapp.models import EmailFrequency, Notification, Seat
from networkapp.notifications.deliveries import make_digests, send_due
from tests.factories.attachments import attach
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


def end_here(topic: Topic, reader: Seat) -> None:
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now())


def unshare(topic: Topic, reader: Seat) -> None:
    TopicShare.objects.filter(topic=topic).delete()


@pytest.mark.parametrize("what", [end_here, unshare])
def test_e_mail_of_a_shared_topic_names_only_the_network_in_which_the_reader_has_a_seat(
    topic: Topic, author: Seat, reader: Seat, what: Callable[[Topic, Seat], None]
) -> None:
    guests = SeatFactory(network=NetworkFactory(slug="guests", emails_carry_text=True), user=reader.user)
    home = start_topic(guests, "Shelters", "Narwhal")
    TopicShare.objects.create(topic=home, network=author.network, shared_by=guests)
    writer = SeatFactory(network=guests.network)
    wants(reader, EmailFrequency.DAILY)
    notify_about_message.call(add_message(home, writer).pk)
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=2), network=author.network)
    what(home, reader)
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    [email] = [email for email in mail.outbox if email.to == [reader.user.email]]
    assert "/networks/guests/topics/" in email.body
    assert "Here" not in email.body
    assert "/networks/here/" not in email.body


def test_topic_shared_by_two_of_the_readers_networks_is_in_the_digest_once(
    topic: Topic, author: Seat, reader: Seat
) -> None:
    other = SeatFactory(network=NetworkFactory(slug="other", emails_carry_text=True), user=reader.user)
    TopicShare.objects.create(topic=topic, network=other.network, shared_by=author)
    wants(reader, EmailFrequency.DAILY)
    notify_about_message.call(add_message(topic, author, body="Narwhal").pk)
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=2))
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    [email] = mail.outbox
    assert (email.body.count("Narwhal"), email.body.count("== ")) == (1, 1)


def test_e_mail_names_mentions_and_attachments_and_links_to_the_site(
    topic: Topic, author: Seat, reader: Seat, settings: Any
) -> None:
    settings.NETWORKAPP_BASE_URL = "https://networks.example"
    wants(reader, EmailFrequency.AT_ONCE)
    message = add_message(topic, author, body="@XB, see [this](/handbooks/) and [that](//else.example/).")
    attach(message, "minutes.pdf")
    notify_about_message.call(message.pk)
    send_due(now=timezone.now())
    text, html = mail.outbox[-1].body, mail.outbox[-1].alternatives[0][0]
    for item in (text, html):
        assert "mentions you" in item
        assert "minutes.pdf" in item
    assert '<a href="https://networks.example/handbooks/"' in html
    assert '<a href="//else.example/"' in html


def test_digest_of_many_messages_shows_100_and_the_number_of_the_others(
    topic: Topic, author: Seat, reader: Seat
) -> None:
    wants(reader, EmailFrequency.DAILY)
    for _message in range(102):
        notify_about_message.call(add_message(topic, author, body="Narwhal").pk)
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=2))
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    [email] = mail.outbox
    assert email.subject == "Here: 102 new messages (Hotlines)"
    assert email.body.count("Narwhal") == 100
    assert "2 more new messages on the site" in email.body
