"""Replies by e-mail: each posted once from the seat of its writer, or not posted with an explanation to its writer."""

from email import message_from_bytes
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from networkapp.discussion.actions.drafts import save_draft
from networkapp.discussion.actions.inbound_mail import (
    process_inbound_mail,
    receive_from_anymail,
)
from networkapp.discussion.models import Draft, InboundMail, Message, Topic
from networkapp.models import Seat
from networkapp.notifications.email import parse_reply_address, reply_address
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory
from tests.networkapp.discussion.inbound.reply_emails import email_to, replies, reply_email

pytestmark = pytest.mark.django_db


def test_email_reply_is_posted_once_as_a_reply_to_the_message_in_the_email(
    author: Seat, reader: Seat, topic: Topic, django_capture_on_commit_callbacks: Any
) -> None:
    email = email_to(reader, topic)
    heads = email.message()
    quoted = email.body.replace("\n", "\n> ")
    text = f"Agreed *so*.\n\nOn Wed, 3 Jun 2026 at 12:00, Networks <n@networks.example> wrote:\n\n> {quoted}\n"
    raw = reply_email(reader, topic, text, To=str(heads["Reply-To"]), In_Reply_To=str(heads["Message-ID"]))
    with django_capture_on_commit_callbacks(execute=True):
        first, again = process_inbound_mail(raw=raw), process_inbound_mail(raw=raw)
    assert (first.outcome, again.pk) == ("posted", first.pk)
    message = topic.messages.last()
    assert (replies(topic), message.author, message.seat) == (["Agreed *so*."], reader.user, reader)
    assert message.reply_to == topic.messages.first()
    assert mail.outbox == []


def test_notification_email_explains_how_to_reply_by_email(reader: Seat, topic: Topic, settings: Any) -> None:
    email = email_to(reader, topic)
    assert email.reply_to == [reply_address(reader.user, topic)]
    for text in (email.body, email.alternatives[0][0]):
        assert "Reply to this e-mail" in text
        assert "Attachments" in text


PERSONAL = "Agreed. Born 12.03.1998 Maria Example."


def test_reply_with_personal_data_is_saved_as_a_draft_and_its_author_is_emailed(
    reader: Seat, topic: Topic, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.NETWORKAPP_BASE_URL = "https://networks.example"
    email = email_to(reader, topic).message()
    save_draft(user=reader.user, network=topic.network, topic=topic, body="Begun here.", base_version=0)
    raw = reply_email(reader, topic, PERSONAL, In_Reply_To=str(email["Message-ID"]))
    with django_capture_on_commit_callbacks(execute=True):
        first, again = process_inbound_mail(raw=raw), process_inbound_mail(raw=raw)
    assert (first.outcome, first.detail, first.posted, again.pk) == ("held", "personal_data", None, first.pk)
    assert replies(topic) == []
    draft = Draft.objects.get(user=reader.user, topic=topic)
    assert (draft.body, draft.reply_to) == (f"Begun here.\n\n{PERSONAL}", topic.messages.get())
    [outbox] = mail.outbox
    assert outbox.to == [reader.user.email.lower()]
    assert f"https://networks.example{topic.get_absolute_url()}#write" in outbox.body
    assert "A name with a date of birth" in outbox.body
    assert not any(words in outbox.body for words in ("1998", "Maria", "Example"))


def test_reply_saved_as_a_draft_is_posted_after_its_author_confirms_it(reader: Seat, topic: Topic) -> None:
    process_inbound_mail(raw=reply_email(reader, topic, PERSONAL))
    client, address = Client(), topic.get_absolute_url()
    client.force_login(reader.user)
    assert PERSONAL in client.get(address).content.decode()
    words = {"body": PERSONAL, "client_key": uuid4()}
    assert (client.post(address, words).status_code, replies(topic)) == (422, [])
    assert (client.post(address, {**words, "checked": "on"}).status_code, replies(topic)) == (
        302,
        [PERSONAL],
    )
    assert not any(PERSONAL in one.body for one in Draft.objects.all())


def test_reply_with_personal_data_to_a_closed_topic_is_refused_and_not_saved(
    reader: Seat, topic: Topic, django_capture_on_commit_callbacks: Any
) -> None:
    Topic.objects.update(state="closed")
    with django_capture_on_commit_callbacks(execute=True):
        taken = process_inbound_mail(raw=reply_email(reader, topic, PERSONAL))
    assert (taken.outcome, taken.detail, Draft.objects.count()) == ("refused", "topic_closed", 0)
    assert "the topic is closed" in mail.outbox[0].body


def test_reply_with_personal_data_is_not_saved_if_the_sender_cannot_post(reader: Seat, topic: Topic) -> None:
    raw = reply_email(reader, topic, PERSONAL)
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now())
    assert (process_inbound_mail(raw=raw).detail, Draft.objects.count()) == ("not_allowed", 0)


