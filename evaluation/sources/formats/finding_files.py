"""Lists of what independent bodies did and found, read into rows of one form. Pure: nothing is looked up or stored.

Two forms: a tidy list with an event or a finding in each row, and the list of GRETA's rounds (`GRETA_COLUMNS`), whose
body is implied. A row of a finding may hold a reply and a measure; several rows may be about one finding.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import (
    BrokenRow,
    RowProblem,
    cells_by_name,
    day_of,
    decode_text,
    delimiter_of,
    numbered_rows,
    quoted_list,
    require_address,
    require_short,
)
from networkapp.errors import Refused

GRETA = "GRETA"
COMMITTEE = "Committee of the Parties"
GRETA_COLUMNS = frozenset({"iso3", "country", "round", "event", "date", "document", "source_url"})
OF_THE_COMMITTEE = frozenset({"committee_of_parties_recommendation", "government_reply_to_recommendation"})
LONGEST = {
    **dict.fromkeys(("body", "document", "reference", "reply_document", "measure_by"), 120),
    **dict.fromkeys(("finding", "reply", "measure"), 20_000),
    "source": 300,
    "source_url": 500,
    "criterion": 12,
}


@dataclass(frozen=True, kw_only=True)
class ResponseCells:
    """The cells of a row about a response: a "reply" of the government, or a "measure"."""

    kind: str
    text: str
    date: date | None
    document: str = ""
    status: str = ""
    reported_by: str = ""


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """An event (`event`) or a finding (`text`), named as the file names it; `line` is where the row begins."""

    line: int
    state: str
    iso3: str
    body: str
    round: int | None
    event: str
    date: date | None
    document: str
    reference: str = ""
    strength: str = ""
    text: str = ""
    recommendation: str = ""
    subject: str = ""
    criterion: str = ""
    responses: tuple[ResponseCells, ...] = ()
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True, kw_only=True)
class FindingFile:
    """A file that was read; `broken` are the rows that could not be read."""

    rows: tuple[FindingRow, ...]
    broken: tuple[RowProblem, ...]


def read_finding_file(content: bytes, *, encoding: str = "") -> FindingFile:
    """Return the rows of a file, and those that are broken, each with its line.

    Refuses a file that is not text in UTF-8 (or in the named `encoding`), is empty, or has other columns.
    """
    text = decode_text(content, encoding)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text.partition("\n")[0]))
    header = [cell.strip().casefold() for cell in next(table, [])]
    _require_columns(header)
    body = GRETA if set(header) == GRETA_COLUMNS else ""
    rows: list[FindingRow] = []
    broken: list[RowProblem] = []
    for line, cells in numbered_rows(table):
        try:
            rows.append(_row(line, cells_by_name(header, cells), body))
        except BrokenRow as error:
            broken.append(RowProblem(line=line, reason=error.reason))
    return FindingFile(rows=tuple(rows), broken=tuple(broken))


def _require_columns(header: list[str]) -> None:
    names = set(header)
    if not names & {"country", "iso3"} or not names & {"event", "finding"}:
        words = _(
            "Unknown columns. Found: %(found)s. Expected: country (or iso3), event (or finding), and body, round,"
            " date, document; or the columns of the GRETA list: %(greta)s."
        )
        raise Refused(
            "columns", words % {"found": quoted_list(header)[:400], "greta": quoted_list(sorted(GRETA_COLUMNS))}
        )
    twice = {name for name in names if name and header.count(name) > 1}
    if twice:
        raise Refused("column_twice", _("Columns appear twice: %(names)s.") % {"names": quoted_list(sorted(twice))})


def _row(line: int, cells: Mapping[str, str], body: str) -> FindingRow:
    require_short(cells, LONGEST)
    text, event = cells.get("finding", ""), cells.get("event", "").casefold().replace(" ", "_").replace("-", "_")
    if bool(text) == bool(event) and event != "finding":
        raise BrokenRow(_("needs either an event or a finding, not both"))
    if body and event in OF_THE_COMMITTEE:
        body = COMMITTEE
    return FindingRow(
        line=line,
        state=cells.get("country", ""),
        iso3=cells.get("iso3", ""),
        body=cells.get("body", "") or body,
        round=_round(cells.get("round", "")),
        event="" if text else event,
        date=day_of(cells.get("date", "")),
        document=cells.get("document", ""),
        reference=cells.get("reference", ""),
        strength=cells.get("strength", "").casefold(),
        text=text,
        recommendation=cells.get("recommendation", ""),
        subject=cells.get("subject", ""),
        criterion=cells.get("criterion", ""),
        responses=_responses(cells),
        source=cells.get("source", ""),
        source_url=require_address(cells.get("source_url", "")),
    )


def _round(cell: str) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and 0 < int(cell[:6]) < 1000):
        raise BrokenRow(_("“%(cell)s” is not the number of a round") % {"cell": cell[:40]})
    return int(cell)


def _responses(cells: Mapping[str, str]) -> tuple[ResponseCells, ...]:
    reply, measure = cells.get("reply", ""), cells.get("measure", "")
    found = []
    if reply:
        day, document = day_of(cells.get("reply_date", "")), cells.get("reply_document", "")
        found.append(ResponseCells(kind="reply", text=reply, date=day, document=document))
    if measure:
        status = cells.get("measure_status", "").casefold().replace(" ", "_")
        day, reported_by = day_of(cells.get("measure_date", "")), cells.get("measure_by", "")
        found.append(ResponseCells(kind="measure", text=measure, date=day, status=status, reported_by=reported_by))
    return tuple(found)
