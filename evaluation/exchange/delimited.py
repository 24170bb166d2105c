"""Text files of rows as others publish them: encodings, delimiters, broken rows and their positions."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp.errors import Refused

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t"
NO_TEXT_FILES = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Codecs of Python in which no program saves a table; some take hours over one."""
DAY_FORMS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y")


class BrokenRow(Exception):
    """Raised for a row that cannot be read; the reason is shown to people."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """A row that says something that cannot be imported or looks wrong."""

    line: int
    reason: str | Promise


def encoding_of(start: bytes, named: str = "") -> str:
    """Return the named encoding, or else the one of the first bytes of the file, or else UTF-8.

    Refuses a name that is not an encoding of text files.
    """
    if named and not _is_of_text_files(named):
        raise unknown_encoding_refusal(named)
    return named or next((name for mark, name in BYTE_ORDER_MARKS.items() if start.startswith(mark)), "utf-8")


def _is_of_text_files(name: str) -> bool:
    try:
        return codecs.lookup(name).name.replace("-", "_") not in NO_TEXT_FILES
    except LookupError:
        return False


def unknown_encoding_refusal(name: str) -> Refused:
    """Return the refusal `unknown_encoding`."""
    return Refused("unknown_encoding", _("Unknown encoding: %(name)s.") % {"name": name})


def not_text_refusal(line: int, encoding: str) -> Refused:
    """Return the refusal `encoding`, with the number of the line that cannot be decoded."""
    words = _("Line %(line)s is not %(encoding)s text. Save the file as UTF-8, or choose its encoding.")
    return Refused("encoding", words % {"line": line, "encoding": encoding})


def decode_text(content: bytes, encoding: str = "") -> str:
    """Return the text of a file. Refuses what is not text in UTF-8, or in the named `encoding`."""
    known = encoding_of(content[:4], encoding)
    try:
        return content.decode(known)
    except LookupError as error:
        raise unknown_encoding_refusal(known) from error
    except UnicodeDecodeError as error:
        raise not_text_refusal(content.count(b"\n", 0, error.start) + 1, known) from error


def day_of(cell: str) -> date | None:
    """Return the date in a cell, None if it is empty. Refuses (BrokenRow) what is not a date."""
    if not cell:
        return None
    for form in DAY_FORMS:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise BrokenRow(_("“%(cell)s” is not a date; use the form 2005-05-16") % {"cell": cell[:40]})


def delimiter_of(header: str, delimiters: str = DELIMITERS) -> str:
    """Return the delimiter that is most frequent in the header: spreadsheets in half of Europe write a semicolon."""
    return max(delimiters, key=header.count)


def numbered_rows(table: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of a csv reader that is not empty, with the line on which it begins.

    Refuses a file with a cell that never ends: a stray quotation mark would swallow the rest of it.
    """
    before = table.line_num
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = table.line_num
    except csv.Error as error:
        words = _("The row that begins in line %(line)s does not end. Look for an unclosed quotation mark.")
        raise Refused("endless_row", words % {"line": before + 1}) from error


def cells_by_name(header: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    """Return the cells of a row by the names in the header, with single spaces.

    Refuses (BrokenRow) more or fewer cells than the header has, and characters that a database cannot store.
    """
    require_width(len(header), cells)
    if any("\x00" in cell for cell in cells):
        raise BrokenRow(_("contains a character that is not text"))
    return {name: normalised_spaces(cell) for name, cell in zip(header, cells, strict=True)}


def require_width(width: int, cells: Sequence[str]) -> None:
    """Refuse (BrokenRow) a row that has more or fewer cells than the header."""
    if len(cells) != width:
        words = _("has %(found)s cells; the header has %(expected)s")
        raise BrokenRow(words % {"found": len(cells), "expected": width})


def normalised_spaces(cell: str) -> str:
    """Return the cell with single spaces between words and none around them."""
    return " ".join(cell.split())


def quoted_list(names: Iterable[str]) -> str:
    """Return the names separated by commas, without empty ones; "–" if there are none."""
    return ", ".join(name for name in names if name) or "–"


def require_short(cells: Mapping[str, str], longest: Mapping[str, int]) -> None:
    """Refuse (BrokenRow) a row with a cell longer than `longest` allows, naming its column."""
    for name, most in longest.items():
        if len(cells.get(name, "")) > most:
            words = _("the cell “%(name)s” is longer than %(most)s characters")
            raise BrokenRow(words % {"name": name, "most": most})


def require_address(cell: str) -> str:
    """Return the address in a cell, which may be empty. Refuses (BrokenRow) what is not a web address."""
    if cell and not cell.startswith(("https://", "http://")):
        raise BrokenRow(_("“%(cell)s” is not a web address; begin with https://") % {"cell": cell[:80]})
    return cell
