"""Withhold a country's own figures if, together with others, they would reveal a few persons.

The scoring engine withholds what is small itself. This looks at the numbers of one assessment together: those that add
up to each other, and shares of one population. `pooled.py` looks at sums over years. What is guarded is neither scored
nor published.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

from evaluation.scoring import is_protected
from evaluation.scoring.suppression import CountCell, CountSum, is_small_count, withheld_cells
from evaluation.values import AnswerValue, CriterionSpec, Kind, Status

MAX_PARTS_OF_MANY, MANY = 4, 12
"""Of more than 12 numbers in one recommendation, totals of up to four parts are looked for."""
WHOLE = ""
Earlier = Mapping[str, tuple[int, bool]]
"""The numbers of a version, by series: a number of persons, and whether it was shown."""
Specs = Mapping[str, CriterionSpec]
Values = Mapping[str, AnswerValue]


def counting_persons(specs: Specs, values: Values) -> dict[str, CriterionSpec]:
    """Return `specs` by series; those that make up one population with a share about persons count as about persons."""
    shares: dict[tuple[str, Fraction], dict[str, CountCell]] = {}
    for series, value in values.items():
        if _is_share_of_population(specs[series], value):
            key = (specs[series].population, value.denominator or Fraction(0))
            shares.setdefault(key, {})[series] = CountCell(int(value.numerator or 0))
    found = {
        series
        for (_population, whole), cells in shares.items()
        if any(specs[series].about_persons for series in cells)
        for parts in _choices(cells)
        if _remainder(cells, CountCell(int(whole)), parts) == 0 and any(specs[series].about_persons for series in parts)
        for series in parts
    }
    return {series: replace(spec, about_persons=True) if series in found else spec for series, spec in specs.items()}


def _is_share_of_population(spec: CriterionSpec, value: AnswerValue) -> bool:
    if spec.kind is not Kind.RATIO or not spec.is_share or not spec.population or not _is_given(value):
        return False
    return _is_whole(value.numerator) and _is_whole(value.denominator)


def mark_revealing_values(
    specs: Specs, values: Values, *, published: Mapping[str, Collection[Fraction]], before: Sequence[Earlier] = ()
) -> dict[str, AnswerValue]:
    """Return `values` by series, marked as guarded if they would reveal few persons beside the others.

    `published` are numbers that independent sources publish of the same counts; a share of few persons is not even
    shown as a band if one of them is its numerator or rest, because the width of the band would reveal the other.
    `before` are the numbers of this country and year in each version published so far.

    Numbers of one recommendation are treated as a total and its parts if they could be: if they add up, and if the
    parts leave 1 to 4 of a number that is no part itself. So are shares of one population that make up all of it. A
    number that a hidden share of its recommendation has as its numerator or rest is guarded with it.
    """
    counted = {series: value for series, value in values.items() if _counts_persons(specs[series]) and _is_given(value)}
    found = {*_shares_to_guard(specs, counted, _withheld_populations(specs, values))}
    found |= {*_shares_revealed_by_sources(specs, counted, published)}
    found |= _numbers_equal_to_hidden(specs, counted, found)
    found |= {*_numbers_to_guard(specs, counted, found, before)}
    return {series: replace(value, is_guarded=True) if series in found else value for series, value in values.items()}


def _counts_persons(spec: CriterionSpec) -> bool:
    return spec.about_persons and spec.kind in (Kind.NUMBER, Kind.RATIO)


def _is_given(value: AnswerValue) -> bool:
    if value.status is not Status.VALUE:
        return False
    return value.number is not None or (value.numerator is not None and bool(value.denominator))


def _withheld_populations(specs: Specs, values: Values) -> set[str]:
    """Return the populations of which the country itself withholds a share."""
    kept = (Status.SUPPRESSED_SMALL, Status.CONFIDENTIAL)
    return {specs[series].population for series, value in values.items() if value.status in kept}


def _shares_to_guard(specs: Specs, counted: Values, withheld: Container[str]) -> Iterator[str]:
    """Yield the shares of a population that together reveal a hidden one, or all but a small rest."""
    groups: dict[tuple[str, Fraction], dict[str, CountCell]] = {}
    for series, value in counted.items():
        spec = specs[series]
        if _is_share_of_population(spec, value):
            is_hidden = is_protected(spec, value)
            cell = CountCell(int(value.numerator or 0), is_fixed=is_hidden, is_shown=not is_hidden)
            groups.setdefault((spec.population, value.denominator or Fraction(0)), {})[series] = cell
    for (population, whole), cells in groups.items():
        rests: dict[str, CountCell] = {}
        sums: list[CountSum[str]] = []
        for parts in _choices(cells):
            left = _remainder(cells, CountCell(int(whole)), parts)
            if len(parts) > 1 and left == 0:
                sums.append(CountSum(WHOLE, parts))
            elif len(parts) > 1 and is_small_count(left) and population in withheld:
                rest = f"all but {' and '.join(parts)}"
                rests[rest] = CountCell(left)
                sums.append(CountSum(WHOLE, (*parts, rest)))
        hidden = withheld_cells({**cells, **rests, WHOLE: CountCell(int(whole), is_fixed=True)}, sums)
        yield from (series for series, cell in cells.items() if series in hidden and not cell.is_fixed)


def _shares_revealed_by_sources(
    specs: Specs, counted: Values, published: Mapping[str, Collection[Fraction]]
) -> Iterator[str]:
    """Return shares of few persons whose numerator or rest a source publishes."""
    for series, value in counted.items():
        if is_protected(specs[series], value) and not _numerator_and_rest(value).isdisjoint(published.get(series, ())):
            yield series


def _numerator_and_rest(value: AnswerValue) -> set[Fraction]:
    """Return the numerator and the rest of a share; nothing of a number."""
    if value.numerator is None or value.denominator is None:
        return set()
    return {value.numerator, value.denominator - value.numerator}


def _numbers_equal_to_hidden(specs: Specs, counted: Values, guarded_shares: Iterable[str]) -> set[str]:
    """Return the numbers equal to the numerator or the rest of a share that is not shown exactly."""
    hidden: set[tuple[int, Fraction]] = set()
    for series, value in counted.items():
        spec = specs[series]
        if series in guarded_shares or is_protected(spec, value):
            hidden |= {(spec.recommendation, part) for part in _numerator_and_rest(value)}
    return {
        series
        for series, value in counted.items()
        if value.number and (specs[series].recommendation, value.number) in hidden
    }


def numbers_to_protect(specs: Specs, values: Values, shown: Container[str]) -> dict[str, tuple[int, bool]]:
    """Return the numbers of persons in an assessment, as `Earlier`, only for protecting later publications."""
    return {
        series: (int(value.number or 0), series in shown)
        for series, value in values.items()
        if specs[series].about_persons and specs[series].kind is Kind.NUMBER
        if value.status is Status.VALUE and _is_whole(value.number)
    }


def _numbers_to_guard(
    specs: Specs, counted: Values, hidden: Container[str], before: Sequence[Earlier]
) -> Iterator[str]:
    """Yield the numbers of a recommendation that would reveal a small one, now or in an earlier version."""
    now = numbers_to_protect(specs, counted, [series for series in counted if series not in hidden])
    for code in {spec.recommendation for spec in specs.values()}:
        versions = [
            {
                series: answer
                for series, answer in version.items()
                if series in specs and specs[series].recommendation == code
            }
            for version in (*before, now)
        ]
        kept = _withheld_numbers(versions)
        yield from (series for series, (number, _shown) in versions[-1].items() if _name(series, number) in kept)


def _withheld_numbers(versions: Sequence[Earlier]) -> frozenset[str]:
    """Return which numbers of the last of these versions to withhold; earlier ones stay as published."""
    cells: dict[str, CountCell] = {}
    sums: list[CountSum[str]] = []
    for version in versions:
        is_last = version is versions[-1]
        cells_by_name = {
            _name(series, number): CountCell(number, is_fixed=not (is_last and is_shown), is_shown=is_shown)
            for series, (number, is_shown) in version.items()
        }
        exact = list(_exact_sums(cells_by_name))
        rests = dict(_small_rests(cells_by_name, {part for item in exact for part in item.parts}))
        sums += [*exact, *rests]
        cells |= {item.parts[-1]: CountCell(left) for item, left in rests.items()}
        cells |= {
            name: cell for name, cell in cells_by_name.items() if name not in cells or (cell.is_fixed and cell.is_shown)
        }
    return withheld_cells(cells, sums)


def _name(series: str, number: int) -> str:
    """Take one number of a series as one cell in all versions."""
    return f"{series}: {number}"


def _exact_sums(cells: Mapping[str, CountCell]) -> Iterator[CountSum[str]]:
    """Yield every number that is the sum of two others or more."""
    for total, cell in cells.items():
        for parts in _parts_of(cells, total):
            if len(parts) > 1 and _remainder(cells, cell, parts) == 0:
                yield CountSum(total, parts)


def _small_rests(cells: Mapping[str, CountCell], in_sums: Container[str]) -> Iterator[tuple[CountSum[str], int]]:
    """Return every number from which others leave 1 to 4, as a sum with that rest; a part of another is no total."""
    for total, cell in cells.items():
        for parts in () if total in in_sums else _parts_of(cells, total):
            left = _remainder(cells, cell, parts)
            if is_small_count(left):
                yield CountSum(total, (*parts, f"{total} without {' and '.join(parts)}")), left


def _parts_of(cells: Mapping[str, CountCell], total: str) -> Iterator[tuple[str, ...]]:
    return _choices({name: cell for name, cell in cells.items() if name != total})


def _remainder(cells: Mapping[str, CountCell], whole: CountCell, parts: Iterable[str]) -> int:
    return (whole.value or 0) - sum(cells[name].value or 0 for name in parts)


def _choices(cells: Mapping[str, CountCell]) -> Iterator[tuple[str, ...]]:
    """Yield every combination of cells that could add up to a total. Cells of zero are left out."""
    names = sorted(name for name, cell in cells.items() if cell.value)
    most = len(names) if len(names) <= MANY else MAX_PARTS_OF_MANY
    return chain.from_iterable(combinations(names, size) for size in range(1, most + 1))


def _is_whole(number: Fraction | None) -> bool:
    return number is not None and number.denominator == 1
