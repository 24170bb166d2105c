"""Progress compares this year with last year, on comparable criteria only."""

from fractions import Fraction

import pytest

from evaluation.scoring import compare_years, score_recommendation
from evaluation.values import AnswerValue, CriterionOutcome, CriterionSpec, Flag, Kind, RecommendationResult
from tests.factories.scoring import NOT_APPLICABLE, NOT_AVAILABLE, level, ratio, spec

SPECS = [spec("7.1"), spec("7.2", Kind.RATIO, target=Fraction(100)), spec("7.3")]


def year(*answers: AnswerValue, specs: list[CriterionSpec] | None = None) -> RecommendationResult:
    criteria = SPECS if specs is None else specs
    return score_recommendation(
        criteria, {each.series_id: answer for each, answer in zip(criteria, answers, strict=False)}
    )


def outcome(now: AnswerValue, before: AnswerValue, position: int = 0) -> CriterionOutcome:
    nothing = (NOT_AVAILABLE,) * position
    return compare_years(year(*nothing, now), year(*nothing, before)).changes[position].outcome


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (2, 3, CriterionOutcome.IMPROVED),
        (3, 2, CriterionOutcome.DECLINED),
        (2, 2, CriterionOutcome.UNCHANGED),
        (0, 4, CriterionOutcome.IMPROVED),
    ],
)
def test_level_changes_by_whole_steps(before: int, now: int, expected: CriterionOutcome) -> None:
    assert outcome(level(now), level(before)) is expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (50, 55, CriterionOutcome.IMPROVED),
        (50, 54, CriterionOutcome.UNCHANGED),
        (50, 46, CriterionOutcome.UNCHANGED),
        (50, 45, CriterionOutcome.DECLINED),
    ],
)
def test_score_change_of_at_least_five_points_is_improvement_or_decline(
    before: int, now: int, expected: CriterionOutcome
) -> None:
    assert outcome(ratio(now, 100), ratio(before, 100), 1) is expected


def test_value_in_one_year_only_is_newly_or_no_longer_reported() -> None:
    assert outcome(level(4), NOT_AVAILABLE) is CriterionOutcome.NEWLY_REPORTED
    assert outcome(NOT_AVAILABLE, level(4)) is CriterionOutcome.NO_LONGER_REPORTED
    assert outcome(NOT_APPLICABLE, level(4)) is CriterionOutcome.NO_LONGER_REPORTED
    assert outcome(NOT_AVAILABLE, NOT_AVAILABLE) is CriterionOutcome.NOT_COMPARABLE


@pytest.mark.parametrize("flag", [Flag.B, Flag.D])
def test_year_with_flag_b_or_d_is_not_compared(flag: Flag) -> None:
    assert outcome(ratio(90, 100, flag), ratio(10, 100), 1) is CriterionOutcome.NOT_COMPARABLE
    assert outcome(ratio(90, 100), ratio(10, 100, flag), 1) is CriterionOutcome.NOT_COMPARABLE


@pytest.mark.parametrize("flag", [Flag.E, Flag.P])
def test_estimates_and_provisional_values_are_compared(flag: Flag) -> None:
    assert outcome(ratio(90, 100, flag), ratio(10, 100), 1) is CriterionOutcome.IMPROVED


def test_incompatible_version_of_a_criterion_is_not_compared() -> None:
    new = [spec("7.1", version=2, compatible_with_previous=False), spec("7.2", version=2)]
    old = [spec("7.1"), spec("7.2")]

    changes = compare_years(year(level(4), level(4), specs=new), year(level(1), level(1), specs=old)).changes

    assert [change.outcome for change in changes] == [CriterionOutcome.NOT_COMPARABLE, CriterionOutcome.IMPROVED]


def test_new_criterion_is_not_comparable_and_removed_one_is_left_out() -> None:
    changes = compare_years(
        year(level(4), specs=[spec("7.4")]), year(level(4), level(4), specs=[spec("7.1"), spec("7.2")])
    ).changes

    assert [(change.series_id, change.outcome) for change in changes] == [("7.4", CriterionOutcome.NOT_COMPARABLE)]


def test_first_assessment_is_newly_reported_without_a_difference() -> None:
    result = compare_years(year(level(4), ratio(90, 100), NOT_AVAILABLE), None)

    assert [change.outcome for change in result.changes] == [
        CriterionOutcome.NEWLY_REPORTED,
        CriterionOutcome.NEWLY_REPORTED,
        CriterionOutcome.NOT_COMPARABLE,
    ]
    assert (result.delta, result.matched, result.applicable) == (None, 0, 3)


def test_progress_needs_two_matched_criteria_with_half_of_the_weight() -> None:
    four = [spec(f"7.{position}") for position in range(1, 5)]
    five = [*four, spec("7.5")]
    two = (level(3), level(3))
    before = (level(1), level(1))

    half = compare_years(year(*two, specs=four), year(*before, specs=four))
    less = compare_years(year(*two, specs=five), year(*before, specs=five))
    one = compare_years(year(level(3), specs=four[:1]), year(level(1), specs=four[:1]))

    assert (half.delta, half.matched, half.applicable) == (Fraction(50), 2, 4)
    assert (less.delta, less.matched, less.applicable) == (None, 2, 5)
    assert (one.delta, one.matched, one.applicable) == (None, 1, 1)


def test_progress_uses_this_years_weights_for_both_years() -> None:
    now = [spec("7.1", weight=3), spec("7.2")]
    before = [spec("7.1"), spec("7.2", weight=3)]

    result = compare_years(year(level(2), level(4), specs=now), year(level(2), level(3), specs=before))

    assert result.delta == Fraction(25, 4)


def test_context_criteria_are_not_compared() -> None:
    specs = [*SPECS, spec("7.4", Kind.NUMBER, scored=False)]

    assert [change.series_id for change in compare_years(year(specs=specs), year(specs=specs)).changes] == [
        "7.1",
        "7.2",
        "7.3",
    ]


def test_comparing_different_recommendations_raises_an_error() -> None:
    with pytest.raises(ValueError, match="two years of the same recommendation"):
        compare_years(year(), year(specs=[spec("8.1", recommendation=8)]))
