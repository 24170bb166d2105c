"""One state and all treaties: its status, its reservations, its next step, and earlier statements of the register."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.models import Instrument, TreatyAction, TreatyChange
from evaluation.treaties.next_steps import Reservation, Step, declarations_of, next_step, reservations_of
from evaluation.treaties.status import Register, register_of
from evaluation.treaties.tables import TableCell, TreatyTable, country_treaties, known_states, sample_states
from evaluation.values import TreatyStatus
from networkapp.networks.queries.countries import country_name

CHANGES_SHOWN = 300


@dataclass(frozen=True, kw_only=True)
class StateInstrument:
    """An instrument of one state; `checked_on` is the latest day on which a source of it was looked at."""

    cell: TableCell
    reservations: tuple[Reservation, ...]
    declarations: tuple[TreatyAction, ...]
    step: Step
    checked_on: date | None

    @property
    def instrument(self) -> Instrument:
        return self.cell.instrument

    @property
    def standing_reservations(self) -> list[Reservation]:
        """Return those that were not withdrawn."""
        return [item for item in self.reservations if item.stands]

    @property
    def since(self) -> str:
        """The day from which it binds, in words."""
        since = self.cell.standing.since
        return date_format(since, "SHORT_DATE_FORMAT") if since else _("unknown date")

    @property
    def said(self) -> str:
        """The status of the state, in a few words."""
        return {
            TreatyStatus.NO_RECORD: _("no data"),
            TreatyStatus.NONE: _("not bound"),
            TreatyStatus.SIGNED: _("signed, not ratified"),
            TreatyStatus.RATIFIED: _("party, in force since %(day)s") % {"day": self.since},
            TreatyStatus.IN_FORCE: _("party since %(day)s") % {"day": self.since},
        }[self.cell.standing.status]

    @property
    def actions(self) -> list[TreatyAction]:
        """Every act as one source has it, for who keeps the register."""
        return [action for act in self.cell.standing.acts for action in act.actions]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """An earlier statement of the register about an action."""

    kind: str
    own_kind: str
    date: date | None
    articles: str
    text: str
    source: str

    @property
    def label(self) -> str:
        return self.own_kind or str(TreatyAction.Kind(self.kind).label)


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    symbol: str
    change: TreatyChange
    before: Wording | None
    after: Wording | None


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """What one file, or one person at one moment, changed."""

    at: datetime
    file: str
    lines: tuple[ChangeLine, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many changes of each kind, in words."""
        found = Counter(line.change.kind for line in self.lines)
        return [(str(kind.label), found[kind]) for kind in TreatyChange.Kind if found[kind]]


@dataclass(frozen=True, kw_only=True)
class StateTreaties:
    """The page of a state. `changes` begin with the newest."""

    country: str
    is_sample: bool
    table: TreatyTable
    rows: tuple[StateInstrument, ...]
    changes: tuple[ChangeGroup, ...]

    @property
    def name(self) -> str:
        return country_name(self.country)

    @property
    def to_do(self) -> list[StateInstrument]:
        """Return those with a next step that the state itself can take."""
        own = (Step.RATIFY, Step.ACCEDE, Step.REVIEW)
        return [row for row in self.rows if row.step in own]


def state_treaties(*, country: str, on: date | None = None) -> StateTreaties | None:
    """Return the page of `country` (two letters) on the day `on`; None for a state that does not take part and did
    nothing."""
    code, samples = country.upper(), sample_states()
    if code not in known_states() | samples:
        return None
    day = on or timezone.localdate()
    table = country_treaties(register_of(on=day, countries=[code]), code)
    return StateTreaties(
        country=code,
        is_sample=code in samples,
        table=table,
        rows=_rows(table),
        changes=changes_of(country=code),
    )


def instruments_of(register: Register, country: str) -> tuple[StateInstrument, ...]:
    """Return the agreed list, and what else is recorded about `country` (two letters), from a register that was read
    already."""
    return _rows(country_treaties(register, country))


def changes_of(*, country: str) -> tuple[ChangeGroup, ...]:
    """Return earlier statements of the register about a state, with the file or day that changed them; in one query."""
    found = (
        TreatyChange.objects.filter(action__country=country)
        .select_related("action__instrument", "file")
        .order_by("-at", "action__instrument__position", "pk")[:CHANGES_SHOWN]
    )
    groups = groupby(found, key=lambda change: (change.at, change.file))
    return tuple(
        ChangeGroup(at=at, file=file.name if file else "", lines=tuple(map(_line, group)))
        for (at, file), group in groups
    )


def _rows(table: TreatyTable) -> tuple[StateInstrument, ...]:
    return tuple(_row(cell, table.on) for row in table.rows for cell in row.cells)


def _row(cell: TableCell, on: date) -> StateInstrument:
    reservations = reservations_of(cell.standing, on=on)
    checked = (action.checked_on for act in cell.standing.acts for action in act.actions)
    return StateInstrument(
        cell=cell,
        reservations=reservations,
        declarations=declarations_of(cell.standing),
        step=next_step(cell.standing, reservations),
        checked_on=max((day for day in checked if day), default=None),
    )


def _line(change: TreatyChange) -> ChangeLine:
    return ChangeLine(
        symbol=change.action.instrument.symbol,
        change=change,
        before=_wording(change.before),
        after=_wording(change.after),
    )


def _wording(said: Mapping[str, str]) -> Wording | None:
    if not said:
        return None
    day = parse_date(said["date"]) if said["date"] else None
    words = {name: said[name] for name in ("kind", "articles", "source")}
    return Wording(date=day, text=said["reservation"], own_kind=said.get("own_kind", ""), **words)
