"""Push notifications: sent once, encrypted, without names or content, and only to known push services."""

import json
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from networkapp.discussion.models import Message
from networkapp.discussion.notices import mark_all_seen, notify_about_message
from networkapp.errors import Refused
from networkapp.models import Delivery, EmailFrequency, Notification, PushSubscription, Seat, WatchLevel
from networkapp.notifications.deliveries import deliver, make_digests
from networkapp.notifications.devices import MOST_DEVICES, add_device, devices_of
from networkapp.notifications.preferences import choose_settings
from networkapp.notifications.push import is_push_service, make_private_key, public_key
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.networkapp.core.push_service import Browser, Service, push_service, signed_by
from tests.worlds import world

pytestmark = pytest.mark.django_db
USUAL = ("https://fcm.googleapis.com", "https://*.push.services.mozilla.com")


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with push_service() as service:
        yield service


@pytest.fixture
def service(running: Service, settings: Any) -> Service:
    running.pushed.clear()
    running.answers = 201
    settings.NETWORKAPP_PUSH_SERVICES = (running.url,)
    settings.NETWORKAPP_VAPID_PRIVATE_KEY = make_private_key()
    settings.NETWORKAPP_VAPID_SUBJECT = "mailto:office@networks.example"
    return running


@world
def author() -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here"))


@world
def reader(author: Seat) -> Seat:
    began = timezone.now() - timedelta(days=1)
    delegation = DelegationFactory(code="XB")
    return SeatFactory(
        network=author.network, delegation=delegation, user=UserFactory(time_zone="UTC"), starts_at=began
    )


@pytest.fixture
def browser(service: Service, reader: Seat) -> Browser:
    browser = Browser()
    add_device(user=reader.user, endpoint=f"{service.url}/push/1", **browser.keys)
    return browser


def notify_about(message: Message) -> Message:
    notify_about_message.call(message.pk)
    return message


def post_mention(author: Seat) -> Message:
    return notify_about(start_topic(author, "Quetzal", "Narwhal, @XB?").messages.get())


def deliver_all() -> list[str]:
    for pk in Delivery.objects.values_list("pk", flat=True):
        deliver.call(pk)
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def choose_push(reader: Seat, push: WatchLevel, **kwargs: Any) -> None:
    choose_settings(user=reader.user, mail=EmailFrequency.NEVER, digest_hour=7, digest_weekday=0, push=push, **kwargs)


def test_browser_gets_one_encrypted_push_notification_signed_by_the_site(
    author: Seat, reader: Seat, browser: Browser, service: Service
) -> None:
    message = post_mention(author)
    for _time in range(3):
        notify_about_message.call(message.pk)
    assert deliver_all() == ["sent"]
    [(heads, body)] = service.pushed
    assert json.loads(browser.read(body)) == {"words": "You have a new notification.", "language": "en"}
    assert b"something" not in body
    key, claims = signed_by(heads["authorization"])
    assert (key, claims["sub"]) == (public_key(), "mailto:office@networks.example")
    assert (heads["content-encoding"], heads["topic"], int(heads["ttl"]) > 0) == ("aes128gcm", "news", True)


@pytest.mark.parametrize(
    ("level", "body", "pushes"),
    [
        (WatchLevel.ALL, "plain", 1),
        (WatchLevel.MENTIONS, "plain", 0),
        (WatchLevel.MENTIONS, "@XB?", 1),
        (WatchLevel.NOTHING, "@XB?", 0),
    ],
)
def test_user_chooses_what_sends_push_notifications(
    author: Seat, reader: Seat, browser: Browser, service: Service, level: WatchLevel, body: str, pushes: int
) -> None:
    choose_push(reader, level)
    notify_about(start_topic(author, body=body).messages.get())
    deliver_all()
    assert len(service.pushed) == pushes


def test_every_browser_gets_a_push_notification_and_a_forgotten_one_is_removed(
    author: Seat, reader: Seat, browser: Browser, service: Service
) -> None:
    add_device(user=reader.user, endpoint=f"{service.url}/push/2", **Browser().keys)
    post_mention(author)
    assert (deliver_all(), len(service.pushed)) == (["sent", "sent"], 2)
    for gone in (404, 410):
        service.answers = gone
        post_mention(author)
        assert set(deliver_all()) == {"sent", "dropped"}
        assert list(devices_of(reader.user)) == []
        add_device(user=reader.user, endpoint=f"{service.url}/push/3", **Browser().keys)


@pytest.mark.parametrize("answers", [429, 500, 307])
def test_failed_push_is_sent_again_later_and_redirects_are_not_followed(
    author: Seat, reader: Seat, browser: Browser, service: Service, answers: int
) -> None:
    service.answers = answers
    post_mention(author)
    deliver_all()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, len(service.pushed)) == ("waiting", 1, 1)
    assert delivery.due_at > timezone.now() + timedelta(minutes=1)
    service.answers = 201
    Delivery.objects.update(due_at=timezone.now())
    assert (deliver_all(), len(service.pushed)) == (["sent"], 2)


