"""Parts of the pages of subjects, countries and networks, from the sources that apps and plugins registered."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from networkapp.models import is_open
from networkapp.registry import overviews
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart

MOST_LINES = 8


def all_parts(overview: Overview) -> list[OverviewPart]:
    """Return the parts of all sources for `overview`, in order, including parts without entries for the reader."""
    return [
        part
        for _order, kinds, source in overviews.overview_sources
        if overview.kind in kinds and is_open(source)
        for part in source(overview=overview)
    ]


def overview_parts(overview: Overview) -> list[OverviewPart]:
    """Return the parts without the empty ones."""
    return [part for part in all_parts(overview) if part.says_something]


def first_entries(found: QuerySet[Any], overview: Overview) -> tuple[list[Any], int]:
    """Return as many of `found` as are shown in `overview`, and their total number."""
    return list(found[: overview.limit]), found.count()


def lines_part(key: str, title: str, lines: Iterable[str]) -> OverviewPart:
    """Return a part of a country brief with its first lines, and their total number."""
    found = list(lines)
    shown = tuple(OverviewEntry(title=line) for line in found[:MOST_LINES])
    return OverviewPart(key=key, title=title, entries=shown, number=len(found))
