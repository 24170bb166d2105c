"""Scores of recommendations and of countries."""

from fractions import Fraction

import pytest

from evaluation.scoring import band_of, grade_shares, result_of, score_country, score_criterion, score_recommendation
from evaluation.values import (
    AnswerValue,
    Band,
    CountryResult,
    Flag,
    Grade,
    Kind,
    RecommendationResult,
    ResultLabel,
    Status,
)
from tests.factories.scoring import NOT_APPLICABLE, NOT_AVAILABLE, UNCONFIRMED, UNDEFINED, level, number, ratio, spec


def levels(
    *values: int | None, essential: int | None = None, weights: dict[int, int] | None = None
) -> RecommendationResult:
    """Return a recommendation with level criteria 7.1, 7.2 ...; None is not available."""
    specs = [
        spec(f"7.{position}", essential=position == essential, weight=(weights or {}).get(position, 1))
        for position in range(1, len(values) + 1)
    ]
    answers = {
        each.series_id: NOT_AVAILABLE if value is None else level(value)
        for each, value in zip(specs, values, strict=True)
    }
    return score_recommendation(specs, answers)


@pytest.mark.parametrize(
    ("point", "band"),
    [
        ("0", Band.EARLY),
        ("24.99", Band.EARLY),
        ("25", Band.DEVELOPING),
        ("49.99", Band.DEVELOPING),
        ("50", Band.SUBSTANTIAL),
        ("74.99", Band.SUBSTANTIAL),
        ("75", Band.ADVANCED),
        ("100", Band.ADVANCED),
    ],
)
def test_band_begins_at_its_lower_bound(point: str, band: Band) -> None:
    assert band_of(Fraction(point)) is band


