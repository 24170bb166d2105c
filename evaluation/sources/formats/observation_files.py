"""Tables of what independent sources publish, read row by row. Pure: nothing is looked up or stored.

Two forms are known by their header: UNODC's table on trafficking in persons (GLOTIP), as the data portal publishes it
(CSV or XLSX, with or without title rows, one year a row or one year a column), and a tidy table with the columns that
docs/operate.md names. A file is never in memory as a whole: its rows come one by one.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from evaluation.exchange.delimited import (
    DELIMITERS,
    BrokenRow,
    RowProblem,
    delimiter_of,
    encoding_of,
    normalised_spaces,
    not_text_refusal,
    numbered_rows,
    quoted_list,
    require_width,
    unknown_encoding_refusal,
)
from evaluation.sources.formats.observation_rows import NumberColumn, column_name, number_columns
from networkapp.errors import Refused

MOST_UNPACKED = 200_000_000
TITLE_ROWS = 25
LONGEST_LINE = 1_000_000
ZIP_MARK = b"PK\x03\x04"
OLD_WORKBOOK_MARK = b"\xd0\xcf\x11\xe0"
GLOTIP_COLUMNS = frozenset({"indicator", "dimension", "category"})
_DAY = re.compile(r"\b([0-3]?[0-9])/([01]?[0-9])/(20[0-9]{2})\b")


@dataclass(frozen=True, kw_only=True)
class ObservationRow:
    """One number as the file has it: cells by the names of observation_rows.COLUMNS; `line` is where it begins."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ObservationTable:
    """A file with a known header: `form` is "glotip" or "tidy", `dated` the day in its title rows."""

    form: str
    dated: date | None
    rows: Iterator[ObservationRow | RowProblem]


@dataclass(frozen=True, kw_only=True)
class _Header:
    names: tuple[str, ...]
    numbers: tuple[NumberColumn, ...]
    form: str
    has_row_below: bool


Table = Iterator[tuple[int, list[str]]]


def read_observation_file(file: BinaryIO, *, encoding: str = "") -> ObservationTable:
    """Return the table in an open file; its rows are read when they are iterated.

    Refuses a file that is empty, has other columns, or is neither a workbook nor text in UTF-8 (or in the `encoding`
    named). What is found broken further down refuses the file then: its rows are to be kept in one transaction.
    """
    start = file.read(8)
    file.seek(0)
    if start.startswith(OLD_WORKBOOK_MARK):
        raise Refused("old_workbook", _("Old Excel format (.xls). Save the file as .xlsx."))
    table = _sheet(file) if start.startswith(ZIP_MARK) else _text_table(file, encoding_of(start, encoding))
    seen: deque[tuple[int, list[str]]] = deque()
    for line, cells in table:
        seen.append((line, cells))
        if len(seen) > TITLE_ROWS:
            break
    place, header = _header([cells for _line, cells in seen])
    titles = [seen.popleft()[1] for _row in range(place + 1 + header.has_row_below)]
    return ObservationTable(form=header.form, dated=_day_in(titles[:place]), rows=_rows(header, _joined(seen, table)))


def _joined(first: deque[tuple[int, list[str]]], rest: Table) -> Table:
    while first:
        yield first.popleft()
    yield from rest


def _rows(header: _Header, table: Table) -> Iterator[ObservationRow | RowProblem]:
    for line, cells in table:
        try:
            yield from _read(header, line, cells)
        except BrokenRow as error:
            yield RowProblem(line=line, reason=error.reason)


def _read(header: _Header, line: int, cells: list[str]) -> Iterator[ObservationRow]:
    while len(cells) > len(header.names) and not cells[-1].strip():
        cells.pop()
    require_width(len(header.names), cells)
    if any("\0" in cell for cell in cells):
        raise BrokenRow(_("contains a null character"))
    shared = {name: normalised_spaces(cell) for name, cell in zip(header.names, cells, strict=True) if name}
    if not header.numbers:
        yield ObservationRow(line=line, cells=shared)
    for column in header.numbers:
        own = {
            "year": column.year,
            "sex": column.sex,
            "age": column.age,
            "value": normalised_spaces(cells[column.place]),
        }
        yield ObservationRow(
            line=line, cells={**shared, **{name: cell for name, cell in own.items() if cell is not None}}
        )


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, _Header]:
    """Return the position of the header among the first rows, below the titles, and its columns."""
    if not rows:
        raise Refused("empty", _("The file is empty."))
    for place, cells in enumerate(rows):
        header = _header_of(rows[place - 1] if place else (), cells, rows[place + 1] if place + 1 < len(rows) else ())
        if header is not None:
            return place, header
    words = _(
        "Unknown columns. Found: %(found)s. Expected: country (or iso3), indicator, year and value, or one column"
        " per year; or the columns of GLOTIP."
    )
    raise Refused("columns", words % {"found": quoted_list(normalised_spaces(cell)[:40] for cell in rows[0])[:400]})


