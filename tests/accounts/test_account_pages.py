"""Every page of a person's own account stands in the site's skin and keeps to the strict policy."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User

ENTRANCE = ["account_login", "account_reset_password", "account_request_login_code", "account_signup"]
OWN = [
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]
INLINE = re.compile(r"""<script(?![^>]*\bsrc=)(?![^>]*application/json)|\sstyle=|\son[a-z]+=["']""")


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    user = User.objects.create_user("reader@demo.example", "demo-password", display_name="Reader")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": user.email, "password": "demo-password"})
    return client


def assert_ours(html: str) -> None:
    assert (html.count('<main id="main"'), html.count('class="masthead"'), html.count("<h1")) == (1, 1, 1)
    assert INLINE.findall(html) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ENTRANCE)
def test_who_comes_in_sees_the_skin_of_the_site(client: Client, name: str) -> None:
    assert_ours(client.get(reverse(name)).content.decode())


@pytest.mark.parametrize("name", OWN)
def test_the_pages_of_ones_own_account_say_where_one_is(reader: Client, name: str) -> None:
    html = reader.get(reverse(name)).content.decode()
    assert_ours(html)
    assert re.search(rf'href="{reverse("mfa_index")}"', html)
    assert "Only you see these pages" in html


def test_adding_a_passkey_and_an_app_keep_to_the_policy(reader: Client) -> None:
    for name in ("mfa_add_webauthn", "mfa_activate_totp", "account_reauthenticate"):
        assert_ours(reader.get(reverse(name), follow=True).content.decode())


@pytest.mark.django_db
def test_the_log_in_has_the_two_fields_others_rely_on(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert re.findall(r'name="(login|password)"', html) == ["login", "password"]


@pytest.mark.django_db
def test_a_refused_log_in_says_so_first_and_keeps_the_address(client: Client) -> None:
    html = client.post(reverse("account_login"), {"login": "who@demo.example", "password": "wrong"}).content.decode()
    assert ('role="alert"' in html, 'value="who@demo.example"' in html) == (True, True)


@pytest.mark.django_db
def test_nobody_is_offered_an_account_unasked(client: Client) -> None:
    assert reverse("account_signup") not in client.get(reverse("account_login")).content.decode()
