"""Reading takes the same number of queries with one row and with three. `table.py` says how to add a case."""

from collections.abc import Callable
from importlib import import_module
from inspect import isgeneratorfunction
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.query_counts.table import ASKED, Call, Case, Clients, Page

ROOMS = [
    import_module(f"tests.query_counts.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))
    if not path.stem.startswith(("test_", "conftest"))
]
CASES = {
    f"{room.__name__.rpartition('.')[2]}.{name}": case
    for room in ROOMS
    for name, case in vars(room).items()
    if isgeneratorfunction(case) and case.__module__ == room.__name__
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_reading_takes_the_same_queries_with_one_row_and_with_three(case: Callable[[], Case]) -> None:
    clients, expected, counted = Clients(), {}, {}
    sizes: dict[int, list[int]] = {rows: [] for rows in ASKED}
    for rows, reads in enumerate(case(), start=1):
        for read in reads if rows in ASKED else ():
            key = f"{read}, rows: {rows}"
            expected[key] = (read.first, read.queries) if isinstance(read, Page) and read.first else read.queries
            counted[key], size = _count(read, clients)
            sizes[rows].append(size if read.grows else rows)
    assert counted == expected
    assert [few < many for few, many in zip(*sizes.values(), strict=True)] == [True] * len(sizes[1])


def _count(read: Page | Call, clients: Clients) -> tuple[int | tuple[int, int], int]:
    """Return the queries it takes, and the size of what is read. A failure shows the queries."""
    first = None
    if isinstance(read, Page):
        with CaptureQueriesContext(connection) as queries:
            read.read(clients)
        first = len(queries) if read.first else None
    with CaptureQueriesContext(connection) as queries:
        size = read.read(clients)
    if len(queries) != read.queries:
        print(read, *(query["sql"] for query in queries), sep="\n")
    return (len(queries) if first is None else (first, len(queries))), size
