"""The user's own data: what is downloaded, withdrawing all messages, and what remains after erasure."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import KnownDevice
from networkapp.discussion.exports import export_topic
from networkapp.discussion.models import Message
from networkapp.discussion.notices import notify_about_message
from networkapp.documents.convert import DocumentFormat
from networkapp.models import Delivery, EmailFrequency, Seat
from networkapp.networks.actions.erasure import erase_person
from networkapp.notifications.deliveries import deliver
from networkapp.notifications.preferences import choose_settings
from networkapp.registry import message_locks
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def seat(db: None) -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here", emails_carry_text=True))


FOR_READERS = ("page", "message", "api", "export", "e-mail")


@pytest.mark.parametrize("where", FOR_READERS)
def test_erased_author_is_shown_as_a_former_member_on_all_pages(seat: Seat, client: Client, where: str) -> None:
    reader = SeatFactory(network=seat.network, starts_at=timezone.now() - timedelta(1))
    topic = start_topic(seat, "Kept", "Said from the seat")
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    erase_person(user=seat.user)
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    address, message = topic.get_absolute_url(), topic.messages.get()
    shown = {
        "page": lambda: client.get(address).content.decode(),
        "message": lambda: client.get(f"{address}messages/{message.pk}/").content.decode(),
        "api": lambda: client.get(
            f"/api/v1/networks/{topic.network.slug}/topics/{topic.pk}/messages/"
        ).content.decode(),
        "export": lambda: export_topic(topic=topic, user=reader.user, form=DocumentFormat.MARKDOWN).content.decode(),
        "e-mail": lambda: email_about(message, reader),
    }[where]()
    assert "Former member" in shown
    assert seat.label in shown
    assert "–," not in shown


def email_about(message: Message, reader: Seat) -> str:
    choose_settings(user=reader.user, mail=EmailFrequency.AT_ONCE, digest_hour=7, digest_weekday=0)
    notify_about_message.call(message.pk)
    deliver.call(Delivery.objects.get(user=reader.user).pk)
    return str(mail.outbox.pop().body)


def test_erasure_and_withdrawal_of_all_messages_require_reauthentication(seat: Seat, settings: Any) -> None:
    settings.ACCOUNTS_STEP_UP_SECONDS = 300
    topic = start_topic(seat)
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    browser = Client()
    browser.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/desk/data/", "/desk/data/messages/withdraw/"):
        answer = browser.post(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/")
    assert get_user_model().objects.get(pk=seat.user.pk).is_active
    assert topic.messages.get().withdrawn_at is None


def test_user_withdraws_all_own_messages_and_none_of_others_after_the_seat_ended(seat: Seat, client: Client) -> None:
    other = SeatFactory(network=seat.network)
    topic = start_topic(seat, "Mine", "First of mine")
    add_message(topic, seat, body="Second of mine")
    add_message(topic, other, body="Of another")
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/desk/data/").content.decode()
    assert "You have 2 messages that are not withdrawn." in page
    assert client.post("/desk/data/messages/withdraw/").url == "/desk/data/"
    withdrawn = {message.body: message.withdrawn_at is not None for message in topic.messages.all()}
    assert withdrawn == {"First of mine": True, "Second of mine": True, "Of another": False}
    assert "You have no messages to withdraw." in client.get("/desk/data/").content.decode()


def test_withdrawing_all_messages_leaves_messages_locked_by_a_decision(seat: Seat, client: Client) -> None:
    topic = start_topic(seat, "Mine", "Free")
    message = add_message(topic, seat, body="Rested on")
    with locked(message):
        client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
        page = client.post("/desk/data/messages/withdraw/", follow=True).content.decode()
    assert "1 message withdrawn." in page
    assert "1 message could not be withdrawn, because a decision or a proposal refers to it." in page
    message.refresh_from_db()
    assert message.withdrawn_at is None


@contextmanager
def locked(locked_message: Message) -> Iterator[None]:
    """Lock the message `held`, as if a decision rested on it."""

    def lock(*, message: Message) -> str:
        return "A decision rests on it." if message.pk == locked_message.pk else ""

    message_locks.append(lock)
    try:
        yield
    finally:
        message_locks.remove(lock)


def test_personal_data_lists_sessions_and_sign_in_methods_without_secrets(seat: Seat, client: Client) -> None:
    user = seat.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key", "credential": "s3cr3t"}
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "s3cr3t"})
    SocialAccount.objects.create(
        user=user, provider="parliament", uid="u-17", extra_data={"name": "A. Person", "id_token": "s3cr3t"}
    )
    KnownDevice.objects.create(user=user, key_hash="s3cr3t")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/desk/", headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    text = client.get("/desk/data/about-me.json").content.decode()
    data = json.loads(text)["sign_in"]
    assert [(one["email"], one["verified"], one["primary"]) for one in data["email_addresses"]] == [
        (user.email, "yes", "yes")
    ]
    assert [(one["kind"], one["name"]) for one in data["authenticators"]] == [
        ("WebAuthn", "Blue key"),
        ("TOTP Authenticator", ""),
    ]
    assert [(one["service"], one["identifier"], one["name"]) for one in data["services"]] == [
        ("parliament", "u-17", "A. Person")
    ]
    assert [one["device"] for one in data["sessions"]] == ["Firefox, Windows"]
    assert [sorted(one) for one in data["known_browsers"]] == [["first_used", "last_used"]]
    assert "s3cr3t" not in text
    page = client.get("/desk/data/").content.decode()
    assert "Known browsers" in page
    assert "known_browsers" not in page
    session_key = client.session.session_key
    assert session_key not in text
