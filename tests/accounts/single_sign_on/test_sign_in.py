"""Signing in through an OpenID provider: who can sign in, and to which account."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.single_sign_on.steps import (
    ACCEPT,
    LINK,
    SIGN_ON,
    account,
    address_in,
    arrive,
    heading,
    invitation,
    signed_in,
)
from tests.factories.networks import SeatFactory
from tests.openid import Provider


def test_sign_in_page_offers_each_provider_as_a_form(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert f'<form method="post" action="{SIGN_ON}' in page
    assert "Sign in with Parliament log-in" in page


def test_sign_on_leaves_by_a_page_because_form_redirects_are_blocked(client: Client, parliament: Provider) -> None:
    leaving = client.post(SIGN_ON)
    assert address_in(leaving).startswith(f"{parliament.url}/oauth2/authorize?")
    assert "form-action 'self'" in leaving["Content-Security-Policy"]
    assert "code_challenge=" in address_in(leaving)


def test_opening_the_sign_on_link_does_not_start_sign_on(client: Client) -> None:
    answer = client.get(SIGN_ON)
    assert (answer.status_code, heading(answer)) == (200, "Sign in with Parliament log-in")


def test_member_with_a_verified_address_is_signed_in_linked_and_notified(client: Client, parliament: Provider) -> None:
    ada = account()
    parliament.knows("1", email="Ada@Example.org", email_verified=True, name="Someone else")
    answer = arrive(client, parliament, "1", next="/networks/")
    assert (answer.status_code, answer["Location"], signed_in(client)) == (302, "/networks/", ada)
    assert [linked.user for linked in SocialAccount.objects.all()] == [ada]
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    ada.refresh_from_db()
    assert ada.display_name == "Ada Lovelace"
    assert ada.check_password("a-long-sentence-77")


def test_linked_member_is_signed_in_whatever_address_the_provider_sends(client: Client, parliament: Provider) -> None:
    ada = account()
    SocialAccount.objects.create(user=ada, provider="parliament", uid="1")
    parliament.knows("1", email="married@elsewhere.example", email_verified=False)
    arrive(client, parliament, "1")
    assert signed_in(client) == ada


@pytest.mark.parametrize("stated", [False, "false", None], ids=str)
def test_address_that_the_provider_has_not_verified_does_not_sign_in(
    client: Client, parliament: Provider, stated: Any
) -> None:
    account()
    parliament.knows("1", email="ada@example.org", **({} if stated is None else {"email_verified": stated}))
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, heading(answer), signed_in(client)) == (403, "You are not signed in", None)
    assert "has not verified the address ada@example.org" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_provider_cannot_sign_in_addresses_of_other_domains(client: Client, parliament: Provider) -> None:
    account("ada@ministry.example")
    parliament.knows("1", email="ada@ministry.example", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, signed_in(client)) == (403, None)


def test_provider_with_all_domains_allowed_signs_in_any_address(
    client: Client, parliament: Provider, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = parliament.settings(mail_domains=["*"])
    ada = account("ada@ministry.example")
    parliament.knows("1", email="ada@ministry.example", email_verified="true")
    arrive(client, parliament, "1")
    assert signed_in(client) == ada


def test_account_with_an_unverified_address_is_not_linked(client: Client, parliament: Provider) -> None:
    account(verified=False)
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, signed_in(client)) == (403, None)


def test_account_with_a_look_alike_address_is_not_linked(
    client: Client, parliament: Provider, loose_database: None
) -> None:
    stranger = account("stranger@y.example")
    EmailAddress.objects.create(user=stranger, email="lin@example.org".replace("i", "\u0131"), verified=True)
    parliament.knows("1", email="lin@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, signed_in(client)) == (403, None)


def test_closed_account_cannot_sign_in_through_a_provider(client: Client, parliament: Provider) -> None:
    ada = account()
    User.objects.update(is_active=False)
    SocialAccount.objects.create(user=ada, provider="parliament", uid="1")
    parliament.knows("1", email="ada@example.org", email_verified=True)
    arrive(client, parliament, "1")
    assert signed_in(client) is None


def test_person_without_an_account_gets_instructions_and_no_account(client: Client, parliament: Provider) -> None:
    parliament.knows("1", email="eve@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, heading(answer)) == (403, "You are not signed in")
    assert "There is no account and no invitation for eve@example.org" in answer.content.decode()
    assert "ask the secretariat of your parliament for an invitation" in answer.content.decode()
    assert not User.objects.exists()


def test_two_step_sign_in_applies_after_single_sign_on(client: Client, parliament: Provider) -> None:
    ada = account()
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer["Location"], signed_in(client)) == ("/account/2fa/authenticate/", None)


def test_seat_that_requires_two_steps_needs_a_second_step_on_this_site(
    client: Client, parliament: Provider, settings: Any
) -> None:
    settings.ACCOUNTS_MFA_REQUIRED_CAPACITIES = ["secretariat"]
    SeatFactory(user=account(), capacity="secretariat")
    parliament.knows("1", email="ada@example.org", email_verified=True, amr=["mfa"])
    arrive(client, parliament, "1")
    assert client.get("/desk/")["Location"] == "/account/2fa/"


def test_cancelling_at_the_provider_shows_a_message(client: Client, parliament: Provider) -> None:
    back = parliament.deny(address_in(client.post(SIGN_ON)))
    answer = client.get(back, follow=True)
    assert heading(answer) == "Single sign-on cancelled"


def test_provider_response_requested_by_another_browser_does_not_sign_in(client: Client, parliament: Provider) -> None:
    account()
    parliament.knows("1", email="ada@example.org", email_verified=True)
    back = parliament.approve(address_in(client.post(SIGN_ON)), "1")
    other = Client()
    answer = other.get(back)
    assert (answer.status_code, heading(answer), signed_in(other)) == (401, "Single sign-on failed", None)


@pytest.mark.parametrize("start", [SIGN_ON, ACCEPT])
def test_unreachable_provider_shows_an_error(client: Client, parliament: Provider, settings: Any, start: str) -> None:
    invitation()
    settings.SOCIALACCOUNT_PROVIDERS = parliament.settings(server_url="http://localhost:9")
    answer = client.post(start)
    assert (answer.status_code, heading(answer)) == (502, "Single sign-on failed")


def test_unknown_provider_is_not_found(client: Client) -> None:
    invitation()
    assert client.post(f"{LINK}with/elsewhere/").status_code == 404
    assert client.post("/account/oidc/elsewhere/login/").status_code == 404
