"""The secretariat decides who can read a network; site administrators do until it has one."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.models import Delegation, Event, Network
from tests.factories.handbooks import make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory, site_administrator

pytestmark = pytest.mark.django_db
NETWORK = {"name": "Alpine network", "slug": "alpine", "kind": "joint", "purpose": "Water"}


@pytest.fixture
def network() -> Network:
    made: Network = NetworkFactory(slug="alpine", visibility="members")
    return made


def in_the_admin(client: Client, network: Network, visibility: str) -> Any:
    delegations = list(Delegation.objects.values_list("pk", flat=True))
    given = {**NETWORK, "delegations": delegations, "visibility": visibility}
    return client.post(f"/admin/snippets/networkapp/network/edit/{network.pk}/", given)


def recorded(network: Network) -> list[Any]:
    return list(Event.objects.filter(network=network, kind="network.visibility").values_list("payload", "actor"))


def test_a_site_administrator_does_not_open_a_network_that_has_a_secretariat(client: Client, network: Network) -> None:
    SeatFactory(network=network, capacity="secretariat")
    client.force_login(site_administrator())
    answer = in_the_admin(client, network, "public")
    assert "Only the secretariat opens it to more readers" in answer.content.decode()
    network.refresh_from_db()
    assert (network.visibility, recorded(network)) == ("members", [])


@pytest.mark.parametrize(("capacity", "visibility"), [("member", "public"), ("secretariat", "closed")])
def test_a_site_administrator_narrows_it_and_opens_it_until_it_has_a_secretariat(
    client: Client, network: Network, capacity: str, visibility: str
) -> None:
    SeatFactory(network=network, capacity=capacity)
    user = site_administrator()
    client.force_login(user)
    assert in_the_admin(client, network, visibility).status_code == 302
    network.refresh_from_db()
    assert network.visibility == visibility
    assert recorded(network) == [({"visibility": visibility, "before": "members"}, user.pk)]


def test_the_secretariat_changes_it_and_handbooks_are_marked_at_once(client: Client, network: Network) -> None:
    user = SeatFactory(network=network, capacity="secretariat").user
    client.force_login(user)
    address = "/networks/alpine/visibility/"
    assert address in client.get("/networks/alpine/seats/").content.decode()
    assert client.post(address, {"visibility": "everybody"}).status_code == 422
    assert client.post(address, {"visibility": "public"}).status_code == 302
    network.refresh_from_db()
    handbook = make_handbook(network)
    marks = PageViewRestriction.objects.filter(page=handbook)
    assert not marks.exists()
    assert client.post(address, {"visibility": "closed"}).status_code == 302
    assert marks.exists()
    assert [payload["visibility"] for payload, _actor in recorded(network)] == ["public", "closed"]
