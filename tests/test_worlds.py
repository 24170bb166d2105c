"""Worlds are made once, copied for each test, and rolled back when other tests need something else."""

import pytest

from networkapp.models import Delegation, Network
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.worlds import Make, OpenWorlds

pytestmark = pytest.mark.django_db


def network() -> Network:
    return NetworkFactory(slug="shared")


def delegation(network: Network) -> Delegation:
    network.name = "Changed while the delegation was made"
    found: Delegation = DelegationFactory(code="XZ")
    network.delegations.add(found)
    return found


NETWORK: dict[Make, tuple[str, ...]] = {network: ()}
BOTH = {**NETWORK, delegation: ("network",)}


def test_world_is_made_once_for_tests_that_follow_each_other() -> None:
    worlds = OpenWorlds()
    assert worlds.become(NETWORK)
    first = worlds.copy_of(network)
    first.name = "Changed by a test"
    assert not worlds.become(NETWORK)
    second = worlds.copy_of(network)
    assert second.pk == first.pk
    assert second.name == "Shared"
    worlds.leave()
    assert not Network.objects.filter(slug="shared").exists()


def test_worlds_of_other_tests_are_rolled_back() -> None:
    worlds = OpenWorlds()
    worlds.become(BOTH)
    assert worlds.copy_of(delegation) in worlds.copy_of(network).delegations.all()
    assert worlds.become(NETWORK)
    assert not Delegation.objects.filter(code="XZ").exists()
    assert not worlds.has(delegation)
    assert worlds.copy_of(network).name == "Shared"
    worlds.leave()


def test_world_that_cannot_be_made_leaves_nothing_behind() -> None:
    def failing(network: Network) -> None:
        DelegationFactory(code="XZ")
        raise LookupError

    worlds = OpenWorlds()
    with pytest.raises(LookupError):
        worlds.become({**NETWORK, failing: ("network",)})
    assert not Delegation.objects.filter(code="XZ").exists()
    assert worlds.has(network)
    worlds.leave()
