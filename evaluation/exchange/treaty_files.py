"""Files of treaty actions as others publish them, read into rows of one form. Pure: nothing is looked up or kept.

Two forms are known, told apart by their header: the participation list of the UN Treaty Collection (one row per
treaty and participant) and the table of one convention of the Council of Europe (one row per state).
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp.errors import Refused

UN_COLUMNS = ("untc_chapter_treaty", "treaty", "participant", "signature", "bound", "how")
COE_COLUMNS = ("iso3", "country", "signed", "ratified", "in_force", "source_url")
HOW = {
    "ratification": "ratified",
    "accession": "acceded",
    "acceptance": "accepted",
    "approval": "approved",
    "succession": "succeeded",
}
DAY_FORMS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y")
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class BrokenRow(Exception):
    """This row cannot be read; the reason is for people."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Act:
    """What happened (a kind of TreatyAction), when, if the file says so, and the address it was taken from."""

    kind: str
    date: date | None
    source_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One state and one instrument, named as the file names them; `line` is where the row begins."""

    line: int
    state: str
    iso3: str
    instruments: tuple[str, ...]
    acts: tuple[Act, ...]


Reader = Callable[[int, Mapping[str, str]], Row]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A row that says something that cannot be taken over or looks wrong."""

    line: int
    reason: str | Promise


@dataclass(frozen=True, kw_only=True)
class TreatyFile:
    """A file that was read: `form` is "un" or "coe"; `broken` are the rows that could not be read."""

    form: str
    rows: tuple[Row, ...]
    broken: tuple[Problem, ...]


def read_treaty_file(content: bytes, *, encoding: str = "") -> TreatyFile:
    """The rows of a file, and those that are broken, each with its line.

    Refuses a file that is not text in UTF-8 (or in the `encoding` named), is empty, or has other columns.
    """
    text = _text(content, encoding)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [cell.strip().casefold() for cell in next(table, [])]
    form, read = _form(header)
    rows: list[Row] = []
    broken: list[Problem] = []
    for line, cells in _numbered(table):
        try:
            rows.append(read(line, _named(header, cells)))
        except BrokenRow as error:
            broken.append(Problem(line=line, reason=error.reason))
    return TreatyFile(form=form, rows=tuple(rows), broken=tuple(broken))


def _text(content: bytes, encoding: str) -> str:
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding or marked)
    except LookupError as error:
        raise Refused("unknown_encoding", _("There is no encoding named %(name)s.") % {"name": encoding}) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = _("Line %(line)s is not text in %(encoding)s. Save the file as UTF-8, or name its encoding.")
        raise Refused("encoding", words % {"line": line, "encoding": encoding or marked}) from error


def _delimiter(text: str) -> str:
    """Spreadsheets of half of Europe write a semicolon where others write a comma."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _form(header: list[str]) -> tuple[str, Reader]:
    for form, columns, read in (("un", UN_COLUMNS, _un_row), ("coe", COE_COLUMNS, _coe_row)):
        if set(columns) <= set(header):
            return form, read
    words = _("The columns are not those of a known list. Found: %(found)s. Expected: %(un)s; or: %(coe)s.")
    found = ", ".join(cell for cell in header if cell) or "–"
    raise Refused("columns", words % {"found": found, "un": ", ".join(UN_COLUMNS), "coe": ", ".join(COE_COLUMNS)})


def _numbered(table: Any) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the line it begins on."""
    before = table.line_num
    for cells in table:
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = table.line_num


def _named(header: list[str], cells: list[str]) -> Mapping[str, str]:
    if len(cells) != len(header):
        words = _("has %(found)s cells where the header has %(expected)s")
        raise BrokenRow(words % {"found": len(cells), "expected": len(header)})
    return {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True)}


def _un_row(line: int, cells: Mapping[str, str]) -> Row:
    signed, bound, how = _day(cells["signature"]), _day(cells["bound"]), cells["how"].casefold()
    if how and how not in HOW:
        raise BrokenRow(_("“%(how)s” is no way of becoming bound") % {"how": cells["how"]})
    if bound and not how:
        raise BrokenRow(_("says when the state was bound, not how"))
    acts = [Act(kind="signed", date=signed)] if signed else []
    acts += [Act(kind=HOW[how], date=bound)] if how else []
    return Row(
        line=line,
        state=cells["participant"],
        iso3="",
        instruments=(cells["untc_chapter_treaty"], cells["treaty"]),
        acts=_some(acts),
    )


def _coe_row(line: int, cells: Mapping[str, str]) -> Row:
    addresses = _addresses(cells["source_url"])
    acts = [
        Act(kind=kind, date=day, source_url=addresses.get(kind, addresses.get("", "")))
        for kind in ("signed", "ratified", "in_force")
        if (day := _day(cells[kind]))
    ]
    return Row(line=line, state=cells["country"], iso3=cells["iso3"], instruments=(), acts=_some(acts))


def _some(acts: list[Act]) -> tuple[Act, ...]:
    if not acts:
        raise BrokenRow(_("holds no date"))
    return tuple(acts)


def _day(cell: str) -> date | None:
    if not cell:
        return None
    for form in DAY_FORMS:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise BrokenRow(_("“%(cell)s” is not a day; write it as 2005-05-16") % {"cell": cell})


def _addresses(cell: str) -> dict[str, str]:
    """The addresses in a cell by the column they are for: "A (signed); B (ratified)", or one for all under ""."""
    found: dict[str, str] = {}
    for address, column in re.findall(r"(https?://[^\s;]+)(?:\s*\((\w+)\))?", cell):
        found.setdefault(column, address)
    return found
