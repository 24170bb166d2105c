"""What every test may ask for."""

from collections.abc import Callable
from typing import Any

import pytest

from networkapp.models import Network, Seat
from tests.factories.networks import NetworkFactory, SeatFactory

TOGETHER = ("tests/journeys", "tests/host", "tests/access")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares a server or an installation runs in one process; all the rest is dealt out one by one.

    Tests that commit come last in each process, since they leave the database empty behind them.
    """
    for item in items:
        for folder in TOGETHER:
            if folder in item.path.as_posix():
                item.add_marker(pytest.mark.xdist_group(folder))


@pytest.fixture
def network(db: None) -> Network:
    return NetworkFactory()


@pytest.fixture
def seat(db: None) -> Callable[..., Seat]:
    """Give somebody a seat: `seat("member", network=..., delegation__code="XA", offices=["chair"])`."""

    def give(capacity: str = "member", **fields: Any) -> Seat:
        return SeatFactory(capacity=capacity, **fields)

    return give
