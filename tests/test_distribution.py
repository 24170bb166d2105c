"""What shares something expensive runs in one process."""

from pathlib import Path

import pytest

from tests import distribution

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("place", distribution.TOGETHER)
def test_a_group_is_a_place_that_exists(place: str) -> None:
    assert (ROOT / place).exists()
    assert (
        distribution.group(f"{place}test_a.py::test_a[1]") == distribution.group(f"{place}test_b.py::test_b") == place
    )


def test_every_other_test_goes_wherever_there_is_room() -> None:
    nodeid = "tests/home/test_pages.py::test_a[tests/host/]"
    assert distribution.group(nodeid) == nodeid


def test_the_scheduler_is_the_one_that_knows_the_groups(pytestconfig: pytest.Config) -> None:
    made = pytestconfig.hook.pytest_xdist_make_scheduler.get_hookimpls()[-1].function
    assert made.__module__ == "tests.conftest"