def _header_of(above: Sequence[str], cells: Sequence[str], below: Sequence[str]) -> _Header | None:
    names = tuple(column_name(cell) for cell in cells)
    known = {name for name in names if name}
    if "indicator" not in known or not known & {"country", "iso3"}:
        return None
    _require_each_once(names)
    form = "glotip" if known >= GLOTIP_COLUMNS else "tidy"
    if known >= {"year", "value"}:
        return _Header(names=names, numbers=(), form=form, has_row_below=False)
    is_heading = _is_second_heading(names, below)
    numbers = tuple(number_columns(above, cells, below if is_heading else ()))
    if not numbers:
        return None
    kept = tuple("" if name in ("year", "value") else name for name in names)
    return _Header(names=kept, numbers=numbers, form=form, has_row_below=is_heading)


def _require_each_once(names: Sequence[str]) -> None:
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise Refused("column_twice", _("Columns appear twice: %(names)s.") % {"names": quoted_list(sorted(twice))})


def _is_second_heading(names: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether the row below the header says nothing about a country or an indicator, and so is a heading too."""
    own = [cell for name, cell in zip(names, below, strict=False) if name in ("country", "iso3", "indicator")]
    return bool(below) and not any(cell.strip() for cell in own)


def _day_in(titles: Iterable[Sequence[str]]) -> date | None:
    for cell in (cell for row in titles for cell in row):
        if found := _DAY.search(cell):
            day, month, year = map(int, found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _text_table(file: BinaryIO, encoding: str) -> Table:
    lines = _lines(file, encoding)
    first = [line for _number, line in zip(range(TITLE_ROWS), lines, strict=False)]
    header = next((line for line in first if "indicator" in line.casefold()), "".join(first[:1]))
    delimiter = delimiter_of(header, DELIMITERS)
    return numbered_rows(csv.reader(_both(first, lines), delimiter=delimiter))


def _both(first: Iterable[str], rest: Iterable[str]) -> Iterator[str]:
    yield from first
    yield from rest


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines of a file, whatever ends them. Refuses a line that is not text, and one that never ends."""
    try:
        text = io.TextIOWrapper(file, encoding=encoding)
    except LookupError as error:
        raise unknown_encoding_refusal(encoding) from error
    line = 0
    try:
        while part := text.readline(LONGEST_LINE):
            line += 1
            if len(part) == LONGEST_LINE:
                raise Refused("endless_line", _("Line %(line)s is too long for a table.") % {"line": line})
            yield part
    except UnicodeError as error:
        read, start = getattr(error, "object", b""), getattr(error, "start", 0)
        raise not_text_refusal(line + 1 + read[:start].count(b"\n"), encoding) from error
    finally:
        with suppress(ValueError):  # a caller that wanted no more rows may have closed the file
            text.detach()


def _sheet(file: BinaryIO) -> Table:
    """Yield the rows of the first sheet that has any, as texts, numbered as the sheet numbers them."""
    try:
        _require_small(file)
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, KeyError, IndexError, ValueError, OSError) as error:
        raise Refused("not_a_workbook", _("The workbook cannot be read.")) from error
    sheet.reset_dimensions()  # UNODC's workbooks declare that they have one cell
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_cell(value) for value in values]
        if any(cells):
            yield line, cells


def _require_small(file: BinaryIO) -> None:
    """Refuses a workbook that becomes too large for the memory of the server when it is unpacked."""
    with ZipFile(file) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    file.seek(0)
    if unpacked > MOST_UNPACKED:
        raise Refused("too_large", _("The workbook is larger than 200 MB when unpacked. Save it as CSV, or split it."))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
