"""The public table of treaties: states in rows, instruments in columns, every date with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from evaluation.domain.countries import alphabetical, country_name
from evaluation.domain.treaties import Dating, Register, Standing, register_of
from evaluation.models import Instrument, TreatyAction
from networkapp.models import Delegation, Network

SourceKey = tuple[str, str, date | None]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where dates are from, numbered as a footnote."""

    number: int
    name: str
    url: str
    checked_on: date | None


@dataclass(frozen=True, kw_only=True)
class SourcedDate:
    """One date of an act with the footnotes of all sources that give it."""

    date: date | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class TableAct:
    """One act in a cell; more than one date where sources disagree."""

    dating: Dating
    dates: tuple[SourcedDate, ...]


@dataclass(frozen=True, kw_only=True)
class TableCell:
    instrument: Instrument
    country: str
    standing: Standing
    acts: tuple[TableAct, ...]

    @property
    def state(self) -> str:
        """The state's name in the reader's language."""
        return country_name(self.country)


@dataclass(frozen=True, kw_only=True)
class TableRow:
    country: str
    is_sample: bool
    cells: tuple[TableCell, ...]

    @property
    def name(self) -> str:
        return country_name(self.country)


@dataclass(frozen=True, kw_only=True)
class TreatyTable:
    on: date
    instruments: tuple[Instrument, ...]
    rows: tuple[TableRow, ...]
    sources: tuple[Source, ...]
    has_sample: bool
    has_disputes: bool


def treaty_table(*, group: str = Instrument.Group.MAIN, only_members: bool = True, key: str = "") -> TreatyTable:
    """The table of today, in a number of queries that does not grow: the states that take part, or all recorded.

    `group` narrows the instruments where it is not empty, `key` to a single one.
    """
    samples = _countries(Network.Kind.SAMPLE)
    members = _members() | samples
    register = register_of(
        on=timezone.localdate(),
        countries=members if only_members else None,
        keys=[key] if key else None,
        group="" if key else group,
    )
    recorded = {country for country, _key in register.standings}
    return _table(register, members if only_members else recorded | members, samples)


def country_treaties(register: Register, country: str) -> TreatyTable:
    """The acts of one state, from a register that was read already."""
    return _table(register, {country}, set())


def _members() -> set[str]:
    """The states whose national parliaments take part."""
    codes = Delegation.objects.filter(kind=Delegation.Kind.NATIONAL).exclude(country="")
    return set(codes.values_list("country", flat=True))


def _countries(kind: str) -> set[str]:
    return set(Delegation.objects.filter(networks__kind=kind).exclude(country="").values_list("country", flat=True))


def _table(register: Register, countries: Iterable[str], samples: set[str]) -> TreatyTable:
    sources = _Sources()
    rows = [
        TableRow(
            country=country,
            is_sample=country in samples,
            cells=tuple(_cell(register, country, instrument, sources) for instrument in register.instruments),
        )
        for country in alphabetical(countries, name=country_name)
    ]
    return TreatyTable(
        on=register.on,
        instruments=register.instruments,
        rows=tuple(sorted(rows, key=lambda row: row.is_sample)),
        sources=tuple(sources.numbered.values()),
        has_sample=any(row.is_sample for row in rows),
        has_disputes=any(cell.standing.is_disputed for row in rows for cell in row.cells),
    )


def _cell(register: Register, country: str, instrument: Instrument, sources: "_Sources") -> TableCell:
    standing = register.standing(country, instrument.key)
    return TableCell(
        instrument=instrument,
        country=country,
        standing=standing,
        acts=tuple(TableAct(dating=act, dates=_dates(act, sources)) for act in standing.acts),
    )


def _dates(act: Dating, sources: "_Sources") -> tuple[SourcedDate, ...]:
    by_date: dict[date | None, list[Source]] = {}
    for action in act.actions:
        by_date.setdefault(action.date, []).append(sources.of(action))
    return tuple(SourcedDate(date=day, sources=tuple(found)) for day, found in by_date.items())


class _Sources:
    """Numbers sources in the order in which a reader meets them."""

    def __init__(self) -> None:
        self.numbered: dict[SourceKey, Source] = {}

    def of(self, action: TreatyAction) -> Source:
        key = (action.source, action.source_url, action.checked_on)
        if key not in self.numbered:
            self.numbered[key] = Source(
                number=len(self.numbered) + 1,
                name=action.source,
                url=action.source_url if action.source_url.startswith(("https://", "http://")) else "",
                checked_on=action.checked_on,
            )
        return self.numbered[key]
