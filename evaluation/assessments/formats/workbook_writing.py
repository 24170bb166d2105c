"""A country's questions as a workbook to fill in. Pure: it gets every word and value, and looks nothing up.

One row for every cell to fill in, all in one column; beside it the question, the format, and last year's value. What
the upload needs (whose it is, which versions it was made from) is in a hidden sheet, the key of each row in a hidden
column, so that rows, columns and sheets may be moved and renamed.
"""

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

CellValue = str | Decimal | date | None
FILE_TYPE = "assessment-workbook"
FORM_VERSION = "1"
COLUMNS = ("no", "question", "answer", "how", "last", "key")
NO_KEY = "#"
MAX_TEXT_LENGTH = 32_000
# What a number of a spreadsheet keeps for certain; a longer one is written as text.
MAX_EXACT_DIGITS = 15
WIDTHS = {"no": 7, "question": 58, "answer": 34, "how": 52, "last": 30, "key": 10}
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class CellInput(StrEnum):
    """The kind of input in a cell."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class RowStyle(StrEnum):
    """The kind of a row: header of a section, header of a question, or a cell to fill in."""

    SECTION = "section"
    QUESTION = "question"
    PART = "part"


@dataclass(frozen=True, kw_only=True)
class WorkbookRow:
    """One row. A `key` makes its answer a cell to fill in; `choices` names a list of the book."""

    look: RowStyle = RowStyle.PART
    no: str = ""
    question: str = ""
    answer: CellValue = None
    how: str = ""
    last: CellValue = None
    key: str = ""
    fill: CellInput = CellInput.TEXT
    choices: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkbookIdentity:
    """The assessment and the criteria of a workbook, and the version of each answer that it was made from."""

    assessment: int
    country: str
    year: int
    framework: str
    language: str
    bases: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class WorkbookTexts:
    """The texts of a workbook outside its questions. `columns` in the order of COLUMNS without the key.

    `site` is the name of the site, `site_line` the line of the instructions that has it.
    """

    title: str
    site: str
    site_line: str
    guide: str
    answers: str
    codes: str
    columns: tuple[str, ...]
    code_columns: tuple[str, ...]
    steps: tuple[str, ...]
    not_in_list: str
    not_a_number: str
    not_a_day: str


@dataclass(frozen=True, kw_only=True)
class WorkbookData:
    """`lists` are the words that a cell may hold, by the name of the list, each with its code and what it means."""

    identity: WorkbookIdentity
    words: WorkbookTexts
    lines: tuple[WorkbookRow, ...]
    lists: Mapping[str, tuple[tuple[str, str, str], ...]]


def build_workbook(book: WorkbookData) -> bytes:
    """Return the workbook. No cell is a formula, whatever its text begins with, or merged; only answers are unlocked.

    Its properties have the title, and the site as its creator.
    """
    made = Workbook()
    made.properties.title, made.properties.creator = plain_text(book.words.title), plain_text(book.words.site)
    for style in _styles():
        made.add_named_style(style)
    guide: Any = made.active
    guide.title = book.words.guide
    answers, codes = made.create_sheet(book.words.answers), made.create_sheet(book.words.codes)
    hidden = made.create_sheet("_")
    hidden.sheet_state = "hidden"
    _write_identity(hidden, book.identity)
    _write_codes(made, codes, book)
    _write_answers(answers, book)
    _write_guide(guide, book)
    for sheet in (guide, answers, codes, hidden):
        _protect(sheet)
    made.security = WorkbookProtection(lockStructure=True)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _write_identity(sheet: Any, identity: WorkbookIdentity) -> None:
    facts = [
        (FILE_TYPE, FORM_VERSION),
        ("assessment", str(identity.assessment)),
        ("country", identity.country),
        ("year", str(identity.year)),
        ("framework", identity.framework),
        ("language", identity.language),
        *((f"base {series_id}", str(version)) for series_id, version in identity.bases.items()),
    ]
    for row, pair in enumerate(facts, start=1):
        for column, text in enumerate(pair, start=1):
            _write_cell(sheet, row, column, text, "key")


def _write_codes(made: Workbook, sheet: Any, book: WorkbookData) -> None:
    """Write each list of choices in a range of its own, with a name to which the answer cells refer."""
    for column, (text, width) in enumerate(zip(book.words.code_columns, (26, 44, 20, 70), strict=True), start=1):
        _write_cell(sheet, 1, column, text, "head")
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = 2
    for name, entries in book.lists.items():
        for word, code, meaning in entries:
            for column, text in enumerate((name, word, code, meaning), start=1):
                _write_cell(sheet, row, column, text, "plain")
            row += 1
        where = f"{quote_sheetname(sheet.title)}!$B${row - len(entries)}:$B${row - 1}"
        made.defined_names[name] = DefinedName(name, attr_text=where)


def _write_answers(sheet: Any, book: WorkbookData) -> None:
    checks = _cell_validations(book)
    for column, name in enumerate(COLUMNS, start=1):
        _write_cell(sheet, 1, column, name, "key")
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[name]
    for column, text in enumerate((*book.words.columns, NO_KEY), start=1):
        _write_cell(sheet, 2, column, text, "head")
    for row, line in enumerate(book.lines, start=3):
        _write_line(sheet, row, line)
        check = checks.get(line.choices or line.fill) if line.key else None
        if check is not None:
            check.add(f"C{row}")
    for check in checks.values():
        if check.sqref.ranges:
            sheet.add_data_validation(check)
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.freeze_panes = "C3"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_line(sheet: Any, row: int, line: WorkbookRow) -> None:
    of_text = {RowStyle.SECTION: "section", RowStyle.QUESTION: "question", RowStyle.PART: "plain"}[line.look]
    for column, text in ((1, line.no), (2, line.question), (4, line.how)):
        _write_cell(sheet, row, column, text, of_text if column < 4 or line.look is RowStyle.SECTION else "soft")
    _write_cell(sheet, row, 3, line.answer, f"answer {line.fill}" if line.key else of_text)
    _write_cell(sheet, row, 5, line.last, of_text if line.look is RowStyle.SECTION else f"last {line.fill}")
    _write_cell(sheet, row, 6, line.key or NO_KEY, "key")


def _write_guide(sheet: Any, book: WorkbookData) -> None:
    sheet.column_dimensions["A"].width = 110
    _write_cell(sheet, 1, 1, book.words.title, "section")
    below = (book.words.site_line, *book.words.steps)
    for row, text in enumerate(below, start=2):
        _write_cell(sheet, row, 1, text, "plain")
    row = len(below) + 3
    for place, line in enumerate(book.lines, start=3):
        if line.look is RowStyle.SECTION:
            _write_cell(sheet, row, 1, f"{line.no} {line.question}", "link")
            sheet.cell(row, 1).hyperlink = f"#{quote_sheetname(book.words.answers)}!A{place}"
            row += 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _cell_validations(book: WorkbookData) -> dict[str, DataValidation]:
    """Return the spreadsheet's own validation of a cell: lists are enforced, numbers and dates only cause a warning."""
    checks: dict[str, DataValidation] = {
        name: DataValidation(type="list", formula1=f"={name}", allow_blank=True, showErrorMessage=True)
        for name in book.lists
    }
    for check in checks.values():
        check.error = book.words.not_in_list
    number = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    day = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
    for check, words in ((number, book.words.not_a_number), (day, book.words.not_a_day)):
        check.errorStyle, check.error, check.showErrorMessage = "warning", words, True
    return {**checks, CellInput.NUMBER: number, CellInput.DATE: day}