def test_push_notifications_wait_during_quiet_hours_and_are_sent_once_for_all(
    author: Seat, reader: Seat, browser: Browser, service: Service
) -> None:
    choose_push(reader, WatchLevel.ALL, quiet_from=time(0), quiet_until=time(23, 59))
    first = post_mention(author)
    notify_about(add_message(first.topic, author))
    assert service.pushed == []
    delivery = Delivery.objects.get()
    assert (delivery.notifications.count(), delivery.due_at.time()) == (2, time(23, 59))
    Delivery.objects.update(due_at=timezone.now())
    choose_push(reader, WatchLevel.ALL)
    Message.objects.filter(pk=first.pk).update(withdrawn_at=timezone.now())
    assert (deliver_all(), len(service.pushed)) == (["sent"], 1)


def test_no_push_is_sent_for_messages_that_are_read_or_no_longer_readable(
    author: Seat, reader: Seat, browser: Browser, service: Service
) -> None:
    choose_push(reader, WatchLevel.ALL, quiet_from=time(0), quiet_until=time(23, 59))
    post_mention(author)
    mark_all_seen(user=reader.user)
    Delivery.objects.update(due_at=timezone.now())
    assert (deliver_all(), service.pushed) == (["dropped"], [])
    Delivery.objects.all().delete()
    post_mention(author)
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now())
    Delivery.objects.update(due_at=timezone.now())
    assert (deliver_all(), service.pushed) == (["dropped"], [])


def test_message_announced_by_push_is_still_in_the_digest(author: Seat, reader: Seat, browser: Browser) -> None:
    post_mention(author)
    Notification.objects.update(notified_at=timezone.now() - timedelta(days=2))
    assert make_digests(now=timezone.now()) == 1


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", True),
        ("http://fcm.googleapis.com/x", False),
        ("https://127.0.0.1/x", False),
        ("https://10.0.0.1/x", False),
        ("https://fcm.googleapis.com@10.0.0.1/x", False),
        ("https://fcm.googleapis.com:22/x", False),
        ("https://fcm.googleapis.com.evil.example/x", False),
        ("https://evil.example/.push.services.mozilla.com", False),
        ("https://evil.example\\.push.services.mozilla.com/x", False),
        ("https://[::1]/x", False),
        ("https://a:b/x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_push_notifications_are_sent_only_to_known_push_services(endpoint: str, known: bool, settings: Any) -> None:
    settings.NETWORKAPP_PUSH_SERVICES = USUAL
    assert is_push_service(endpoint) is known


def test_stored_endpoint_of_an_unknown_push_service_is_removed(
    author: Seat, reader: Seat, browser: Browser, service: Service, settings: Any
) -> None:
    settings.NETWORKAPP_PUSH_SERVICES = USUAL
    post_mention(author)
    assert (deliver_all(), service.pushed, devices_of(reader.user).count()) == (["dropped"], [], 0)


def test_invalid_browser_keys_and_too_many_browsers_are_refused(reader: Seat, service: Service) -> None:
    keys = Browser().keys
    for wrong in ({"auth": "short"}, {"p256dh": keys["auth"]}, {"p256dh": "é"}):
        with pytest.raises(Refused, match="did not provide the keys"):
            add_device(user=reader.user, endpoint=f"{service.url}/x", **{**keys, **wrong})
    for number in range(MOST_DEVICES):
        add_device(user=reader.user, endpoint=f"{service.url}/{number}", **keys)
    add_device(user=reader.user, endpoint=f"{service.url}/0", **keys)
    with pytest.raises(Refused, match="Remove one first"):
        add_device(user=reader.user, endpoint=f"{service.url}/x", **keys)


def test_user_adds_and_removes_only_their_own_browsers(reader: Seat, service: Service) -> None:
    client, keys = Client(), Browser().keys
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    added = client.post("/notifications/devices/", {"endpoint": f"{service.url}/a", **keys})
    wrong = client.post("/notifications/devices/", {"endpoint": "https://10.0.0.1/", **keys})
    assert (added.status_code, wrong.status_code) == (204, 422)
    assert "push service" in wrong.content.decode()
    hers = add_device(user=UserFactory(), endpoint=f"{service.url}/b", **keys)
    page = client.get("/notifications/settings/").content.decode()
    assert f"{service.url}/a" in page
    assert f"{service.url}/b" not in page
    for endpoint in (f"{service.url}/a", hers.endpoint):
        client.post("/notifications/devices/remove/", {"endpoint": endpoint})
    assert list(PushSubscription.objects.all()) == [hers]


def test_service_worker_has_texts_and_controls_no_host_pages(client: Client) -> None:
    worker = client.get("/notifications/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "You have a new notification." in worker.content.decode()
    assert "Service-Worker-Allowed" not in worker


def test_push_is_not_offered_without_a_key_and_a_command_creates_one(
    author: Seat, reader: Seat, browser: Browser, service: Service, settings: Any, capsys: Any
) -> None:
    call_command("make_vapid_keys")
    made = capsys.readouterr().out.strip()
    settings.NETWORKAPP_VAPID_PRIVATE_KEY = made
    assert len(public_key()) == 87
    for none in ("", "!!"):
        settings.NETWORKAPP_VAPID_PRIVATE_KEY = none
        client = Client()
        client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
        assert "push-here" not in client.get("/notifications/settings/").content.decode()
    post_mention(author)
    assert list(Delivery.objects.all()) == []
