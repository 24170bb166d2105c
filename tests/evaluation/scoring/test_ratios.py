"""Ratios: pooling of small bases, and protection of few people."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from evaluation.scoring import is_same_measure, read_ratio, round_for_display, score_criterion
from evaluation.values import AnswerValue, CriterionSpec, Flag, Kind, RatioReading, ScoringRole, Status
from tests.factories.scoring import number as given_number
from tests.factories.scoring import past, ratio, spec

SHARE = spec("7.2", Kind.RATIO, target=Fraction(80))
PERSONS = spec("5.3", Kind.RATIO, target=Fraction(95), about_persons=True)


def pooled(criterion: CriterionSpec, now: AnswerValue, *before: AnswerValue) -> tuple[Fraction, Fraction] | None:
    """Return the numerator and denominator that are scored; `before` are earlier years, the last one first."""
    history = [past(years_ago, criterion, answer) for years_ago, answer in enumerate(before, start=1)]
    reading = read_ratio(criterion, now, history)
    if reading is None or reading.numerator is None or reading.denominator is None:
        return None
    return reading.numerator, reading.denominator


@pytest.mark.parametrize(("denominator", "is_pooled"), [(9, True), (10, False), (11, False)])
def test_ratio_with_a_base_of_ten_or_more_is_not_pooled(denominator: int, is_pooled: bool) -> None:
    reading = read_ratio(SHARE, ratio(5, denominator), [past(1, SHARE, ratio(0, 10))])

    assert reading is not None
    assert reading.pooled is is_pooled


def test_pooled_base_below_five_is_missing() -> None:
    history = [past(1, SHARE, ratio(1, 1)), past(2, SHARE, ratio(0, 1))]

    score = score_criterion(SHARE, ratio(1, 2), history)

    assert (score.status, score.place, score.score, score.flags) == (
        Status.VALUE,
        ScoringRole.MISSING,
        None,
        frozenset(),
    )


def test_pooled_base_of_five_is_scored() -> None:
    assert pooled(SHARE, ratio(1, 2), ratio(1, 3)) == (2, 5)


def test_ratio_with_a_base_of_five_is_pooled_with_itself_alone() -> None:
    score = score_criterion(SHARE, ratio(4, 5))

    assert (score.score, score.flags) == (Fraction(100), {Flag.POOLED})


def test_at_most_three_years_are_pooled() -> None:
    assert pooled(SHARE, ratio(1, 5), ratio(1, 5), ratio(1, 5), ratio(5, 5)) == (3, 15)


def test_year_without_a_value_is_skipped_in_pooling() -> None:
    nothing = AnswerValue(status=Status.NOT_AVAILABLE)

    assert pooled(SHARE, ratio(1, 5), nothing, ratio(1, 6)) == (2, 11)
    assert pooled(SHARE, ratio(1, 5), ratio(0, 0), ratio(1, 6)) == (2, 11)


def test_flag_b_ends_pooling_at_its_year() -> None:
    assert pooled(SHARE, ratio(1, 5, Flag.B), ratio(1, 6), ratio(1, 7)) == (1, 5)
    assert pooled(SHARE, ratio(1, 5), ratio(1, 6, Flag.B), ratio(1, 7)) == (2, 11)


def test_year_with_flag_d_is_not_pooled_with_others() -> None:
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


def test_chain_of_compatible_versions_is_pooled() -> None:
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
def test_versions_are_the_same_measure_if_each_is_compatible_with_the_one_before(
    newer: dict[str, int], older: dict[str, int], same: bool
) -> None:
    assert is_same_measure(spec("7.2", **newer), spec("7.2", **older)) is same


def test_another_series_or_kind_is_another_measure() -> None:
    assert not is_same_measure(spec("7.2"), spec("7.3"))
    assert not is_same_measure(spec("7.2"), spec("7.2", Kind.YES_NO))


@pytest.mark.parametrize(
    ("numerator", "denominator", "band", "middle"),
    [
        (1, 21, (0, 20), 10),
        (4, 21, (0, 20), 10),
        (4, 40, (0, 20), 10),
        (36, 40, (80, 100), 90),
        (1, 41, (0, 10), 5),
        (4, 41, (0, 10), 5),
        (37, 41, (90, 100), 95),
        (40, 41, (90, 100), 95),
        (3, 2_000, (0, 10), 5),
    ],
)
def test_share_of_few_people_or_all_but_few_is_read_as_the_middle_of_a_range(
    numerator: int, denominator: int, band: tuple[int, int], middle: int
) -> None:
    reading = read_ratio(PERSONS, ratio(numerator, denominator))

    assert reading is not None
    assert (reading.band, reading.value) == (band, middle)
    assert (reading.numerator, reading.denominator) == (None, None)


def test_range_is_the_same_for_one_to_four_people_over_every_base() -> None:
    for base in range(1, 121):
        low = {shown(read_ratio(PERSONS, ratio(few, base))) for few in range(1, min(4, base) + 1)}
        high = {shown(read_ratio(PERSONS, ratio(base - few, base))) for few in range(1, min(4, base) + 1)}
        assert (len(low), len(high)) == (1, 1), base


def shown(reading: RatioReading | None) -> object:
    return reading and (reading.value, reading.band, reading.numerator, reading.denominator, reading.pooled)


@pytest.mark.parametrize(("numerator", "denominator"), [(4, 20), (16, 20), (2, 12), (0, 3), (3, 3), (2, 8), (0, 1)])
def test_few_people_in_a_small_base_are_withheld_and_missing(numerator: int, denominator: int) -> None:
    score = score_criterion(PERSONS, ratio(numerator, denominator))

    assert score == replace(
        score, status=Status.SUPPRESSED_SMALL, place=ScoringRole.MISSING, score=None, flags=frozenset()
    )
    assert score.reading is None


@pytest.mark.parametrize("fields", [{"is_share": False}, {"per": Fraction(100_000)}])
def test_rate_of_few_people_is_withheld(fields: dict[str, Any]) -> None:
    rate = spec("5.3", Kind.RATIO, about_persons=True, **fields)

    assert score_criterion(rate, ratio(3, 1_300_000)).status is Status.SUPPRESSED_SMALL
    assert score_criterion(rate, ratio(5, 1_300_000)).status is Status.VALUE


@pytest.mark.parametrize(
    ("number", "status"), [(0, "value"), (1, "suppressed_small"), (4, "suppressed_small"), (5, "value")]
)
def test_count_of_one_to_four_people_is_withheld(number: int, status: str) -> None:
    score = score_criterion(spec("6.1", Kind.NUMBER, about_persons=True), given_number(number))

    assert (score.status, score.score is None) == (status, status != "value")


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 40), (40, 40), (5, 40), (35, 40), (0, 10), (10, 10)])
def test_ratios_of_no_people_all_people_and_five_people_are_read_exactly(numerator: int, denominator: int) -> None:
    reading = read_ratio(PERSONS, ratio(numerator, denominator))

    assert reading is not None
    assert (reading.band, reading.value) == (None, Fraction(100 * numerator, denominator))


def test_ratio_that_does_not_count_people_is_read_exactly() -> None:
    reading = read_ratio(SHARE, ratio(3, 24))

    assert reading is not None
    assert (reading.band, reading.value) == (None, Fraction("12.5"))


def test_rule_for_few_people_is_applied_after_pooling() -> None:
    few_each_year = read_ratio(PERSONS, ratio(2, 8), [past(1, PERSONS, ratio(2, 8)), past(2, PERSONS, ratio(2, 8))])
    few_in_all = read_ratio(PERSONS, ratio(1, 8), [past(1, PERSONS, ratio(1, 8)), past(2, PERSONS, ratio(1, 8))])

    assert few_each_year is not None
    assert (few_each_year.band, few_each_year.numerator) == (None, 6)
    assert few_in_all is None


def test_sums_that_include_a_guarded_year_are_withheld() -> None:
    guarded = past(1, PERSONS, ratio(5, 11, is_guarded=True))

    assert read_ratio(PERSONS, ratio(5, 5), [past(1, PERSONS, ratio(5, 11))]) is not None
    assert read_ratio(PERSONS, ratio(5, 5), [guarded]) is None
    assert read_ratio(PERSONS, ratio(5, 30, is_guarded=True)) is None


def test_year_that_counted_people_stays_protected_in_later_versions_of_the_criterion() -> None:
    other = spec("5.3", Kind.RATIO, version=2)

    assert read_ratio(other, ratio(5, 9), [past(1, PERSONS, ratio(3, 12))]) is None
    assert read_ratio(other, ratio(5, 9), [past(1, PERSONS, ratio(5, 12))]) is not None


def test_middle_of_the_range_is_scored() -> None:
    score = score_criterion(PERSONS, ratio(3, 24))

    assert score.score == Fraction(10) / 95 * 100
    assert round_for_display(score.score) == round_for_display(Fraction("10.526"))
