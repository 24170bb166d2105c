"""Parts of the pages of subjects, countries and networks, from the sources that apps and plugins registered."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from networkapp.models import is_open
from networkapp.registry import overviews
from networkapp.registry.overviews import Strand, StrandEntry, StrandPart

MOST_LINES = 8


def all_parts(strand: Strand) -> list[StrandPart]:
    """Return the parts of all sources along `strand`, in order, including parts without entries for the reader."""
    return [
        part
        for _order, along, source in overviews.strand_sources
        if strand.along in along and is_open(source)
        for part in source(strand=strand)
    ]


def parts_along(strand: Strand) -> list[StrandPart]:
    """Return the parts without the empty ones."""
    return [part for part in all_parts(strand) if part.says_something]


def first_entries(found: QuerySet[Any], strand: Strand) -> tuple[list[Any], int]:
    """Return as many of `found` as are shown along `strand`, and their total number."""
    return list(found[: strand.most]), found.count()


def lines_part(key: str, title: str, lines: Iterable[str]) -> StrandPart:
    """Return a part of a country brief with its first lines, and their total number."""
    found = list(lines)
    shown = tuple(StrandEntry(title=line) for line in found[:MOST_LINES])
    return StrandPart(key=key, title=title, entries=shown, number=len(found))
