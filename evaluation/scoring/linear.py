"""What follows from sums: which unknown whole numbers a reader can work out. Exact, for the numbers of one table."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Range = tuple[int, int | None]
ROUNDS = 60


@dataclass(frozen=True)
class Equation(Generic[Name]):
    """The terms, each a factor times an unknown, add up to `equals`."""

    terms: Mapping[Name, Fraction]
    equals: Fraction


def reduced(equations: Iterable[Equation[Name]]) -> list[Equation[Name]]:
    """The same equations solved against each other (reduced row echelon form), without those that say nothing."""
    rows: list[tuple[Name, dict[Name, Fraction], Fraction]] = []
    for equation in equations:
        terms, equals = dict(equation.terms), equation.equals
        for pivot, row, value in rows:
            terms, equals = _without(pivot, terms, equals, row, value)
        lead = next((name for name, factor in terms.items() if factor), None)
        if lead is None:
            continue
        factor = terms[lead]
        terms = {name: part / factor for name, part in terms.items() if part}
        equals = equals / factor
        rows = [(pivot, *_without(lead, row, value, terms, equals)) for pivot, row, value in rows]
        rows.append((lead, terms, equals))
    return [Equation({name: part for name, part in row.items() if part}, value) for _pivot, row, value in rows]


def _without(
    pivot: Name, terms: dict[Name, Fraction], equals: Fraction, row: Mapping[Name, Fraction], value: Fraction
) -> tuple[dict[Name, Fraction], Fraction]:
    factor = terms.get(pivot, Fraction(0))
    if not factor:
        return terms, equals
    names = {*terms, *row}
    left = {name: terms.get(name, Fraction(0)) - factor * row.get(name, Fraction(0)) for name in names}
    return {name: part for name, part in left.items() if part}, equals - factor * value


def ranges(equations: Sequence[Equation[Name]], known: Mapping[Name, Range]) -> dict[Name, Range]:
    """The narrowest range that follows for each unknown, from its own and from what the others leave to it.

    Equations that cannot all be true, as where a source's parts do not add up to its total, say nothing further.
    """
    found = dict(known)
    everything = [*equations, *reduced(equations)]
    for _round in range(ROUNDS):
        before = dict(found)
        for equation in everything:
            for name in equation.terms:
                low, high = _narrowed(equation, name, found)
                if high is None or low <= high:
                    found[name] = low, high
        if found == before:
            break
    return found


def _narrowed(equation: Equation[Name], name: Name, found: Mapping[Name, Range]) -> Range:
    """What the equation leaves to `name`, when all others lie in their ranges."""
    factor = equation.terms[name]
    least, most = Fraction(0), Fraction(0)
    least_known, most_known = True, True
    for other, part in equation.terms.items():
        if other == name:
            continue
        low, high = found[other]
        small, large = (low, high) if part > 0 else (high, low)
        least_known, most_known = least_known and small is not None, most_known and large is not None
        least += part * (small or 0)
        most += part * (large or 0)
    ends = [
        (equation.equals - most) / factor if most_known else None,
        (equation.equals - least) / factor if least_known else None,
    ]
    low_end, high_end = ends if factor > 0 else reversed(ends)
    low, high = found[name]
    if low_end is not None:
        low = max(low, ceil(low_end))
    if high_end is not None:
        high = floor(high_end) if high is None else min(high, floor(high_end))
    return low, high


def determined(rows: Iterable[Mapping[Name, Fraction]]) -> set[Name]:
    """The unknowns that follow from sums of known value alone, whatever that value is."""
    equations = reduced(Equation(terms=row, equals=Fraction(0)) for row in rows)
    return {next(iter(equation.terms)) for equation in equations if len(equation.terms) == 1}