def test_email_to_a_reader_who_cannot_post_has_no_reply_address(author: Seat, topic: Topic) -> None:
    email = email_to(SeatFactory(network=author.network, capacity="observer"), topic)
    assert email.reply_to == []
    assert "Reply to this e-mail" not in email.body


def test_without_reply_address_setting_emails_ask_to_reply_on_the_site(
    reader: Seat, topic: Topic, settings: Any
) -> None:
    settings.NETWORKAPP_REPLY_ADDRESS = ""
    email = email_to(reader, topic)
    assert email.reply_to == []
    assert "Please reply on the site" in email.body
    assert (
        process_inbound_mail(raw=reply_email(reader, topic, To="reply+1-1-aaaaaaaaaaaaaaaa@networks.example")).detail
        == "no_address"
    )


def test_reply_address_is_short_and_case_insensitive_and_cannot_be_forged(reader: Seat, topic: Topic) -> None:
    reader.user.pk, topic.pk = 2**40, 2**60
    address = reply_address(reader.user, topic)
    assert len(address.partition("@")[0]) <= 64
    assert parse_reply_address(address.upper()) == (2**40, 2**60)
    local, _at, domain = address.partition("@")
    for other in (
        f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}",
        f"{local}@elsewhere.example",
        address.replace("reply+", "reply-"),
        address.replace("reply+", "reply+1"),
        "reply@networks.example",
        "",
    ):
        assert parse_reply_address(other) is None


def test_reply_address_signed_with_the_old_secret_works(reader: Seat, topic: Topic, settings: Any) -> None:
    address = reply_address(reader.user, topic)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "newer", [settings.SECRET_KEY]
    assert parse_reply_address(address) == (reader.user.pk, topic.pk)


def test_reply_address_is_valid_for_its_topic_and_its_person_only(author: Seat, reader: Seat, topic: Topic) -> None:
    other = start_topic(author, "Shelters", "Narwhal")
    process_inbound_mail(raw=reply_email(reader, other))
    assert (replies(topic), replies(other)) == ([], ["Agreed."])
    assert process_inbound_mail(
        raw=reply_email(author, topic, From=reader.user.email, Message_ID="<2@x.example>")
    ).detail == ("not_your_address")


def test_html_and_scripts_in_an_email_reply_are_escaped(reader: Seat, topic: Topic) -> None:
    process_inbound_mail(raw=reply_email(reader, topic, "<script>alert(1)</script> [x](javascript:alert(1)) \x00 @XB"))
    html = Message.objects.get(topic=topic, author=reader.user).html
    assert "<script" not in html
    assert "href" not in html


def test_email_received_by_anymail_is_posted_as_a_reply(reader: Seat, topic: Topic) -> None:
    raw = reply_email(reader, topic, To="undisclosed-recipients:;")
    brought: Any = message_from_bytes(raw)
    brought.envelope_recipient = reply_address(reader.user, topic)
    receive_from_anymail(sender=None, event=SimpleNamespace(message=brought), esp_name="All")
    assert (replies(topic), InboundMail.objects.get().outcome) == (["Agreed."], "posted")
