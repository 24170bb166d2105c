"""To which territories of a state a treaty applies, from its extensions and exclusions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from evaluation.models import TreatyAction
from evaluation.treaties.dated_actions import span_of
from evaluation.treaties.kinds import TERRITORIAL
from networkapp.networks.queries.countries import country_name

SELF_GOVERNING: dict[str, tuple[str, ...]] = {
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "NL": ("AW", "CW", "SX"),
}
"""Self-governing territories that treaties of a state bind only if the state or the territory says so."""


@dataclass(frozen=True, kw_only=True)
class Territories:
    """Territories of a state with the same status. `action` is the last one; None if no source says anything."""

    codes: tuple[str, ...]
    action: TreatyAction | None = None
    earlier: tuple[TreatyAction, ...] = ()

    @property
    def names(self) -> str:
        return ", ".join(country_name(code=code) for code in self.codes)

    @property
    def is_included(self) -> bool:
        return self.action is not None and self.action.kind == TreatyAction.Kind.EXTENDED


def territories_of(country: str, actions: Iterable[TreatyAction], *, on: date) -> tuple[Territories, ...]:
    """Return the self-governing territories of `country`, and those that its actions name, on the day `on`."""
    by_territory: dict[str, list[TreatyAction]] = {code: [] for code in SELF_GOVERNING.get(country, ())}
    for action in sorted(actions, key=_effect):
        if action.kind in TERRITORIAL and _effect(action) <= on:
            for code in action.territories.split():
                by_territory.setdefault(code, []).append(action)
    alike: dict[tuple[int, ...], list[str]] = {}
    for code, found in by_territory.items():
        alike.setdefault(tuple(map(id, found)), []).append(code)
    return tuple(_territories(codes, by_territory[codes[0]]) for codes in alike.values())


def _territories(codes: Sequence[str], in_order: Sequence[TreatyAction]) -> Territories:
    return Territories(codes=tuple(codes), action=in_order[-1] if in_order else None, earlier=tuple(in_order[:-1]))


def _effect(action: TreatyAction) -> date:
    return action.takes_effect_on or span_of(action)[0]
