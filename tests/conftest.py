"""What every test may ask for."""

from collections.abc import Callable
from typing import Any

import pytest

from networkapp.models import Network, Seat
from tests.factories.networks import NetworkFactory, SeatFactory


@pytest.fixture
def network(db: None) -> Network:
    return NetworkFactory()


@pytest.fixture
def seat(db: None) -> Callable[..., Seat]:
    """Give somebody a seat: `seat("member", network=..., delegation__code="XA", offices=["chair"])`."""

    def give(capacity: str = "member", **fields: Any) -> Seat:
        return SeatFactory(capacity=capacity, **fields)

    return give
