"""Treaty actions imported from lists that others publish."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import Problem
from evaluation.exchange.state_names import StateNames, UnknownState
from evaluation.models import Instrument, ObservationFile, TreatyActKind
from evaluation.sources.publishers import UN_SOURCE, publisher
from evaluation.treaties.formats.treaty_files import Act, Row, TreatyFile, read_treaty_file
from evaluation.treaties.history import Said, keep_acts
from evaluation.treaties.instruments import folded, names_of
from networkapp.errors import Refused


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """The result of an import: rows read, actions new, known and marked as checked again, and what could not be
    assigned.

    `replaced` are actions that the same source stated before and no longer states; `older` are actions from before the
    day of that source's stored data, which changed nothing. `doubts` are rows that were imported and look wrong, or
    disagree with what was known; nothing of them is corrected.
    """

    rows: int
    added: int
    known: int
    rechecked: int
    replaced: int
    older: int
    unplaced: tuple[Problem, ...]
    doubts: tuple[Problem, ...]

    @property
    def counted(self) -> str:
        """What became of the rows, in a sentence."""
        return _(
            "%(rows)s rows read: %(added)s actions added, %(known)s already recorded, %(rechecked)s marked as "
            "checked, %(replaced)s replaced, %(older)s older than the recorded ones."
        ) % {
            "rows": self.rows,
            "added": self.added,
            "known": self.known,
            "rechecked": self.rechecked,
            "replaced": self.replaced,
            "older": self.older,
        }


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A row whose state and instrument are known."""

    line: int
    country: str
    instrument: Instrument
    acts: tuple[Act, ...]


def import_treaty_actions(
    *,
    content: bytes,
    name: str = "",
    instrument: str = "",
    source: str = "",
    checked_on: date | None = None,
    encoding: str = "",
) -> ImportReport:
    """Store every action of a file with its source and line, all at once. Twice is as good as once.

    Known actions stay, unless a later file of the same source gives another date: then that counts, and the register
    keeps the earlier one.

    `name` is the file's name, from which the treaty of a Council of Europe table is read if `instrument` (a key or
    alias) does not name it. `source` is the publisher; without it the UN's list is the UN Treaty Collection's and a
    table's rows are of the publisher at their address. Refuses a file that cannot be read, has other columns, or is
    about no known treaty; a row that cannot be assigned is reported and does not stop the others.
    """
    kinds = {kind.key: kind for kind in TreatyActKind.objects.prefetch_related("translations")}
    file = read_treaty_file(content, encoding=encoding, own_kinds=_words_of(kinds.values()))
    known = _instruments()
    whole_file = _instrument_of_file(file, name, instrument, known)
    placed, unplaced = _place(file.rows, whole_file, known)
    missing = sorted((*file.broken, *unplaced), key=lambda problem: problem.line)
    with transaction.atomic():
        kept_file = ObservationFile.objects.create(
            name=(name or "–")[-255:], sha256=hashlib.sha256(content).hexdigest(), retrieved_on=checked_on
        )
        kept = keep_acts(_said(placed, source or _default_source(file), checked_on, kinds), file=kept_file)
        kept_file.rows, kept_file.unplaced = len(file.rows) + len(file.broken), len(missing)
        kept_file.added, kept_file.revised, kept_file.known = kept.added, kept.replaced, kept.known
        kept_file.save()
    return ImportReport(
        rows=kept_file.rows,
        added=kept.added,
        known=kept.known,
        rechecked=kept.rechecked,
        replaced=kept.replaced,
        older=kept.older,
        unplaced=tuple(missing),
        doubts=tuple(sorted((*_implausible(placed), *kept.doubts), key=lambda problem: problem.line)),
    )


def _instruments() -> dict[str, Instrument]:
    """All instruments by key, symbol and alias."""
    found: dict[str, Instrument] = {}
    for instrument in Instrument.objects.all():
        for alias in names_of(instrument):
            found.setdefault(folded(alias), instrument)
    return found


def _instrument_of_file(
    file: TreatyFile, name: str, instrument: str, known: dict[str, Instrument]
) -> Instrument | None:
    """The one instrument that a whole table is about; None for a list that names it in each row."""
    if instrument and folded(instrument) not in known:
        raise Refused("unknown_instrument", _("No treaty is registered as “%(name)s”.") % {"name": instrument})
    if instrument:
        return known[folded(instrument)]
    if file.form != "coe":
        return None
    number = re.search(r"cets[-_ ]?(?:no[-_. ]*)?0*(\d+)", name, re.IGNORECASE)
    if number is None or f"cets {number[1]}" not in known:
        raise Refused("instrument_unnamed", _("The table does not name its treaty: choose one."))
    return known[f"cets {number[1]}"]


def _default_source(file: TreatyFile) -> str:
    return UN_SOURCE if file.form == "un" else ""


def _place(
    rows: Iterable[Row], whole_file: Instrument | None, known: dict[str, Instrument]
) -> tuple[list[Placed], list[Problem]]:
    names = StateNames()
    placed, problems = [], []
    for row in rows:
        found = whole_file or next((known[key] for alias in row.instruments if (key := folded(alias)) in known), None)
        if found is None:
            reason = _("no treaty is registered as “%(name)s”") % {"name": " / ".join(row.instruments)}
            problems.append(Problem(line=row.line, reason=reason))
            continue
        try:
            country = names.code(row.state, iso3=row.iso3)
        except UnknownState as error:
            problems.append(Problem(line=row.line, reason=error.reason))
            continue
        placed.append(Placed(line=row.line, country=country, instrument=found, acts=row.acts))
    return placed, problems


def _words_of(kinds: Iterable[TreatyActKind]) -> dict[str, tuple[str, str]]:
    """What sources may call each kind: its key, its names in all languages, and its aliases."""
    return {
        folded(word): (kind.works_as, kind.key)
        for kind in kinds
        for word in (kind.key, kind.title, *(text.title for text in kind.translations.all()), *kind.aliases)
    }


def _said(
    placed: Iterable[Placed], source: str, checked_on: date | None, kinds: Mapping[str, TreatyActKind]
) -> Iterator[Said]:
    for row in placed:
        for act in row.acts:
            yield Said(
                line=row.line,
                instrument=row.instrument,
                country=row.country,
                kind=act.kind,
                own_kind=kinds.get(act.own_kind),
                date=act.date,
                articles=act.articles,
                text=act.text,
                source=act.source or source or publisher(act.source_url),
                source_url=act.source_url or (row.instrument.url if source == UN_SOURCE else ""),
                checked_on=act.checked_on or checked_on,
            )


def _implausible(placed: Iterable[Placed]) -> Iterator[Problem]:
    for row in placed:
        days = {act.kind: act.date for act in row.acts if act.date is not None}
        bound = next((day for kind, day in days.items() if kind not in ("signed", "in_force")), None)
        if "signed" in days and bound is not None and days["signed"] > bound:
            yield Problem(line=row.line, reason=_("signed after the state became a party; imported unchanged"))
        if row.instrument.opened_on and min(days.values(), default=date.max) < row.instrument.opened_on:
            words = _("date before the treaty was opened on %(day)s; imported unchanged")
            yield Problem(line=row.line, reason=words % {"day": row.instrument.opened_on})
