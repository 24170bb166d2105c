"""The status of states for treaties, from what sources say they did. Nothing is written here: it is read."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from evaluation.models import Instrument, TreatyAction
from evaluation.scoring import ForceRule, TreatyDates, comes_into_force, treaty_status
from evaluation.treaties.history import BINDING
from evaluation.values import TreatyStatus
from networkapp.models import Delegation, Network
from networkapp.models.translations import LocalText

SEVERAL = ("reserved", "declared", "withdrew")
"""Actions of which a state may do several: different days are different actions."""


@dataclass(frozen=True, kw_only=True)
class Dating:
    """One act of a state with the dates that sources give for it; `chosen` is the one that is reckoned with."""

    kind: str
    chosen: date | None
    actions: tuple[TreatyAction, ...]

    @property
    def label(self) -> LocalText:
        return next(action.label for action in self.actions if action.kind == self.kind)

    @property
    def is_disputed(self) -> bool:
        """Whether sources give different dates for it."""
        return self.kind not in SEVERAL and len({action.date for action in self.actions if action.date}) > 1


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A state and an instrument on one day: its status, and the acts behind it.

    `since` is the day of entry into force for the state; `is_by_rule` where no source records it and the
    instrument's own rule gives it.
    """

    status: TreatyStatus
    since: date | None = None
    is_by_rule: bool = False
    signed: Dating | None = None
    bound: Dating | None = None
    in_force: Dating | None = None
    denounced: Dating | None = None
    reserved: Dating | None = None
    declared: Dating | None = None
    withdrew: Dating | None = None

    @property
    def is_shown_since(self) -> bool:
        """Return whether the date of entry into force is shown separately: no source records it as an action."""
        return self.is_by_rule and self.status in (TreatyStatus.IN_FORCE, TreatyStatus.RATIFIED)

    @property
    def acts(self) -> list[Dating]:
        """What the state did, in the order in which states do it."""
        stood = (self.signed, self.bound, self.in_force)
        order = (*stood, self.reserved, self.declared, self.withdrew, self.denounced)
        return [act for act in order if act is not None]

    @property
    def is_disputed(self) -> bool:
        return any(act.is_disputed for act in self.acts)


NO_RECORD = Standing(status=TreatyStatus.NO_RECORD)


@dataclass(frozen=True, kw_only=True)
class Register:
    """The standings of states with instruments on one day; what is not in it has no record."""

    on: date
    instruments: tuple[Instrument, ...]
    standings: Mapping[tuple[str, str], Standing] = field(default_factory=dict)

    def standing(self, country: str, key: str) -> Standing:
        return self.standings.get((country, key), NO_RECORD)


def list_instruments() -> QuerySet[Instrument]:
    """All instruments in their order, with translations."""
    return Instrument.objects.prefetch_related("translations")


def recorded_actions(*, country: str = "", instrument: str = "") -> QuerySet[Any]:
    """Return the actions as sources state them, of one state (two letters) and on one treaty (its key) if given.

    By treaty, state and date; each with its treaty and `is_sample`: whether the state is a sample country.
    """
    samples = Delegation.objects.filter(country=OuterRef("country"), networks__kind=Network.Kind.SAMPLE)
    found: QuerySet[Any] = (
        TreatyAction.objects.said_now().with_kinds().select_related("instrument").annotate(is_sample=Exists(samples))
    )
    if country:
        found = found.filter(country=country.upper())
    if instrument:
        found = found.filter(instrument__key=instrument)
    return found.order_by("instrument__position", "instrument__key", "country", "date", "pk")


def statuses_of(*, country: str, keys: Collection[str], on: date) -> dict[str, TreatyStatus]:
    """Return the status of `country` (two letters) for each treaty on the day `on`, in three queries; an unknown
    country has no record.
    """
    register = register_of(countries=[country], keys=keys, on=on)
    return {key: register.standing(country, key).status for key in keys}


