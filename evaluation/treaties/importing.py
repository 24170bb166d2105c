"""Treaty actions imported from lists that others publish."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import BrokenRow, RowProblem
from evaluation.exchange.state_names import StateNames, UnknownState
from evaluation.models import Instrument, ObservationFile, TreatyAction, TreatyActKind
from evaluation.sources.publishers import DEPOSITARIES, UN_SOURCE, publisher_name
from evaluation.treaties.formats.rows import Act, Row, TreatyFile
from evaluation.treaties.formats.treaty_files import read_treaty_file
from evaluation.treaties.history import ComparisonResult, SourceStatement, store_actions
from evaluation.treaties.instruments import names_of, normalize_name
from evaluation.treaties.kinds import LISTED, action_exists_for, invalid_kind_reason
from evaluation.treaties.tables import sample_states, states_that_take_part
from networkapp.errors import Refused

OF_ONE_TREATY = frozenset({"coe", "un status", "coe chart", "normlex"})


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
    unplaced: tuple[RowProblem, ...]
    doubts: tuple[RowProblem, ...]

    @property
    def counted(self) -> str:
        """Return what became of the rows, in a sentence."""
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
class MatchedRow:
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
    as_of: str = "",
    checked_on: date | None = None,
    encoding: str = "",
) -> ImportReport:
    """Store every action of a file with its source and line, all at once. Twice is as good as once.

    Known actions stay, unless a later file of the same source gives another date: then that counts, and the register
    keeps the earlier one.

    `name` is the file's name, from which the treaty of a Council of Europe table is read if neither `instrument` (a key
    or alias) nor the file names it. `source` is the publisher, `as_of` the date of the list ("2017" or "2017-04-22")
    and `checked_on` the day of access; what the file says of itself goes before them. In a complete status table with
    a date, states that take part and are not in it are no parties as of that date. Refuses a file that cannot be read,
    has other columns, or is about no known treaty; a row that cannot be matched is reported and stops no others.
    """
    kinds = {kind.key: kind for kind in TreatyActKind.objects.prefetch_related("translations")}
    file = read_treaty_file(content, encoding=encoding, own_kinds=_words_of(kinds.values()))
    publisher_of_list = source or file.source or _default_source(file)
    edition = _Edition(source=publisher_of_list, as_of=file.as_of or as_of, accessed=checked_on)
    known = _instruments()
    whole_file = _instrument_of_file(file, name, instrument, known)
    matched, unplaced = _place(file.rows, whole_file, known, edition)
    matched += _absent(file, whole_file, matched, edition)
    missing = sorted((*file.broken, *unplaced), key=lambda problem: problem.line)
    with transaction.atomic():
        stored_file = ObservationFile.objects.create(
            name=(name or "–")[-255:], sha256=hashlib.sha256(content).hexdigest(), retrieved_on=checked_on
        )
        result = store_actions(_said(matched, edition, kinds), file=stored_file)
        stored_file.rows, stored_file.unplaced = len(file.rows) + len(file.broken), len(missing)
        stored_file.added, stored_file.revised, stored_file.known = result.added, result.replaced, result.known
        stored_file.save()
    doubts = (*file.notes, *_implausible(matched), *result.doubts)
    return _report(stored_file.rows, result, missing, sorted(doubts, key=lambda problem: problem.line))


def _report(
    rows: int, result: ComparisonResult, missing: Sequence[RowProblem], doubts: Sequence[RowProblem]
) -> ImportReport:
    return ImportReport(
        rows=rows,
        added=result.added,
        known=result.known,
        rechecked=result.rechecked,
        replaced=result.replaced,
        older=result.older,
        unplaced=tuple(missing),
        doubts=tuple(doubts),
    )


@dataclass(frozen=True, kw_only=True)
class _Edition:
    """The source of a file's rows, unless a row names its own."""

    source: str
    as_of: str
    accessed: date | None


def _instruments() -> dict[str, Instrument]:
    """Return all instruments by key, symbol and alias."""
    found: dict[str, Instrument] = {}
    for instrument in Instrument.objects.all():
        for alias in names_of(instrument):
            found.setdefault(normalize_name(alias), instrument)
    return found


