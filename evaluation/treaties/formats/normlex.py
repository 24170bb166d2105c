"""The tables of NORMLEX, in which the ILO publishes ratifications: of one instrument, or of one state.

Each row has a date, a status ("In Force", "Not in force", "Denounced") and a note. A second table of an instrument
lists the states that have not ratified it.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import BrokenRow, RowProblem
from evaluation.sources.publishers import ILO_SOURCE
from evaluation.treaties.formats.depositary_dates import date_in, fields_of, read_date
from evaluation.treaties.formats.grids import Document, Grid, GridRow, below, without_notes
from evaluation.treaties.formats.rows import Act, Row, TreatyFile

HEADER = re.compile(r"^(country|convention|instrument) \| date \| status\b", re.IGNORECASE)
NOT_RATIFIED = re.compile(r"not ratified", re.IGNORECASE)
STATUSES = ("in force", "not in force", "denounced", "ratified", "conditional ratification")


def read_normlex(document: Document) -> TreatyFile | None:
    """Return the ratifications of an instrument or a state; None if the file has no such table."""
    found = below(document, HEADER)
    if found is None:
        return None
    header, grid = found
    is_of_state = not header.cells[0].casefold().startswith("country")
    whole = re.search(r"Ratifications (?:of|for)\s+([^\n]+)", document.text)
    name = without_notes(whole[1])[0] if whole else ""
    rows, broken = _read(grid, state=name if is_of_state else "")
    code = re.match(r"([CP]\d{3})\b", name)
    return TreatyFile(
        form="normlex",
        rows=(*rows, *(() if is_of_state else _absent(document))),
        broken=broken,
        instruments=() if is_of_state or code is None else (code[1], name),
        source=ILO_SOURCE,
    )


def _read(grid: Grid, *, state: str) -> tuple[tuple[Row, ...], tuple[RowProblem, ...]]:
    rows, broken = [], []
    for row in grid:
        named, _notes = without_notes(row.cells[0])
        if len(row.cells) < 3 or not any(row.cells[1:]):
            continue
        try:
            acts = tuple(_acts(row))
        except BrokenRow as error:
            broken.append(RowProblem(line=row.line, reason=error.reason))
            continue
        code = re.match(r"([CP]\d{3})\b", named)
        instruments = (code[1], named) if state and code else (named,) if state else ()
        rows.append(Row(line=row.line, state=state or named, instruments=instruments, acts=acts))
    return tuple(rows), tuple(broken)


def _acts(row: GridRow) -> Iterator[Act]:
    when, status = read_date(row.cells[1]), row.cells[2].casefold()
    note = row.cells[3] if len(row.cells) > 3 else ""
    if when is None:
        raise BrokenRow(_("contains no date"))
    if status and status not in STATUSES:
        raise BrokenRow(_("“%(status)s” is not a status of a ratification") % {"status": row.cells[2][:40]})
    yield Act(kind="ratified", **fields_of(when))
    if "will enter into force" in note.casefold() and (day := date_in(note)):
        yield Act(kind="in_force", date=day)
    if "denounced" in status or "denunciation" in note.casefold():
        ended = date_in(note)
        yield Act(kind="denounced", date=ended, takes_effect_on=ended)


def _absent(document: Document) -> Iterator[Row]:
    """Return a row for every state in the list of those that have not ratified the instrument."""
    if not NOT_RATIFIED.search(document.text):
        return
    for grid in document.grids:
        if grid and [cell.casefold() for cell in grid[0].cells] == ["country"]:
            for row in grid[1:]:
                yield Row(line=row.line, state=without_notes(row.cells[0])[0], acts=(Act(kind="not_party"),))
