"""Recognise the columns of tables of figures by name, and those that have numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.exchange.delimited import normalised_spaces

COLUMNS: Mapping[str, str] = {
    "iso3": "iso3",
    "iso3_code": "iso3",
    "iso_3": "iso3",
    "iso_alpha3_code": "iso3",
    "country": "country",
    "country_name": "country",
    "country_code": "country",
    "ref_area": "country",
    "indicator": "indicator",
    "dimension": "dimension",
    "category": "category",
    "sex": "sex",
    "age": "age",
    "age_group": "age",
    "form": "form",
    "form_of_exploitation": "form",
    "exploitation": "form",
    "citizenship": "citizenship",
    "year": "year",
    "time_period": "year",
    "unit": "unit",
    "unit_of_measurement": "unit",
    "unit_measure": "unit",
    "value": "value",
    "value_text": "value",
    "txtvalue": "value",
    "obs_value": "value",
    "flags": "flags",
    "obs_status": "flags",
    "source": "source",
    "dataset": "dataset",
    "url": "url",
    "source_url": "url",
    "source_link": "url",
    "retrieved": "retrieved",
    "retrieved_on": "retrieved",
}
SEXES: Mapping[str, str] = {
    **dict.fromkeys(("", "total", "all", "both", "both sexes", "t", "_t"), "total"),
    **dict.fromkeys(("female", "females", "women", "f"), "female"),
    **dict.fromkeys(("male", "males", "men", "m"), "male"),
    **dict.fromkeys(("other", "others", "diverse", "o", "_o"), "other"),
    **dict.fromkeys(("unknown", "not known", "unspecified", "_u"), "unknown"),
}
AGES: Mapping[str, str] = {
    **dict.fromkeys(("", "total", "all", "all ages", "t", "_t"), "total"),
    **dict.fromkeys(("0 to 17 years", "0-17", "0 to 17", "under 18", "<18", "children", "child", "y0t17"), "child"),
    **dict.fromkeys(("18 years or over", "18 or over", "18+", "18 and over", "adults", "adult", "y_ge18"), "adult"),
    **dict.fromkeys(("unknown", "not known", "unspecified", "_u"), "unknown"),
}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class NumberColumn:
    """A column of a wide table: the year, sex and age of its numbers; what is None is in the row itself."""

    place: int
    year: str
    sex: str | None = None
    age: str | None = None


def column_name(cell: str) -> str:
    """Return our name for a column, "" if it is not imported: "Iso3_code" is iso3, "txtVALUE" is value."""
    return COLUMNS.get(re.sub(r"[^0-9a-z]+", "_", cell.strip().casefold()).strip("_"), "")


def number_columns(above: Sequence[str], header: Sequence[str], below: Sequence[str] = ()) -> list[NumberColumn]:
    """Return the columns of a wide table whose headings contain a year: in the header, the row above or the row below.

    A year over several columns is above the first of them alone, so it counts until the next one.
    """
    found: list[NumberColumn] = []
    upper, own = _carried(above, len(header)), _carried(header, len(header))
    for place, cell in enumerate(header):
        if column_name(cell) and not (column_name(cell) == "value" and upper[place]):
            continue
        words = [normalised_spaces(part) for part in (upper[place], own[place], _at(below, place))]
        year = next((hit[0] for word in words if (hit := _YEAR.search(word))), "")
        if year:
            found.append(_column(place, year, words))
    return found


def _column(place: int, year: str, words: Sequence[str]) -> NumberColumn:
    rest = [re.sub(r"^[\s,;/-]+|[\s,;/-]+$", "", _YEAR.sub("", word)).casefold() for word in words]
    named = [word for word in rest if word]
    return NumberColumn(
        place=place,
        year=year,
        sex=next((word for word in named if word in SEXES), None),
        age=next((word for word in named if word in AGES and word not in SEXES), None),
    )


def _carried(cells: Sequence[str], width: int) -> list[str]:
    """Return each cell, or the last year before it where it is empty."""
    carried, last = [], ""
    for place in range(width):
        cell = _at(cells, place)
        if cell.strip():
            last = cell if _YEAR.search(cell) else ""
        carried.append(cell if cell.strip() else last)
    return carried


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
