"""E-mails of the sign-in are sealed while they wait in the task queue, and are sent as they were made."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.mail import EmailMultiAlternatives

from accounts import emails


def made() -> EmailMultiAlternatives:
    given: Any = {"from_email": "site@example.org", "to": ["a@example.org"], "headers": {"X-A": "1"}}
    message = EmailMultiAlternatives("Code – Site", "Code: 123", **given)
    message.attach_alternative("<p>Code: 123</p>", "text/html")
    return message


def test_email_arrives_as_it_was_made(db: None, mailoutbox: list[Any]) -> None:
    emails.send_later(made())
    [sent] = mailoutbox
    assert sent.message().as_string().count("Code: 123") == 2
    assert (sent.subject, sent.from_email, sent.to, sent.extra_headers["X-A"]) == (
        "Code – Site", "site@example.org", ["a@example.org"], "1",
    )  # fmt: skip


def test_email_to_nobody_is_dropped(db: None, mailoutbox: list[Any]) -> None:
    emails.send_later(made(), to_nobody=True)
    assert mailoutbox == []


def test_email_that_waited_too_long_is_not_sent(mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = emails._seal().encrypt_at_time(b"{}", 0).decode()
    emails.deliver.func(sealed)
    assert mailoutbox == []


def test_email_sealed_with_another_key_is_not_sent(mailoutbox: list[Any]) -> None:
    emails.deliver.func(Fernet(Fernet.generate_key()).encrypt(b"{}").decode())
    assert mailoutbox == []


def test_email_sealed_before_the_secret_key_was_exchanged_is_sent(mailoutbox: list[Any], settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = ["an old key"]
    [*_, old] = emails._seal()._fernets
    with pytest.raises(KeyError):
        emails.deliver.func(old.encrypt(b"{}").decode())
