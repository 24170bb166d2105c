"""The command `fetch_replies` posts each reply in a mailbox once and marks it as seen."""

from datetime import timedelta
from email.message import EmailMessage
from io import StringIO
from mailbox import Maildir
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from networkapp.discussion.models import Topic
from networkapp.notifications.email import reply_address
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory
from tests.networkapp.discussion.imap import mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(settings: Any) -> Topic:
    settings.NETWORKAPP_REPLY_ADDRESS = "reply@networks.example"
    seat = SeatFactory()
    EmailAddress.objects.create(user=seat.user, email=seat.user.email, verified=True)
    return start_topic(seat)


def reply_email(topic: Topic, number: int) -> bytes:
    writer = topic.opened_by.user
    made = EmailMessage()
    made["From"], made["To"] = writer.email, reply_address(writer, topic)
    made["Message-ID"] = f"<{number}@parliament.example>"
    made.set_content(f"Answer {number}.")
    return made.as_bytes()


def fetch(*options: str) -> list[str]:
    out = StringIO()
    call_command("fetch_replies", *options, stdout=out)
    return out.getvalue().splitlines()


def test_fetch_replies_posts_each_email_of_a_maildir_once_and_marks_it_seen(topic: Topic, tmp_path: Path) -> None:
    box = Maildir(tmp_path / "box")
    for raw in (reply_email(topic, 1), reply_email(topic, 2), reply_email(topic, 2), b"\xff\x00 nonsense"):
        box.add(raw)
    result = fetch("--maildir", str(tmp_path / "box"))
    assert (len(result), sum("posted" in line for line in result)) == (4, 3)
    assert fetch("--maildir", str(tmp_path / "box")) == []
    assert sorted(topic.messages.values_list("body", flat=True))[:2] == ["Answer 1.", "Answer 2."]
    assert topic.messages.count() == 3
    assert len(list((tmp_path / "box" / "cur").iterdir())) == 4


def test_fetch_replies_posts_each_email_of_an_imap_mailbox_over_tls_once(
    topic: Topic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    with mailbox([reply_email(topic, 1), reply_email(topic, 2)], tmp_path) as server:
        address = f"imaps://reply:se%20cret@127.0.0.1:{server.server_address[1]}/INBOX"
        with pytest.raises(CommandError, match="Could not read the mailbox"):
            fetch("--imap", address)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        with pytest.raises(CommandError, match="wrong password"):
            fetch("--imap", address.replace("se%20cret", "guess"))
        server.seen.add(2)
        assert fetch("--imap", address) == ["<1@parliament.example>: posted"]
        settings.NETWORKAPP_REPLY_MAILBOX = address
        assert fetch() == []
    assert topic.messages.last().body == "Answer 1."
    with pytest.raises(CommandError, match="Could not read the mailbox"):
        fetch()


def test_rate_limited_email_stays_unseen_and_the_other_emails_are_processed(
    topic: Topic, tmp_path: Path, settings: Any
) -> None:
    box = Maildir(tmp_path / "box")
    for number in range(3):
        box.add(reply_email(topic, number))
    box.add(b"\xff\x00 nonsense")
    settings.NETWORKAPP_PACE = {"messages": ((2, timedelta(days=1)),)}
    assert len(fetch("--maildir", str(tmp_path / "box"))) == 3
    settings.NETWORKAPP_PACE = {}
    assert len(fetch("--maildir", str(tmp_path / "box"))) == 1
    assert topic.messages.count() == 4


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--imap", "imap://reply:x@127.0.0.1/INBOX"], "Only TLS is supported"),
        (["--maildir", "/nowhere"], "not a maildir"),
        ([], "Name a mailbox"),
    ],
)
def test_fetch_replies_reports_a_mailbox_that_cannot_be_read(topic: Topic, options: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        fetch(*options)
