"""Attacks on the protection of small counts: at least three values stay possible for every count of 1 to 4 people.

The attacker enumerates whole numbers. It shares no code with the protection, and knows the rules by which numbers are
withheld, every base of five persons or more, and every year without few persons.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluation.assessments.pooled import EarlierPublications, divided_years, guard_pooled_ratio, protection_basis
from evaluation.assessments.suppression import mark_revealing_values
from evaluation.scoring import round_for_display, score_criterion
from evaluation.values import UNANSWERED, CriterionScore, Kind, Status
from tests.factories.scoring import number, past, ratio, spec
from tests.factories.strategies import thoroughly

ENOUGH = 3
SERIES = "5.3"
persons = spec(SERIES, Kind.RATIO, target=Fraction(100), about_persons=True, population="all victims")
Year = tuple[int, int, int]
Published = tuple[int, CriterionScore]


def is_few(count: int) -> bool:
    return 1 <= count <= 4


def small_counts(numerator: int, base: int) -> list[str]:
    counts = {"numerator": numerator, "rest": base - numerator, "base": base}
    return [name for name, count in counts.items() if is_few(count)]


def printed(score: CriterionScore) -> tuple[object, ...]:
    """Return everything that pages and files show of one criterion."""
    reading = score.reading
    shown = reading and (round_for_display(reading.value), reading.band, reading.numerator, reading.denominator)
    points = None if score.score is None else round_for_display(score.score)
    return score.status, score.place, points, shown, score.flags


def test_small_count_in_a_known_population_has_at_least_three_possible_values() -> None:
    """If another criterion reveals the base, several numerators must still have the same published result."""
    for base in range(5, 130):
        shown = {numerator: printed(score_criterion(persons, ratio(numerator, base))) for numerator in range(base + 1)}
        for numerator, seen in shown.items():
            alike = [other for other, same in shown.items() if same == seen]
            if small_counts(numerator, base):
                assert len(alike) >= ENOUGH, (numerator, base, alike)
            elif base >= 10:
                assert alike == [numerator]


def test_all_ratios_with_a_base_below_five_persons_are_shown_alike() -> None:
    shown = {printed(score_criterion(persons, ratio(part, base))) for base in range(1, 5) for part in range(base + 1)}
    assert len(shown) == 1


def publish_all(years: Sequence[Year], *, is_protected: bool = True) -> list[frozenset[Year]]:
    """Publish answers in this order; return the published sums as the sets of years in them."""
    standing: dict[int, tuple[int, int]] = {}
    notified: list[frozenset[tuple[int, Fraction, Fraction]]] = []
    for year, part, whole in years:
        history = [past(ago, persons, ratio(*standing[year - ago])) for ago in (1, 2) if year - ago in standing]
        standing[year] = (part, whole)
        value = ratio(part, whole)
        if is_protected:
            value = guard_pooled_ratio(
                persons, value, history, year=year, published=EarlierPublications(sums={SERIES: notified})
            )
        basis = protection_basis({SERIES: persons}, {SERIES: value}, {SERIES: history}, year=year)
        if SERIES in basis:
            notified.append(frozenset((y, Fraction(n), Fraction(d)) for y, n, d in basis[SERIES]))
    return [frozenset((year, int(part), int(whole)) for year, part, whole in parts) for parts in notified]


def possible_answers(year: Year) -> Iterator[tuple[int, int]]:
    """Yield possible answers of a protected year without sums; from a base of ten, the end of the scale is known."""
    _when, part, whole = year
    for base in range(1, 5) if is_few(whole) else (whole,):
        for numerator in range(base + 1):
            low, high = is_few(numerator), is_few(base - numerator)
            if small_counts(numerator, base) and (whole < 10 or (low, high) == (is_few(part), is_few(whole - part))):
                yield numerator, base


def consistent_choices(
    sums: Sequence[frozenset[Year]], protected: Sequence[Year]
) -> Iterator[Mapping[Year, tuple[int, int]]]:
    """Yield every choice of numbers for the protected years that agrees with all published sums."""
    for choice in product(*map(possible_answers, protected)):
        world = dict(zip(protected, choice, strict=True))
        if all(
            sum(world.get(year, year[1:])[side] - year[1:][side] for year in item) == 0
            for item in sums
            for side in (0, 1)
        ):
            yield world


def derived_counts(sums: Sequence[frozenset[Year]]) -> list[tuple[Year, str]]:
    """Return the small counts for which fewer than three values are possible."""
    protected = sorted({year for sum in sums for year in sum if small_counts(*year[1:])})
    found = list(consistent_choices(sums, protected))
    certain = []
    for year in protected:
        for name in small_counts(*year[1:]):
            values = {{"numerator": part, "rest": whole - part, "base": whole}[name] for part, whole in
                      (world[year] for world in found)}  # fmt: skip
            if len(values) < ENOUGH:
                certain.append((year, name))
    return certain


counted = st.integers(min_value=1, max_value=13).flatmap(
    lambda whole: st.tuples(st.integers(min_value=0, max_value=whole), st.just(whole))
)
publications = st.lists(st.tuples(st.integers(min_value=2020, max_value=2024), counted), min_size=1, max_size=5)
IN_TURN = [(2023, 5, 11), (2024, 6, 12), (2025, 2, 4)]
TWO_LEFT = [(2024, 4, 12), (2025, 3, 5)]
OVERLAPPING = [(2020, 1, 3), (2021, 2, 4), (2022, 2, 5), (2023, 4, 6), (2024, 3, 7)]


@thoroughly
@given(publications)
@example([(year, (part, whole)) for year, part, whole in OVERLAPPING])
def test_published_sums_over_years_reveal_no_year_with_few_persons(items: list[tuple[int, tuple[int, int]]]) -> None:
    assert derived_counts(publish_all([(year, *numbers) for year, numbers in items])) == []


def test_unprotected_sums_over_years_reveal_small_counts() -> None:
    assert derived_counts(publish_all(IN_TURN, is_protected=False)) == [
        ((2025, 2, 4), name) for name in ("numerator", "rest", "base")
    ]
    assert derived_counts(publish_all(TWO_LEFT, is_protected=False)) != []


@thoroughly
@given(st.lists(st.integers(min_value=0, max_value=12), min_size=1, max_size=3), st.booleans())
def test_published_parts_of_a_total_reveal_no_small_part(parts: list[int], asks_for_rest: bool) -> None:
    """The last part may not be asked for: then the rest of the subtraction is a count of people."""
    counts = {"total": sum(parts), **{f"part {place}": count for place, count in enumerate(parts)}}
    specs = {name: spec(name, Kind.NUMBER, scored=False, about_persons=True) for name in counts}
    asked = {name: number(count) for name, count in counts.items() if asks_for_rest or name != f"part {len(parts) - 1}"}
    found = mark_revealing_values(specs, asked, published={})
    scores = {name: score_criterion(specs[name], found[name]) for name in asked}
    shown = {name: counts[name] for name, score in scores.items() if score.status is Status.VALUE}
    assert [count for count in shown.values() if is_few(count)] == []
    hidden = [name for name in counts if name not in shown]
    most = sum(parts) + 5
    left: dict[str, set[int]] = {name: set() for name in hidden}
    for choice in product(range(1, most), repeat=len(hidden)):
        world = {**shown, **dict(zip(hidden, choice, strict=True))}
        if world["total"] == sum(count for name, count in world.items() if name != "total"):
            for name in hidden:
                left[name].add(world[name])
    assert [name for name in hidden if is_few(counts[name]) and len(left[name]) < ENOUGH] == []


Counts = tuple[int | None, ...]
"""The numerators of shares that make up one population; None: not answered."""


def published_shares(versions: Sequence[tuple[int, Counts, int]], *, is_protected: bool = True) -> list[object]:
    """Publish these versions (year, numerators, base) in this order; return everything that is shown."""
    names = [f"7.{place}" for place in range(len(versions[0][1]))]
    specs = {name: spec(name, Kind.RATIO, target=Fraction(100), about_persons=True, population="all") for name in names}
    standing: dict[tuple[str, int], tuple[int, int]] = {}
    sums: dict[str, list[frozenset[tuple[int, Fraction, Fraction]]]] = {}
    hidden: set[tuple[int, str, int, int]] = set()
    shown: list[object] = []
    for year, counts, base in versions:
        answers = dict(zip(names, counts, strict=True))
        values = {name: UNANSWERED if count is None else ratio(count, base) for name, count in answers.items()}
        history = {
            name: [past(ago, specs[name], ratio(*standing[name, year - ago])) for ago in (1, 2)
                   if (name, year - ago) in standing]
            for name in names
        }  # fmt: skip
        divided = divided_years(specs, values, history) if is_protected else {}
        for name in names:
            values[name] = guard_pooled_ratio(
                specs[name],
                values[name],
                history[name],
                year=year,
                published=EarlierPublications(sums=sums),
                divided_years=divided.get(name, ()),
            )
        before = {(name, count, whole) for when, name, count, whole in hidden if when == year and is_protected}
        values = mark_revealing_values(specs, values, published={}, hidden_before=before) if is_protected else values
        scores = [score_criterion(specs[name], values[name], history[name]) for name in names]
        shown.append([printed(score) for score in scores])
        basis = protection_basis(specs, values, history, year=year)
        hidden |= {(year, *share) for share in basis.pop("shares", ())}
        for name, parts in basis.items():
            sums.setdefault(name, []).append(frozenset((y, Fraction(n), Fraction(d)) for y, n, d in parts))
        standing |= {(name, year): (count, base) for name, count in answers.items() if count is not None}
    return shown


def divisions(base: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield all ways to divide `base` persons among so many shares."""
    if parts == 1:
        yield (base,)
        return
    for first in range(base + 1):
        yield from ((first, *others) for others in divisions(base - first, parts - 1))


