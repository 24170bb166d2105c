"""The chart of signatures and ratifications of a Council of Europe treaty, as its Treaty Office publishes it.

Members come first, then other states and organisations; a state without dates has not signed. Letters behind a date:
a (accession), s (signature without reservation as to ratification), su (succession), r (signature ad referendum).
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import BrokenRow, RowProblem
from evaluation.sources.publishers import COE_SOURCE
from evaluation.treaties.formats.depositary_dates import date_in, fields_of, read_date
from evaluation.treaties.formats.grids import Document, Grid, GridRow, below, without_notes
from evaluation.treaties.formats.rows import Act, Row, TreatyFile

HEADER = re.compile(r"signature\b.*\|\s*ratification\b.*\|\s*entry into force", re.IGNORECASE)
NO_STATE = re.compile(r"(non-)?members? of (the )?council of europe|international organi[sz]ations?|total number", re.I)
COLUMNS = {
    "signature": "signed",
    "ratification": "ratified",
    "entry into force": "in_force",
    "denunciation": "denounced",
}
LETTERS = {"a": "acceded", "s": "definitive", "su": "succeeded", "r": "signed"}
MARKS = {"r.": _("reservations"), "d.": _("declarations"), "t.": _("territorial application")}


def read_coe_chart(document: Document) -> TreatyFile | None:
    """Return the chart of a treaty; None if the file has none."""
    found = below(document, HEADER)
    if found is None:
        return None
    header, grid = found
    columns = [without_notes(cell)[0].casefold() for cell in header.cells]
    as_of = _edition_of(document.text)
    rows, broken = _read(grid, columns, as_of)
    number = re.search(r"(?:Treaty|CETS|ETS)\s*(?:No\.?)?\s*0*(\d{1,3})\b", document.text)
    return TreatyFile(
        form="coe chart",
        rows=rows,
        broken=broken,
        notes=tuple(_marks(grid, columns)),
        instruments=(f"CETS {number[1]}", f"ETS {number[1]}") if number else (),
        as_of=as_of,
        source=COE_SOURCE,
    )


def _read(grid: Grid, columns: Sequence[str], as_of: str) -> tuple[tuple[Row, ...], tuple[RowProblem, ...]]:
    rows, broken = [], []
    for row in grid:
        state, _notes = without_notes(row.cells[0])
        if not state or NO_STATE.match(state):
            continue
        try:
            acts = tuple(_acts(row, columns)) or _absent(as_of)
            rows.append(Row(line=row.line, state=state, acts=acts))
        except BrokenRow as error:
            broken.append(RowProblem(line=row.line, reason=error.reason))
    return tuple(rows), tuple(broken)


def _acts(row: GridRow, columns: Sequence[str]) -> Iterator[Act]:
    for cell, column in zip(row.cells, columns, strict=False):
        text, _notes = without_notes(cell)
        kind = COLUMNS.get(column)
        if kind is None or not text:
            continue
        dated = re.fullmatch(r"(\S.*?\d{4}|\d{4}-\d\d-\d\d)\s*([a-z]*)", text)
        if dated is None:
            raise BrokenRow(_("“%(cell)s” is not a date") % {"cell": text[:40]})
        if dated[2] and dated[2] not in LETTERS:
            raise BrokenRow(_("“%(mark)s” behind a date is not explained in the chart") % {"mark": dated[2]})
        yield Act(kind=LETTERS.get(dated[2], kind), **fields_of(read_date(dated[1])))


def _absent(as_of: str) -> tuple[Act, ...]:
    if not as_of:
        raise BrokenRow(_("contains no date"))
    return (Act(kind="not_party", as_of=as_of),)


def _edition_of(text: str) -> str:
    stated = re.search(r"Status as of\s*:?\s*(\S+)", text, re.IGNORECASE)
    day = date_in(stated[1]) if stated else None
    return day.isoformat() if day else ""


def _marks(grid: Grid, columns: Sequence[str]) -> Iterator[RowProblem]:
    """Report the states with reservations, declarations and territorial applications: the chart only marks them."""
    for row in grid:
        marked = [MARKS[column] for cell, column in zip(row.cells, columns, strict=False) if column in MARKS and cell]
        if marked:
            words = _("“%(state)s”: %(marks)s are only marked in the chart; record them by hand")
            state = without_notes(row.cells[0])[0]
            yield RowProblem(line=row.line, reason=words % {"state": state, "marks": ", ".join(map(str, marked))})
