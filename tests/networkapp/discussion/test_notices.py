"""Messages are notified once to each reader, in their language and time zone, and never to people who cannot read
them."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import ReferenceIndex

from networkapp.discussion.actions.post import mark_read
from networkapp.discussion.models import Message, ReceiptRequest, Topic, TopicShare
from networkapp.discussion.notices import desk_items, mark_all_seen, notifications_of, notify_about_message
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Delivery, EmailFrequency, Network, Notification, Seat, WatchLevel
from networkapp.notifications.deliveries import deliver, make_digests, send_due
from networkapp.notifications.email import absolute, parse_unsubscribe_token, unsubscribe_url
from networkapp.notifications.preferences import watch_network, watch_topic
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.factories.notification_settings import wants
from tests.worlds import world


@world
def author(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here", emails_carry_text=True))


@world
def reader(author: Seat) -> Seat:
    return SeatFactory(
        network=author.network, delegation=DelegationFactory(code="XB"), user=UserFactory(time_zone="UTC")
    )


@world
def topic(author: Seat) -> Any:
    return start_topic(author, "Hotlines", "Quetzal opens")


def notified(message: Message) -> dict[Any, str]:
    notify_about_message.call(message.pk)
    return {one.user: one.kind for one in Notification.objects.filter(message=message)}


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=UTC)


def notify_at(message: Message, moment: datetime) -> None:
    notify_about_message.call(message.pk)
    Notification.objects.filter(message=message).update(notified_at=moment)


def test_readers_are_notified_but_not_the_author_government_or_other_networks(
    topic: Any, author: Seat, reader: Seat
) -> None:
    SeatFactory(network=author.network, capacity="government")
    SeatFactory(
        network=author.network, ends_at=timezone.now() - timedelta(seconds=1), starts_at=at(1, 1) - timedelta(999)
    )
    SeatFactory(network=NetworkFactory(slug="elsewhere"))
    assert notified(topic.messages.get()) == {reader.user: "message"}


def test_mentioned_people_and_authors_of_answered_messages_are_notified(topic: Any, author: Seat, reader: Seat) -> None:
    assert notified(add_message(topic, author, body="What says @XB?"))[reader.user] == "mention"
    message = add_message(topic, reader)
    assert notified(add_message(topic, author, reply_to=message))[reader.user] == "reply"


@pytest.mark.parametrize(
    ("network", "topic_level", "expected"),
    [
        (None, None, {"message", "mention"}),
        ("mentions", None, {"mention"}),
        ("nothing", None, set()),
        ("nothing", "all", {"message", "mention"}),
        ("all", "mentions", {"mention"}),
        ("all", "nothing", set()),
    ],
)
def test_notification_level_of_a_topic_overrides_that_of_the_network(
    topic: Any, author: Seat, reader: Seat, network: str | None, topic_level: str | None, expected: set[str]
) -> None:
    if network:
        watch_network(user=reader.user, network=author.network, level=WatchLevel(network))
    watch_topic(user=reader.user, topic=topic, level=WatchLevel(topic_level) if topic_level else None)
    for body in ("plain", "@XB, please"):
        notify_about_message.call(add_message(topic, author, body=body).pk)
    kinds = Notification.objects.filter(user=reader.user).exclude(message=topic.messages.first())
    assert set(kinds.values_list("kind", flat=True)) == expected


def test_network_that_the_user_may_not_read_cannot_be_watched(author: Seat) -> None:
    with pytest.raises(NotAllowed):
        watch_network(user=UserFactory(), network=author.network, level=WatchLevel.ALL)


def test_immediate_email_is_sent_once_if_the_task_runs_again(topic: Any, author: Seat, reader: Seat) -> None:
    wants(reader, EmailFrequency.AT_ONCE)
    message = add_message(topic, author, body="Read *this*.")
    for _time in range(3):
        notify_about_message.call(message.pk)
    send_due(now=timezone.now())
    for pk in Delivery.objects.values_list("pk", flat=True):
        deliver.call(pk)
    email = mail.outbox[0]
    assert [email.to for email in mail.outbox] == [[reader.user.email]]
    assert email.subject == "Here: Hotlines"
    assert "Read *this*." in email.body
    assert "<em>this</em>" in email.alternatives[0][0]
    assert email.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = email.extra_headers["List-Unsubscribe"]
    assert address == f"<{absolute(urlsplit(address.strip('<>')).path)}>"
    assert parse_unsubscribe_token(address.rstrip("/>").rpartition("/")[2]) == reader.user.pk
    assert email.extra_headers["Auto-Submitted"] == "auto-generated"


def test_email_omits_text_and_title_if_the_network_excludes_them(reader: Seat) -> None:
    author = SeatFactory(network=NetworkFactory(slug="reserved"))
    seat = SeatFactory(network=author.network, user=reader.user)
    wants(seat, EmailFrequency.AT_ONCE)
    notify_about_message.call(start_topic(author, "Quetzal title", "Quetzal text").messages.get().pk)
    send_due(now=timezone.now())
    email = mail.outbox[0]
    whole = email.subject + email.body + email.alternatives[0][0]
    assert "Quetzal" not in whole
    assert "/networks/reserved/topics/" in whole


def seal(message: Message, how: str) -> None:
    Message.objects.filter(pk=message.pk).update(**{how: timezone.now()})


LATER: dict[str, Callable[[Any, Message, Seat], Any]] = {
    "read": lambda client, message, seat: mark_read(topic=message.topic, user=seat.user, upto=message.sequence),
    "seen": lambda client, message, seat: mark_all_seen(user=seat.user),
    "withdrawn": lambda client, message, seat: Message.objects.filter(pk=message.pk).update(
        withdrawn_at=timezone.now()
    ),
    "hidden": lambda client, message, seat: Message.objects.filter(pk=message.pk).update(hidden_at=timezone.now()),
    "seat ended": lambda client, message, seat: Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now()),
    "stopped": lambda client, message, seat: client.post(unsubscribe_url(seat.user)),
}


@pytest.mark.parametrize("what", LATER)
def test_queued_email_is_dropped_if_the_message_was_read_or_access_was_lost(
    topic: Any, author: Seat, reader: Seat, client: Client, what: str, settings: Any
) -> None:
    settings.NETWORKAPP_BASE_URL = ""
    Seat.objects.filter(pk=reader.pk).update(starts_at=timezone.now() - timedelta(1))
    wants(reader, EmailFrequency.AT_ONCE)
    message = add_message(topic, author)
    notify_about_message.call(message.pk)
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    LATER[what](client, message, reader)
    for pk in Delivery.objects.values_list("pk", flat=True):
        deliver.call(pk)
    assert (mail.outbox, list(Delivery.objects.values_list("state", flat=True))) == ([], ["dropped"])


def test_email_waits_for_the_end_of_quiet_hours_in_the_time_zone_of_the_user(
    topic: Any, author: Seat, reader: Seat
) -> None:
    reader.user.time_zone = "Europe/Helsinki"
    reader.user.save()
    now = timezone.now()
    wants(reader, EmailFrequency.AT_ONCE, quiet_from=time(0), quiet_until=time(23, 59))
    notify_about_message.call(add_message(topic, author).pk)
    due = Delivery.objects.get().due_at
    assert due.astimezone(timezone.zoneinfo.ZoneInfo("Europe/Helsinki")).time() == time(23, 59)
    assert due > now
    deliver.call(Delivery.objects.get().pk)
    assert mail.outbox == []


def test_quiet_hours_require_a_start_and_an_end(reader: Seat) -> None:
    with pytest.raises(Refused, match="both a start and an end"):
        wants(reader, EmailFrequency.DAILY, quiet_from=time(22))


def test_daily_digest_is_sent_once_at_the_chosen_hour_with_the_newest_message_first(
    topic: Any, author: Seat, reader: Seat
) -> None:
    first, second = topic.messages.get(), add_message(topic, author, body="Quetzal goes on")
    wants(reader, EmailFrequency.DAILY, digest_hour=7)
    for message in (first, second):
        notify_at(message, at(10, 12))
    assert [make_digests(now=at(10, 13)), make_digests(now=at(11, 6))] == [0, 0]
    assert [make_digests(now=at(11, 7)), make_digests(now=at(11, 8)), make_digests(now=at(12, 8))] == [1, 0, 0]
    send_due(now=timezone.now())
    [email] = mail.outbox
    assert email.subject == "Here: 2 new messages (Hotlines)"
    assert email.body.index("Quetzal goes on") < email.body.index("Quetzal opens")


def test_weekly_digest_is_sent_on_the_chosen_weekday(topic: Any, author: Seat, reader: Seat) -> None:
    wants(reader, EmailFrequency.WEEKLY, digest_weekday=0)
    notify_at(topic.messages.get(), at(10, 12))
    assert [make_digests(now=at(day, 8)) for day in range(11, 17)] == [0, 0, 0, 0, 1, 0]


def test_digest_lists_deadlines_of_the_user_before_messages(topic: Any, author: Seat, reader: Seat) -> None:
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now() + timedelta(days=5))
    wants(reader, EmailFrequency.DAILY)
    notify_at(topic.messages.get(), timezone.now() - timedelta(days=2))
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    assert mail.outbox[0].body.index("Your term ends") < mail.outbox[0].body.index("Quetzal opens")


def test_deadlines_use_the_language_of_the_recipient(topic: Any, author: Seat, reader: Seat) -> None:
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now() + timedelta(days=5))
    reader.user.language = "de"
    reader.user.save()
    wants(reader, EmailFrequency.DAILY)
    notify_at(topic.messages.get(), timezone.now() - timedelta(days=2))
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    [email] = [email for email in mail.outbox if email.to == [reader.user.email]]
    assert "Ihre Amtszeit endet" in email.body
    assert "Your term ends" not in email.body


def test_digest_is_the_default_and_is_not_sent_to_users_who_chose_no_email(
    topic: Any, author: Seat, reader: Seat
) -> None:
    silent = SeatFactory(network=author.network)
    wants(reader, EmailFrequency.NEVER)
    notify_at(topic.messages.get(), timezone.now() - timedelta(days=2))
    make_digests(now=timezone.now())
    assert [one.user for one in Delivery.objects.all()] == [silent.user]


def test_notification_email_is_in_the_language_of_the_recipient(topic: Any, author: Seat, reader: Seat) -> None:
    reader.user.language = "de"
    reader.user.save()
    wants(reader, EmailFrequency.AT_ONCE)
    notify_about_message.call(add_message(topic, author).pk)
    deliver.call(Delivery.objects.get().pk)
    assert '<html lang="de">' in mail.outbox[0].alternatives[0][0]


def test_notification_list_shows_what_the_user_may_read_now_and_what_is_new(
    topic: Any, author: Seat, reader: Seat
) -> None:
    Seat.objects.filter(pk=reader.pk).update(starts_at=timezone.now() - timedelta(1))
    notify_about_message.call(add_message(topic, author, body="@XB?").pk)
    assert [(one.kind, one.is_new) for one in notifications_of(reader.user)] == [("mention", True)]
    assert [item.title for item in desk_items(user=reader.user)] == [
        f"{author.user}, {author.delegation.label}, mentioned you"
    ]
    mark_all_seen(user=reader.user)
    assert [one.is_new for one in notifications_of(reader.user)] == [False]
    assert desk_items(user=reader.user) == []
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now())
    assert list(notifications_of(reader.user)) == []


def test_email_about_a_shared_topic_omits_text_as_its_home_network_requires(reader: Seat) -> None:
    home = SeatFactory(network=NetworkFactory(slug="reserved"))
    topic = start_topic(home, "Quetzal title", "Quetzal text")
    TopicShare.objects.create(topic=topic, network=reader.network, shared_by=home)
    wants(reader, EmailFrequency.AT_ONCE)
    notify_about_message.call(add_message(topic, home, body="Quetzal again").pk)
    send_due(now=timezone.now())
    [email] = mail.outbox
    assert "Quetzal" not in email.subject + email.body + email.alternatives[0][0]


def test_digest_deadlines_omit_topic_titles_if_the_network_excludes_them(
    topic: Any, author: Seat, reader: Seat
) -> None:
    Network.objects.update(emails_carry_text=False)
    ReceiptRequest.objects.create(
        message=topic.messages.get(), requested_by=author, due_at=timezone.now() + timedelta(days=3)
    )
    Topic.objects.update(title="Quetzal title")
    notify_at(topic.messages.get(), timezone.now() - timedelta(days=2))
    make_digests(now=timezone.now())
    send_due(now=timezone.now())
    [email] = [email for email in mail.outbox if email.to == [reader.user.email]]
    assert "Confirm receipt of a message" in email.body
    assert "Quetzal" not in email.body + email.alternatives[0][0]


def test_messages_are_not_in_the_reference_index_of_wagtail() -> None:
    assert not ReferenceIndex.model_is_indexable(Message)
