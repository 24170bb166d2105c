"""An uploaded workbook: the content of its cells, by the keys of their rows, and their positions. Nothing is judged.

Nothing of it is run or followed; it is read in a stream, no further than MOST_ROWS and MOST_COLUMNS.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from evaluation.assessments.formats.workbook_opening import MergedRange, merged_ranges, open_book
from evaluation.assessments.formats.workbook_writing import (
    COLUMNS,
    FILE_TYPE,
    FORM_VERSION,
    NO_KEY,
    CellValue,
    WorkbookIdentity,
    plain_text,
)
from networkapp.errors import Refused
from networkapp.files.kinds import RejectedFile
from networkapp.files.legacy_office import OLE
from networkapp.files.office_archives import kind_of_archive

MAX_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 40
HEAD_ROWS = 60
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

_SAVE_AS = _("Open it in your spreadsheet program and save it as an Excel workbook (.xlsx).")
_REFUSAL_TEXTS = {
    "macros": _("This workbook contains macros. Save it as an Excel workbook without macros (.xlsx)."),
    "afar": _("The workbook links to external content. Save it without such links."),
    "bomb": _("The file becomes far too large when unpacked."),
    "program": _("The file contains an embedded program."),
    "broken": _("The file cannot be read. Save it again, or download the workbook again."),
}


@dataclass(frozen=True, kw_only=True)
class WorkbookProblem:
    """A problem in a workbook and its position: `cell` is like "C12", empty for a whole sheet or file."""

    sheet: str = ""
    cell: str = ""
    words: str | Promise


@dataclass(frozen=True, kw_only=True)
class WorkbookCell:
    """The content of a cell. `kind`: empty, text, number, date, bool, formula, error, other (such as a time)."""

    sheet: str = ""
    address: str = ""
    kind: str = "empty"
    value: str | bool | Decimal | date | None = None
    is_percent: bool = False
    merged: str = ""

    @classmethod
    def of(cls, value: CellValue) -> "WorkbookCell":
        """Return the cell as a workbook would return it after `value` was written into it."""
        if isinstance(value, str):
            text = _unescaped(plain_text(value))
            return cls(kind="text", value=text) if text.strip() else cls()
        if value is None:
            return cls()
        return cls(kind="date" if isinstance(value, date) else "number", value=value)


@dataclass(frozen=True, kw_only=True)
class WorkbookContent:
    """The content of a workbook: `cells` by key, several if a row occurs more than once."""

    identity: WorkbookIdentity
    cells: Mapping[str, tuple[WorkbookCell, ...]]
    problems: tuple[WorkbookProblem, ...]


@dataclass
class _SheetContent:
    """The content found so far while the sheets are read, one after the other."""

    facts: dict[str, str] = field(default_factory=dict)
    facts_stand_in: str = ""
    cells: dict[str, list[WorkbookCell]] = field(default_factory=dict)
    problems: list[WorkbookProblem] = field(default_factory=list)
    has_answers: bool = False


def read_workbook(content: bytes) -> WorkbookContent:
    """Return the content of an uploaded workbook, judged by its bytes and not by its name.

    Refused: `too_large`, `empty_file`, `old_workbook`, `locked_workbook`, `not_a_workbook`, `macros`, `bomb`,
    `program`, `broken`; and, with words about what is missing, `no_identity`, `no_answers`, `no_column`.
    """
    _require_workbook(content)
    found = _SheetContent()
    try:
        with ZipFile(BytesIO(content)) as archive:
            book = open_book(content)
            for sheet in book.worksheets:
                _read_sheet(sheet, archive, found)
            book.close()
    except Refused:
        raise
    except RejectedFile as refused:
        raise Refused(refused.reason, _REFUSAL_TEXTS[refused.reason], field="file") from refused
    except Exception as broken:
        # openpyxl fails in many ways on files that are not what they claim; each means the same to the person who
        # uploaded one.
        raise Refused("broken", _REFUSAL_TEXTS["broken"], field="file") from broken
    if not found.facts:
        words = _(
            "The hidden sheet that identifies the assessment is missing or was changed. Download the workbook again."
        )
        raise Refused("no_identity", words, field="file")
    if not found.has_answers:
        words = _("No sheet has the hidden first row with column names. Download the workbook again.")
        raise Refused("no_answers", words, field="file")
    cells = {key: tuple(cells) for key, cells in found.cells.items()}
    return WorkbookContent(identity=_identity(found.facts), cells=cells, problems=tuple(found.problems))


def _require_workbook(content: bytes) -> None:
    if not content:
        raise Refused("empty_file", _("The file is empty."), field="file")
    if len(content) > MAX_BYTES:
        raise too_large()
    if content.startswith(OLE):
        if _ENCRYPTED in content:
            words = _("The workbook has a password. Save it without one.")
            raise Refused("locked_workbook", words, field="file")
        raise Refused("old_workbook", _("Old Excel format (.xls). Save the file as .xlsx."), field="file")
    try:
        kind = kind_of_archive(content) if content.startswith(b"PK\x03\x04") else ""
        _require_small(content if kind else b"")
    except RejectedFile as refused:
        reason = refused.reason if refused.reason in _REFUSAL_TEXTS else "not_a_workbook"
        raise Refused(reason, _REFUSAL_TEXTS.get(reason, _not_a_workbook()), field="file") from refused
    if kind != "xlsx":
        raise Refused("not_a_workbook", _not_a_workbook(), field="file")


def _not_a_workbook() -> str:
    return f"{_('The file is not an Excel workbook (.xlsx).')} {_SAVE_AS}"


def too_large() -> Refused:
    """Return the refusal `too_large`, with the limit in MB."""
    words = _("The file is larger than %(limit)s MB. The workbook itself is smaller than 1 MB.")
    return Refused("too_large", words % {"limit": f"{MAX_BYTES / 1_000_000:g}"}, field="file")


def _require_small(content: bytes) -> None:
    if content:
        with ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise RejectedFile("bomb")


def _identity(facts: Mapping[str, str]) -> WorkbookIdentity:
    """Refuses an identity in which something is missing or is no number."""
    try:
        if facts[FILE_TYPE] != FORM_VERSION:
            raise KeyError(FORM_VERSION)
        return WorkbookIdentity(
            assessment=int(facts["assessment"]),
            country=facts["country"],
            year=int(facts["year"]),
            framework=facts["framework"],
            language=facts["language"],
            bases={key[5:]: int(facts[key]) for key in facts if key.startswith("base ")},
        )
    except (KeyError, ValueError) as missing:
        words = _(
            "The hidden sheet that identifies the assessment is missing or was changed. Download the workbook again."
        )
        raise Refused("no_identity", words, field="file") from missing


def _read_sheet(sheet: Any, archive: ZipFile, found: _SheetContent) -> None:
    columns: dict[str, int] = {}
    merged: list[MergedRange] = []
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        if number > MAX_ROWS:
            words = _("Rows below this one were not read. Move them up if they contain answers.")
            found.problems.append(WorkbookProblem(sheet=sheet.title, cell=f"A{MAX_ROWS}", words=words))
            break
        if not any(cell.value is not None for cell in row):
            continue
        if not columns and number <= HEAD_ROWS and (columns := _columns(row, sheet.title)):
            found.has_answers = True
            merged = merged_ranges(sheet, archive)
        elif columns:
            _collect_row(sheet.title, number, row, columns, merged, found)
        elif row[0].value == FILE_TYPE or found.facts_stand_in == sheet.title:
            found.facts_stand_in = sheet.title
            found.facts[_cell_text(row[0].value)] = _cell_text(row[1].value)


def _columns(row: tuple[Any, ...], title: str) -> dict[str, int]:
    """Return the position of each column by its hidden name; empty without any. Refuses a missing one."""
    places = {cell.value: place for place, cell in enumerate(row) if cell.value in COLUMNS}
    if len(places) < 3:
        return {}
    for name in ("answer", "key"):
        if name not in places:
            words = _("Sheet “%(sheet)s” lacks the column “%(column)s”. Download the workbook again.")
            raise Refused("no_column", words % {"sheet": title, "column": name}, field="file")
    return places


def _collect_row(
    title: str,
    number: int,
    row: tuple[Any, ...],
    columns: Mapping[str, int],
    merged: Iterable[MergedRange],
    found: _SheetContent,
) -> None:
    place = columns["answer"]
    address = f"{get_column_letter(place + 1)}{number}"
    key = _cell_text(row[columns["key"]].value).strip()
    inside = next((ref for ref, bounds in merged if _is_in(bounds, place + 1, number)), "")
    cell = _cell(row[place], title, address, inside)
    if key and key != NO_KEY:
        found.cells.setdefault(key, []).append(cell)
    elif cell.kind != "empty" and key != NO_KEY:
        words = _("Not part of any question; ignored.")
        found.problems.append(WorkbookProblem(sheet=title, cell=address, words=words))


def _cell(raw: Any, title: str, address: str, merged: str) -> WorkbookCell:
    kind, value = _kind_and_value(raw)
    is_percent = kind == "number" and "%" in str(raw.number_format)
    return WorkbookCell(sheet=title, address=address, kind=kind, value=value, is_percent=is_percent, merged=merged)


def _kind_and_value(raw: Any) -> tuple[str, Any]:
    value = raw.value
    if value is None:
        return "empty", None
    match raw.data_type:
        case "f":
            return "formula", str(getattr(value, "text", value))
        case "e":
            return "error", str(value)
        case "b":
            return "bool", bool(value)
        case "n":
            return "number", _as_shown(value)
        case "d":
            return ("date", value) if isinstance(value, date) else ("other", str(value))
        case _:
            text = _unescaped(str(value))
            return ("text", text) if text.strip() else ("empty", None)


def _as_shown(number: float) -> Decimal:
    """Return the number with the fifteen digits that a spreadsheet shows: 0.1 + 0.2 is 0.3 there."""
    return Decimal(number) if isinstance(number, int) else Decimal(format(number, ".15g"))


def _unescaped(text: str) -> str:
    """Return the text with signs that the file spells by number, but for those that no text may hold."""
    plain = _ESCAPE.sub(lambda found: _unescape_character(int(found[1], 16)) or found[0], text)
    return ILLEGAL_CHARACTERS_RE.sub("", plain.replace("\r\n", "\n").replace("\r", "\n"))


def _unescape_character(number: int) -> str:
    return "" if 0xD800 <= number <= 0xDFFF else chr(number)


def _cell_text(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value)


def _is_in(bounds: tuple[int, int, int, int], column: int, row: int) -> bool:
    left, top, right, bottom = bounds
    return left <= column <= right and top <= row <= bottom
