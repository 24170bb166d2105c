"""What every test may ask for."""

import gc
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import translation
from xdist.remote import Producer
from xdist.scheduler.protocol import Scheduling

from networkapp.models import Network, Seat
from tests import distribution
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.migrated import drop_database, drop_template, empty_by_deleting, make_database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    distribution.sort(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return distribution.ByGroup(config, log)


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and need not be looked through for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """The language in which a page was asked for stays with the thread; the next test speaks that of the site."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """pytest-django takes the database that it finds."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(copied_database: None, django_db_setup: None) -> None:
    """The database is a copy of one that was migrated once for all processes."""


@pytest.fixture(scope="session")
def copied_database(
    django_db_modify_db_settings: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    name = connection.creation._get_test_db_name()
    make_database(tmp_path_factory, name)
    empty_by_deleting(connection)
    yield
    with django_db_blocker.unblock():
        connection.close()
    drop_database(name)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        drop_template(session.config._tmp_path_factory)


@pytest.fixture
def network(db: None) -> Network:
    return NetworkFactory()


@pytest.fixture
def seat(db: None) -> Callable[..., Seat]:
    """Give somebody a seat: `seat("member", network=..., delegation__code="XA", offices=["chair"])`."""

    def give(capacity: str = "member", **fields: Any) -> Seat:
        return SeatFactory(capacity=capacity, **fields)

    return give
