"""Files of treaty actions as others publish them, read into rows of one form. Pure: nothing is looked up or stored.

Three come from depositaries: the status table of the UN Treaty Collection, the chart of the Council of Europe and the
tables of NORMLEX, each as a saved web page, a workbook or delimited text. Three lists are known by their header: the
UN's participation list (one row per treaty and participant), a table of one convention (one row per state), and a tidy
list with an action in each row, which also holds reservations, declarations, territories and lists of parties.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import (
    BrokenRow,
    RowProblem,
    cells_by_name,
    decode_text,
    delimiter_of,
    numbered_rows,
    quoted_list,
    require_address,
    require_short,
)
from evaluation.treaties.formats.coe_charts import read_coe_chart
from evaluation.treaties.formats.depositary_dates import fields_of, read_date
from evaluation.treaties.formats.grids import read_document
from evaluation.treaties.formats.normlex import read_normlex
from evaluation.treaties.formats.rows import Act, Row, TreatyFile
from evaluation.treaties.formats.un_tables import read_un_table
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
    "withdrawal of declaration": "withdrew",
    "definitive signature": "definitive",
    "extension": "extended",
    "exclusion": "excluded",
    "territorial extension": "extended",
    "territorial exclusion": "excluded",
    "transposition": "transposed",
    "not party": "not_party",
    "denunciation": "denounced",
    "entry into force": "in_force",
}
KINDS = frozenset((*ACTS.values(), "party"))
LONGEST = {"source": 300, "source_url": 500, "articles": 120, "territories": 60, "text": 20_000}


Words = Mapping[str, tuple[str, str]]
"""What sources call acts of kinds of their own, in lower case: as which kind each works, and its key."""
Reader = Callable[[int, Mapping[str, str], Words], Row]


def read_treaty_file(content: bytes, *, encoding: str = "", own_kinds: Words | None = None) -> TreatyFile:
    """Return the rows of a file, and those that are broken, each with its line.

    `own_kinds` are words for actions beside those that every list uses. Refuses a file that is not text in UTF-8 (or in
    the `encoding` named), is empty, or has none of the known tables.
    """
    words = own_kinds or {}
    if not content.startswith(b"PK"):
        header, table = _table_of(decode_text(content, encoding))
        if (form := _form(header)) is not None:
            return _read_list(form, header, table, words)
    document = read_document(content, encoding=encoding)
    found = read_un_table(document, words) or read_coe_chart(document) or read_normlex(document)
    if found is None:
        raise _unknown(next((row.cells for grid in document.grids for row in grid[:1]), ()))
    return found


def _table_of(text: str) -> tuple[list[str], Any]:
    """Return the header of delimited text, and its other rows."""
    delimiter = delimiter_of(text.partition("\n")[0], ",;")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [cell.strip().casefold() for cell in next(table, [])], table


def _read_list(form: tuple[str, Reader], header: list[str], table: Any, words: Words) -> TreatyFile:
    name, read = form
    rows: list[Row] = []
    broken: list[RowProblem] = []
    for line, cells in numbered_rows(table):
        try:
            found = cells_by_name(header, cells)
            require_short(found, LONGEST)
            rows.append(read(line, found, words))
        except BrokenRow as error:
            broken.append(RowProblem(line=line, reason=error.reason))
    return TreatyFile(form=name, rows=tuple(rows), broken=tuple(broken))


def _form(header: list[str]) -> tuple[str, Reader] | None:
    """Return the list that has this header; None if it is none of the known ones."""
    for form, columns, read in (("un", UN_COLUMNS, _un_row), ("coe", COE_COLUMNS, _coe_row)):
        if set(columns) <= set(header):
            return form, read
    if set(TIDY_COLUMNS) <= set(header) and {"iso3", "country"} & set(header):
        return "tidy", _tidy_row
    return None


def _unknown(header: Iterable[str]) -> Refused:
    words = _(
        "Unknown columns. Found: %(found)s. Expected: a status table of the UN Treaty Collection, a chart of the "
        "Council of Europe, a table of NORMLEX, or the columns %(un)s; or %(coe)s; or country (or iso3), %(tidy)s."
    )
    expected = {"un": ", ".join(UN_COLUMNS), "coe": ", ".join(COE_COLUMNS), "tidy": ", ".join(TIDY_COLUMNS)}
    return Refused("columns", words % {"found": quoted_list(header)[:300], **expected})


def _un_row(line: int, cells: Mapping[str, str], own_kinds: Words) -> Row:
    signed, bound, how = read_date(cells["signature"]), read_date(cells["bound"]), cells["how"].casefold()
    kind, own_kind = own_kinds.get(how) or (HOW.get(how, ""), "")
    if how and kind not in HOW.values():
        raise BrokenRow(_("“%(how)s” is not a way of becoming a party") % {"how": cells["how"]})
    if bound and not how:
        raise BrokenRow(_("gives the date when the state became a party, but not how"))
    acts = [Act(kind="signed", **fields_of(signed))] if signed else []
    acts += [Act(kind=kind, own_kind=own_kind, **fields_of(bound))] if how else []
    names = (cells["untc_chapter_treaty"], cells["treaty"])
    return Row(line=line, state=cells["participant"], instruments=names, acts=_some(acts))


def _coe_row(line: int, cells: Mapping[str, str], own_kinds: Words) -> Row:
    addresses = _addresses(cells["source_url"])
    acts = [
        Act(kind=kind, source_url=addresses.get(kind, addresses.get("", "")), **fields_of(when))
        for kind in ("signed", "ratified", "in_force")
        if (when := read_date(cells[kind]))
    ]
    return Row(line=line, state=cells["country"], iso3=cells["iso3"], acts=_some(acts))


def _tidy_row(line: int, cells: Mapping[str, str], own_kinds: Words) -> Row:
    act_name = cells["act"].casefold()
    kind, own_kind = own_kinds.get(act_name) or (ACTS.get(act_name, act_name if act_name in KINDS else ""), "")
    if not kind:
        raise BrokenRow(_("“%(act)s” is not a treaty action") % {"act": cells["act"]})
    act = Act(
        kind=kind,
        own_kind=own_kind,
        takes_effect_on=_day(cells.get("takes_effect", "")),
        source_url=require_address(cells.get("source_url", "")),
        articles=cells.get("articles", ""),
        territories=" ".join(cells.get("territories", "").upper().replace(",", " ").split()),
        text=cells.get("text", ""),
        source=cells.get("source", ""),
        as_of=str(read_date(cells.get("as_of", "")) or ""),
        checked_on=_day(cells.get("checked", "")),
        **fields_of(read_date(cells["date"])),
    )
    name, iso3 = cells.get("country", ""), cells.get("iso3", "")
    return Row(line=line, state=name, iso3=iso3, instruments=(cells["instrument"],), acts=(act,))


def _day(cell: str) -> date | None:
    """Return the day in a cell. Refuses (BrokenRow) a mere month or year."""
    when = read_date(cell)
    if when is not None and when.exact is None:
        raise BrokenRow(_("“%(cell)s” is not a day") % {"cell": cell[:40]})
    return when.exact if when else None


def _some(acts: list[Act]) -> tuple[Act, ...]:
    if not acts:
        raise BrokenRow(_("contains no date"))
    return tuple(acts)


def _addresses(cell: str) -> dict[str, str]:
    """Return the addresses in a cell by column: "A (signed); B (ratified)"; one for all columns under ""."""
    found: dict[str, str] = {}
    for address, column in re.findall(r"(https?://[^\s;]+)(?:\s*\((\w+)\))?", cell):
        found.setdefault(column, address)
    return found
