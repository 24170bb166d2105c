"""The site has one sign-in page, no sign-up, and one page for setting a password."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.factories.networks import UserFactory

PASSWORD = "a-long-sentence-77"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


def account(email: str = "ada@example.org") -> User:
    user = UserFactory(email=email, password=PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": password} | more)


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/admin/login/?next=/admin/pages/", "/account/login/?next=/admin/pages/"),
        ("/django-admin/login/?next=/django-admin/", "/account/login/?next=/django-admin/"),
        ("/admin/login/?next=https://evil.example/", "/account/login/?next=/desk/"),
        ("/admin/login/", "/account/login/?next=/desk/"),
        ("/admin/password_reset/", "/account/password/reset/"),
        ("/admin/password_reset/confirm/MQ/abc/", "/account/password/reset/"),
    ],
)
def test_other_sign_in_pages_redirect_to_the_one_sign_in_page(
    client: Client, db: None, door: str, leads_to: str
) -> None:
    answer = client.get(door)
    assert (answer.status_code, answer["Location"]) == (302, leads_to)


@pytest.mark.parametrize("door", ["/admin/login/", "/django-admin/login/"])
def test_other_sign_in_pages_do_not_accept_passwords(client: Client, db: None, door: str) -> None:
    User.objects.create_superuser("root@example.org", PASSWORD)
    client.post(door, {"username": "root@example.org", "password": PASSWORD, "login": "root@example.org"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("place", ["/admin/", "/django-admin/"])
def test_signed_in_user_without_permission_gets_403_and_no_redirect_loop(client: Client, db: None, place: str) -> None:
    client.force_login(account())
    assert client.get(place, follow=True).status_code == 403


def test_user_signs_in_with_password_and_is_redirected_to_next(client: Client, db: None) -> None:
    account()
    assert sign_in(client)["Location"] == "/desk/"
    answer = sign_in(Client(), next="/networks/")
    assert answer["Location"] == "/networks/"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Too many failed attempts. Wait five minutes"), ("de", "Zu viele"), ("ru", "Слишком")],
)
def test_correct_password_is_refused_after_many_wrong_ones(client: Client, db: None, language: str, words: str) -> None:
    account()
    client.cookies["django_language"] = language
    for _each in range(5):
        assert words not in sign_in(client, password="wrong").content.decode()
    assert words in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_too_many_sign_in_attempts_show_an_error_page_of_the_site(client: Client, db: None) -> None:
    answers = [sign_in(client, email=f"nobody{number}@example.org") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "<h1>Too many attempts</h1>" in answers[-1].content.decode()


@pytest.mark.parametrize("page", ["login/code/", "password/reset/", "reauthenticate/", "email/", "2fa/", "sessions/"])
def test_titles_and_labels_of_account_pages_are_in_sentence_case(client: Client, db: None, page: str) -> None:
    client.force_login(account())
    if page in ("login/code/", "password/reset/"):
        client.logout()
    shown = client.get(f"/account/{page}", follow=True).content.decode()
    titles = re.findall(r"<(?:h1|h2|button)[^>]*>([^<]+)<", shown)
    assert titles
    assert [title for title in titles if re.search(r"\b[A-Z]\w+ [A-Z][a-z]", title.strip())] == []


def test_sign_up_page_creates_no_account(client: Client, db: None) -> None:
    client.post("/account/signup/", {"email": "eve@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


def test_unknown_address_gets_no_e_mail(client: Client, db: None) -> None:
    client.post("/account/login/code/", {"email": "stranger@example.org"})
    client.post("/account/password/reset/", {"email": "stranger@example.org"})
    assert mail.outbox == []


@pytest.mark.parametrize("page", ["/admin/account/", "/admin/users/new/"])
def test_wagtail_admin_has_no_password_fields(client: Client, db: None, page: str) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD))
    content = client.get(page).content.decode()
    assert 'type="password"' not in content


@pytest.mark.django_db
def test_signing_out_clears_the_browser_cache(client: Client) -> None:
    client.force_login(account())
    answer = client.post("/account/logout/")
    assert (answer.status_code, answer["Location"], answer["Clear-Site-Data"]) == (302, "/", '"cache"')
    assert "_auth_user_id" not in client.session