def register_of(
    *,
    on: date,
    countries: Collection[str] | None = None,
    keys: Collection[str] | None = None,
    group: str = "",
) -> Register:
    """The standings on the day `on`, in three queries; of all states and instruments where none are named."""
    instruments = list_instruments()
    if keys is not None:
        instruments = instruments.filter(key__in=keys)
    if group:
        instruments = instruments.filter(group=group)
    shown = tuple(instruments)
    actions = TreatyAction.objects.said_now().filter(instrument__in=shown).with_kinds().order_by("date", "source", "pk")
    if countries is not None:
        actions = actions.filter(country__in=countries)
    return Register(on=on, instruments=shown, standings=_standings(shown, actions, on))


def _standings(
    instruments: Iterable[Instrument], actions: Iterable[TreatyAction], on: date
) -> dict[tuple[str, str], Standing]:
    by_pk = {instrument.pk: instrument for instrument in instruments}
    grouped: dict[tuple[str, int], list[TreatyAction]] = {}
    for action in actions:
        grouped.setdefault((str(action.country), action.instrument_id), []).append(action)
    return {
        (country, by_pk[pk].key): standing_of(acts, on=on, rule=rule_of(by_pk[pk]))
        for (country, pk), acts in grouped.items()
    }


def standing_of(actions: Collection[TreatyAction], *, on: date, rule: ForceRule | None) -> Standing:
    """Return the status of a state by these actions on one treaty; no record if there are none.

    A state that left and joined again later is judged by what it did since.
    """
    if not actions:
        return NO_RECORD
    current, left = _since_it_left(actions, on)
    signed, bound = _dating(actions, "signed"), _dating(current, *BINDING)
    in_force = _dating(current, "in_force")
    since = in_force.chosen if in_force else None
    by_rule = comes_into_force(bound.chosen, rule=rule) if since is None and bound and bound.chosen else None
    dates = TreatyDates(
        signed=signed.chosen if signed else None,
        is_signed=signed is not None,
        bound=bound.chosen if bound else None,
        is_bound=bound is not None,
        in_force=date.min if in_force and since is None else since,
        ended=left,
    )
    return Standing(
        status=treaty_status(dates, on=on, rule=rule),
        since=since or by_rule,
        is_by_rule=since is None and by_rule is not None,
        signed=signed,
        bound=bound,
        in_force=in_force,
        denounced=_dating(actions, "denounced"),
        reserved=_dating(actions, "reserved"),
        declared=_dating(actions, "declared"),
        withdrew=_dating(actions, "withdrew"),
    )


def rule_of(instrument: Instrument) -> ForceRule | None:
    """The instrument's own rule of entry into force, as the scoring engine reads it; None where none is recorded."""
    said = instrument.in_force_rule
    if not said:
        return None
    return ForceRule(
        days=said.get("days"),
        months=said.get("months"),
        first_day_of_next_month=bool(said.get("first_day_of_next_month")),
        on_deposit=bool(said.get("on_deposit")),
        general_entry=instrument.in_force_on,
    )


def _since_it_left(actions: Collection[TreatyAction], on: date) -> tuple[list[TreatyAction], date | None]:
    """The acts that count on the day `on`, and the day it had left by then, where it has not joined again.

    A state that leaves and joins again is bound in stretches; acts of another stretch say nothing about this one.
    """
    leavings = sorted(action.date for action in actions if action.kind == "denounced" and action.date)
    left = max((day for day in leavings if day <= on), default=None)
    leaves = min((day for day in leavings if day > on), default=date.max)
    until = [action for action in actions if action.date is None or action.date <= leaves]
    if left is None:
        return until, None
    later = [action for action in until if action.date is not None and action.date > left]
    if any(action.kind in BINDING and action.date <= on for action in later if action.date):
        return later, None
    return until, left


def _dating(actions: Iterable[TreatyAction], *kinds: str) -> Dating | None:
    """All statements about one action. If its sources name several kinds, the one that most sources name is used."""
    found = [action for action in actions if action.kind in kinds]
    if not found:
        return None
    kind = Counter(action.kind for action in found).most_common(1)[0][0]
    return Dating(kind=kind, chosen=_chosen(found), actions=tuple(found))


def _chosen(actions: Iterable[TreatyAction]) -> date | None:
    """The date that most sources give; of those given equally often the latest: then all agree that it has happened."""
    said = Counter(action.date for action in actions if action.date is not None)
    return max(said, key=lambda day: (said[day], day), default=None)
