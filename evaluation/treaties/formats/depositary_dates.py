"""Dates as depositaries write them: "24 Jul 2003", "30/05/2012", "26-11-2013" or only a year."""

import re
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import BrokenRow
from networkapp.text.partial_dates import PartialDate, read_partial, whole_day

DAY_FORMS = ("%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
FOUND = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} [A-Za-z]{3,9} \d{4}")


def read_date(text: str) -> PartialDate | None:
    """Return the date in a cell; None for an empty one. Refuses (BrokenRow) what is no date."""
    if not text:
        return None
    for form in DAY_FORMS:
        try:
            return whole_day(datetime.strptime(text.replace("Sept ", "Sep "), form).date())
        except ValueError:
            continue
    try:
        return read_partial(text)
    except ValueError as error:
        raise BrokenRow(_("“%(cell)s” is not a date") % {"cell": text[:40]}) from error


def date_in(text: str) -> date | None:
    """Return the first day that is written in a sentence; None if there is none."""
    found = FOUND.search(text)
    return read_date(found[0]).first if found and read_date(found[0]) else None  # type: ignore[union-attr]


def fields_of(when: PartialDate | None) -> dict[str, Any]:
    """Return a date as the fields `date` and `period` of an action."""
    exact = when.exact if when else None
    return {"date": exact, "period": "" if exact or when is None else str(when)}
