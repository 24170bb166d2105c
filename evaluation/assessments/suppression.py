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
Earlier = Mapping[str, tuple[int, bool]]
"""The numbers of a version, by series: a number of persons, and whether it was shown."""
HiddenShare = tuple[str, int, int]
"""A share that a version does not show exactly: series, numerator and denominator."""
Specs = Mapping[str, CriterionSpec]
Values = Mapping[str, AnswerValue]


def counting_persons(specs: Specs, values: Values) -> dict[str, CriterionSpec]:
    """Return `specs` by series; those that make up one population with a share about persons count as about persons."""
    found = {
        series
        for parts in _made_up_populations(specs, values)
        if any(specs[series].about_persons for series in parts)
        for series in parts
    }
    return {series: replace(spec, about_persons=True) if series in found else spec for series, spec in specs.items()}


def shares_of_divided_populations(specs: Specs, values: Values) -> frozenset[str]:
    """Return the shares that make up their population with others, if one of them is of few persons.

    The year must be a whole one: `values` are the answers of one country and year, with the criteria they answered.
    """
    return frozenset(
        series
        for parts in _made_up_populations(specs, values)
        if len(parts) > 1 and any(is_protected(specs[series], values[series]) for series in parts)
        for series in parts
    )


def _made_up_populations(specs: Specs, values: Values) -> Iterator[tuple[str, ...]]:
    """Yield the shares whose numerators add up to the denominator that all of them have."""
    for (_population, whole), cells in _shares_by_population(specs, values).items():
        yield from (parts for parts in _choices(cells) if _remainder(cells, whole, parts) == 0)


def _shares_by_population(specs: Specs, values: Values) -> dict[tuple[str, int], dict[str, int]]:
    """Return the numerators of shares, by series, for each population and its number of persons."""
    found: dict[tuple[str, int], dict[str, int]] = {}
    for series, value in values.items():
        if _is_share_of_population(specs[series], value):
            key = (specs[series].population, int(value.denominator or 0))
            found.setdefault(key, {})[series] = int(value.numerator or 0)
    return found


def _is_share_of_population(spec: CriterionSpec, value: AnswerValue) -> bool:
    if spec.kind is not Kind.RATIO or not spec.is_share or not spec.population or not _is_given(value):
        return False
    return _is_whole(value.numerator) and _is_whole(value.denominator)


def mark_revealing_values(
    specs: Specs,
    values: Values,
    *,
    published: Mapping[str, Collection[Fraction]],
    before: Sequence[Earlier] = (),
    hidden_before: Collection[HiddenShare] = (),
) -> dict[str, AnswerValue]:
    """Return `values` by series, marked as guarded if they would reveal few persons beside the others.

    `published` are numbers that independent sources publish of the same counts; a share of few persons is not even
    shown as a band if one of them is its numerator or rest, because the width of the band would reveal the other.
    `before` are the numbers of this country and year in each version published so far, `hidden_before` the shares that
    these versions withheld.

    Numbers of one recommendation are treated as a total and its parts if they could be: if they add up, and if the
    parts leave 1 to 4 of a number that is no part itself. Shares of one population that make up all of it are shown
    together or not at all. A number that a hidden share of its recommendation has as its numerator or rest is guarded
    with it.
    """
    counted = {series: value for series, value in values.items() if _counts_persons(specs[series]) and _is_given(value)}
    found = {*_shares_to_guard(specs, counted, _populations_with_unknown_shares(specs, values), hidden_before)}
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


def _populations_with_unknown_shares(specs: Specs, values: Values) -> set[str]:
    """Return the populations of which a share is asked for, and withheld by the country or not answered yet."""
    kept = (Status.SUPPRESSED_SMALL, Status.CONFIDENTIAL, Status.NOT_AVAILABLE, Status.UNANSWERED)
    return {
        specs[series].population
        for series, value in values.items()
        if value.status in kept and specs[series].about_persons and specs[series].is_share
    }


def _shares_to_guard(
    specs: Specs, counted: Values, unknown: Container[str], hidden_before: Collection[HiddenShare]
) -> Iterator[str]:
    """Yield all shares that make up their population with one of few persons, or could do so with an unknown share.

    All of them, because a reader who knows the rules can work out more from which of them are shown.
    """
    for (population, whole), cells in _shares_by_population(specs, counted).items():
        protected = {series for series in cells if is_protected(specs[series], counted[series])}
        found = {series for series, count in cells.items() if (series, count, whole) in hidden_before} - protected
        together: list[set[str]] = []
        for parts in _choices(cells):
            left = _remainder(cells, whole, parts)
            if population in unknown and (is_small_count(left) or protected):
                found.update({*parts} - protected)
            elif left == 0 and len(parts) > 1:
                together.append({*parts})
        while beside := [parts for parts in together if parts & (found | protected) and not parts <= found]:
            found.update(*beside)
        yield from found


def hidden_shares(specs: Specs, values: Values, shown: Container[str]) -> Iterator[HiddenShare]:
    """Yield the shares about persons that are withheld or shown as a band, only for protecting later publications."""
    for (_population, whole), cells in _shares_by_population(specs, values).items():
        for series, count in cells.items():
            if specs[series].about_persons and series not in shown:
                yield series, count, whole


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
            if len(parts) > 1 and _left_of(cells, cell, parts) == 0:
                yield CountSum(total, parts)


def _small_rests(cells: Mapping[str, CountCell], in_sums: Container[str]) -> Iterator[tuple[CountSum[str], int]]:
    """Return every number from which others leave 1 to 4, as a sum with that rest; a part of another is no total."""
    for total, cell in cells.items():
        for parts in () if total in in_sums else _parts_of(cells, total):
            left = _left_of(cells, cell, parts)
            if is_small_count(left):
                yield CountSum(total, (*parts, f"{total} without {' and '.join(parts)}")), left


def _parts_of(cells: Mapping[str, CountCell], total: str) -> Iterator[tuple[str, ...]]:
    return _choices({name: cell.value or 0 for name, cell in cells.items() if name != total})


def _left_of(cells: Mapping[str, CountCell], whole: CountCell, parts: Iterable[str]) -> int:
    return _remainder({name: cell.value or 0 for name, cell in cells.items()}, whole.value or 0, parts)


def _remainder(counts: Mapping[str, int], whole: int, parts: Iterable[str]) -> int:
    return whole - sum(counts[name] for name in parts)


def _choices(counts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Yield every combination of numbers that could add up to a total. Zeros are left out."""
    names = sorted(name for name, count in counts.items() if count)
    most = len(names) if len(names) <= MANY else MAX_PARTS_OF_MANY
    return chain.from_iterable(combinations(names, size) for size in range(1, most + 1))


def _is_whole(number: Fraction | None) -> bool:
    return number is not None and number.denominator == 1
