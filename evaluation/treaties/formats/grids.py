"""Tables in files of any kind (a saved web page, a workbook, delimited text) as rows of texts. Pure."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from evaluation.exchange.delimited import decode_text, delimiter_of, numbered_rows
from networkapp.errors import Refused

RAISED = re.compile(r"⟨([^⟩]*)⟩")
"""How superscripts, such as the number of a footnote, are written in a cell."""
NOT_SHOWN = frozenset({"script", "style", "noscript", "template"})
BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table"})


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A row of a table; `line` is where it begins in the file."""

    line: int
    cells: tuple[str, ...]


Grid = tuple[GridRow, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """The tables of a file, and all its text; `markup` is that of a web page."""

    text: str
    markup: str = ""
    grids: tuple[Grid, ...]


def read_document(content: bytes, *, encoding: str = "") -> Document:
    """Return the tables of a web page, a workbook (XLSX) or delimited text. Refuses what cannot be read as text."""
    if content.startswith(b"PK"):
        return _workbook(content)
    text = decode_text(content, encoding)
    if re.search(r"<(table|html)\b", text[:100_000], re.IGNORECASE):
        return _page(text)
    delimiter = delimiter_of(max(text.splitlines()[:40], key=len, default=""), "\t;,")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = tuple(GridRow(line=line, cells=tuple(map(plain, cells))) for line, cells in numbered_rows(table))
    return Document(text=text, grids=(rows,))


def below(document: Document, header: re.Pattern[str]) -> tuple[GridRow, Grid] | None:
    """Return the first row whose joined cells match `header`, and the rows below it; None if no table has one."""
    for grid in document.grids:
        for place, row in enumerate(grid[:40]):
            if header.search(" | ".join(row.cells)):
                return row, grid[place + 1 :]
    return None


def plain(text: str) -> str:
    """Return the text with single spaces between words and none around them."""
    return " ".join(text.split())


def without_notes(cell: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a cell without superscripts, and these."""
    notes = tuple(part for found in RAISED.findall(cell) for part in re.split(r"[,\s]+", found) if part)
    return plain(RAISED.sub(" ", cell)), notes


def _workbook(content: bytes) -> Document:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise Refused("workbook", _("The workbook cannot be read. Save it again as XLSX or CSV.")) from error
    grids = tuple(tuple(_rows_of(sheet)) for sheet in book.worksheets)
    lines = (" ".join(row.cells) for grid in grids for row in grid)
    return Document(text="\n".join(lines), grids=grids)


def _rows_of(sheet: Any) -> Iterator[GridRow]:
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = tuple(_written(value) for value in values)
        if any(cells):
            yield GridRow(line=line, cells=cells)


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else plain(str(value))


def _page(text: str) -> Document:
    reader = _PageReader()
    reader.feed(text)
    reader.close()
    return Document(text="".join(reader.text), markup=text, grids=tuple(tuple(grid) for grid in reader.grids if grid))


class _PageReader(HTMLParser):
    """Collects the rows of all tables of a page; a table within a table is one of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.grids: list[list[GridRow]] = []
        self.open: list[list[GridRow]] = []
        self.rows: list[tuple[int, list[str]]] = []
        self.cells: list[list[str]] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SHOWN:
            self.hidden += 1
        if tag in BREAKS:
            self._write("\n")
        if tag == "table":
            self.open.append([])
            self.grids.append(self.open[-1])
        elif tag == "tr" and self.open:
            self.rows.append((self.getpos()[0], []))
        elif tag in ("td", "th") and self.rows:
            self.cells.append([])
        elif tag == "sup":
            self._write("⟨")

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_SHOWN:
            self.hidden = max(0, self.hidden - 1)
        if tag in ("td", "th") and self.cells and self.rows:
            self.rows[-1][1].append(plain("".join(self.cells.pop())))
        elif tag == "tr" and self.rows and self.open:
            line, cells = self.rows.pop()
            if any(cells):
                self.open[-1].append(GridRow(line=line, cells=tuple(cells)))
        elif tag == "table" and self.open:
            self.open.pop()
        elif tag == "sup":
            self._write("⟩")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def _write(self, data: str) -> None:
        if self.hidden:
            return
        self.text.append(data)
        if self.cells:
            self.cells[-1].append(data)
