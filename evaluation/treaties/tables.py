"""The public table of treaties: states in rows, instruments in columns, every date with its source."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.utils import timezone

from evaluation.models import Instrument, TreatyAction
from evaluation.treaties.dated_actions import DatedAction, span_of
from evaluation.treaties.kinds import LISTED
from evaluation.treaties.records import TreatyRecord
from evaluation.treaties.status import Register, register_of
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network
from networkapp.networks.queries.countries import country_name
from networkapp.text.partial_dates import PartialDate

STATES_ON_A_PAGE = 50
SourceKey = tuple[str, str, str]


@dataclass(kw_only=True)
class Source:
    """A source of dates, numbered as a footnote; `symbols` and `states` are those that it is cited for.

    `as_of` is the date of the source, as exactly as it is known, and `checked_on` the latest day of access.
    """

    number: int
    name: str
    url: str
    as_of: str
    checked_on: date | None
    symbols: dict[str, None] = field(default_factory=dict)
    states: dict[str, None] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """Return the treaty and the state that the source is about, each only if it is the only one."""
        single = [next(iter(names)) for names in (self.symbols, self.states) if len(names) == 1]
        return ", ".join(single)


@dataclass(frozen=True, kw_only=True)
class SourcedDate:
    """One date of an act with the footnotes of all sources that give it; a list of parties has its own date."""

    when: PartialDate | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class TableAct:
    """One act in a cell; more than one date where sources disagree."""

    action: DatedAction
    dates: tuple[SourcedDate, ...]

    @property
    def is_list(self) -> bool:
        """Return whether the act is from a list of parties, and so has the date of the list."""
        return self.action.kind in LISTED


@dataclass(frozen=True, kw_only=True)
class TableCell:
    """One state and one treaty. `checked_on` is the latest day on which any source of the register was accessed."""

    instrument: Instrument
    country: str
    record: TreatyRecord
    acts: tuple[TableAct, ...]
    checked_on: date | None = None

    @property
    def state(self) -> str:
        """Return the state's name in the reader's language."""
        return country_name(code=self.country)

    @property
    def absent_on(self) -> PartialDate | None:
        """Return the date of the list of parties that lacks the state, if nothing else is known."""
        return self.record.stated_on if self.record.is_absent_only else None


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """The row of one state in the table of treaties."""

    country: str
    is_sample: bool
    cells: tuple[TableCell, ...]

    @property
    def name(self) -> str:
        return country_name(code=self.country)

    @property
    def without_record(self) -> list[Instrument]:
        """Return the treaties about which no source has data for this state."""
        return [cell.instrument for cell in self.cells if not cell.acts]


@dataclass(frozen=True, kw_only=True)
class TreatyTable:
    """The table of treaties by state, on one day."""

    on: date
    instruments: tuple[Instrument, ...]
    rows: tuple[TableRow, ...]
    sources: tuple[Source, ...]
    has_disputes: bool
    checked_on: date | None = None
    page: "Page[str] | None" = None

    @property
    def oldest_source(self) -> str:
        return min((source.as_of for source in self.sources if source.as_of), default="")

    @property
    def newest_source(self) -> str:
        return max((source.as_of for source in self.sources if source.as_of), default="")

    @property
    def states(self) -> list[TableRow]:
        return [row for row in self.rows if not row.is_sample]

    @property
    def samples(self) -> list[TableRow]:
        """Return the sample countries, which are never listed among states."""
        return [row for row in self.rows if row.is_sample]


def treaty_table(*, group: str = Instrument.Group.MAIN, only_members: bool = True, page: str | int = 1) -> TreatyTable:
    """Return the table of today, in a constant number of queries: the states that take part, or all recorded.

    `group` narrows the instruments where it is not empty. Of all recorded states a page of fifty is shown.
    """
    samples = sample_states()
    states = states_that_take_part() if only_members else known_states()
    pages = Paginator(_in_order(states | samples, samples), STATES_ON_A_PAGE)
    shown = pages.get_page(page)
    register = register_of(on=timezone.localdate(), countries=list(shown), group=group)
    return replace(_table(register, shown, samples), page=shown)


def instrument_table(*, key: str, only_members: bool = True, page: str | int = 1) -> TreatyTable:
    """Return the table of one treaty, without sample countries."""
    states = (states_that_take_part() if only_members else known_states()) - sample_states()
    shown = Paginator(_in_order(states, set()), STATES_ON_A_PAGE).get_page(page)
    register = register_of(on=timezone.localdate(), countries=list(shown), keys=[key])
    return replace(_table(register, shown, set()), page=shown)


def country_treaties(register: Register, country: str) -> TreatyTable:
    """Return the actions of one state from a loaded register: the agreed list, and what else is recorded."""
    shown = tuple(
        instrument
        for instrument in register.instruments
        if instrument.group == Instrument.Group.MAIN or (country, instrument.key) in register.records
    )
    return _table(replace(register, instruments=shown), {country}, set())


def states_that_take_part() -> set[str]:
    """Return the states whose national parliaments take part."""
    codes = Delegation.objects.filter(kind__in=Delegation.OF_A_COUNTRY).exclude(country="")
    return set(codes.values_list("country", flat=True))


def known_states() -> set[str]:
    """Return the states that take part, and all others with a recorded action."""
    return states_that_take_part() | set(
        TreatyAction.objects.current().order_by().values_list("country", flat=True).distinct()
    )


def sample_states() -> set[str]:
    """Return the invented countries of sample networks."""
    found = Delegation.objects.filter(networks__kind=Network.Kind.SAMPLE).exclude(country="")
    return set(found.values_list("country", flat=True))


def _table(register: Register, countries: Iterable[str], samples: set[str]) -> TreatyTable:
    sources = _Sources()
    rows = tuple(
        TableRow(
            country=country,
            is_sample=country in samples,
            cells=tuple(_cell(register, country, instrument, sources) for instrument in register.instruments),
        )
        for country in _in_order(countries, samples)
    )
    return TreatyTable(
        on=register.on,
        instruments=register.instruments,
        rows=rows,
        sources=tuple(sources.numbered.values()),
        has_disputes=any(cell.record.is_disputed for row in rows for cell in row.cells),
        checked_on=register.checked_on,
    )


def _in_order(countries: Iterable[str], samples: set[str]) -> list[str]:
    """Return the countries in alphabetical order, sample countries after all states."""
    return sorted(alphabetical(countries, name=lambda code: country_name(code=code)), key=lambda code: code in samples)


def _cell(register: Register, country: str, instrument: Instrument, sources: "_Sources") -> TableCell:
    record = register.record(country, instrument.key)
    return TableCell(
        instrument=instrument,
        country=country,
        record=record,
        checked_on=register.checked_on,
        acts=tuple(TableAct(action=act, dates=_dates(act, instrument, sources)) for act in record.acts),
    )


def cell_of(register: Register, country: str, instrument: Instrument) -> TableCell:
    """Return one state and one treaty of a register, with sources numbered on their own."""
    return _cell(register, country, instrument, _Sources())


def _dates(act: DatedAction, instrument: Instrument, sources: "_Sources") -> tuple[SourcedDate, ...]:
    by_date: dict[PartialDate | None, list[Source]] = {}
    for action in sorted(act.actions, key=span_of):
        when = action.stated_on if action.kind in LISTED else action.when
        known, source = by_date.setdefault(when, []), sources.of(action, instrument)
        if source not in known:
            known.append(source)
    return tuple(SourcedDate(when=when, sources=tuple(found)) for when, found in by_date.items())


class _Sources:
    """Numbers sources in the order in which a reader meets them."""

    def __init__(self) -> None:
        self.numbered: dict[SourceKey, Source] = {}

    def of(self, action: TreatyAction, instrument: Instrument) -> Source:
        key = (action.source, action.source_url, action.as_of)
        if key not in self.numbered:
            self.numbered[key] = Source(
                number=len(self.numbered) + 1,
                name=action.source,
                url=action.source_url if action.source_url.startswith(("https://", "http://")) else "",
                as_of=action.as_of,
                checked_on=action.checked_on,
            )
        source = self.numbered[key]
        source.checked_on = max(filter(None, (source.checked_on, action.checked_on)), default=None)
        source.symbols[instrument.symbol] = None
        source.states[country_name(code=str(action.country))] = None
        return source
