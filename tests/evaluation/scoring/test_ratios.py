"""Small bases are pooled, and few persons are never shown."""

from fractions import Fraction

import pytest

from evaluation.scoring import display, is_same_measure, read_ratio, score_criterion
from evaluation.values import AnswerValue, CriterionSpec, Flag, Kind, Place, Status
from tests.factories.scoring import past, ratio, spec

SHARE = spec("7.2", Kind.RATIO, target=Fraction(80))
PERSONS = spec("5.3", Kind.RATIO, target=Fraction(95), about_persons=True)


def pooled(criterion: CriterionSpec, now: AnswerValue, *before: AnswerValue) -> tuple[Fraction, Fraction] | None:
    """Numerator and denominator that are scored, `before` being last year, the year before it, and so on."""
    history = [past(years_ago, criterion, answer) for years_ago, answer in enumerate(before, start=1)]
    reading = read_ratio(criterion, now, history)
    if reading is None or reading.numerator is None or reading.denominator is None:
        return None
    return reading.numerator, reading.denominator


@pytest.mark.parametrize(("denominator", "is_pooled"), [(9, True), (10, False), (11, False)])
def test_a_base_from_ten_stands_by_itself(denominator: int, is_pooled: bool) -> None:
    reading = read_ratio(SHARE, ratio(5, denominator), [past(1, SHARE, ratio(0, 10))])

    assert reading is not None
    assert reading.pooled is is_pooled


def test_a_pool_below_five_is_not_scored_and_stays_missing() -> None:
    history = [past(1, SHARE, ratio(1, 1)), past(2, SHARE, ratio(0, 1))]

    score = score_criterion(SHARE, ratio(1, 2), history)

    assert (score.status, score.place, score.score, score.flags) == (Status.VALUE, Place.MISSING, None, frozenset())


def test_a_pool_of_five_is_scored() -> None:
    assert pooled(SHARE, ratio(1, 2), ratio(1, 3)) == (2, 5)


def test_one_year_of_five_is_a_pool_of_itself() -> None:
    score = score_criterion(SHARE, ratio(4, 5))

    assert (score.score, score.flags) == (Fraction(100), {Flag.POOLED})


def test_no_more_than_three_years_are_pooled() -> None:
    assert pooled(SHARE, ratio(1, 5), ratio(1, 5), ratio(1, 5), ratio(5, 5)) == (3, 15)


def test_a_year_without_a_value_is_passed_over() -> None:
    nothing = AnswerValue(status=Status.NOT_AVAILABLE)

    assert pooled(SHARE, ratio(1, 5), nothing, ratio(1, 6)) == (2, 11)
    assert pooled(SHARE, ratio(1, 5), ratio(0, 0), ratio(1, 6)) == (2, 11)


def test_a_break_ends_the_pool() -> None:
    assert pooled(SHARE, ratio(1, 5, Flag.B), ratio(1, 6), ratio(1, 7)) == (1, 5)
    assert pooled(SHARE, ratio(1, 5), ratio(1, 6, Flag.B), ratio(1, 7)) == (2, 11)


def test_a_year_whose_definition_differs_is_not_pooled() -> None:
    assert pooled(SHARE, ratio(1, 5, Flag.D), ratio(1, 6), ratio(1, 7)) == (1, 5)
    assert pooled(SHARE, ratio(1, 5), ratio(1, 6, Flag.D), ratio(1, 7)) == (2, 12)


def test_only_compatible_versions_are_pooled() -> None:
    new = spec("7.2", Kind.RATIO, version=2, compatible_with_previous=False)
    compatible = spec("7.2", Kind.RATIO, version=2)
    history = [past(1, SHARE, ratio(1, 5))]

    assert read_ratio(new, ratio(2, 5), history) == read_ratio(new, ratio(2, 5))
    reading = read_ratio(compatible, ratio(2, 5), history)
    assert reading is not None
    assert reading.denominator == Fraction(10)


def test_a_chain_of_compatible_versions_is_followed_year_by_year() -> None:
    third, second = spec("7.2", Kind.RATIO, version=3), spec("7.2", Kind.RATIO, version=2)
    history = [past(2, SHARE, ratio(1, 5)), past(1, second, ratio(1, 5))]

    reading = read_ratio(third, ratio(1, 5), history)

    assert reading is not None
    assert reading.denominator == Fraction(15)


@pytest.mark.parametrize(
    ("newer", "older", "same"),
    [
        ({"version": 1}, {"version": 1}, True),
        ({"version": 2}, {"version": 1}, True),
        ({"version": 2, "compatible_with_previous": False}, {"version": 1}, False),
        ({"version": 3}, {"version": 1}, False),
        ({"version": 1}, {"version": 2}, False),
        ({"version": 1, "compatible_with_previous": False}, {"version": 1}, True),
    ],
)
def test_neighbouring_versions_vouch_for_each_other(newer: dict[str, int], older: dict[str, int], same: bool) -> None:
    assert is_same_measure(spec("7.2", **newer), spec("7.2", **older)) is same


def test_another_series_or_kind_is_another_measure() -> None:
    assert not is_same_measure(spec("7.2"), spec("7.3"))
    assert not is_same_measure(spec("7.2"), spec("7.2", Kind.YES_NO))


@pytest.mark.parametrize(
    ("numerator", "denominator", "band", "middle"),
    [
        (1, 40, (0, 10), 5),
        (4, 40, (10, 20), 15),
        (3, 24, (10, 20), 15),
        (36, 40, (90, 100), 95),
        (39, 40, (90, 100), 95),
        (21, 24, (80, 90), 85),
        (4, 20, (20, 30), 25),
    ],
)
def test_few_persons_or_all_but_few_are_read_at_the_middle_of_a_band(
    numerator: int, denominator: int, band: tuple[int, int], middle: int
) -> None:
    reading = read_ratio(PERSONS, ratio(numerator, denominator))

    assert reading is not None
    assert (reading.band, reading.value) == (band, middle)
    assert (reading.numerator, reading.denominator) == (None, None)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 40), (40, 40), (5, 40), (35, 40), (0, 10), (10, 10)])
def test_nobody_everybody_and_five_are_read_exactly(numerator: int, denominator: int) -> None:
    reading = read_ratio(PERSONS, ratio(numerator, denominator))

    assert reading is not None
    assert (reading.band, reading.value) == (None, Fraction(100 * numerator, denominator))


def test_a_ratio_about_other_things_than_persons_is_read_exactly() -> None:
    reading = read_ratio(SHARE, ratio(3, 24))

    assert reading is not None
    assert (reading.band, reading.value) == (None, Fraction("12.5"))


def test_the_persons_rule_is_looked_at_after_pooling() -> None:
    few_each_year = read_ratio(PERSONS, ratio(2, 8), [past(1, PERSONS, ratio(2, 8)), past(2, PERSONS, ratio(2, 8))])
    few_in_all = read_ratio(PERSONS, ratio(1, 8), [past(1, PERSONS, ratio(1, 8)), past(2, PERSONS, ratio(1, 8))])

    assert few_each_year is not None
    assert (few_each_year.band, few_each_year.numerator) == (None, 6)
    assert few_in_all is not None
    assert (few_in_all.band, few_in_all.numerator, few_in_all.pooled) == ((10, 20), None, True)


def test_the_middle_of_the_band_enters_the_score() -> None:
    score = score_criterion(PERSONS, ratio(3, 24))

    assert score.score == Fraction(15) / 95 * 100
    assert display(score.score) == display(Fraction("15.789"))
