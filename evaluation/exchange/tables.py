"""Tables as files: the same cells in every format. Pure functions, without database and reader."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.functional import Promise

Cell = str | int | bool | Decimal | date | datetime | None
Rows = Iterable[tuple[Cell, ...]]
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BATCH = 200
"""How many rows are written at once: what a file holds in memory does not grow with it."""


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """`type` is one of Data Package: string, integer, number, boolean, date, datetime. `about` says unit and source.

    `codes` is the id of the code list that its cells are taken from; `missing` says what an empty cell means.
    """

    name: str
    type: str
    about: str | Promise
    is_key: bool = False
    codes: str = ""
    missing: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class TableSchema:
    """The schema of a table; `forms` are the endings of its files.

    Data of others (`of_others`) are under the terms of the sources that its rows name.
    """

    name: str
    title: str | Promise
    about: str | Promise
    columns: tuple[TableColumn, ...]
    forms: tuple[str, ...] = ("csv", "json", "xlsx")
    of_others: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def in_plain_words(self) -> "TableSchema":
        """Return the table with its words in the current language, so that they stay so while rows are written."""
        columns = (replace(item, about=str(item.about), missing=str(item.missing)) for item in self.columns)
        return replace(self, title=str(self.title), about=str(self.about), columns=tuple(columns))


@dataclass(frozen=True, kw_only=True)
class TermsOfUse:
    """The terms of use of a file: licence, whom to credit, publisher, and source (absolute address)."""

    licence: str
    licence_title: str
    licence_url: str
    attribution: str
    publisher: str
    homepage: str


def csv_parts(shape: TableSchema, rows: Rows) -> Iterator[str]:
    """Yield RFC 4180, with a header of the column names; missing values are empty; some rows at a time.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    yield csv_lines([shape.names])
    yield from (csv_lines(map(formula_safe_cell, row) for row in batch) for batch in batches(rows))


def json_parts(shape: TableSchema, rows: Rows, terms: TermsOfUse) -> Iterator[str]:
    """Yield parts of a JSON object with title, licence, attribution and `rows`, a list of objects.

    What is missing is null, and numbers with decimals are exact decimal texts.
    """
    head = {
        "title": str(shape.title),
        "licence": {"name": terms.licence, "title": terms.licence_title, "url": terms.licence_url},
        "attribution": terms.attribution,
        "source": terms.homepage,
    }
    yield f'{_json(head)[:-1]}, "rows": ['
    before = "\n"
    for batch in batches(rows):
        json_rows = (_json(dict(zip(shape.names, map(_plain, row), strict=True))) for row in batch)
        yield before + ",\n".join(json_rows)
        before = ",\n"
    yield "\n]}\n"


def batches(rows: Rows) -> Iterator[list[tuple[Cell, ...]]]:
    """Yield the rows in lists of at most BATCH."""
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def csv_lines(rows: Iterable[Iterable[str]]) -> str:
    """Return the rows as CSV."""
    lines: list[str] = []
    csv.writer(_LineBuffer(lines)).writerows(rows)
    return "".join(lines)


def cell_text(cell: Cell) -> str:
    """Return a cell as text: true and false, plain decimals, ISO 8601 in UTC, "" for None."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return format(cell, "f")
        case datetime():
            return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def formula_safe_cell(cell: Cell) -> str:
    """Return a cell as text that no spreadsheet program runs as a formula."""
    text = cell_text(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text


class _LineBuffer:
    """A list of lines with the method `write` that the csv module needs."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(cell: Cell) -> Any:
    return cell if cell is None or isinstance(cell, bool | int | str) else cell_text(cell)
