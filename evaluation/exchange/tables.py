"""Tables as files: the same cells in every format. Pure functions, without database and reader."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

Cell = str | int | bool | Decimal | date | datetime | None
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Column:
    """`type` is one of Data Package: string, integer, number, boolean, date, datetime. `about` says unit and source."""

    name: str
    type: str
    about: str | Promise
    is_key: bool = False


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a table is about, without its rows."""

    name: str
    title: str | Promise
    about: str | Promise
    columns: tuple[Column, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`rows` hold one cell per column of the shape, in its order."""

    shape: Shape
    rows: tuple[tuple[Cell, ...], ...]


def csv_of(table: Table) -> str:
    """RFC 4180, UTF-8, a head with the names of the columns; what is missing is empty.

    A text that a spreadsheet would take for a formula stands after an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([column.name for column in table.shape.columns])
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return file.getvalue()


def json_of(table: Table) -> str:
    """A list of objects, one per row; what is missing is null, and numbers with decimals are exact decimal texts."""
    names = [column.name for column in table.shape.columns]
    rows = [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def spelled_cell(cell: Cell) -> str:
    """How a cell is written down: true and false, plain decimals, ISO 8601 in UTC, nothing for None."""
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


def _harmless(cell: Cell) -> str:
    text = spelled_cell(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text


def _plain(cell: Cell) -> Any:
    return cell if cell is None or isinstance(cell, bool | int | str) else spelled_cell(cell)
