"""Registry of sources for the pages of awareness days, filled in `ready()`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from networkapp.registry.ordered import add_in_order


@dataclass(frozen=True, kw_only=True)
class DayEntry:
    """An activity on an awareness day in one year, of a network or of others, who are named in `by`.

    `day` and `network` are primary keys. `kind` says what it is; `language` is that of title and text, if it is not the
    reader's own. `anchor` is the id of the entry on the page of the day, if it has no page of its own.
    """

    day: int
    network: int | None
    year: int
    title: str
    kind: str | Promise = ""
    url: str = ""
    by: str = ""
    text: str = ""
    language: str = ""
    anchor: str = ""


DaySource = Callable[[Sequence[Any], Any], Iterable[DayEntry]]
day_sources: list[tuple[int, DaySource]] = []


def register_day_source(source: DaySource, *, order: int = 100) -> None:
    """Show on the pages of awareness days what `source(days, user)` returns for these days, for all years.

    Each of `days` is a networkapp.campaigns.models.AwarenessDay. `source` returns what `user` may know of, and asks the
    database as often for one day as for many.
    """
    add_in_order(day_sources, source, order=order)


def days_with_entries(days: Sequence[Any]) -> Q:
    """Return the condition that the field `date` of a row is one of these awareness days, in any year."""
    on_one = (Q(date__month=day.month, date__day=day.day) for day in days)
    return reduce(or_, on_one, Q(pk__in=[]))


def days_on(dated: date, days: Sequence[Any]) -> list[Any]:
    """Return those of these awareness days that are on this date."""
    return [day for day in days if (day.month, day.day) == (dated.month, dated.day)]
