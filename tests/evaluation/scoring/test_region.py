"""Figures over many countries: n, lowest, median, highest, of those with a band alone, and nobody's name."""

from dataclasses import fields
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring import RegionSummary, region_of

POINTS = st.lists(st.none() | st.fractions(min_value=0, max_value=100), max_size=20)


def test_it_is_over_those_that_have_a_point_and_says_how_many_have_none() -> None:
    assert region_of([Fraction(75), None, Fraction(25), Fraction(40), None, Fraction(80)]) == RegionSummary(
        n=4, without=2, lowest=Fraction(25), middle=Fraction(115, 2), highest=Fraction(80)
    )


def test_fewer_than_three_give_nothing_but_their_number() -> None:
    assert region_of([Fraction(1), Fraction(2), None]) == RegionSummary(n=2, without=1)
    assert region_of([]) == RegionSummary(n=0, without=0)


@given(POINTS)
def test_insufficient_data_changes_nothing_but_the_count_of_it(points: list[Fraction | None]) -> None:
    with_none, without = region_of(points), region_of([point for point in points if point is not None])
    assert (with_none.n, with_none.lowest, with_none.middle, with_none.highest) == (
        without.n,
        without.lowest,
        without.middle,
        without.highest,
    )


@given(POINTS, st.randoms())
def test_it_tells_nothing_of_the_order_of_countries(points: list[Fraction | None], chance: object) -> None:
    mixed = points[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert region_of(mixed) == region_of(points)


def test_there_is_no_mean_and_no_name_in_it() -> None:
    assert [field.name for field in fields(RegionSummary)] == ["n", "without", "lowest", "middle", "highest"]
