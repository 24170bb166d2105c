"""Signing in through an OpenID provider: who gets in, to which account, and how an invitation becomes a seat."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networkapp.domain.seats.invitations import hash_token
from networkapp.models import Invitation, Seat
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.openid import Provider, provider

SIGN_ON = "/account/oidc/parliament/login/"
LINK = "/invitations/secret-of-the-link/"
ACCEPT = f"{LINK}with/parliament/"


@pytest.fixture(scope="module")
def parliament() -> Iterator[Provider]:
    with provider("http://testserver") as running:
        yield running


@pytest.fixture(autouse=True)
def _configured(settings: Any, parliament: Provider, db: None) -> None:
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS = parliament.settings()


def invitation(email: str = "ada@example.org", **fields: Any) -> Invitation:
    by = SeatFactory(network=NetworkFactory(), capacity="secretariat")
    given = {"network": by.network, "capacity": "expert", "organisation": "IOM", "invited_by": by.user, **fields}
    lasts = timezone.now() + timezone.timedelta(days=1)
    secret = hash_token(fields.pop("secret", "secret-of-the-link"))
    return Invitation.objects.create(email=email, token_hash=given.pop("token_hash", secret), expires_at=lasts, **given)


def account(email: str = "ada@example.org", *, verified: bool = True) -> User:
    user = UserFactory(email=email, password="a-long-sentence-77", display_name="Ada Lovelace")
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def arrive(client: Client, parliament: Provider, person: str, start: str = SIGN_ON, **posted: str) -> Any:
    """The answer to whoever comes back from the provider, having signed in there."""
    leaving = client.post(start, posted)
    return client.get(parliament.approve(address_in(leaving), person))


def address_in(leaving: Any) -> str:
    assert leaving.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', leaving.content.decode())
    assert found
    return html.unescape(found.group(1))


def signed_in(client: Client) -> User | None:
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def heading(answer: Any) -> str:
    found = re.search(r"<h1>([^<]*)</h1>", answer.content.decode())
    assert found
    return html.unescape(found.group(1))


def test_sign_in_page_offers_each_provider_as_a_form(client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert f'<form method="post" action="{SIGN_ON}' in page
    assert "Sign in with Parliament log-in" in page


def test_the_way_to_the_provider_is_a_page_and_no_redirect_after_a_form(client: Client, parliament: Provider) -> None:
    leaving = client.post(SIGN_ON)
    assert address_in(leaving).startswith(f"{parliament.url}/oauth2/authorize?")
    assert "form-action 'self'" in leaving["Content-Security-Policy"]
    assert "code_challenge=" in address_in(leaving)


def test_a_link_alone_starts_no_sign_on(client: Client) -> None:
    answer = client.get(SIGN_ON)
    assert (answer.status_code, heading(answer)) == (200, "Sign in with Parliament log-in")


def test_member_with_a_verified_address_is_signed_in_linked_and_told(client: Client, parliament: Provider) -> None:
    ada = account()
    parliament.knows("1", email="Ada@Example.org", email_verified=True, name="Someone else")
    answer = arrive(client, parliament, "1", next="/networks/")
    assert (answer.status_code, answer["Location"], signed_in(client)) == (302, "/networks/", ada)
    assert [linked.user for linked in SocialAccount.objects.all()] == [ada]
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    ada.refresh_from_db()
    assert ada.display_name == "Ada Lovelace"
    assert ada.check_password("a-long-sentence-77")


def test_a_linked_member_is_recognised_whatever_address_the_provider_sends(
    client: Client, parliament: Provider
) -> None:
    ada = account()
    SocialAccount.objects.create(user=ada, provider="parliament", uid="1")
    parliament.knows("1", email="married@elsewhere.example", email_verified=False)
    arrive(client, parliament, "1")
    assert signed_in(client) == ada


@pytest.mark.parametrize("stated", [False, "false", None], ids=str)
def test_address_that_the_provider_has_not_verified_opens_no_account(
    client: Client, parliament: Provider, stated: Any
) -> None:
    account()
    parliament.knows("1", email="ada@example.org", **({} if stated is None else {"email_verified": stated}))
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, heading(answer), signed_in(client)) == (403, "You are not signed in", None)
    assert "has not verified the address ada@example.org" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_provider_cannot_speak_for_addresses_of_other_domains(client: Client, parliament: Provider) -> None:
    account("ada@ministry.example")
    parliament.knows("1", email="ada@ministry.example", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, signed_in(client)) == (403, None)


def test_provider_may_speak_for_every_domain_where_the_site_says_so(
    client: Client, parliament: Provider, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = parliament.settings(mail_domains=["*"])
    ada = account("ada@ministry.example")
    parliament.knows("1", email="ada@ministry.example", email_verified="true")
    arrive(client, parliament, "1")
    assert signed_in(client) == ada


def test_address_that_an_account_only_claims_is_not_linked(client: Client, parliament: Provider) -> None:
    account(verified=False)
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, signed_in(client)) == (403, None)


def test_closed_account_stays_closed(client: Client, parliament: Provider) -> None:
    ada = account()
    User.objects.update(is_active=False)
    SocialAccount.objects.create(user=ada, provider="parliament", uid="1")
    parliament.knows("1", email="ada@example.org", email_verified=True)
    arrive(client, parliament, "1")
    assert signed_in(client) is None


def test_unknown_person_reads_what_to_do_and_gets_no_account(client: Client, parliament: Provider) -> None:
    parliament.knows("1", email="eve@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer.status_code, heading(answer)) == (403, "You are not signed in")
    assert "There is no account and no invitation for eve@example.org" in answer.content.decode()
    assert "ask the secretariat of your parliament for an invitation" in answer.content.decode()
    assert not User.objects.exists()


def test_second_step_is_asked_for_after_single_sign_on_too(client: Client, parliament: Provider) -> None:
    ada = account()
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert (answer["Location"], signed_in(client)) == ("/account/2fa/authenticate/", None)


def test_seat_that_needs_a_second_step_needs_one_of_this_site(
    client: Client, parliament: Provider, settings: Any
) -> None:
    settings.ACCOUNTS_MFA_REQUIRED_CAPACITIES = ["secretariat"]
    SeatFactory(user=account(), capacity="secretariat")
    parliament.knows("1", email="ada@example.org", email_verified=True, amr=["mfa"])
    arrive(client, parliament, "1")
    assert client.get("/desk/")["Location"] == "/account/2fa/"


def test_cancelling_at_the_provider_leads_back_with_words(client: Client, parliament: Provider) -> None:
    back = parliament.deny(address_in(client.post(SIGN_ON)))
    answer = client.get(back, follow=True)
    assert heading(answer) == "Single sign-on cancelled"


def test_answer_that_another_browser_asked_for_signs_nobody_in(client: Client, parliament: Provider) -> None:
    account()
    parliament.knows("1", email="ada@example.org", email_verified=True)
    back = parliament.approve(address_in(client.post(SIGN_ON)), "1")
    other = Client()
    answer = other.get(back)
    assert (answer.status_code, heading(answer), signed_in(other)) == (401, "Single sign-on failed", None)


@pytest.mark.parametrize("start", [SIGN_ON, ACCEPT])
def test_provider_that_cannot_be_reached_is_reported(
    client: Client, parliament: Provider, settings: Any, start: str
) -> None:
    invitation()
    settings.SOCIALACCOUNT_PROVIDERS = parliament.settings(server_url="http://localhost:9")
    answer = client.post(start)
    assert (answer.status_code, heading(answer)) == (502, "Single sign-on failed")


def test_unknown_provider_is_not_found(client: Client) -> None:
    invitation()
    assert client.post(f"{LINK}with/elsewhere/").status_code == 404
    assert client.post("/account/oidc/elsewhere/login/").status_code == 404


# Invitations


def test_invitation_offers_each_provider_and_accepting_needs_a_press(client: Client) -> None:
    invitation()
    page = client.get(LINK).content.decode()
    assert f'action="{ACCEPT}"' in page
    assert "Accept with Parliament log-in" in page
    assert client.get(ACCEPT).status_code == 405


def test_newcomer_accepts_with_one_press_and_is_named_as_invited(client: Client, parliament: Provider) -> None:
    offered = invitation(name="Ada Lovelace", language="de")
    parliament.knows("1", email="Ada@example.org", email_verified=True, name="LOVELACE Ada (IOM)")
    answer = arrive(client, parliament, "1", ACCEPT)
    assert answer["Location"] == f"{offered.network.get_absolute_url()}topics/"
    ada = signed_in(client)
    assert ada is not None
    assert (ada.email, ada.display_name, ada.language) == ("ada@example.org", "Ada Lovelace", "de")
    assert not ada.has_usable_password()
    assert [(seat.network, seat.capacity) for seat in Seat.objects.filter(user=ada)] == [(offered.network, "expert")]
    assert [(one.email, one.verified) for one in EmailAddress.objects.filter(user=ada)] == [("ada@example.org", True)]
    offered.refresh_from_db()
    assert offered.accepted_at
    client.logout()
    arrive(client, parliament, "1")
    assert signed_in(client) == ada


@pytest.mark.parametrize(
    "claims", [{"name": "Ada Lovelace"}, {"given_name": "Ada", "family_name": "Lovelace"}], ids=["name", "parts"]
)
def test_newcomer_without_a_name_on_the_invitation_has_that_of_the_provider(
    client: Client, parliament: Provider, claims: dict[str, str]
) -> None:
    invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True, **claims)
    arrive(client, parliament, "1", ACCEPT)
    assert User.objects.get(email="ada@example.org").display_name == "Ada Lovelace"


@pytest.mark.parametrize("name", [None, "ada@example.org", " \u200b"], ids=["none", "an address", "blank"])
def test_newcomer_of_whom_no_name_is_known_is_asked_for_it(
    client: Client, parliament: Provider, name: str | None
) -> None:
    offered = invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True, **({"name": name} if name else {}))
    answer = arrive(client, parliament, "1", ACCEPT)
    assert answer["Location"] == "/account/3rdparty/signup/"
    page = client.get(answer["Location"])
    assert heading(page).startswith("You are invited to join ")
    assert client.post(answer["Location"], {"name": ""}).status_code == 200
    assert not User.objects.filter(email="ada@example.org").exists()
    accepted = client.post(answer["Location"], {"name": "Ada Lovelace"})
    assert accepted["Location"] == f"{offered.network.get_absolute_url()}topics/"
    ada = User.objects.get(email="ada@example.org")
    assert (ada.display_name, Seat.objects.filter(user=ada).count()) == ("Ada Lovelace", 1)


def test_invited_person_who_starts_at_the_sign_in_page_sees_the_invitation_first(
    client: Client, parliament: Provider
) -> None:
    invitation(name="Ada Lovelace")
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1")
    assert answer["Location"] == "/account/3rdparty/signup/"
    assert 'value="Ada Lovelace"' in client.get(answer["Location"]).content.decode()
    assert not User.objects.filter(email="ada@example.org").exists()
    client.post(answer["Location"], {"name": "Ada L."})
    ada = signed_in(client)
    assert ada is not None
    assert (ada.display_name, Seat.objects.filter(user=ada).count()) == ("Ada L.", 1)


def test_invitation_to_another_address_is_not_accepted(client: Client, parliament: Provider) -> None:
    offered = invitation("ada@example.org")
    parliament.knows("1", email="secretary@example.org", email_verified=True)
    answer = arrive(client, parliament, "1", ACCEPT)
    assert answer.status_code == 403
    assert "knows you as secretary@example.org, but the invitation was sent to ada@example.org" in (
        answer.content.decode()
    )
    offered.refresh_from_db()
    assert (offered.accepted_at, signed_in(client)) == (None, None)


def test_member_accepts_a_further_seat(client: Client, parliament: Provider) -> None:
    ada = account()
    offered = invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1", ACCEPT)
    assert (answer["Location"], signed_in(client)) == (f"{offered.network.get_absolute_url()}topics/", ada)
    offered.refresh_from_db()
    assert offered.seat is not None
    assert offered.seat.user == ada


def test_further_seat_waits_for_the_second_step(client: Client, parliament: Provider) -> None:
    ada = account()
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    offered = invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True)
    arrive(client, parliament, "1", ACCEPT)
    offered.refresh_from_db()
    assert offered.accepted_at is None


def test_seat_is_not_given_to_a_linked_account_of_another_address(client: Client, parliament: Provider) -> None:
    SocialAccount.objects.create(user=account("bea@example.org"), provider="parliament", uid="1")
    offered = invitation("ada@example.org")
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1", ACCEPT)
    assert "sent to a different address" in client.get(answer["Location"]).content.decode()
    offered.refresh_from_db()
    assert offered.accepted_at is None


def test_link_that_a_newer_one_replaced_on_the_way_accepts_nothing(client: Client, parliament: Provider) -> None:
    offered = invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True, name="Ada")
    address = address_in(client.post(ACCEPT))
    Invitation.objects.update(token_hash=hash_token("a newer secret"))
    answer = client.get(parliament.approve(address, "1"))
    assert answer.status_code == 403
    assert "a newer e-mail has replaced it" in answer.content.decode()
    offered.refresh_from_db()
    assert offered.accepted_at is None


def test_invitation_withdrawn_before_the_name_was_typed_makes_no_account(client: Client, parliament: Provider) -> None:
    invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True)
    asked = arrive(client, parliament, "1", ACCEPT)["Location"]
    Invitation.objects.update(revoked_at=timezone.now())
    client.post(asked, {"name": "Ada"})
    assert not User.objects.filter(email="ada@example.org").exists()


def test_signed_in_person_is_led_back_to_the_invitation(client: Client) -> None:
    client.force_login(account("bea@example.org"))
    invitation()
    assert client.post(ACCEPT)["Location"] == LINK


# The account's page


def test_account_lists_adds_and_removes_providers(client: Client, parliament: Provider) -> None:
    ada = account()
    parliament.knows("1", email="other@elsewhere.example")
    client.post("/account/login/", {"login": ada.email, "password": "a-long-sentence-77"})
    assert "Add Parliament log-in" in client.get("/account/3rdparty/").content.decode()
    asked = arrive(client, parliament, "1", f"{SIGN_ON}?process=connect")
    assert asked["Location"] == "/account/reauthenticate/"
    assert not SocialAccount.objects.exists()
    assert client.post(asked["Location"], {"password": "a-long-sentence-77"})["Location"] == "/account/3rdparty/"
    assert "Remove Parliament log-in" in client.get("/account/3rdparty/").content.decode()
    assert "Parliament log-in" in client.get("/account/").content.decode()
    ada.set_unusable_password()
    ada.save()
    client.force_login(ada)
    client.post("/account/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_sign_in_linked_to_another_account_is_not_taken_over(client: Client, parliament: Provider) -> None:
    bea = account("bea@example.org")
    SocialAccount.objects.create(user=bea, provider="parliament", uid="1")
    account()
    parliament.knows("1", email="bea@example.org", email_verified=True)
    client.post("/account/login/", {"login": "ada@example.org", "password": "a-long-sentence-77"})
    asked = arrive(client, parliament, "1", f"{SIGN_ON}?process=connect")
    client.post(asked["Location"], {"password": "a-long-sentence-77"})
    assert [linked.user for linked in SocialAccount.objects.all()] == [bea]
