"""Figures over many countries: number, lowest, median and highest score of those with a band, without names."""

from dataclasses import fields
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring import RegionSummary, region_of

POINTS = st.lists(st.none() | st.fractions(min_value=0, max_value=100), max_size=20)


def test_region_summary_covers_countries_with_a_score_and_counts_those_without() -> None:
    assert region_of([Fraction(75), None, Fraction(25), Fraction(40), None, Fraction(80)]) == RegionSummary(
        n=4, without=2, lowest=Fraction(25), middle=Fraction(115, 2), highest=Fraction(80)
    )


def test_region_summary_of_fewer_than_three_countries_has_only_counts() -> None:
    assert region_of([Fraction(1), Fraction(2), None]) == RegionSummary(n=2, without=1)
    assert region_of([]) == RegionSummary(n=0, without=0)


@given(POINTS)
def test_countries_without_a_score_change_only_their_count_in_the_region_summary(points: list[Fraction | None]) -> None:
    with_none, without = region_of(points), region_of([point for point in points if point is not None])
    assert (with_none.n, with_none.lowest, with_none.middle, with_none.highest) == (
        without.n,
        without.lowest,
        without.middle,
        without.highest,
    )


@given(POINTS, st.randoms())
def test_order_of_countries_does_not_change_the_region_summary(points: list[Fraction | None], chance: object) -> None:
    mixed = points[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert region_of(mixed) == region_of(points)


def test_region_summary_has_no_mean_and_no_names() -> None:
    assert [field.name for field in fields(RegionSummary)] == ["n", "without", "lowest", "middle", "highest"]
