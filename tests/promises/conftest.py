"""Compares names in the code with a list in this directory, or writes the list again."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
Compare = Callable[[str, Iterable[str]], None]


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    """Return a function that compares names with the list of this name: `compare("tasks", names)`."""

    def compare(name: str, names: Iterable[str]) -> None:
        found, path = sorted(set(names)), FOLDER / f"{name}.txt"
        if request.config.getoption("update_promises"):
            path.write_text("".join(f"{line}\n" for line in found))
        assert found == path.read_text().splitlines(), f"{__package__} says when and how to change {path.name}"

    return compare
