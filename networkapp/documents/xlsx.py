"""Tables as a workbook (XLSX): a cell is a day or a text, and none is a formula, whatever it begins with."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
"""What a spreadsheet holds in one cell, with something to spare."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """A table: its name, the words of its head, its rows, and how wide each column is."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | date | None]]
    widths: Sequence[int]


def make_workbook(sheets: Sequence[Worksheet], *, title: str, site: str) -> bytes:
    """Return the tables as a workbook with fixed header rows; text longer than a cell holds is cut and marked.

    `title` and `site` are in its properties, the site as its creator.
    """
    made = Workbook()
    made.properties.title, made.properties.creator = _text(title), _text(site)
    made.remove(made.active)
    for sheet in sheets:
        _fill(made.create_sheet(_name(sheet.name)), sheet)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _fill(page: Any, sheet: Worksheet) -> None:
    for column, (words, width) in enumerate(zip(sheet.head, sheet.widths, strict=True), start=1):
        _put(page.cell(1, column), words).font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.rows, start=2):
        for column, words in enumerate(row, start=1):
            _put(page.cell(number, column), words)
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Any, words: str | date | None) -> Any:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if not isinstance(words, str):
        cell.value = words
        return cell
    text = _text(words)
    if text:
        cell.value = text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULAS)
    return cell


def _text(words: str) -> str:
    """Return the text without characters that a workbook cannot contain."""
    return ILLEGAL_CHARACTERS_RE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def _name(words: str) -> str:
    """Return a valid name for a sheet: at most thirty characters, and none that spreadsheets reserve."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in words)[:30].strip() or "1"
