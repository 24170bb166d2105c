"""E-mails for signing in: text and HTML, encrypted in the task queue, and sent unchanged."""

import re
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from cryptography.fernet import Fernet
from django.core.mail import EmailMultiAlternatives
from django.test import Client, RequestFactory

from accounts import emails
from tests.emails import parts, words_of
from tests.factories.networks import UserFactory

TEMPLATES = Path(allauth.__file__).parent / "templates"
WORDS = [file.relative_to(TEMPLATES) for file in TEMPLATES.glob("*/email/*_message.txt") if file.name[:5] != "base_"]
PREFIXES = [*sorted(str(file).removesuffix("_message.txt") for file in WORDS), "accounts/email/confirmation_code"]
"""All e-mails of allauth, and that of our own; `base_message` is the beginning of the others."""
LINK = "http://testserver/account/password/reset/key/1-abc/"


def made() -> EmailMultiAlternatives:
    fields: Any = {"from_email": "site@example.org", "to": ["a@example.org"], "headers": {"X-A": "1"}}
    message = EmailMultiAlternatives("Code – Site", "Code: 123", **fields)
    message.attach_alternative("<p>Code: 123</p>", "text/html")
    return message


def test_queued_e_mail_arrives_unchanged(db: None, mailoutbox: list[Any]) -> None:
    emails.send_later(made())
    [sent] = mailoutbox
    assert sent.message().as_string().count("Code: 123") == 2
    assert (sent.subject, sent.from_email, sent.to, sent.extra_headers["X-A"]) == (
        "Code – Site", "site@example.org", ["a@example.org"], "1",
    )  # fmt: skip


def test_e_mail_for_an_unknown_account_is_not_sent(db: None, mailoutbox: list[Any]) -> None:
    emails.send_later(made(), to_nobody=True)
    assert mailoutbox == []


def test_e_mail_queued_for_too_long_is_not_sent(mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = emails._seal().encrypt_at_time(b"{}", 0).decode()
    emails.deliver.func(sealed)
    assert mailoutbox == []


def test_e_mail_encrypted_with_another_key_is_not_sent(mailoutbox: list[Any]) -> None:
    emails.deliver.func(Fernet(Fernet.generate_key()).encrypt(b"{}").decode())
    assert mailoutbox == []


def test_e_mail_encrypted_with_a_fallback_secret_key_is_sent(mailoutbox: list[Any], settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = ["an old key"]
    [*_, old] = emails._seal()._fernets
    with pytest.raises(KeyError):
        emails.deliver.func(old.encrypt(b"{}").decode())


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PREFIXES)
def test_sign_in_e_mails_have_the_same_words_in_text_and_html(prefix: str) -> None:
    request = RequestFactory().get("/", HTTP_USER_AGENT="<script>https://evil.example/</script>")
    context = {"user": UserFactory(display_name="<Ada>"), "code": "ABC-DEF", "password_reset_url": LINK}
    context |= {"activate_url": LINK, "signup_url": LINK, "request": request, "email": "ada@example.org"}
    context |= {"user_agent": request.META["HTTP_USER_AGENT"], "ip": "::1", "provider": "<Riksdag>"}
    with request_context(request):
        subject, text, html = parts(get_adapter(request).render_mail(prefix, "ada@example.org", context))
    assert words_of(html) == words(f"{subject} {text}")
    assert set(re.findall(r'<a href="([^"]+)"', html)) == ({LINK} if LINK in text else set())
    assert "<script" not in html


@pytest.mark.django_db
def test_sign_in_code_has_a_line_of_its_own_in_html(client: Client, mailoutbox: list[Any]) -> None:
    user = UserFactory(email="ada@example.org")
    client.post("/account/login/code/", {"email": user.email})
    subject, text, html = parts(mailoutbox[-1])
    assert words_of(html) == words(f"{subject} {text}")
    [code] = re.findall(r"letter-spacing:[^>]*>([^<]+)</p>", html)
    assert code in text.split()
