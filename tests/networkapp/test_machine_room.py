"""How a fresh site comes to its networks and to the first seat in each."""

import pickle
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override

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


def test_superusers_say_what_a_network_is_called_in_other_languages_and_its_pages_say_it(
    client: Client, db: None
) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    said = {
        "slug": "joint", "name": "Joint network", "names": "de: Gemeinsames Netzwerk\nru: Общая сеть", "kind": "joint",
        "purpose": "To act", "purposes": "de: Zum Handeln", "visibility": "public",
    }  # fmt: skip
    wrong = client.post("/django-admin/networkapp/network/add/", said | {"names": "xx: Nowhere"})
    assert ("“xx: Nowhere” is not a language" in wrong.content.decode(), Network.objects.exists()) == (True, False)
    client.post("/django-admin/networkapp/network/add/", said)
    network = Network.objects.get()
    assert network.names == {"de": "Gemeinsames Netzwerk", "ru": "Общая сеть"}
    kept = client.get(f"/django-admin/networkapp/network/{network.pk}/change/").content.decode()
    assert "de: Gemeinsames Netzwerk\nru: Общая сеть</textarea>" in kept
    german, finnish = (
        Client().get(network.get_absolute_url(), headers={"accept-language": code}).content.decode()
        for code in ("de", "fi")
    )
    assert '<h1 lang="de">Gemeinsames Netzwerk</h1>' in german
    assert '<p class="standfirst" lang="de">Zum Handeln</p>' in german
    assert '<h1 lang="en">Joint network</h1>' in finnish


def test_a_body_without_a_country_is_called_what_it_is_called_in_the_language_of_the_reader(db: None) -> None:
    council = DelegationFactory(
        code="NC", kind="interparliamentary", country="", assessed=False, name="Council", names={"sv": "Rådet"}
    )
    with override("sv"):
        label = pickle.loads(pickle.dumps(council.label))
        assert (label, label.language) == ("Rådet", "sv")
    with override("fi"):
        assert (council.label, council.label.language) == ("Council", "en")


@pytest.mark.parametrize("capacity", ["secretariat", "member"])
def test_no_seat_opens_the_machine_room(client: Client, db: None, capacity: str) -> None:
    client.force_login(SeatFactory(capacity=capacity).user)
    assert client.get("/django-admin/networkapp/network/", follow=True).status_code == 403
