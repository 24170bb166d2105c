"""What every test may ask for."""

from collections.abc import Callable
from typing import Any

import pytest
from xdist.remote import Producer
from xdist.scheduler.protocol import Scheduling

from networkapp.models import Network, Seat
from tests import distribution
from tests.factories.networks import NetworkFactory, SeatFactory


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    distribution.sort(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return distribution.ByGroup(config, log)


@pytest.fixture
def network(db: None) -> Network:
    return NetworkFactory()


@pytest.fixture
def seat(db: None) -> Callable[..., Seat]:
    """Give somebody a seat: `seat("member", network=..., delegation__code="XA", offices=["chair"])`."""

    def give(capacity: str = "member", **fields: Any) -> Seat:
        return SeatFactory(capacity=capacity, **fields)

    return give
