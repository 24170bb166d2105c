"""Fixtures and settings for all tests."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler.protocol import Scheduling

from networkapp.administration.rights import MEMBERS
from networkapp.memory_cache import LIFETIME, ProcessCache
from networkapp.models import Network, Seat
from networkapp.models.site_settings import SITE
from tests import distribution
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.site import make_site
from tests.migrated import drop_database, drop_template, make_database, restore_after_commits
from tests.worlds import OPEN, needed_by, world

ROOT = Path(__file__).resolve().parents[1]
# Hypothesis uses the same examples every time. `bin/test --fresh-seeds` looks for new ones.
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("fresh", print_blob=True, deadline=None)
settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    names = ", ".join(distribution.PARTS)
    parser.addoption(
        "--part",
        action="append",
        choices=distribution.PARTS,
        help=f"run this part of the suite, one of {names}; may be given more than once",
    )
    parser.addoption(
        "--update-promises", action="store_true", help="write the lists of names in tests/promises again, from the code"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.option.part = config.option.part or [distribution.DEFAULT]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the parts of the suite that were not selected, before their modules are imported."""
    path = f"{collection_path.relative_to(ROOT)}{'/' if collection_path.is_dir() else ''}"
    taken = distribution.is_taken(path, parts=config.option.part, named=_named(config))
    return None if taken else True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left_out = distribution.left_out(parts=config.option.part, named=_named(config))
    if left_out:
        terminalreporter.write_line("Not run without `bin/test --all`:")
    for title in left_out:
        terminalreporter.write_line(f"- {title}")


def _named(config: pytest.Config) -> list[str]:
    """Return the paths on the command line, relative to the root of the checkout, without the names of tests."""
    paths = [(config.invocation_params.dir / one.partition("::")[0]).resolve() for one in config.args]
    return [f"{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}" for path in paths if path.is_relative_to(ROOT)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    distribution.sort(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return distribution.ByGroup(config, log)


def pytest_collection_finish() -> None:
    """Exempt everything loaded so far from garbage collection."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Activate the language of the site, since a thread keeps the language of the last request."""
    yield
    translation.deactivate()


READ_SETTINGS: dict[str, str] = {}
"""The token under which this process has read the settings of the site; none before the first test with a database."""


def read_settings(blocker: Any) -> None:
    """Load the settings of the site before each test, so that no test counts that query."""
    with blocker.unblock():
        SITE.forget()
        SITE.get()
    READ_SETTINGS["token"] = cache.get(SITE.name)


@pytest.fixture(autouse=True)
def kept_values(django_db_blocker: Any) -> None:
    """Forget what the last test saved and read, since its transaction was rolled back without a word."""
    if READ_SETTINGS and cache.get(SITE.name) != READ_SETTINGS["token"]:
        read_settings(django_db_blocker)
    forget_kept_values()


def forget_kept_values() -> None:
    cache.touch(SITE.name, LIFETIME)
    for kept in ProcessCache.every:
        if kept is MEMBERS:
            kept.restore(frozenset())  # Every desk reads it, and no test counts that query either.
        elif kept is not SITE:
            kept.restore()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let pytest-django use an existing database."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(copied_database: None, django_db_setup: None, django_db_blocker: Any) -> None:
    """Use a copy of a database that was migrated once for all processes."""
    read_settings(django_db_blocker)


@pytest.fixture(scope="session")
def copied_database(
    django_db_modify_db_settings: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    name = connection.creation._get_test_db_name()
    make_database(tmp_path_factory, name)
    restore_after_commits(connection, tmp_path_factory)
    yield
    with django_db_blocker.unblock():
        OPEN.leave()
        connection.close()
    drop_database(name)


@pytest.fixture
def open_worlds(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Put the worlds of this test into the database, and none if it commits."""
    with django_db_blocker.unblock():
        changed = OPEN.become({} if _commits(request) else needed_by(request.node))
    if changed:
        read_settings(django_db_blocker)
        forget_kept_values()
    yield
    OPEN.leave_if_closed()


@pytest.fixture
def _django_db_helper(open_worlds: None, _django_db_helper: None) -> None:
    """Begin the transaction of the test inside those of its worlds."""


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    drop_template(session.config._tmp_path_factory)
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NOTHING_LEFT_OUT") and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@world
def help_on(db: None) -> None:
    """Show help pages on the site, with an emergency number."""
    make_site(shows_help=True)


@world
def network(db: None) -> Network:
    return NetworkFactory()


@world
def seat(db: None) -> Callable[..., Seat]:
    """Return a function for seats: `seat("member", network=..., delegation__code="XA", offices=["chair"])`."""

    def give(capacity: str = "member", **fields: Any) -> Seat:
        return SeatFactory(capacity=capacity, **fields)

    return give
