"""The status table of a treaty as the UN Treaty Collection publishes it: a saved page, or its table in a spreadsheet.

The header explains the letters behind dates: "Ratification, Acceptance(A), Accession(a), Succession(d)". Numbers of end
notes are behind names, and dates of a state that has merged with another are in brackets.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.delimited import BrokenRow, RowProblem
from evaluation.sources.publishers import UN_SOURCE
from evaluation.treaties.formats.depositary_dates import date_in, fields_of, read_date
from evaluation.treaties.formats.grids import Document, Grid, GridRow, below, without_notes
from evaluation.treaties.formats.rows import Act, Row, TreatyFile

HEADER = re.compile(r"^participant\b.*\|.*(signature|ratification|accession)", re.IGNORECASE)
HOW = {
    "ratification": "ratified",
    "accession": "acceded",
    "acceptance": "accepted",
    "approval": "approved",
    "succession": "succeeded",
    "succession to signature": "signed",
    "signature": "signed",
    "definitive signature": "definitive",
    "consent to be bound": "ratified",
    "formal confirmation": "ratified",
}
Words = Mapping[str, tuple[str, str]]
Letters = dict[str, tuple[str, str]]
"""What each letter behind a date in a column means: the kind of action, and the key of a kind of its own."""


def read_un_table(document: Document, own_kinds: Words) -> TreatyFile | None:
    """Return the table of a treaty; None if the file has none."""
    found = below(document, HEADER)
    if found is None:
        return None
    header, grid = found
    columns = [_letters_of(cell, own_kinds) for cell in header.cells]
    rows, broken = _read(grid, columns)
    return TreatyFile(
        form="un status",
        rows=rows,
        broken=broken,
        notes=(*_end_notes(document.text, grid), *_statements(document.markup, header.line)),
        instruments=_treaty_of(document),
        as_of=_edition_of(document.text),
        source=UN_SOURCE,
        complete=True,
    )


def _letters_of(cell: str, own_kinds: Words) -> Letters:
    """Return the letters in a header: "Ratification, Accession(a)" gives {"": ratified, "a": acceded}."""
    letters: Letters = {}
    for part in without_notes(cell)[0].split(","):
        named = re.fullmatch(r"\s*([^()]+?)\s*(?:\((\w+)\))?\s*", part)
        if named is None:
            continue
        word = named[1].casefold()
        kind = own_kinds.get(word) or ((HOW[word], "") if word in HOW else None)
        if kind is not None:
            letters.setdefault(named[2] or "", kind)
    return letters


def _read(grid: Grid, columns: Sequence[Letters]) -> tuple[tuple[Row, ...], tuple[RowProblem, ...]]:
    rows, broken = [], []
    for row in grid:
        try:
            rows.append(_row(row, columns))
        except BrokenRow as error:
            broken.append(RowProblem(line=row.line, reason=error.reason))
    return tuple(rows), tuple(broken)


def _row(row: GridRow, columns: Sequence[Letters]) -> Row:
    state, _notes = without_notes(row.cells[0])
    acts = [act for cell, letters in zip(row.cells[1:], columns[1:], strict=False) for act in _acts(cell, letters)]
    if not acts:
        raise BrokenRow(_("contains no date"))
    return Row(line=row.line, state=state, acts=tuple(acts))


def _acts(cell: str, letters: Letters) -> Iterator[Act]:
    text, _notes = without_notes(cell)
    if not text or not letters:
        return
    if text.startswith("["):
        raise BrokenRow(_("“%(cell)s” is in brackets: the date is that of a former state") % {"cell": text[:40]})
    dated = re.fullmatch(r"(.+?\d{4}|\d{4}-\d\d-\d\d)\s*([A-Za-z]*)", text)
    if dated is None:
        raise BrokenRow(_("“%(cell)s” is not a date") % {"cell": text[:40]})
    if dated[2] not in letters:
        raise BrokenRow(_("“%(mark)s” behind a date is not explained in the header") % {"mark": dated[2] or "–"})
    kind, own_kind = letters[dated[2]]
    yield Act(kind=kind, own_kind=own_kind, **fields_of(read_date(dated[1])))


def _treaty_of(document: Document) -> tuple[str, ...]:
    """Return names of the treaty: its number in the collection, such as IV.11.c."""
    number = re.search(r"mtdsg_no=([IVX]+-\d+(?:-[a-z])?)\b", document.markup + document.text)
    if number:
        return (number[1].replace("-", "."),)
    chapter = re.search(r"CHAPTER ([IVX]+)\s+[A-Z ,;’'-]+\s+(\d+)\s*\.\s*([a-z]?)\b", document.text)
    return (".".join(part for part in chapter.groups() if part),) if chapter else ()


def _edition_of(text: str) -> str:
    stated = re.search(r"STATUS AS AT\s*:?\s*(\S+)", text, re.IGNORECASE)
    day = date_in(stated[1]) if stated else None
    return day.isoformat() if day else ""


def _end_notes(text: str, grid: Grid) -> Iterator[RowProblem]:
    """Report the end notes of states: they say to which territories a treaty applies, and are not imported."""
    notes = _numbered(text.partition("End Note")[2])
    for row in grid:
        state, numbers = without_notes(row.cells[0])
        for number in numbers:
            words = _("end note %(number)s of “%(state)s” is not imported: %(text)s")
            note = notes.get(number, "–")
            yield RowProblem(line=row.line, reason=words % {"number": number, "state": state, "text": note[:300]})


def _numbered(text: str) -> dict[str, str]:
    """Return the end notes by number: each begins a line with the number that is next."""
    notes: dict[str, list[str]] = {}
    current = 0
    for line in filter(None, map(str.strip, text.splitlines())):
        begins = re.match(rf"{current + 1}(?!\d)[.)]?\s*(.*)", line)
        if begins:
            current += 1
            notes[str(current)] = [begins[1]]
        elif current:
            notes[str(current)].append(line)
    return {number: " ".join(" ".join(lines).split()) for number, lines in notes.items()}


def _statements(markup: str, line: int) -> Iterator[RowProblem]:
    """Report the states whose declarations and reservations are on the page: they are not imported."""
    states = re.findall(r'dgDec_ctl\d+_divParticipant"[^>]*>\s*([^<]+?)\s*<', markup)
    if states:
        words = _("declarations and reservations are not imported; record them by hand: %(states)s")
        yield RowProblem(line=line, reason=words % {"states": ", ".join(states)})
