"""A network with a chair and a member."""

import pytest

from networkapp.models import Network, Seat
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import (
    chair_of,
    voice,
)


@pytest.fixture
def network(db: None) -> Network:
    return NetworkFactory(slug="here")


@pytest.fixture
def chair(network: Network) -> Seat:
    return chair_of(network)


@pytest.fixture
def member(network: Network, chair: Seat) -> Seat:
    return voice(network, "XB")
