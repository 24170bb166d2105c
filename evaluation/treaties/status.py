"""The status of states for treaties, from what sources say they did. Nothing is written here: it is read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from evaluation.models import Instrument, TreatyAction
from evaluation.scoring import ForceRule
from evaluation.treaties.records import NO_RECORD, TreatyRecord, treaty_record
from evaluation.values import TreatyStatus
from networkapp.models import Delegation, Network


@dataclass(frozen=True, kw_only=True)
class Register:
    """The records of states with instruments on one day; what is not in it has no record."""

    on: date
    instruments: tuple[Instrument, ...]
    records: Mapping[tuple[str, str], TreatyRecord] = field(default_factory=dict)
    checked_on: date | None = None
    """The latest day on which any of its sources was looked at."""

    def record(self, country: str, key: str) -> TreatyRecord:
        return self.records.get((country, key), NO_RECORD)


def list_instruments() -> QuerySet[Instrument]:
    """Return all treaties in their order, with translations."""
    return Instrument.objects.prefetch_related("translations")


def recorded_actions(*, country: str = "", instrument: str = "") -> QuerySet[Any]:
    """Return the actions as sources state them, of one state (two letters) and on one treaty (its key) if given.

    By treaty, state and date; each with its treaty and `is_sample`: whether the state is a sample country.
    """
    samples = Delegation.objects.filter(country=OuterRef("country"), networks__kind=Network.Kind.SAMPLE)
    found: QuerySet[Any] = (
        TreatyAction.objects.current().with_kinds().select_related("instrument").annotate(is_sample=Exists(samples))
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
    return {key: register.record(country, key).status for key in keys}


def register_of(
    *,
    on: date,
    countries: Collection[str] | None = None,
    keys: Collection[str] | None = None,
    group: str = "",
) -> Register:
    """Return the treaty statuses on the day `on`, in three queries; of all states and treaties by default."""
    instruments = list_instruments()
    if keys is not None:
        instruments = instruments.filter(key__in=keys)
    if group:
        instruments = instruments.filter(group=group)
    shown = tuple(instruments)
    actions = TreatyAction.objects.current().filter(instrument__in=shown).with_kinds().order_by("date", "source", "pk")
    if countries is not None:
        actions = actions.filter(country__in=countries)
    found = list(actions)
    checked_on = max((action.checked_on for action in found if action.checked_on), default=None)
    return Register(on=on, instruments=shown, records=_records(shown, found, on), checked_on=checked_on)


def _records(
    instruments: Iterable[Instrument], actions: Iterable[TreatyAction], on: date
) -> dict[tuple[str, str], TreatyRecord]:
    by_pk = {instrument.pk: instrument for instrument in instruments}
    grouped: dict[tuple[str, int], list[TreatyAction]] = {}
    for action in actions:
        grouped.setdefault((str(action.country), action.instrument_id), []).append(action)
    return {
        (country, by_pk[pk].key): treaty_record(
            acts, on=on, rule=rule_of(by_pk[pk]), leaving=denunciation_rule(by_pk[pk])
        )
        for (country, pk), acts in grouped.items()
    }


def rule_of(instrument: Instrument) -> ForceRule | None:
    """Return the treaty's rule of entry into force for the scoring engine; None if none is recorded."""
    return _rule(instrument.in_force_rule, general_entry=instrument.in_force_on)


def denunciation_rule(instrument: Instrument) -> ForceRule | None:
    """Return the treaty's rule of when a denunciation takes effect; None if none is recorded."""
    return _rule(instrument.leaving_rule, general_entry=None)


def _rule(rule: Mapping[str, Any], *, general_entry: date | None) -> ForceRule | None:
    if not rule:
        return None
    return ForceRule(
        days=rule.get("days"),
        months=rule.get("months"),
        first_day_of_next_month=bool(rule.get("first_day_of_next_month")),
        on_deposit=bool(rule.get("on_deposit")),
        general_entry=general_entry,
    )
