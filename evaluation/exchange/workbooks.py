"""A table as a workbook (XLSX): its rows, what the columns are, what the codes mean, and on which terms."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evaluation.exchange.tables import Cell, Rows, TableSchema, TermsOfUse, cell_text
from evaluation.results.formats.code_lists import CodeList

EXACT_DIGITS = 15
"""A spreadsheet does not keep more digits than these; such a number is a text."""
MOST_SIGNS = 32_767
"""A spreadsheet holds no more of a text in one cell."""
PART = 64 * 1024


def workbook_parts(shape: TableSchema, rows: Rows, lists: Sequence[CodeList], terms: TermsOfUse) -> Iterator[bytes]:
    """Yield the parts of a workbook, written row by row to a temporary file, so that memory does not grow."""
    with TemporaryFile() as file:
        _write(file, shape, rows, lists, terms)
        file.seek(0)
        while part := file.read(PART):
            yield part


def _write(file: IO[bytes], shape: TableSchema, rows: Rows, lists: Sequence[CodeList], terms: TermsOfUse) -> None:
    book = Workbook(file, {"constant_memory": True})
    book.set_properties({"title": str(shape.title), "author": terms.attribution})
    form = _WorkbookWriter(book)
    data = form.sheet("data", shape.names, rows)
    data.freeze_panes(1, 0)
    form.sheet("columns", ("column", "type", "about"), _columns(shape))
    form.sheet("codes", ("list", "code", "label", "maintained by"), _codes(shape, lists))
    form.sheet("about", ("what", "text"), _about(shape, terms))
    book.close()


class _WorkbookWriter:
    """Writes the sheets of a workbook: numbers, dates and booleans as such, texts never as formulas.

    Moments are texts, since they have a zone. The last cell of a row is written, be it empty: for some readers the row
    would be too short else.
    """

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.bold, self.text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        for place, title in enumerate(head):
            sheet.write_string(0, place, title, self.bold)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if cell is not None and cell != "":
                    self._put(sheet, line, place, cell)
            if row[-1] is None:
                sheet.write_blank(line, len(row) - 1, None, self.text)
        return sheet

    def _put(self, sheet: Worksheet, line: int, place: int, cell: Cell) -> None:
        match cell:
            case str():
                # Most texts hold nothing that has to be looked for.
                text = cell if cell.isprintable() else ILLEGAL_CHARACTERS_RE.sub("", cell)
                sheet.write_string(line, place, text[:MOST_SIGNS])
            case bool():
                sheet.write_boolean(line, place, cell)
            case datetime():
                sheet.write_string(line, place, cell_text(cell))
            case date():
                sheet.write_datetime(line, place, cell, self.day)
            case Decimal() if len(cell.as_tuple().digits) > EXACT_DIGITS:
                sheet.write_string(line, place, cell_text(cell))
            case _:
                sheet.write_number(line, place, cell)


def _columns(shape: TableSchema) -> Iterator[tuple[str, str, str]]:
    for column in shape.columns:
        about = " ".join(part for part in (f"{column.about}.", str(column.missing)) if part)
        yield column.name, column.type, about


def _codes(shape: TableSchema, lists: Sequence[CodeList]) -> Iterator[tuple[str, str, str, str]]:
    wanted = {column.codes: column.name for column in shape.columns if column.codes}
    for codes in lists:
        if codes.id in wanted:
            whose = f"{codes.agency}:{codes.id}({codes.version})" if codes.agency else ""
            for code, label in codes.codes.items():
                yield wanted[codes.id], code, str(label), whose


def _about(shape: TableSchema, terms: TermsOfUse) -> Iterator[tuple[str, str]]:
    yield "title", str(shape.title)
    yield "about", str(shape.about)
    yield "licence", f"{terms.licence_title} ({terms.licence}), {terms.licence_url}"
    yield "attribution", terms.attribution
    yield "source", terms.homepage
