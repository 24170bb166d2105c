"""Accepting an invitation of a site administrator through an OpenID provider."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networkapp.administration.invitations import make_administrator_link, resend_administrator_invitation
from networkapp.administration.rights import is_site_administrator
from networkapp.models import AdministratorAct, AdministratorInvitation, Seat
from tests.accounts.single_sign_on.steps import SIGN_ON, account, address_in, arrive, heading, invitation, signed_in
from tests.factories.networks import site_administrator
from tests.openid import Provider

ADDRESS = "ada@example.org"
SIGN_UP = "/account/3rdparty/signup/"


@pytest.fixture
def link() -> str:
    return make_administrator_link(email=ADDRESS, base_url="")


@pytest.fixture
def accept(client: Client, link: str) -> str:
    """Return the address that the button on the invitation posts to."""
    page = client.get(link).content.decode()
    [offered] = [part.partition('"')[0] for part in page.split('action="')[1:] if "/with/parliament/" in part[:120]]
    return offered


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def accepted() -> bool:
    return AdministratorInvitation.objects.get().accepted_at is not None


@pytest.mark.parametrize("has_account", [False, True], ids=["newcomer", "member"])
def test_administrator_invitation_offers_each_provider_beside_password_and_sign_in(
    client: Client, link: str, has_account: bool
) -> None:
    if has_account:
        account()
    page = client.get(link).content.decode()
    assert page.count("Accept with Parliament log-in") == 1
    assert ("Create account" in page, "Sign in to accept" in page) == (not has_account, has_account)


def test_administrator_invitation_is_not_accepted_by_get(client: Client, accept: str) -> None:
    assert client.get(accept).status_code == 405
    assert not accepted()


def test_newcomer_becomes_an_administrator_with_one_press(client: Client, parliament: Provider, accept: str) -> None:
    parliament.knows("1", email="Ada@example.org", email_verified=True, name="Ada Lovelace")
    answer = arrive(client, parliament, "1", accept)
    assert answer["Location"] == "/desk/"
    ada = signed_in(client)
    assert ada is not None
    assert (ada.email, ada.display_name, ada.has_usable_password()) == (ADDRESS, "Ada Lovelace", False)
    assert (is_site_administrator(ada), ada.is_superuser, Seat.objects.exists()) == (True, False, False)
    assert [(one.email, one.verified) for one in EmailAddress.objects.filter(user=ada)] == [(ADDRESS, True)]
    assert [(act.kind, act.user) for act in AdministratorAct.objects.all()] == [("joined", ada), ("invited", None)]
    assert "You are now a site administrator." in client.get("/desk/").content.decode()


def test_newcomer_without_a_name_is_asked_for_one_before_becoming_an_administrator(
    client: Client, parliament: Provider, accept: str
) -> None:
    parliament.knows("1", email=ADDRESS, email_verified=True)
    answer = arrive(client, parliament, "1", accept)
    assert answer["Location"] == SIGN_UP
    page = client.get(SIGN_UP)
    assert heading(page) == "You are invited to administer this site"
    assert ADDRESS in words_of(page)
    assert client.post(SIGN_UP, {"name": ""}).status_code == 200
    assert not User.objects.filter(email=ADDRESS).exists()
    assert client.post(SIGN_UP, {"name": "Ada Lovelace"})["Location"] == "/desk/"
    assert is_site_administrator(User.objects.get(email=ADDRESS))


def test_invited_administrator_who_starts_at_the_sign_in_page_sees_the_invitation_first(
    client: Client, parliament: Provider, link: str
) -> None:
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada Lovelace")
    assert arrive(client, parliament, "1")["Location"] == SIGN_UP
    assert heading(client.get(SIGN_UP)) == "You are invited to administer this site"
    assert (signed_in(client), accepted()) == (None, False)
    client.post(SIGN_UP, {"name": "Ada L."})
    assert is_site_administrator(signed_in(client))


def test_newest_invitation_of_any_kind_is_shown_at_the_sign_in_page(
    client: Client, parliament: Provider, link: str
) -> None:
    invitation()
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada Lovelace")
    arrive(client, parliament, "1")
    assert heading(client.get(SIGN_UP)).startswith("You are invited to join ")
    AdministratorInvitation.objects.update(created_at=timezone.now())
    arrive(client, parliament, "1")
    assert heading(client.get(SIGN_UP)) == "You are invited to administer this site"


def test_member_becomes_an_administrator_with_the_same_account(
    client: Client, parliament: Provider, accept: str
) -> None:
    ada = account()
    parliament.knows("1", email=ADDRESS, email_verified=True)
    answer = arrive(client, parliament, "1", accept)
    assert (answer["Location"], signed_in(client), is_site_administrator(ada)) == ("/desk/", ada, True)
    assert ada.check_password("a-long-sentence-77")


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (
            {"email": "eve@example.org", "email_verified": True},
            "knows you as eve@example.org, but the invitation was sent to ada@example.org",
        ),
        ({"email": ADDRESS, "email_verified": False}, "has not verified the address ada@example.org"),
        ({"email": ADDRESS, "email_verified": "false"}, "has not verified the address ada@example.org"),
        ({"email": ADDRESS}, "has not verified the address ada@example.org"),
    ],
    ids=["another address", "not verified", "the word false", "nothing stated"],
)
@pytest.mark.parametrize("by_link", [True, False], ids=["by link", "from the sign-in page"])
def test_administrator_invitation_is_accepted_only_by_the_verified_address_invited(
    client: Client, parliament: Provider, accept: str, claims: dict[str, Any], words: str, by_link: bool
) -> None:
    parliament.knows("1", name="Ada Lovelace", **claims)
    answer = arrive(client, parliament, "1", accept if by_link else SIGN_ON)
    assert (answer.status_code, heading(answer), signed_in(client)) == (403, "You are not signed in", None)
    assert words in words_of(answer) or not by_link
    assert (accepted(), User.objects.exists(), SocialAccount.objects.exists()) == (False, False, False)


def test_provider_cannot_accept_invitations_for_addresses_of_other_domains(
    client: Client, parliament: Provider
) -> None:
    link = make_administrator_link(email="ada@ministry.example", base_url="")
    parliament.knows("1", email="ada@ministry.example", email_verified=True, name="Ada Lovelace")
    answer = arrive(client, parliament, "1", f"/invitations/{link.split('/')[-2]}/with/parliament/")
    assert (answer.status_code, accepted(), User.objects.exists()) == (403, False, False)
    assert "has not verified the address ada@ministry.example for this site" in words_of(answer)


def test_linked_account_of_another_address_is_not_made_an_administrator(
    client: Client, parliament: Provider, accept: str
) -> None:
    bea = account("bea@example.org")
    SocialAccount.objects.create(user=bea, provider="parliament", uid="1")
    parliament.knows("1", email=ADDRESS, email_verified=True)
    answer = arrive(client, parliament, "1", accept)
    assert "sent to a different address" in client.get(answer["Location"]).content.decode()
    assert (accepted(), is_site_administrator(bea)) == (False, False)


SPENT = {
    "expired": "This invitation has expired. Ask the person who invited you to send it again.",
    "withdrawn": "This invitation was accepted or withdrawn.",
    "used": "This invitation was accepted or withdrawn.",
}


def invalidate(how: str) -> None:
    now = timezone.now()
    fields: dict[str, dict[str, Any]] = {
        "expired": {"expires_at": now},
        "withdrawn": {"revoked_at": now},
        "used": {"accepted_at": now, "accepted_by": site_administrator(email="first@example.org")},
    }
    AdministratorInvitation.objects.update(**fields[how])


@pytest.mark.parametrize("how", SPENT)
@pytest.mark.parametrize("has_account", [False, True], ids=["newcomer", "member"])
def test_administrator_link_used_or_expired_during_sign_on_is_refused_with_the_reason(
    client: Client, parliament: Provider, accept: str, how: str, has_account: bool
) -> None:
    if has_account:
        account()
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada Lovelace")
    address = address_in(client.post(accept))
    invalidate(how)
    answer = client.get(parliament.approve(address, "1"), follow=True)
    assert SPENT[how] in words_of(answer)
    assert User.objects.filter(email=ADDRESS).exists() == has_account
    assert not any(is_site_administrator(user) for user in User.objects.filter(email=ADDRESS))


@pytest.mark.parametrize("how", SPENT)
def test_administrator_link_used_or_expired_before_the_name_is_entered_creates_no_account(
    client: Client, parliament: Provider, accept: str, how: str
) -> None:
    parliament.knows("1", email=ADDRESS, email_verified=True)
    assert arrive(client, parliament, "1", accept)["Location"] == SIGN_UP
    invalidate(how)
    for answer in (client.get(SIGN_UP), client.post(SIGN_UP, {"name": "Ada"})):
        assert (answer.status_code, SPENT[how] in words_of(answer)) == (403, True)
    assert not User.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize("how", SPENT)
def test_used_or_expired_link_leads_to_the_invitation_page_instead_of_the_provider(
    client: Client, accept: str, link: str, how: str
) -> None:
    invalidate(how)
    answer = client.post(accept)
    assert answer["Location"] == link
    assert client.get(link).status_code == 410


def test_administrator_link_replaced_during_sign_on_is_refused(
    client: Client, parliament: Provider, accept: str
) -> None:
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada Lovelace")
    address = address_in(client.post(accept))
    by = site_administrator(email="first@example.org")
    resend_administrator_invitation(invitation=AdministratorInvitation.objects.get(), user=by, base_url="")
    answer = client.get(parliament.approve(address, "1"))
    assert (answer.status_code, "a newer e-mail has replaced it" in words_of(answer)) == (403, True)
    assert (accepted(), User.objects.filter(email=ADDRESS).exists()) == (False, False)
    assert heading(client.post(accept, follow=True)) == "Invitation not found"


def test_administrator_invitation_is_accepted_only_after_the_second_sign_in_step(
    client: Client, parliament: Provider, accept: str
) -> None:
    ada = account()
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    parliament.knows("1", email=ADDRESS, email_verified=True)
    answer = arrive(client, parliament, "1", accept)
    assert (answer["Location"], signed_in(client)) == ("/account/2fa/authenticate/", None)
    assert (accepted(), is_site_administrator(ada)) == (False, False)


def test_new_administrator_has_to_set_up_two_step_sign_in_on_this_site(
    client: Client, parliament: Provider, settings: Any, accept: str
) -> None:
    settings.ACCOUNTS_MFA_REQUIRED_CAPACITIES = ["secretariat"]
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada Lovelace", amr=["mfa"])
    arrive(client, parliament, "1", accept)
    assert is_site_administrator(signed_in(client))
    assert [client.get(page)["Location"] for page in ("/desk/", "/admin/")] == ["/account/2fa/", "/account/2fa/"]


def test_signed_in_user_is_led_back_to_the_administrator_invitation(client: Client, accept: str, link: str) -> None:
    client.force_login(account("bea@example.org"))
    assert client.post(accept)["Location"] == link
