"""One state and all treaties: its status, its reservations, its next step, and earlier statements of the register."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.models import Instrument, TreatyAction, TreatyChange
from evaluation.treaties.membership import EU_MEMBERS, EUROPEAN_UNION
from evaluation.treaties.next_steps import Reservation, Step, declarations_of, next_step, reservations_of
from evaluation.treaties.status import Register, register_of
from evaluation.treaties.tables import TableCell, TreatyTable, cell_of, country_treaties, known_states, sample_states
from evaluation.values import TreatyStatus
from networkapp.networks.queries.countries import country_name
from networkapp.text.partial_dates import PartialDate, format_partial_date, read_partial, whole_day

CHANGES_SHOWN = 300
NOT_OF_THE_STATE = frozenset((Step.NONE, Step.WAIT, Step.NOT_AGREED, Step.NOT_OPEN, Step.LOOK_UP, Step.LOOK_UP_AGAIN))


@dataclass(frozen=True, kw_only=True)
class StateInstrument:
    """A treaty of one state; `checked_on` is the latest day on which a source of it was looked at.

    `union` is what the European Union did about it, if the state is a member and the Union can join.
    """

    cell: TableCell
    reservations: tuple[Reservation, ...]
    declarations: tuple[Reservation, ...]
    step: Step
    checked_on: date | None
    union: TableCell | None = None

    @property
    def instrument(self) -> Instrument:
        return self.cell.instrument

    @property
    def reservations_in_force(self) -> list[Reservation]:
        """Return those that were not withdrawn."""
        return [item for item in self.reservations if item.stands]

    @property
    def since(self) -> str:
        """Return the date from which the treaty binds, in words; "" if neither a source nor a rule gives one."""
        record = self.cell.record
        when = whole_day(record.since) if record.since else record.in_force and record.in_force.when
        return format_partial_date(str(when), form="SHORT_DATE_FORMAT") if when else ""

    @property
    def party(self) -> str:
        """Return since when the state is a party, or by which action, in a few words."""
        bound = self.cell.record.bound
        if self.since:
            return _("party since %(day)s") % {"day": self.since}
        if bound is None or bound.when is None:
            return _("party, date unknown")
        return _("party (%(act)s %(day)s)") % {"act": bound.label, "day": format_partial_date(str(bound.when))}

    @property
    def status_text(self) -> str:
        """Return the status of the state in a few words."""
        if absent := self.cell.absent_on:
            return _("not a party as of %(day)s") % {"day": format_partial_date(str(absent), form="SHORT_DATE_FORMAT")}
        if self.cell.record.status is TreatyStatus.IN_FORCE:
            return self.party
        if self.cell.record.status is TreatyStatus.RATIFIED:
            return _("consented to be bound, not yet in force")
        return {
            TreatyStatus.NO_RECORD: _("not covered by our sources"),
            TreatyStatus.NONE: _("not bound"),
            TreatyStatus.SIGNED: _("signed, not ratified"),
        }[self.cell.record.status]

    @property
    def actions(self) -> list[TreatyAction]:
        """Return every action of every source, for people who manage the register."""
        territorial = (act for item in self.cell.record.territories for act in (*item.earlier, item.action) if act)
        acts = (action for act in self.cell.record.acts for action in act.actions)
        return [*acts, *dict.fromkeys(territorial)]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """An earlier statement of the register about an action."""

    kind: str
    own_kind: str
    when: PartialDate | None
    articles: str
    text: str
    source: str

    @property
    def label(self) -> str:
        return self.own_kind or str(TreatyAction.Kind(self.kind).label)


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """A change of a treaty action, with its wording before and after."""

    symbol: str
    change: TreatyChange
    before: Wording | None
    after: Wording | None


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """The changes by one file, or by one person at one time."""

    at: datetime
    file: str
    lines: tuple[ChangeLine, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many changes of each kind there are, in words."""
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
        return country_name(code=self.country)

    @property
    def to_do(self) -> list[StateInstrument]:
        """Return those with a next step that the state itself can take."""
        return [row for row in self.rows if row.step not in NOT_OF_THE_STATE]


def state_treaties(*, country: str, on: date | None = None) -> StateTreaties | None:
    """Return the page of `country` (two letters) on the day `on`; None for a state that does not take part and did
    nothing."""
    code, samples = country.upper(), sample_states()
    if code not in known_states() | samples:
        return None
    day = on or timezone.localdate()
    union = {EUROPEAN_UNION} if code in EU_MEMBERS else set()
    register = register_of(on=day, countries={code} | union)
    table = country_treaties(register, code)
    return StateTreaties(
        country=code,
        is_sample=code in samples,
        table=table,
        rows=tuple(replace(row, union=_union_of(register, row)) if union else row for row in _rows(table)),
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


def _union_of(register: Register, row: StateInstrument) -> TableCell | None:
    """Return the European Union's status for the treaty of the row; None if nothing is recorded."""
    cell = cell_of(register, EUROPEAN_UNION, row.instrument)
    return cell if cell.acts else None


def _row(cell: TableCell, on: date) -> StateInstrument:
    reservations = reservations_of(cell.record, on=on)
    checked = (action.checked_on for act in cell.record.acts for action in act.actions)
    return StateInstrument(
        cell=cell,
        reservations=reservations,
        declarations=declarations_of(cell.record, on=on),
        step=next_step(cell.record, reservations, instrument=cell.instrument, country=cell.country, on=on),
        checked_on=max((day for day in checked if day), default=None),
    )


def _line(change: TreatyChange) -> ChangeLine:
    return ChangeLine(
        symbol=change.action.instrument.symbol,
        change=change,
        before=_wording(change.before),
        after=_wording(change.after),
    )


def _wording(texts: Mapping[str, str]) -> Wording | None:
    if not texts:
        return None
    written = texts["date"] or texts.get("period", "")
    words = {name: texts[name] for name in ("kind", "articles", "source")}
    return Wording(
        when=read_partial(written) if written else None,
        text=texts["reservation"],
        own_kind=texts.get("own_kind", ""),
        **words,
    )
