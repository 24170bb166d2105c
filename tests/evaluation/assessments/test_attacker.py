"""Attacks on the protection of small counts: at least three values stay possible for every count of 1 to 4 people.

The attacker enumerates whole numbers. It shares no code with the protection, and knows the rules by which numbers are
withheld, every base of five persons or more, and every year without few persons.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from evaluation.assessments.pooled import EarlierPublications, guard_pooled_ratio, protection_basis
from evaluation.assessments.suppression import mark_revealing_values
from evaluation.scoring import round_for_display, score_criterion
from evaluation.values import CriterionScore, Kind, Status
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
        notified += [frozenset((y, Fraction(n), Fraction(d)) for y, n, d in parts) for parts in basis.values()]
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
