"""Replies by e-mail that are not posted, and what their senders are told."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from networkapp.discussion.actions.inbound_mail import (
    MOST_EXPLANATIONS_PER_DAY,
    RetryLater,
    process_inbound_mail,
)
from networkapp.discussion.models import Topic
from networkapp.models import Seat
from tests.networkapp.discussion.inbound.reply_emails import email_to, replies, reply_email

pytestmark = pytest.mark.django_db


def end_seat(reader: Seat, topic: Topic) -> None:
    Seat.objects.filter(pk=reader.pk).update(ends_at=timezone.now())


def become_observer(reader: Seat, topic: Topic) -> None:
    Seat.objects.filter(pk=reader.pk).update(capacity="observer")


def close(reader: Seat, topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(state="closed")


def nothing(reader: Seat, topic: Topic) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "text", "heads", "code", "expected"),
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
    expected: str,
) -> None:
    before(reader, topic)
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            taken = process_inbound_mail(raw=reply_email(reader, topic, text, **heads))
    assert (taken.outcome, taken.detail, taken.user, replies(topic)) == ("refused", code, reader.user, [])
    [email] = mail.outbox
    assert [one.lower() for one in email.to] == [reader.user.email.lower()]
    assert expected in email.body
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