@pytest.mark.parametrize("point", ["-0.01", "100.01"])
def test_score_outside_0_to_100_has_no_band(point: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        band_of(Fraction(point))


def test_two_of_three_values_give_a_score_and_one_of_two_does_not() -> None:
    assert (levels(4, 4, None).label, levels(4, None).label) == (ResultLabel.OK, ResultLabel.INSUFFICIENT)


def test_one_value_gives_no_score_even_with_full_coverage() -> None:
    result = levels(4)

    assert (result.coverage, result.point, result.label) == (Fraction(1), None, ResultLabel.INSUFFICIENT)
    assert (result.lo, result.hi) == (Fraction(100), Fraction(100))


def test_coverage_is_the_weight_of_scored_criteria_over_the_weight_of_applicable_ones() -> None:
    result = levels(4, 2, None, weights={1: 3})

    assert (result.applicable_weight, result.valued_weight, result.coverage) == (5, 4, Fraction(4, 5))
    assert result.point == Fraction(350, 4)


def test_recommendation_without_values_has_a_range_from_0_to_100_and_no_score() -> None:
    result = levels(None, None, None)

    assert (result.point, result.lo, result.hi, result.weakest) == (None, Fraction(0), Fraction(100), None)


def test_band_is_uncertain_if_the_range_reaches_another_band() -> None:
    assert levels(4, 4, None).uncertain
    assert not levels(4, 4, 4).uncertain
    assert not levels(3, 3, 3, 1, None).uncertain


def test_recommendation_without_a_band_is_not_uncertain() -> None:
    assert not levels(4, None, None).uncertain


def test_cap_applies_to_both_ends_of_the_range_before_they_are_compared() -> None:
    capped = levels(0, 4, 4, 4, None, essential=1)
    free = levels(0, 4, 4, 4, None)

    assert (capped.lo, capped.point, capped.hi) == (Fraction(60), Fraction(75), Fraction(80))
    assert (capped.band, capped.uncertain) == (Band.DEVELOPING, False)
    assert (free.band, free.uncertain) == (Band.ADVANCED, True)


def test_cap_never_raises_a_band() -> None:
    result = levels(0, 0, 1, essential=1)

    assert (result.band_before_cap, result.band, result.band_capped_by) == (Band.EARLY, Band.EARLY, ("7.1",))


def test_essential_criterion_with_25_points_does_not_cap_the_band() -> None:
    result = levels(1, 4, 4, 4, essential=1)

    assert (result.band, result.band_capped_by) == (Band.ADVANCED, ())


def test_missing_essential_criterion_does_not_cap_the_band() -> None:
    assert levels(None, 4, 4, 4, essential=1).band_capped_by == ()


def test_weakest_criterion_is_the_first_of_those_with_the_lowest_score() -> None:
    result = levels(4, 1, 3, 1)

    assert result.weakest is not None
    assert (result.weakest.spec.series_id, result.weakest.score) == ("7.2", Fraction(25))


def test_criteria_are_sorted_by_number() -> None:
    specs = [spec(series_id) for series_id in ("7.10", "7.9", "7.2")]

    assert [score.spec.series_id for score in score_recommendation(specs, {}).scores] == ["7.2", "7.9", "7.10"]


def test_recommendation_with_a_narrow_base_has_no_band_and_counts_as_insufficient() -> None:
    specs = [spec(f"7.{position}", Kind.RATIO) for position in range(1, 6)]
    answers = {"7.1": ratio(20, 40), "7.2": ratio(10, 40), "7.3": NOT_APPLICABLE, "7.4": NOT_APPLICABLE}
    half_of_four = score_recommendation(specs[:4], answers)
    more_than_half = score_recommendation(specs, {**answers, "7.5": UNDEFINED})

    assert half_of_four.label is ResultLabel.OK
    assert (more_than_half.label, more_than_half.band, more_than_half.uncertain) == (
        ResultLabel.NARROW_BASE,
        None,
        False,
    )
    assert (more_than_half.point, more_than_half.coverage) == (half_of_four.point, Fraction(1))
    assert score_country([more_than_half]).insufficient == 1


def test_recommendation_with_a_narrow_base_is_not_in_the_internal_mean() -> None:
    specs = [spec(f"7.{position}", Kind.RATIO) for position in range(1, 6)]
    narrow = score_recommendation(
        specs, {"7.1": ratio(40, 40), "7.2": ratio(40, 40), "7.3": UNDEFINED, "7.4": UNDEFINED, "7.5": UNDEFINED}
    )

    assert score_country([levels(2, 2)] * 12 + [narrow] * 3).internal_mean == Fraction(50)
    assert score_country([levels(2, 2)] * 11 + [narrow] * 4).internal_mean is None


def test_recommendation_that_does_not_apply_has_no_score_range_or_coverage() -> None:
    result = score_recommendation([spec("7.1"), spec("7.2")], {"7.1": NOT_APPLICABLE, "7.2": NOT_APPLICABLE})

    assert result.label is ResultLabel.NOT_APPLICABLE
    assert (result.coverage, result.point, result.lo, result.hi, result.completeness) == (None,) * 5
    assert (score_country([result]).not_applicable, score_country([result]).insufficient) == (1, 0)


def test_unconfirmed_not_applicable_answer_stays_in_the_base() -> None:
    result = score_recommendation([spec("7.1"), spec("7.2")], {"7.1": level(4), "7.2": UNCONFIRMED})

    assert (result.applicable_weight, result.coverage) == (2, Fraction(1, 2))


def test_completeness_counts_answers_with_a_reason_and_coverage_only_values() -> None:
    specs = [spec(f"7.{position}", scored=position < 6) for position in range(1, 7)]
    answers = {
        "7.1": level(2),
        "7.2": NOT_AVAILABLE,
        "7.3": AnswerValue(status=Status.CONFIDENTIAL),
        "7.4": NOT_APPLICABLE,
        "7.6": level(3),
    }

    result = score_recommendation(specs, answers)

    assert (result.completeness, result.coverage) == (Fraction(3, 4), Fraction(1, 4))
    assert (result.answered, result.asked) == (5, 6)


def test_recommendation_with_context_criteria_alone_has_no_score() -> None:
    result = score_recommendation([spec("7.1", Kind.NUMBER, scored=False)], {"7.1": number(12)})

    assert (result.label, result.applicable_weight, result.answered) == (ResultLabel.NOT_APPLICABLE, 0, 1)


def test_pooled_criteria_are_named() -> None:
    specs = [spec("7.1", Kind.RATIO), spec("7.2", Kind.RATIO)]

    result = score_recommendation(specs, {"7.1": ratio(3, 6), "7.2": ratio(3, 60)})

    assert result.pooled == ("7.1",)
    assert result.scores[0].flags == {Flag.POOLED}


@pytest.mark.parametrize(
    "specs",
    [[], [spec("7.1"), spec("7.1")], [spec("7.1"), spec("8.1", recommendation=8)]],
    ids=["none", "twice", "of two recommendations"],
)
def test_criteria_that_are_not_of_one_recommendation_are_refused(specs: list[object]) -> None:
    with pytest.raises(ValueError, match="recommendation"):
        score_recommendation(specs, {})  # type: ignore[arg-type]


def test_grades_are_shares_of_the_weight_that_has_a_value() -> None:
    specs = [spec("7.1", weight=3), spec("7.2"), spec("7.3")]
    result = score_recommendation(specs, {"7.1": level(2, grade=Grade.V1), "7.2": level(2)})

    assert grade_shares(result.scores) == {
        Grade.V0: Fraction(1, 4),
        Grade.V1: Fraction(3, 4),
        Grade.V2: Fraction(0),
        Grade.V3: Fraction(0),
    }
    assert grade_shares(()) == {}


@pytest.mark.parametrize(("hidden", "wide"), [(1, False), (2, True)])
def test_country_has_wide_intervals_if_the_median_width_is_above_the_limit(hidden: int, wide: bool) -> None:
    """Widths of 0 and 60 have the median 30, which is not wide; 0, 60 and 60 have 60."""
    specs = [spec(f"7.{position}") for position in range(1, 11)]
    full = score_recommendation(specs, {each.series_id: level(2) for each in specs})
    open_ends = score_recommendation(specs, {each.series_id: level(2) for each in specs[:4]})

    country = score_country([full] + [open_ends] * hidden)

    assert (open_ends.width, country.has_wide_intervals) == (Fraction(60), wide)


def test_country_without_results_has_no_bands() -> None:
    assert score_country([]) == CountryResult(
        bands=dict.fromkeys(Band, 0),
        insufficient=0,
        not_applicable=0,
        median_width=None,
        has_wide_intervals=False,
        internal_mean=None,
    )


def test_result_can_be_built_from_computed_scores() -> None:
    specs = [spec("7.1"), spec("7.2")]
    answers = {"7.1": level(1), "7.2": level(3)}

    assert result_of(score_criterion(each, answers[each.series_id]) for each in specs) == score_recommendation(
        specs, answers
    )
