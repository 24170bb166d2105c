"""Worlds: what several tests find in the database, made once for tests that follow each other.

A fixture that only fills the database, and needs nothing but `db` and other such fixtures, is a `@world`. It is made in
a transaction around those of the tests, so that each test begins with the same rows and with copies of the objects for
them. The transaction is rolled back before the first test that needs something else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import pytest
from django.db import connection, transaction

Make = Callable[..., Any]
MAKES: dict[Callable[..., Any], Make] = {}
"""What makes the world, by the function of its fixture."""


def world(make: Make) -> Any:
    """Return the fixture of the same name, whose function runs once for tests that follow each other."""

    @wraps(make)
    def copied(**given: Any) -> Any:
        return OPEN.copy_of(make) if OPEN.has(make) else make(**given)

    MAKES[copied] = make
    return pytest.fixture(copied)


@dataclass
class OpenWorld:
    """A world in the database, the way back, and the values of it and of those that it was made on, by fixture."""

    make: Make
    undo: ExitStack
    values: dict[str, Any]


@dataclass
class OpenWorlds:
    """The worlds that are in the database of this process, each made on the one before."""

    worlds: list[OpenWorld] = field(default_factory=list)
    copies: dict[str, Any] | None = None

    def has(self, make: Make) -> bool:
        return any(one.make is make for one in self.worlds)

    def copy_of(self, make: Make) -> Any:
        """Return the value for this test; all values of a test are copied together, since they refer to each other."""
        if self.copies is None:
            self.copies = deepcopy(self.worlds[-1].values)
        return self.copies[make.__name__]

    def become(self, wanted: Mapping[Make, Iterable[str]]) -> bool:
        """Put exactly these worlds into the database, and return whether that changed anything.

        `wanted` maps each to the names of its arguments, those that others are made on first.
        """
        self.copies = None
        makes = list(wanted)
        same = 0
        while same < min(len(makes), len(self.worlds)) and self.worlds[same].make is makes[same]:
            same += 1
        changed = same < max(len(makes), len(self.worlds))
        self.leave(keep=same)
        for make in makes[same:]:
            self._enter(make, wanted[make])
        return changed

    def leave_if_closed(self) -> None:
        """Leave all worlds if the test has closed the connection to the database, which rolls back everything."""
        if connection.closed_in_transaction:
            self.leave()

    def leave(self, *, keep: int = 0) -> None:
        """Roll back all worlds but the first ones."""
        while len(self.worlds) > keep:
            self.worlds.pop().undo.close()

    def _enter(self, make: Make, arguments: Iterable[str]) -> None:
        values = deepcopy(self.worlds[-1].values) if self.worlds else {}
        with ExitStack() as stack:
            stack.enter_context(_rolled_back())
            values[make.__name__] = make(**{name: values.get(name) for name in arguments})
            self.worlds.append(OpenWorld(make, stack.pop_all(), values))


@contextmanager
def _rolled_back() -> Iterator[None]:
    block = transaction.atomic()
    block._from_testcase = True  # As around every test, so that `durable` blocks can run inside.
    with block:
        yield
        transaction.set_rollback(True)


def needed_by(test: pytest.Function) -> dict[Make, tuple[str, ...]]:
    """Return the worlds that the arguments of the test need, with the names of their own arguments."""
    definitions = test._fixtureinfo.name2fixturedefs
    found: dict[Make, tuple[str, ...]] = {}

    def add(name: str) -> None:
        definition = definitions[name][-1] if name in definitions else None
        if definition and (make := MAKES.get(definition.func)):
            others = [one for one in definition.argnames if one != "db"]
            for one in others:
                add(one)
            assert all(one in definitions and definitions[one][-1].func in MAKES for one in others), (
                f"The fixture {name} is a world. It may only need `db` and other worlds, but needs {others}."
            )
            found[make] = definition.argnames

    for name in test.fixturenames:
        add(name)
    return found


OPEN = OpenWorlds()
