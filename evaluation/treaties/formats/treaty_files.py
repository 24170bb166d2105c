"""Files of treaty actions as others publish them, read into rows of one form. Pure: nothing is looked up or stored.

Three forms are known by their header: the participation list of the UN Treaty Collection (one row per treaty and
participant), the table of one convention of the Council of Europe (one row per state), and a tidy list with an action
in each row, which also holds reservations, declarations, their withdrawal, and denunciations.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import (
    BrokenRow,
    Problem,
    day_of,
    decoded,
    delimiter_of,
    listed,
    named,
    numbered,
    require_address,
    require_short,
)
from networkapp.errors import Refused

UN_COLUMNS = ("untc_chapter_treaty", "treaty", "participant", "signature", "bound", "how")
COE_COLUMNS = ("iso3", "country", "signed", "ratified", "in_force", "source_url")
TIDY_COLUMNS = ("instrument", "act", "date")
HOW = {
    "ratification": "ratified",
    "accession": "acceded",
    "acceptance": "accepted",
    "approval": "approved",
    "succession": "succeeded",
}
ACTS = {
    **HOW,
    "signature": "signed",
    "reservation": "reserved",
    "declaration": "declared",
    "withdrawal": "withdrew",
    "withdrawal of reservation": "withdrew",
    "denunciation": "denounced",
    "entry into force": "in_force",
}
KINDS = frozenset(ACTS.values())
LONGEST = {"source": 300, "source_url": 500, "articles": 120, "text": 20_000}


@dataclass(frozen=True, kw_only=True)
class Act:
    """What happened (a kind of TreatyAction), when, if the file has a date, and its source.

    `text` is that of a reservation or declaration, `articles` those of the treaty that it is about; `checked_on` the
    day on which this action was checked, if the row has it; `own_kind` the key of a kind of its own.
    """

    kind: str
    own_kind: str = ""
    checked_on: date | None = None
    date: date | None
    source_url: str = ""
    articles: str = ""
    text: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One state and one instrument, named as the file names them; `line` is where the row begins."""

    line: int
    state: str
    iso3: str
    instruments: tuple[str, ...]
    acts: tuple[Act, ...]


Words = Mapping[str, tuple[str, str]]
"""What sources call acts of kinds of their own, in lower case: as which kind each works, and its key."""
Reader = Callable[[int, Mapping[str, str], Words], Row]


@dataclass(frozen=True, kw_only=True)
class TreatyFile:
    """A file that was read: `form` is "un", "coe" or "tidy"; `broken` are the rows that could not be read."""

    form: str
    rows: tuple[Row, ...]
    broken: tuple[Problem, ...]


def read_treaty_file(content: bytes, *, encoding: str = "", own_kinds: Words | None = None) -> TreatyFile:
    """The rows of a file, and those that are broken, each with its line.

    `own_kinds` are words for acts beside those that every list uses.

    Refuses a file that is not text in UTF-8 (or in the `encoding` named), is empty, or has other columns.
    """
    text = decoded(content, encoding)
    delimiter = delimiter_of(text.partition("\n")[0], ",;")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [cell.strip().casefold() for cell in next(table, [])]
    form, read = _form(header)
    rows: list[Row] = []
    broken: list[Problem] = []
    for line, cells in numbered(table):
        try:
            found = named(header, cells)
            require_short(found, LONGEST)
            rows.append(read(line, found, own_kinds or {}))
        except BrokenRow as error:
            broken.append(Problem(line=line, reason=error.reason))
    return TreatyFile(form=form, rows=tuple(rows), broken=tuple(broken))


def _form(header: list[str]) -> tuple[str, Reader]:
    for form, columns, read in (("un", UN_COLUMNS, _un_row), ("coe", COE_COLUMNS, _coe_row)):
        if set(columns) <= set(header):
            return form, read
    if set(TIDY_COLUMNS) <= set(header) and {"iso3", "country"} & set(header):
        return "tidy", _tidy_row
    words = _("Unknown columns. Found: %(found)s. Expected: %(un)s; or: %(coe)s; or: country (or iso3), %(tidy)s.")
    expected = {"un": ", ".join(UN_COLUMNS), "coe": ", ".join(COE_COLUMNS), "tidy": ", ".join(TIDY_COLUMNS)}
    raise Refused("columns", words % {"found": listed(header), **expected})


def _un_row(line: int, cells: Mapping[str, str], own_kinds: Words) -> Row:
    signed, bound, how = day_of(cells["signature"]), day_of(cells["bound"]), cells["how"].casefold()
    kind, own_kind = own_kinds.get(how) or (HOW.get(how, ""), "")
    if how and kind not in HOW.values():
        raise BrokenRow(_("“%(how)s” is not a way of becoming a party") % {"how": cells["how"]})
    if bound and not how:
        raise BrokenRow(_("gives the date when the state became a party, but not how"))
    acts = [Act(kind="signed", date=signed)] if signed else []
    acts += [Act(kind=kind, own_kind=own_kind, date=bound)] if how else []
    return Row(
        line=line,
        state=cells["participant"],
        iso3="",
        instruments=(cells["untc_chapter_treaty"], cells["treaty"]),
        acts=_some(acts),
    )


def _coe_row(line: int, cells: Mapping[str, str], own_kinds: Words) -> Row:
    addresses = _addresses(cells["source_url"])
    acts = [
        Act(kind=kind, date=day, source_url=addresses.get(kind, addresses.get("", "")))
        for kind in ("signed", "ratified", "in_force")
        if (day := day_of(cells[kind]))
    ]
    return Row(line=line, state=cells["country"], iso3=cells["iso3"], instruments=(), acts=_some(acts))


def _tidy_row(line: int, cells: Mapping[str, str], own_kinds: Words) -> Row:
    said = cells["act"].casefold()
    kind, own_kind = own_kinds.get(said) or (ACTS.get(said, said if said in KINDS else ""), "")
    if not kind:
        raise BrokenRow(_("“%(act)s” is not a treaty action") % {"act": cells["act"]})
    act = Act(
        kind=kind,
        own_kind=own_kind,
        date=day_of(cells["date"]),
        source_url=require_address(cells.get("source_url", "")),
        articles=cells.get("articles", ""),
        text=cells.get("text", ""),
        source=cells.get("source", ""),
        checked_on=day_of(cells.get("checked", "")),
    )
    name, iso3 = cells.get("country", ""), cells.get("iso3", "")
    return Row(line=line, state=name, iso3=iso3, instruments=(cells["instrument"],), acts=(act,))


def _some(acts: list[Act]) -> tuple[Act, ...]:
    if not acts:
        raise BrokenRow(_("contains no date"))
    return tuple(acts)


def _addresses(cell: str) -> dict[str, str]:
    """The addresses in a cell by the column they are for: "A (signed); B (ratified)", or one for all under ""."""
    found: dict[str, str] = {}
    for address, column in re.findall(r"(https?://[^\s;]+)(?:\s*\((\w+)\))?", cell):
        found.setdefault(column, address)
    return found
