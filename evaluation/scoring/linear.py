"""What follows from sums: which unknown whole numbers a reader can work out. In whole numbers, table by table."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Range = tuple[int, int | None]
ROUNDS = 60


@dataclass(frozen=True)
class Equation(Generic[Name]):
    """The terms, each a factor times an unknown, add up to `equals`."""

    terms: Mapping[Name, int]
    equals: int


def reduced(equations: Iterable[Equation[Name]]) -> list[Equation[Name]]:
    """The same equations solved against each other: each has an unknown that stands in no other. Without those that
    say nothing. Multiplied out, never divided, so that all numbers stay whole."""
    rows: dict[Name, tuple[dict[Name, int], int]] = {}
    for equation in equations:
        terms, equals = {name: factor for name, factor in equation.terms.items() if factor}, equation.equals
        for pivot in [name for name in terms if name in rows]:
            terms, equals = _without(pivot, terms, equals, *rows[pivot])
        if not terms:
            continue
        lead = next(iter(terms))
        for pivot, (row, value) in rows.items():
            if lead in row:
                rows[pivot] = _without(lead, row, value, terms, equals)
        rows[lead] = terms, equals
    return [Equation(row, value) for row, value in rows.values()]


def _without(
    pivot: Name, terms: Mapping[Name, int], equals: int, row: Mapping[Name, int], value: int
) -> tuple[dict[Name, int], int]:
    """The equation less as much of `row` as takes `pivot` out of it, in smallest whole numbers."""
    mine, its = row[pivot], -terms[pivot]
    left = {name: mine * factor for name, factor in terms.items()}
    for name, factor in row.items():
        left[name] = left.get(name, 0) + its * factor
    left = {name: factor for name, factor in left.items() if factor}
    equals = mine * equals + its * value
    common = gcd(equals, *left.values())
    if common > 1:
        return {name: factor // common for name, factor in left.items()}, equals // common
    return left, equals


def ranges(equations: Sequence[Equation[Name]], known: Mapping[Name, Range]) -> dict[Name, Range]:
    """The narrowest range that follows for each unknown, from its own and from what the others leave to it.

    Equations that cannot all be true, as where a source's parts do not add up to its total, say nothing further.
    """
    found = dict(known)
    everything = [*equations, *reduced(equations)]
    where: dict[Name, list[int]] = {}
    for place, equation in enumerate(everything):
        for name in equation.terms:
            where.setdefault(name, []).append(place)
    waiting = set(range(len(everything)))
    for _round in range(ROUNDS):
        changed = {name for place in sorted(waiting) for name in _narrow(everything[place], found)}
        if not changed:
            break
        waiting = {place for name in changed for place in where[name]}
    return found


def _narrow(equation: Equation[Name], found: dict[Name, Range]) -> list[Name]:
    """Narrows what the equation leaves to each of its unknowns when all others lie in their ranges; which it did."""
    least, most, without_least, without_most = 0, 0, 0, 0
    ends: dict[Name, tuple[int | None, int | None]] = {}
    for name, factor in equation.terms.items():
        low, high = found[name]
        top = None if high is None else factor * high
        small, large = (factor * low, top) if factor > 0 else (top, factor * low)
        ends[name] = small, large
        least, without_least = (least, without_least + 1) if small is None else (least + small, without_least)
        most, without_most = (most, without_most + 1) if large is None else (most + large, without_most)
    narrowed = []
    for name, (small, large) in ends.items():
        # What is left for it, times its factor: never less than this, never more than that.
        bottom = equation.equals - most + (large or 0) if without_most == (large is None) else None
        top = equation.equals - least + (small or 0) if without_least == (small is None) else None
        if _takes(name, equation.terms[name], bottom, top, found):
            narrowed.append(name)
    return narrowed


def _takes(name: Name, factor: int, bottom: int | None, top: int | None, found: dict[Name, Range]) -> bool:
    low, high = found[name]
    lower, upper = (bottom, top) if factor > 0 else (top, bottom)
    new_low = low if lower is None else max(low, -(-lower // factor))
    new_high = high if upper is None else upper // factor if high is None else min(high, upper // factor)
    if (new_low, new_high) == (low, high) or (new_high is not None and new_low > new_high):
        return False
    found[name] = new_low, new_high
    return True


def determined(rows: Iterable[Mapping[Name, int]]) -> set[Name]:
    """The unknowns that follow from sums of known value alone, whatever that value is."""
    equations = reduced(Equation(terms=row, equals=0) for row in rows)
    return {next(iter(equation.terms)) for equation in equations if len(equation.terms) == 1}
