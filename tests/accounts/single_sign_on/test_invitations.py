"""Accepting an invitation to a seat through an OpenID provider."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networkapp.models import Invitation, Seat
from networkapp.networks.actions.invitations import hash_token
from tests.accounts.single_sign_on.steps import (
    ACCEPT,
    LINK,
    account,
    address_in,
    arrive,
    heading,
    invitation,
    signed_in,
)
from tests.openid import Provider


def test_invitation_offers_each_provider_and_is_not_accepted_by_get(client: Client) -> None:
    invitation()
    page = client.get(LINK).content.decode()
    assert f'action="{ACCEPT}"' in page
    assert "Accept with Parliament log-in" in page
    assert client.get(ACCEPT).status_code == 405


def test_newcomer_accepts_with_one_press_and_gets_the_name_on_the_invitation(
    client: Client, parliament: Provider
) -> None:
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
def test_newcomer_without_a_name_on_the_invitation_gets_the_name_from_the_provider(
    client: Client, parliament: Provider, claims: dict[str, str]
) -> None:
    invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True, **claims)
    arrive(client, parliament, "1", ACCEPT)
    assert User.objects.get(email="ada@example.org").display_name == "Ada Lovelace"


@pytest.mark.parametrize("name", [None, "ada@example.org", " \u200b"], ids=["none", "an address", "blank"])
def test_newcomer_without_any_name_is_asked_for_one(client: Client, parliament: Provider, name: str | None) -> None:
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


def test_member_accepts_another_seat_with_the_same_account(client: Client, parliament: Provider) -> None:
    ada = account()
    offered = invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1", ACCEPT)
    assert (answer["Location"], signed_in(client)) == (f"{offered.network.get_absolute_url()}topics/", ada)
    offered.refresh_from_db()
    assert offered.seat is not None
    assert offered.seat.user == ada


def test_another_seat_is_accepted_only_after_the_second_sign_in_step(client: Client, parliament: Provider) -> None:
    ada = account()
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    offered = invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True)
    arrive(client, parliament, "1", ACCEPT)
    offered.refresh_from_db()
    assert offered.accepted_at is None


def test_seat_invitation_is_not_accepted_by_a_linked_account_with_another_address(
    client: Client, parliament: Provider
) -> None:
    SocialAccount.objects.create(user=account("bea@example.org"), provider="parliament", uid="1")
    offered = invitation("ada@example.org")
    parliament.knows("1", email="ada@example.org", email_verified=True)
    answer = arrive(client, parliament, "1", ACCEPT)
    assert "sent to a different address" in client.get(answer["Location"]).content.decode()
    offered.refresh_from_db()
    assert offered.accepted_at is None


def test_invitation_link_replaced_during_sign_on_is_refused(client: Client, parliament: Provider) -> None:
    offered = invitation()
    parliament.knows("1", email="ada@example.org", email_verified=True, name="Ada")
    address = address_in(client.post(ACCEPT))
    Invitation.objects.update(token_hash=hash_token(token="a newer secret"))
    answer = client.get(parliament.approve(address, "1"))
    assert answer.status_code == 403
    assert "a newer e-mail has replaced it" in answer.content.decode()
    offered.refresh_from_db()
    assert offered.accepted_at is None


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        ({"revoked_at": timezone.now()}, "This invitation was accepted or withdrawn."),
        (
            {"expires_at": timezone.now()},
            "This invitation has expired. Ask the person who invited you to send it again.",
        ),
    ],
    ids=["withdrawn", "expired"],
)
@pytest.mark.parametrize("named", [False, True], ids=["before the name was typed", "on the way"])
def test_invitation_used_during_sign_on_is_refused_with_the_reason_and_creates_no_account(
    client: Client, parliament: Provider, spent: dict[str, Any], words: str, named: bool
) -> None:
    invitation(name="Ada Lovelace" if named else "")
    parliament.knows("1", email="ada@example.org", email_verified=True)
    if named:
        back = parliament.approve(address_in(client.post(ACCEPT)), "1")
        Invitation.objects.update(**spent)
        answer = client.get(back)
    else:
        location = arrive(client, parliament, "1", ACCEPT)["Location"]
        Invitation.objects.update(**spent)
        answer = client.post(location, {"name": "Ada"})
    assert (answer.status_code, words in answer.content.decode()) == (403, True)
    assert not User.objects.filter(email="ada@example.org").exists()


def test_signed_in_user_is_led_back_to_the_seat_invitation(client: Client) -> None:
    client.force_login(account("bea@example.org"))
    invitation()
    assert client.post(ACCEPT)["Location"] == LINK