def _write_cell(sheet: Any, row: int, column: int, value: CellValue, style: str) -> None:
    """Write the value as it is: text stays text, whatever it begins with, and long numbers keep all digits."""
    cell = sheet.cell(row, column)
    cell.style = style
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > MAX_EXACT_DIGITS:
        value = format(value, "f")
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.value = plain_text(value)
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def plain_text(text: str) -> str:
    """Return the text without characters that a workbook cannot hold, with uniform line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", lines))


def _protect(sheet: Any) -> None:
    """Protect the sheet without a password: against mistakes, not against people."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = False


def _styles() -> Iterable[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    left = Alignment(vertical="top", wrap_text=True, horizontal="left")
    line, strong = Side(style="thin", color="D6D2C6"), Side(style="thin", color="768286")
    deep, birch, amber = (PatternFill("solid", fgColor=colour) for colour in ("0A3143", "ECE9E0", "FBF0D9"))
    # A wrapped key would make its row tall, although nobody sees it.
    yield NamedStyle(name="key", font=_font())
    yield NamedStyle(name="plain", alignment=top, font=_font())
    yield NamedStyle(name="soft", alignment=top, font=_font(color="44545E", size=9))
    yield NamedStyle(name="link", alignment=top, font=_font(color="0B5470", underline="single"))
    for name, size in (("head", 11), ("section", 13)):
        yield NamedStyle(name=name, alignment=top, font=_font(color="FFFFFF", bold=True, size=size), fill=deep)
    yield NamedStyle(name="question", alignment=top, font=_font(bold=True), border=Border(top=strong), fill=birch)
    around = Border(left=strong, right=strong, top=strong, bottom=strong)
    for kind, form in {CellInput.TEXT: "@", CellInput.NUMBER: "General", CellInput.DATE: "yyyy-mm-dd"}.items():
        answer = NamedStyle(name=f"answer {kind}", alignment=left, font=_font(), fill=amber, border=around)
        answer.protection, answer.number_format = Protection(locked=False), form
        yield answer
        last = NamedStyle(name=f"last {kind}", alignment=left, font=_font(color="44545E"), border=Border(bottom=line))
        last.number_format = form
        yield last


def _font(*, size: int = 11, **more: Any) -> Font:
    return Font(name="Calibri", size=size, **more)
