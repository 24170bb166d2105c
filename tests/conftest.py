"""What every test may ask for."""

from collections.abc import Callable
from typing import Any

import pytest

from networkapp.models import Network, Seat
from tests.factories.networks import NetworkFactory, SeatFactory

SHARED = ("tests/journeys/", "tests/host/")
ONE_WORLD = ("tests/access/", "tests/home/test_load_demo.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares a server, an installation or a filled database runs in one process; the rest is dealt out singly.

    Tests that commit come last in each process, since they leave the database empty behind them; loading the
    demonstration content needs it as the migrations left it, and comes first.
    """
    items.sort(key=lambda item: item.path.name != "test_load_demo.py")
    for item in items:
        path = item.path.as_posix()
        for folder in SHARED:
            if folder in path:
                item.add_marker(pytest.mark.xdist_group(folder))
        if any(place in path for place in ONE_WORLD):
            item.add_marker(pytest.mark.xdist_group(path))


@pytest.fixture
def network(db: None) -> Network:
    return NetworkFactory()


@pytest.fixture
def seat(db: None) -> Callable[..., Seat]:
    """Give somebody a seat: `seat("member", network=..., delegation__code="XA", offices=["chair"])`."""

    def give(capacity: str = "member", **fields: Any) -> Seat:
        return SeatFactory(capacity=capacity, **fields)

    return give