def _instrument_of_file(
    file: TreatyFile, name: str, instrument: str, known: dict[str, Instrument]
) -> Instrument | None:
    """Return the one treaty that a whole table is about; None for a list that names it in each row."""
    if instrument and normalize_name(instrument) not in known:
        words = _("no treaty is registered as “%(name)s”") % {"name": instrument}
        raise Refused("unknown_instrument", f"{capfirst(words)}.")
    if instrument:
        return known[normalize_name(instrument)]
    if file.form not in OF_ONE_TREATY or any(row.instruments for row in file.rows):
        return None
    number = re.search(r"cets[-_ ]?(?:no[-_. ]*)?0*(\d+)", name, re.IGNORECASE) if file.form.startswith("coe") else None
    named = (*file.instruments, *([f"cets {number[1]}"] if number else []))
    found = next((known[normalize_name(alias)] for alias in named if normalize_name(alias) in known), None)
    if found is None:
        raise Refused("instrument_unnamed", _("The table does not name its treaty: choose one."))
    return found


def _default_source(file: TreatyFile) -> str:
    return UN_SOURCE if file.form == "un" else ""


def _place(
    rows: Iterable[Row], whole_file: Instrument | None, known: dict[str, Instrument], edition: _Edition
) -> tuple[list[MatchedRow], list[RowProblem]]:
    names = StateNames(union=True)
    matched, problems = [], []
    for row in rows:
        found = whole_file or next(
            (known[key] for alias in row.instruments if (key := normalize_name(alias)) in known), None
        )
        try:
            if found is None:
                words = _("no treaty is registered as “%(name)s”")
                raise BrokenRow(words % {"name": " / ".join(row.instruments)})
            _require_possible(row.acts, found, edition)
            country = names.code(row.state, iso3=row.iso3)
        except (BrokenRow, UnknownState) as error:
            problems.append(RowProblem(line=row.line, reason=error.reason))
            continue
        matched.append(MatchedRow(line=row.line, country=country, instrument=found, acts=row.acts))
    return matched, problems


def _require_possible(acts: Iterable[Act], instrument: Instrument, edition: _Edition) -> None:
    """Refuse (BrokenRow) actions that do not exist for the treaty, and lists of parties without a date."""
    for act in acts:
        if not action_exists_for(act.kind, instrument):
            raise BrokenRow(invalid_kind_reason(instrument))
        if act.kind in LISTED and not (act.as_of or edition.as_of or act.checked_on or edition.accessed):
            raise BrokenRow(_("the list of parties has no date: enter it for the file"))


def _absent(
    file: TreatyFile, whole_file: Instrument | None, matched: Iterable[MatchedRow], edition: _Edition
) -> list[MatchedRow]:
    """Return the states that take part and are not in a complete list, which is as old as the list."""
    if not file.complete or whole_file is None or not edition.as_of:
        return []
    line = min((row.line for row in file.rows), default=1)
    absent = states_that_take_part() - sample_states() - {row.country for row in matched}
    act = Act(kind=TreatyAction.Kind.NOT_PARTY)
    return [MatchedRow(line=line, country=code, instrument=whole_file, acts=(act,)) for code in sorted(absent)]


def _words_of(kinds: Iterable[TreatyActKind]) -> dict[str, tuple[str, str]]:
    """Return the names of each kind in sources: its key, its names in all languages, and its aliases."""
    return {
        normalize_name(word): (kind.works_as, kind.key)
        for kind in kinds
        for word in (kind.key, kind.title, *(text.title for text in kind.translations.all()), *kind.aliases)
    }


def _said(
    matched: Iterable[MatchedRow], edition: _Edition, kinds: Mapping[str, TreatyActKind]
) -> Iterator[SourceStatement]:
    for row in matched:
        for act in row.acts:
            yield SourceStatement(
                line=row.line,
                instrument=row.instrument,
                country=row.country,
                kind=act.kind,
                own_kind=kinds.get(act.own_kind),
                date=act.date,
                period=act.period,
                takes_effect_on=act.takes_effect_on,
                articles=act.articles,
                territories=act.territories,
                text=act.text,
                source=act.source or edition.source or publisher_name(act.source_url),
                source_url=act.source_url or (row.instrument.url if edition.source in DEPOSITARIES else ""),
                as_of=act.as_of or edition.as_of,
                checked_on=act.checked_on or edition.accessed,
            )


def _implausible(matched: Iterable[MatchedRow]) -> Iterator[RowProblem]:
    for row in matched:
        days = {act.kind: act.date for act in row.acts if act.date is not None}
        bound = next((day for kind, day in days.items() if kind not in ("signed", "in_force")), None)
        if "signed" in days and bound is not None and days["signed"] > bound:
            yield RowProblem(line=row.line, reason=_("signed after the state became a party; imported unchanged"))
        if row.instrument.opened_on and min(days.values(), default=date.max) < row.instrument.opened_on:
            words = _("date before the treaty was opened on %(day)s; imported unchanged")
            yield RowProblem(line=row.line, reason=words % {"day": row.instrument.opened_on})
