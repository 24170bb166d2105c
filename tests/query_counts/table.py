"""Building blocks of the cases. `test_query_counts.py` runs the cases in the other modules of this directory.

A case is a generator function. It builds a world, adds one row, and yields what is read, with its number of queries;
then it adds the second row and yields again, and the third:

    def topics() -> Case:
        seat = SeatFactory()
        for _row in ROWS:
            start_topic(seat)
            yield [Page(17, "/networks/joint/topics/", seat.user)]

What it yields is read with one row and with three, and must take exactly that many queries both times.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client

from networkapp.registry import SearchHit
from networkapp.search.search import search

ROWS = (1, 2, 3)
ASKED = (1, 3)
"""With how many rows queries are counted."""


class Clients(dict[int | None, Client]):
    """A client for each user by primary key, and one for visitors."""

    def of(self, user: Any) -> Client:
        key = user.pk if user else None
        if key not in self:
            self[key] = Client()
            if user:
                self[key].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return self[key]


@dataclass(frozen=True)
class Page:
    """An address read by `user` or a visitor.

    It is read twice, and the second time counts, since a process and a session ask for some things only once. Where
    pages are kept until something on them changes, `first` is the number of queries of the first time. With three rows
    the page is longer than with one, unless it does not show them (`grows=False`).
    """

    queries: int
    address: str
    user: Any = None
    first: int | None = None
    grows: bool = True

    def __str__(self) -> str:
        return f"{self.address[:80]} by {self.user or 'a visitor'}"

    def read(self, clients: Clients) -> int:
        """Return the length of the page."""
        answer = clients.of(self.user).get(self.address)
        assert answer.status_code == 200, f"{self.address} answers {answer.status_code}"
        return len(answer.getvalue() if answer.streaming else answer.content)


class Call:
    """A function and its arguments. It is called once, and returns more with three rows than with one if it `grows`."""

    def __init__(
        self, queries: int, function: Callable[..., Any], *args: Any, grows: bool = True, **named: Any
    ) -> None:
        self.queries, self.grows = queries, grows
        self._function, self._given, self._named = function, args, named

    def __str__(self) -> str:
        return " ".join([self._function.__name__, *(one for one in self._given if isinstance(one, str))])

    def read(self, _clients: Clients) -> int:
        """Read the whole result and return its length."""
        result = self._function(*self._given, **self._named)
        return len(list(result)) if isinstance(result, Iterable) else 0


Case = Iterator[list[Page | Call]]


def search_hits(*, user: Any, query: str, kind: str) -> list[SearchHit]:
    """Return what the search finds of one kind."""
    return [hit for group in search(user=user, query=query, kind=kind) for hit in group.hits]
