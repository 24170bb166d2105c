"""How a fresh site comes to its networks and to the first seat in each."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from networkapp.models import Delegation, Network
from networkapp.permissions import Action
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory


def seat_secretariat(*arguments: str) -> str:
    out = StringIO()
    call_command("seat_secretariat", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_first_secretariat_is_seated_by_command_and_invites_from_then_on(db: None) -> None:
    network = NetworkFactory(slug="joint")
    user = UserFactory(email="ada@example.org", display_name="Ada")
    assert seat_secretariat("joint", "ADA@example.org") == "Ada: secretariat, Joint"
    assert network.allows(user, Action.INVITE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "ada@example.org"), "no network nowhere"),
        (("joint", "eve@example.org"), "no account at eve"),
        (("joint", "ada@example.org"), "holds this seat already"),
    ],
)
def test_what_cannot_be_is_said_in_words(db: None, arguments: tuple[str, str], words: str) -> None:
    user = UserFactory(email="ada@example.org")
    SeatFactory(network=NetworkFactory(slug="joint"), user=user, capacity="secretariat", delegation=None)
    with pytest.raises(CommandError, match=words):
        seat_secretariat(*arguments)


def test_superusers_make_networks_whose_address_then_stays(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    delegation = DelegationFactory(code="XA")
    said = {"name": "Joint", "kind": "joint", "visibility": "closed", "purpose": "", "delegations": [delegation.pk]}
    client.post("/django-admin/networkapp/network/add/", said | {"slug": "joint"})
    network = Network.objects.get(slug="joint")
    client.post(f"/django-admin/networkapp/network/{network.pk}/change/", said | {"slug": "other", "name": "New"})
    network.refresh_from_db()
    assert (network.slug, network.name, list(network.delegations.all())) == ("joint", "New", [delegation])
    assert client.post(f"/django-admin/networkapp/network/{network.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Delegation.objects.exists()


@pytest.mark.parametrize("capacity", ["secretariat", "member"])
def test_no_seat_opens_the_machine_room(client: Client, db: None, capacity: str) -> None:
    client.force_login(SeatFactory(capacity=capacity).user)
    assert client.get("/django-admin/networkapp/network/", follow=True).status_code == 403
