"""Dates of which only the year or the month may be known: `2001`, `2001-10` or `2001-10-18`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
LONGEST_PARTIAL_DATE = 10


@dataclass(frozen=True, kw_only=True)
class PartialDate:
    """A year, with a month and a day as far as they are known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Return it in ISO 8601, as far as it is known."""
        known = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part))
        return "-".join(known)

    @property
    def first(self) -> date:
        """Return the first day that the date can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Return the last day that the date can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exact(self) -> date | None:
        """Return the day if it is known; otherwise None."""
        return self.first if self.day else None


def read_partial(text: str) -> PartialDate:
    """Return the date in the text. ValueError for anything else, and for days that do not exist."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    partial = PartialDate(year=year or 0, month=month, day=day)
    if partial.first.year != year:
        raise ValueError(text)
    return partial


def whole_day(day: date) -> PartialDate:
    """Return a calendar day as a partial date."""
    return PartialDate(year=day.year, month=day.month, day=day.day)


def is_before(one: str, other: str) -> bool:
    """Return whether `one` certainly ends before `other` begins; a year is not before a month in it."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def check_partial_date(text: str) -> None:
    """Raise ValidationError for a text that is no such date."""
    try:
        read_partial(text)
    except ValueError as failure:
        raise ValidationError(
            _("Enter a year, a month or a day, for example 2010, 2010-10 or 2010-10-18.")
        ) from failure


def format_partial_date(text: str, *, form: str = "DATE_FORMAT") -> str:
    """Return a partial date in the reader's format; `form` is that of a full date."""
    known = read_partial(text)
    if known.day:
        return date_format(known.first, form)
    return date_format(known.first, "YEAR_MONTH_FORMAT") if known.month else text
