"""Withhold numbers of persons, so that none from 1 to 4 can be worked out from what is shown (3.8).

Pure: a table is cells with whole numbers, and sums that hold between them along every axis that is published
(breakdown, form, country, region). First every small number is kept back; then, while what is shown leaves one of them
fewer than three values, the next smallest number beside it too. Zero is shown: nobody is no small number of persons.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from evaluation.scoring.linear import Equation, Range, narrow_ranges
from evaluation.scoring.worlds import revealed_unknowns

SMALL_MIN, SMALL_MAX = 1, 4
MIN_POSSIBLE_VALUES = 3
"""How many values a small number may have at least, for a reader of all that is published."""
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class CountCell:
    """One number. Without a value it is what a source keeps back itself: from `low` to `high`, or without an end."""

    value: int | None
    low: int = 0
    high: int | None = SMALL_MAX
    is_fixed: bool = False
    """Published before, as `is_shown` says: this cannot be changed."""
    is_shown: bool = True
    goes_last: bool = False
    """Kept back only where nothing else is left."""

    @property
    def is_few(self) -> bool:
        """Return whether the number is, or its source says that it is, from 1 to 4."""
        if self.value is not None:
            return is_small_count(self.value)
        return self.high is not None and SMALL_MIN <= self.high <= SMALL_MAX


@dataclass(frozen=True)
class CountSum(Generic[Name]):
    """The parts add up to the total; all of them are cells."""

    total: Name
    parts: tuple[Name, ...]

    @property
    def cells(self) -> tuple[Name, ...]:
        return (self.total, *self.parts)


def is_small_count(number: Fraction | int) -> bool:
    """Return whether this number of persons is too small to be shown."""
    return 0 < number < SMALL_MAX + 1


def withheld_cells(cells: Mapping[Name, CountCell], sums: Sequence[CountSum[Name]]) -> frozenset[Name]:
    """Return the cells to withhold: the small ones, and those that would reveal a small one.

    Where nothing is left to keep back (all that is shown was published before), what can be worked out stays so.
    """
    hidden = {name for name, cell in cells.items() if _starts_hidden(cell)}
    true = [item for item in sums if _adds_up(item, cells)]
    # Most give themselves away by standing alone in a sum; to see the others costs very much more.
    while revealed := _only_hidden_cells(cells, true, hidden) or _revealed_cells(cells, true, hidden):
        beside = _next_smallest(cells, true, hidden, revealed)
        if beside is None:
            break
        hidden.add(beside)
    return frozenset(hidden)


def small_cells(cells: Mapping[Name, CountCell]) -> frozenset[Name]:
    """Return the small cells alone, which does not protect them; see `withheld_cells`."""
    return frozenset(name for name, cell in cells.items() if _starts_hidden(cell))


def _starts_hidden(cell: CountCell) -> bool:
    if cell.is_fixed:
        return not cell.is_shown
    return cell.value is None or is_small_count(cell.value)


def _only_hidden_cells(cells: Mapping[Name, CountCell], sums: Sequence[CountSum[Name]], hidden: set[Name]) -> set[Name]:
    """Return the small cells beside which nothing else of a sum is hidden, where something still can be."""
    found = set()
    for item in sums:
        unknown = [name for name in item.cells if name in hidden]
        if len(unknown) != 1 or not cells[unknown[0]].is_few:
            continue
        equation = _equation(item, cells, hidden)
        if is_small_count(equation.equals * equation.terms[unknown[0]]) and any(
            cells[name].value and not cells[name].is_fixed for name in item.cells if name not in hidden
        ):
            found.add(unknown[0])
    return found


def _revealed_cells(cells: Mapping[Name, CountCell], sums: Sequence[CountSum[Name]], hidden: set[Name]) -> set[Name]:
    """Return the small cells that are left fewer than three values, given everything that is shown."""
    secret = [name for name in sorted(hidden, key=str) if cells[name].is_few]
    if not secret:
        return set()
    equations = [equation for item in sums if (equation := _equation(item, cells, hidden)).terms]
    known = {name: _range(cells[name]) for name in sorted(hidden, key=str)}
    enough = {name: _required_values(known[name]) for name in secret}
    narrowed = {name: found for name, found in narrow_ranges(equations, known).items() if name in enough}
    few_ones = {
        name for name, found in narrowed.items() if _includes_small_count(found) and _size(found) < enough[name]
    }
    if few_ones:
        return few_ones
    certain = revealed_unknowns(equations, known, enough)
    return {name for name, values in certain.items() if any(map(is_small_count, values))}


def _required_values(known: Range) -> int:
    """Return how many values must remain possible; fewer if a source has published less, such as "1 or 2"."""
    return min(MIN_POSSIBLE_VALUES, _size(known))


def _size(found: Range) -> int:
    """Return the number of values in a range; for one without an end, more than enough."""
    low, high = found
    return MIN_POSSIBLE_VALUES if high is None else high - low + 1


def _includes_small_count(found: Range) -> bool:
    low, high = found
    return low <= SMALL_MAX and (high is None or max(low, SMALL_MIN) <= high)


def _range(cell: CountCell) -> Range:
    """Return the known range: a source's own bounds, or 1 and more for a withheld number, because zero is shown.

    Whether a withheld number is small itself or beside a small one is not revealed.
    """
    return (cell.low, cell.high) if cell.value is None else (SMALL_MIN, None)


def _adds_up(item: CountSum[Name], cells: Mapping[Name, CountCell]) -> bool:
    """Return whether the numbers can add up so. A source's incomplete breakdown does not, and gives nothing away."""
    equation = _equation(item, cells, {name for name in item.cells if cells[name].value is None})
    least, most = 0, 0
    is_bounded = True
    for name, factor in equation.terms.items():
        low, high = _range(cells[name])
        if high is None:
            is_bounded, high = False, low
        least += min(factor * low, factor * high)
        most += max(factor * low, factor * high)
    return least <= equation.equals <= most if is_bounded else True


def _equation(item: CountSum[Name], cells: Mapping[Name, CountCell], hidden: set[Name]) -> Equation[Name]:
    """Return the sum as an equation of its hidden cells."""
    terms: dict[Name, int] = {}
    equals = 0
    for name, factor in ((item.total, -1), *((part, 1) for part in item.parts)):
        value = cells[name].value
        if name in hidden or value is None:
            terms[name] = terms.get(name, 0) + factor
        else:
            equals -= factor * value
    return Equation(terms=terms, equals=equals)


def _next_smallest(
    cells: Mapping[Name, CountCell], sums: Sequence[CountSum[Name]], hidden: set[Name], revealed: set[Name]
) -> Name | None:
    """Return the smallest shown number beside a revealed cell; if there is none, beside its neighbours."""
    for goes_last in (False, True):
        reached = set(revealed)
        while beside := {name for item in sums if not reached.isdisjoint(item.cells) for name in item.cells} - reached:
            choice = {name: cell for name in beside - hidden if _can_be_withheld(cell := cells[name], goes_last)}
            if choice:
                return min(choice, key=lambda name: (choice[name].value or 0, str(name)))
            reached |= beside
    return None


def _can_be_withheld(cell: CountCell, goes_last: bool) -> bool:
    return bool(cell.value) and not cell.is_fixed and cell.goes_last is goes_last
