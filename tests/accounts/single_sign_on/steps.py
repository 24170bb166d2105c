"""Steps of the tests of single sign-on: accounts, invitations, and the way to the provider and back."""

import html
import re
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networkapp.models import Invitation
from networkapp.networks.actions.invitations import hash_token
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.openid import Provider

SIGN_ON = "/account/oidc/parliament/login/"
LINK = "/invitations/secret-of-the-link/"
ACCEPT = f"{LINK}with/parliament/"


def invitation(email: str = "ada@example.org", **fields: Any) -> Invitation:
    by = SeatFactory(network=NetworkFactory(), capacity="secretariat")
    data = {"network": by.network, "capacity": "expert", "organisation": "IOM", "invited_by": by.user, **fields}
    lasts = timezone.now() + timezone.timedelta(days=1)
    secret = hash_token(token=fields.pop("secret", "secret-of-the-link"))
    return Invitation.objects.create(email=email, token_hash=data.pop("token_hash", secret), expires_at=lasts, **data)


def account(email: str = "ada@example.org", *, verified: bool = True) -> User:
    user = UserFactory(email=email, password="a-long-sentence-77", display_name="Ada Lovelace")
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def arrive(client: Client, parliament: Provider, person: str, start: str = SIGN_ON, **posted: str) -> Any:
    """Return the response to a person who returns from the provider after signing in there."""
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
