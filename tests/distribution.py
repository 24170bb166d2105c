"""Which process of the suite runs which test, and in what order."""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/journeys/", "tests/host/", "tests/home/test_load_demo.py", "tests/access/")
"""What shares a server, an installation or a filled database; what takes longest comes first."""


def group(nodeid: str) -> str:
    """Tests of one group run in one process, one after the other; every other test is a group of its own."""
    return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


class ByGroup(LoadScopeScheduling):
    """Deals out groups in the order of collection, to whoever has next to nothing left to do."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def sort(items: list[pytest.Item]) -> None:
    """Groups first. Within the rest, tests that commit stay last, as pytest-django has put them."""
    places = {place: number for number, place in enumerate(TOGETHER)}
    items.sort(key=lambda item: places.get(group(item.nodeid), len(places)))
