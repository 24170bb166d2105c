"""Replies by e-mail: each posted once from the seat of its writer, or not posted with an explanation to its writer."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from networkapp.discussion.actions.drafts import save_draft
from networkapp.discussion.actions.inbound_mail import (
    MOST_EXPLANATIONS_PER_DAY,
    RetryLater,
    process_inbound_mail,
    receive_from_anymail,
)
from networkapp.discussion.models import Draft, InboundMail, Message, Topic
from networkapp.discussion.notices import notify_about_message
from networkapp.models import Delivery, Rhythm, Seat
from networkapp.notifications.deliveries import deliver
from networkapp.notifications.email import parse_reply_address, reply_address
from networkapp.notifications.preferences import choose_settings
from tests.factories.discussion import start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def enable_email_replies(settings: Any) -> None:
    settings.NETWORKAPP_REPLY_ADDRESS = "reply@networks.example"


@pytest.fixture
def author() -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here", emails_carry_text=True))


@pytest.fixture
def reader(author: Seat) -> Seat:
    began = timezone.now() - timedelta(days=1)
    seat = SeatFactory(network=author.network, delegation=DelegationFactory(code="XB"), starts_at=began)
    EmailAddress.objects.create(user=seat.user, email=seat.user.email, verified=True)
    return seat


@pytest.fixture
def topic(author: Seat) -> Topic:
    return start_topic(author, "Hotlines", "Quetzal opens")


def email_to(seat: Seat, topic: Topic) -> Any:
    """The immediate e-mail about the first message."""
    choose_settings(user=seat.user, mail=Rhythm.AT_ONCE, digest_hour=7, digest_weekday=0)
    notify_about_message.call(topic.messages.first().pk)
    deliver.call(Delivery.objects.get(user=seat.user).pk)
    return mail.outbox.pop()


def reply_email(seat: Seat, topic: Topic, text: str = "Agreed.", **heads: str) -> bytes:
    made = EmailMessage()
    usual = {
        "From": f"A Member <{seat.user.email.upper()}>",
        "To": reply_address(seat.user, topic),
        "Subject": "Re: Hotlines (Here)",
        "Message_ID": "<answer-1@parliament.example>",
    }
    for name, value in {**usual, **heads}.items():
        if value:
            made[name.replace("_", "-")] = value
    kind = made["Content-Type"]
    made.set_content(text)
    if kind:
        made.replace_header("Content-Type", kind)
    return made.as_bytes()


def replies(topic: Topic) -> list[str]:
    return list(topic.messages.order_by("sequence").values_list("body", flat=True))[1:]


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
    [told] = mail.outbox
    assert told.to == [reader.user.email.lower()]
    assert f"https://networks.example{topic.get_absolute_url()}#write" in told.body
    assert "A name with a date of birth" in told.body
    assert not any(words in told.body for words in ("1998", "Maria", "Example"))


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


def end_seat(reader: Seat, topic: Topic) -> None:
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now())


def become_observer(reader: Seat, topic: Topic) -> None:
    Seat.objects.filter(pk=reader.pk).update(capacity="observer")


def close(reader: Seat, topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(state="closed")


def nothing(reader: Seat, topic: Topic) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "text", "heads", "code", "told"),
    [
        (end_seat, "Agreed.", {}, "not_allowed", "do not have a seat that"),
        (become_observer, "Agreed.", {}, "not_allowed", "do not have a seat that"),
        (close, "Agreed.", {}, "topic_closed", "is closed"),
        (nothing, "x" * 100_000, {}, "message_too_long", "too long"),
        (nothing, "> quoted\n", {}, "empty_message", "only quoted text"),
        (nothing, "\u2063", {}, "empty_message", "only quoted text"),
        (nothing, "Agreed.", {"From": "other@evil.example"}, "not_your_address", "other@evil.example"),
        (nothing, "Agreed.", {"From": "a@b.example, c@d.example"}, "not_your_address", "not an address"),
        (nothing, "Agreed.", {"From": ""}, "not_your_address", "not an address"),
        (nothing, "MIIB", {"Content_Type": "application/pkcs7-mime"}, "locked", "encrypted"),
    ],
)
def test_refused_reply_is_recorded_and_explained_once_without_text_of_the_topic(
    reader: Seat,
    topic: Topic,
    django_capture_on_commit_callbacks: Any,
    before: Callable[[Seat, Topic], None],
    text: str,
    heads: dict[str, str],
    code: str,
    told: str,
) -> None:
    before(reader, topic)
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            taken = process_inbound_mail(raw=reply_email(reader, topic, text, **heads))
    assert (taken.outcome, taken.detail, taken.user, replies(topic)) == ("refused", code, reader.user, [])
    [email] = mail.outbox
    assert [one.lower() for one in email.to] == [reader.user.email.lower()]
    assert told in email.body
    assert "Hotlines" not in email.subject + email.body
    assert "Quetzal" not in email.body
    sent = email.message()
    assert (sent["Auto-Submitted"], sent["In-Reply-To"], sent["Reply-To"]) == (
        "auto-replied", "<answer-1@parliament.example>", None,
    )  # fmt: skip
    assert process_inbound_mail(raw=sent.as_bytes()).outcome == "automatic"


def test_attached_files_are_dropped_and_the_sender_is_notified(
    reader: Seat, topic: Topic, django_capture_on_commit_callbacks: Any
) -> None:
    made: Any = message_from_bytes(reply_email(reader, topic), policy=policy.default)
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        taken = process_inbound_mail(raw=made.as_bytes())
    assert (taken.outcome, taken.detail, replies(topic)) == ("posted", "without_files", ["Agreed."])
    assert "posted without its attachments" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("raw", "outcome", "code"),
    [
        (lambda seat, topic: reply_email(seat, topic, Auto_Submitted="auto-replied"), "automatic", ""),
        (lambda seat, topic: reply_email(seat, topic, Precedence="bulk"), "automatic", ""),
        (lambda seat, topic: email_to(seat, topic).message().as_bytes(), "automatic", ""),
        (lambda seat, topic: reply_email(seat, topic, To="reply@networks.example"), "refused", "no_address"),
        (lambda seat, topic: b"\x00\xff" * 50, "refused", "no_address"),
        (lambda seat, topic: b"", "refused", "no_address"),
        (lambda seat, topic: b"From: " + b"a," * 100_000, "refused", "unreadable"),
    ],
)
def test_automatic_and_unknown_senders_are_not_notified(
    reader: Seat, topic: Topic, django_capture_on_commit_callbacks: Any, raw: Any, outcome: str, code: str
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        taken = process_inbound_mail(raw=raw(reader, topic))
    assert (taken.outcome, taken.detail, replies(topic), mail.outbox) == (outcome, code, [], [])


def test_explanations_to_one_sender_are_limited_per_day(
    reader: Seat, topic: Topic, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(MOST_EXPLANATIONS_PER_DAY + 5):
            process_inbound_mail(
                raw=reply_email(reader, topic, From="x@evil.example", Message_ID=f"<{number}@evil.example>")
            )
    assert len(mail.outbox) == MOST_EXPLANATIONS_PER_DAY


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


def test_email_that_causes_an_error_is_recorded_as_broken_and_its_sender_notified(
    reader: Seat, topic: Topic, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    usual, settings.NETWORKAPP_PACE = settings.NETWORKAPP_PACE, {"messages": ((None, timedelta(days=1)),)}
    with django_capture_on_commit_callbacks(execute=True):
        taken = process_inbound_mail(raw=reply_email(reader, topic))
    settings.NETWORKAPP_PACE = usual
    assert (taken.outcome, taken.detail, replies(topic)) == ("refused", "broken", [])
    assert "Please reply on the site" in mail.outbox[0].body
    assert process_inbound_mail(raw=reply_email(reader, topic, Message_ID="<2@x.example>")).outcome == "posted"


def test_rate_limited_reply_is_retried_later_and_then_posted(reader: Seat, topic: Topic, settings: Any) -> None:
    cache.clear()  # of what an account of the same number has said in this minute
    settings.NETWORKAPP_PACE = {"messages": ((1, timedelta(days=1)),)}
    process_inbound_mail(raw=reply_email(reader, topic))
    second = reply_email(reader, topic, "And more.", Message_ID="<2@x.example>")
    with pytest.raises(RetryLater):
        process_inbound_mail(raw=second)
    settings.NETWORKAPP_PACE = {}
    assert process_inbound_mail(raw=second).outcome == "posted"
    assert replies(topic) == ["Agreed.", "And more."]