def revealed_divisions(
    worlds: Sequence[Sequence[tuple[int, Counts, int]]], *, is_protected: bool = True
) -> list[Sequence[tuple[int, Counts, int]]]:
    """Return the worlds in which a reader of all versions knows fewer than three values for a small count.

    The reader knows the base and every rule: which other worlds would have been published in the same way.
    """
    alike: dict[str, list[Sequence[tuple[int, Counts, int]]]] = {}
    for world in worlds:
        alike.setdefault(str(published_shares(world, is_protected=is_protected)), []).append(world)
    return [
        world
        for same in alike.values()
        for world in same
        if any(
            count is not None and is_few(count) and len({other[version][1][place] for other in same}) < ENOUGH
            for version, (_year, counts, _base) in enumerate(world)
            for place, count in enumerate(counts)
        )
    ]


@pytest.mark.parametrize("base", [5, 9, 10, 12, 20, 21, 30, 41])
def test_shares_that_make_up_a_population_reveal_no_small_share(base: int) -> None:
    assert revealed_divisions([[(2026, counts, base)] for counts in divisions(base, 3)]) == []


@pytest.mark.parametrize("missing", [0, 2])
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("base", [12, 21])
def test_share_that_is_missing_in_one_version_is_not_revealed_by_another(
    base: int, missing: int, is_first: bool
) -> None:
    worlds = []
    for counts in divisions(base, 3):
        fewer = tuple(None if place == missing else count for place, count in enumerate(counts))
        versions = [(2026, fewer, base), (2026, counts, base)]
        worlds.append(versions if is_first else versions[::-1])
    assert revealed_divisions(worlds) == []


@pytest.mark.parametrize(("first", "second"), [(6, 5), (12, 5)])
def test_sums_over_years_of_shares_of_one_population_reveal_no_small_share(first: int, second: int) -> None:
    worlds = [
        [(2025, earlier, first), (2026, later, second)]
        for earlier in divisions(first, 3)
        for later in divisions(second, 3)
    ]
    assert revealed_divisions(worlds) == []
    if first == 6:
        assert revealed_divisions(worlds, is_protected=False) != []
