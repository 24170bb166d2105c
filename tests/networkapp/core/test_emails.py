"""E-mails have a text and an HTML part, and link only to the site."""

import ast
from pathlib import Path

import pytest

from networkapp.emails import with_links_to
from networkapp.notifications.email import reply_failure_email
from tests.emails import parts, words_of

ROOT = Path(__file__).parents[3]
APPS = ("accounts", "evaluation", "home", "networkapp", "site")
MAKERS = {"networkapp/emails.py", "accounts/emails.py"}
"""Where e-mails are made, with both parts."""
CLASSES = {"EmailMessage", "EmailMultiAlternatives"}
FUNCTIONS = {"send_mail", "send_mass_mail", "mail_admins", "mail_managers"}


def makes_email(source: str) -> bool:
    """Return whether the module uses a function or a class of Django that sends e-mail."""
    nodes = list(ast.walk(ast.parse(source)))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "django.core.mail"]
    names = {one.name for node in imports for one in node.names}
    called = {getattr(node.func, "id", "") for node in nodes if isinstance(node, ast.Call)}
    return bool(names & FUNCTIONS or names & CLASSES & called)


def test_only_listed_modules_create_e_mails() -> None:
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py")]
    assert {str(file.relative_to(ROOT)) for file in files if makes_email(file.read_text())} == MAKERS


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Open https://networks.example/a/?b=1&c=2.", 'Open <a href="{0}">{0}</a>.'),
        ("(https://networks.example/a/)", '(<a href="{0}">{0}</a>)'),
        ("http://networks.example/", '<a href="{0}">{0}</a>'),
    ],
)
def test_addresses_of_the_site_in_e_mails_become_links(text: str, html: str) -> None:
    [address] = [word.strip("(.)") for word in text.split() if "://" in word]
    assert with_links_to("networks.example", text) == html.format(address.replace("&", "&amp;"))


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/",
        "https://networks.example.evil.example/",
        "https://networks.example@evil.example/",
        "https://networksxexample/",
        "networks.example",
        "javascript:https//networks.example/",
    ],
)
@pytest.mark.parametrize("host", ["networks.example", ""])
def test_other_addresses_in_e_mails_stay_text(host: str, text: str) -> None:
    assert with_links_to(host, text) == text


def test_user_text_in_e_mails_is_escaped() -> None:
    words = with_links_to("networks.example", '<b>https://networks.example/"><i>')
    assert words == ('&lt;b&gt;<a href="https://networks.example/">https://networks.example/</a>&quot;&gt;&lt;i&gt;')


@pytest.mark.django_db
def test_e_mail_about_a_reply_that_was_not_posted_has_text_and_html() -> None:
    draft = "http://localhost:8000/networks/here/topics/1/#write"
    made = reply_failure_email(
        to="ada@example.org", answers="<1@x.example>", why=f"Not from <eve@x.example>. Check it: {draft}"
    )
    subject, text, html = parts(made)
    assert text.split("\n--\n")[0].split() == f"Hello, Not from <eve@x.example>. Check it: {draft}".split()
    assert words_of(html) == f"{subject} Hello, Not from <eve@x.example>. Check it: {draft} Notification settings"
    assert f'<a href="{draft}">' in html
    assert 'href="http://localhost:8000/notifications/settings/"' in html
    assert (made.to, made.extra_headers["Auto-Submitted"], made.extra_headers["In-Reply-To"]) == (
        ["ada@example.org"], "auto-replied", "<1@x.example>",
    )  # fmt: skip
