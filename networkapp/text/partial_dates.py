"""Dates of which only the year or the month may be known: `2001`, `2001-10` or `2001-10-18`."""

import re
from dataclasses import dataclass
from datetime import date

WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, kw_only=True)
class PartialDate:
    """A year, with a month and a day as far as they are known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)


def read_partial(text: str) -> PartialDate:
    """The date that is written here; raises ValueError for anything else, and for days that are not in the calendar."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    partial = PartialDate(year=year or 0, month=month, day=day)
    if partial.first.year != year:
        raise ValueError(text)
    return partial


def is_before(one: str, other: str) -> bool:
    """Whether `one` is surely over before `other` begins; a year is not before a month of it."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]
