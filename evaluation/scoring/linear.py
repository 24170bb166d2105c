"""Derive from sums of whole numbers which unknown numbers a reader can work out, table by table."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Range = tuple[int, int | None]
MAX_ROUNDS = 60


@dataclass(frozen=True)
class Equation(Generic[Name]):
    """The terms, each a factor times an unknown, add up to `equals`."""

    terms: Mapping[Name, int]
    equals: int


def solve_equations(equations: Iterable[Equation[Name]]) -> list[Equation[Name]]:
    """Return the equations solved against each other: each has an unknown that is in no other. Without trivial ones.
    Multiplied out, never divided, so that all numbers stay whole."""
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
    """Return the equation less as much of `row` as takes `pivot` out of it, in smallest whole numbers."""
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


class EquationSystem(Generic[Name]):
    """Equations that hold together; where `is_solved`, with what follows from solving them against each other."""

    def __init__(self, equations: Sequence[Equation[Name]], *, is_solved: bool = True) -> None:
        self.equations = [*equations, *(solve_equations(equations) if is_solved else ())]
        self.where: dict[Name, list[int]] = {}
        for place, equation in enumerate(self.equations):
            for name in equation.terms:
                self.where.setdefault(name, []).append(place)

    def narrow(self, found: dict[Name, Range], *, changed: Name | None = None, is_strict: bool = False) -> bool:
        """Narrow all ranges, or only what follows from that of `changed`, as far as the others allow.

        What cannot be is passed over; where `is_strict`, it ends with False.
        """
        waiting = set(range(len(self.equations)) if changed is None else self.where.get(changed, ()))
        for _round in range(MAX_ROUNDS):
            narrowed: set[Name] = set()
            for place in sorted(waiting):
                names, is_possible = _narrow(self.equations[place], found)
                if is_strict and not is_possible:
                    return False
                narrowed.update(names)
            if not narrowed:
                break
            waiting = {place for name in narrowed for place in self.where[name]}
        return True


def narrow_ranges(equations: Sequence[Equation[Name]], known: Mapping[Name, Range]) -> dict[Name, Range]:
    """Return the narrowest range that follows for each unknown from its own and from the others.

    Equations that cannot all be true, such as a total that differs from the sum of its parts, are ignored.
    """
    found = dict(known)
    EquationSystem(equations).narrow(found)
    return found


def _narrow(equation: Equation[Name], found: dict[Name, Range]) -> tuple[list[Name], bool]:
    """Narrow each unknown by the ranges of the others; return those that changed, and whether all have values left."""
    least, most, without_least, without_most = 0, 0, 0, 0
    ends: dict[Name, tuple[int | None, int | None]] = {}
    for name, factor in equation.terms.items():
        low, high = found[name]
        top = None if high is None else factor * high
        small, large = (factor * low, top) if factor > 0 else (top, factor * low)
        ends[name] = small, large
        least, without_least = (least, without_least + 1) if small is None else (least + small, without_least)
        most, without_most = (most, without_most + 1) if large is None else (most + large, without_most)
    narrowed, is_possible = [], True
    for name, (small, large) in ends.items():
        # What is left for it, times its factor: never less than this, never more than that.
        bottom = equation.equals - most + (large or 0) if without_most == (large is None) else None
        top = equation.equals - least + (small or 0) if without_least == (small is None) else None
        left = _remaining_range(found[name], equation.terms[name], bottom, top)
        if left[1] is not None and left[0] > left[1]:
            is_possible = False
        elif left != found[name]:
            found[name] = left
            narrowed.append(name)
    return narrowed, is_possible


def _remaining_range(known: Range, factor: int, bottom: int | None, top: int | None) -> Range:
    """Return the whole numbers of `known` that, times `factor`, lie from `bottom` to `top`."""
    low, high = known
    lower, upper = (bottom, top) if factor > 0 else (top, bottom)
    if lower is not None:
        low = max(low, -(-lower // factor))
    if upper is not None:
        high = upper // factor if high is None else min(high, upper // factor)
    return low, high
