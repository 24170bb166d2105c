"""A table as a workbook (XLSX): its rows, what the columns are, what the codes mean, and on which terms."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from evaluation.exchange.code_lists import CodeList
from evaluation.exchange.tables import FORMULA, Cell, Rows, Shape, Terms, spelled_cell

EXACT_DIGITS = 15
"""More digits than these a spreadsheet does not keep; such a number stands as a text."""
PART = 64 * 1024


def workbook_parts(shape: Shape, rows: Rows, lists: Sequence[CodeList], terms: Terms) -> Iterator[bytes]:
    """The file in parts. Written row by row into a temporary file, so that memory does not grow with the rows."""
    with TemporaryFile() as file:
        _write(file, shape, rows, lists, terms)
        file.seek(0)
        while part := file.read(PART):
            yield part


def _write(file: IO[bytes], shape: Shape, rows: Rows, lists: Sequence[CodeList], terms: Terms) -> None:
    book = Workbook(write_only=True)
    book.properties.title = str(shape.title)
    book.properties.creator = terms.attribution
    data = book.create_sheet("data")
    data.freeze_panes = "A2"
    data.append(_head(data, shape.names))
    end = _blank(data)
    for row in rows:
        cells = [_cell(data, cell) for cell in row]
        data.append([*cells[:-1], end if cells[-1] is None else cells[-1]])
    _sheet(book, "columns", ("column", "type", "about"), _columns(shape))
    _sheet(book, "codes", ("list", "code", "label", "maintained by"), _codes(shape, lists))
    _sheet(book, "about", ("what", "text"), _about(shape, terms))
    book.save(file)


def _sheet(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet = book.create_sheet(name)
    sheet.append(_head(sheet, head))
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])


def _head(sheet: Any, names: Sequence[str]) -> list[Any]:
    cells = [WriteOnlyCell(sheet, value=name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _blank(sheet: Any) -> Any:
    """An empty cell that is written, unlike nothing: it ends a row, which for some readers would be too short else."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    return cell


def _columns(shape: Shape) -> Iterator[tuple[str, str, str]]:
    for column in shape.columns:
        about = " ".join(part for part in (f"{column.about}.", str(column.missing)) if part)
        yield column.name, column.type, about


def _codes(shape: Shape, lists: Sequence[CodeList]) -> Iterator[tuple[str, str, str, str]]:
    wanted = {column.codes: column.name for column in shape.columns if column.codes}
    for codes in lists:
        if codes.id in wanted:
            whose = f"{codes.agency}:{codes.id}({codes.version})" if codes.agency else ""
            for code, label in codes.codes.items():
                yield wanted[codes.id], code, str(label), whose


def _about(shape: Shape, terms: Terms) -> Iterator[tuple[str, str]]:
    yield "title", str(shape.title)
    yield "about", str(shape.about)
    yield "licence", f"{terms.licence_title} ({terms.licence}), {terms.licence_url}"
    yield "attribution", terms.attribution
    yield "source", terms.homepage


def _cell(sheet: Any, cell: Cell) -> Any:
    """Numbers, days and yes or no as such; texts never as formulas; moments as texts, since they have a zone."""
    match cell:
        case datetime():
            return spelled_cell(cell)
        case Decimal() if len(cell.as_tuple().digits) > EXACT_DIGITS:
            return _text(sheet, spelled_cell(cell))
        case str():
            return _text(sheet, cell)
        case _:
            return cell


def _text(sheet: Any, text: str) -> Any:
    if not text:
        return None
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not text.startswith(FORMULA):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
