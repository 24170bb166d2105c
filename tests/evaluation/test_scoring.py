"""The worked example of the method, with exact digits."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluation.scoring import (
    between_goalposts,
    compare_years,
    geometric_mean,
    round_for_display,
    score_country,
    score_criterion,
    score_recommendation,
    sensitivity,
    weighted_mean,
)
from evaluation.values import (
    Band,
    CriterionOutcome,
    Flag,
    Kind,
    RecommendationResult,
    ResultLabel,
    ScenarioKind,
    ScoringRole,
)
from tests.factories.scoring import NOT_APPLICABLE, NOT_AVAILABLE, level, number, past, ratio, spec, yes

A = spec("a", essential=True)
B = spec("b", Kind.RATIO, weight=2)
C = spec("c", Kind.YES_NO)
D = spec("d", Kind.RATIO)
E = spec("e", Kind.RATIO)
F = spec("f", Kind.NUMBER, scored=False)
CRITERIA = [A, B, C, D, E, F]
IN_2024 = {
    "a": level(2),
    "b": ratio(5, 20),
    "c": NOT_AVAILABLE,
    "d": NOT_AVAILABLE,
    "e": NOT_APPLICABLE,
    "f": number(31),
}
IN_2025 = {
    "a": level(3),
    "b": ratio(9, 24),
    "c": yes(),
    "d": NOT_AVAILABLE,
    "e": NOT_APPLICABLE,
    "f": number(40),
}


def tenth(text: str) -> Decimal:
    return Decimal(text)


def test_2024_scores_of_the_worked_example_are_as_documented() -> None:
    result = score_recommendation(CRITERIA, IN_2024)

    assert [(score.spec.series_id, score.place, score.score) for score in result.scores] == [
        ("a", ScoringRole.SCORED, Fraction(50)),
        ("b", ScoringRole.SCORED, Fraction("31.25")),
        ("c", ScoringRole.MISSING, None),
        ("d", ScoringRole.MISSING, None),
        ("e", ScoringRole.OUTSIDE, None),
        ("f", ScoringRole.CONTEXT, None),
    ]


def test_2024_of_the_worked_example_is_insufficient_and_has_no_score() -> None:
    result = score_recommendation(CRITERIA, IN_2024)

    assert (result.applicable_weight, result.valued_weight, result.coverage) == (5, 3, Fraction(3, 5))
    assert (result.label, result.point, result.band, result.uncertain) == (ResultLabel.INSUFFICIENT, None, None, False)
    assert weighted_mean(result.scores) == Fraction("37.5")
    assert (result.lo, result.hi) == (Fraction("22.5"), Fraction("62.5"))
    assert result.weakest is not None
    assert result.weakest.score is not None
    assert (result.weakest.spec, round_for_display(result.weakest.score)) == (B, tenth("31.3"))


def test_2025_scores_of_the_worked_example_are_as_documented() -> None:
    result = score_recommendation(CRITERIA, IN_2025)

    assert [(score.spec.series_id, score.score) for score in result.scores] == [
        ("a", Fraction(75)),
        ("b", Fraction("46.875")),
        ("c", Fraction(100)),
        ("d", None),
        ("e", None),
        ("f", None),
    ]


def test_2025_of_the_worked_example_is_substantial_and_not_uncertain() -> None:
    result = score_recommendation(CRITERIA, IN_2025)

    assert (result.applicable_weight, result.valued_weight, result.coverage) == (5, 4, Fraction(4, 5))
    assert (result.point, result.lo, result.hi) == (Fraction("67.1875"), Fraction("53.75"), Fraction("73.75"))
    assert (result.label, result.band, result.uncertain) == (ResultLabel.OK, Band.SUBSTANTIAL, False)
    assert [round_for_display(value) for value in (result.point, result.lo, result.hi) if value is not None] == [
        tenth("67.2"),
        tenth("53.8"),
        tenth("73.8"),
    ]
    assert result.weakest is not None
    assert result.weakest.score is not None
    assert (result.weakest.spec, round_for_display(result.weakest.score)) == (B, tenth("46.9"))


def test_progress_of_the_worked_example_is_over_matched_criteria() -> None:
    before, now = score_recommendation(CRITERIA, IN_2024), score_recommendation(CRITERIA, IN_2025)

    change = compare_years(now, before)

    assert change.delta == Fraction("18.75") == Fraction("56.25") - Fraction("37.5")
    assert round_for_display(change.delta) == tenth("18.8")
    assert (change.matched_weight, change.applicable_weight) == (3, 5)
    assert (change.matched, change.applicable) == (2, 4)
    assert [(each.series_id, each.outcome, each.difference) for each in change.changes] == [
        ("a", CriterionOutcome.IMPROVED, Fraction(25)),
        ("b", CriterionOutcome.IMPROVED, Fraction("15.625")),
        ("c", CriterionOutcome.NEWLY_REPORTED, None),
        ("d", CriterionOutcome.NOT_COMPARABLE, None),
        ("e", CriterionOutcome.NOT_COMPARABLE, None),
    ]
    naive = (weighted_mean(now.scores) or 0) - (weighted_mean(before.scores) or 0)
    assert round_for_display(Fraction(naive)) == tenth("29.7")
    assert tenth("29.7") not in [round_for_display(each.difference or Fraction(0)) for each in change.changes]


def test_three_years_with_small_bases_are_pooled() -> None:
    history = [past(1, B, ratio(1, 3)), past(2, B, ratio(2, 4))]

    score = score_criterion(B, ratio(2, 5), history)

    assert score.reading is not None
    assert (score.reading.numerator, score.reading.denominator) == (Fraction(5), Fraction(12))
    assert round_for_display(score.reading.value) == tenth("41.7")
    assert round(score.reading.value, 2) == Fraction("41.67")
    assert score.score == Fraction(5, 12) / Fraction(80, 100) * 100
    assert round_for_display(score.score) == tenth("52.1")
    assert score.flags == {Flag.POOLED}


def test_lower_value_scores_higher_if_the_target_is_below_the_floor() -> None:
    months = spec("m", Kind.NUMBER, floor=Fraction(12), target=Fraction(2))

    assert score_criterion(months, number(5)).score == Fraction(70)
    assert round_for_display(between_goalposts(Fraction(5), floor=Fraction(12), target=Fraction(2))) == tenth("70.0")


def test_essential_criterion_below_25_caps_an_advanced_band_at_developing() -> None:
    answers = {**IN_2025, "a": level(0), "b": ratio(80, 100), "c": yes()}

    result = score_recommendation(CRITERIA, answers)

    assert result.point == Fraction(75)
    assert (result.band_before_cap, result.band, result.band_capped_by) == (
        Band.ADVANCED,
        Band.DEVELOPING,
        ("a",),
    )


VECTOR = ["100", "62.5", "50", "75", "80", "58.3", "67.1875", "45", None, "50", "83.3", "75", "25", "12.5", None]


def row(code: int, point: str | None) -> RecommendationResult:
    """Return a recommendation with exactly this score from three numbers; one is missing if there is no score."""
    scale = {"floor": Fraction(0), "target": Fraction(100), "recommendation": code}
    specs = [spec(f"{code}.{position}", Kind.NUMBER, **scale) for position in (1, 2)]
    return score_recommendation(specs, {each.series_id: number(Fraction(point)) for each in specs} if point else {})


def test_country_bands_are_counted_and_the_mean_is_internal() -> None:
    result = score_country(row(code, point) for code, point in enumerate(VECTOR, start=1))

    assert result.bands == {Band.ADVANCED: 5, Band.SUBSTANTIAL: 5, Band.DEVELOPING: 2, Band.EARLY: 1}
    assert (result.insufficient, result.not_applicable) == (2, 0)
    assert result.internal_mean is not None
    assert round(result.internal_mean, 2) == Fraction("60.29")
    assert round_for_display(result.internal_mean) == tenth("60.3")
    assert "60" not in repr(result)


def test_internal_mean_needs_scores_for_twelve_of_fifteen_recommendations() -> None:
    twelve = [row(code, "50" if code <= 12 else None) for code in range(1, 16)]
    eleven = [row(code, "50" if code <= 11 else None) for code in range(1, 16)]

    assert score_country(twelve).internal_mean == Fraction(50)
    assert score_country(eleven).internal_mean is None


SCENARIOS_OF_2025 = [
    (ScenarioKind.EQUAL_WEIGHTS, "", "74.0", Band.SUBSTANTIAL),
    (ScenarioKind.GEOMETRIC_MEAN, "", "63.7", Band.SUBSTANTIAL),
    (ScenarioKind.DROPPED, "a", "64.6", Band.SUBSTANTIAL),
    (ScenarioKind.DROPPED, "b", "87.5", Band.ADVANCED),
    (ScenarioKind.DROPPED, "c", "56.3", Band.SUBSTANTIAL),
    (ScenarioKind.DROPPED, "d", "67.2", Band.SUBSTANTIAL),
    (ScenarioKind.TARGET_LOWER, "b", "69.8", Band.SUBSTANTIAL),
    (ScenarioKind.TARGET_HIGHER, "b", "65.1", Band.SUBSTANTIAL),
    (ScenarioKind.LOW, "", "53.8", Band.SUBSTANTIAL),
    (ScenarioKind.HIGH, "", "73.8", Band.SUBSTANTIAL),
]


def test_ten_scenarios_of_2025_have_the_documented_scores() -> None:
    result = sensitivity(CRITERIA, IN_2025)

    assert result is not None
    assert [
        (each.kind, each.series_id, str(round_for_display(each.point or Fraction(0))), each.band)
        for each in result.scenarios
    ] == SCENARIOS_OF_2025


def test_2025_is_stable_in_nine_of_ten_scenarios_and_depends_on_b() -> None:
    result = sensitivity(CRITERIA, IN_2025)

    assert result is not None
    assert (result.kept, len(result.scenarios), result.is_robust) == (9, 10, True)
    assert (round_for_display(result.lowest), round_for_display(result.highest)) == (tenth("53.8"), tenth("87.5"))
    assert result.decisive == ("b",)


def test_2025_without_b_has_two_thirds_coverage_and_a_score() -> None:
    result = score_recommendation([A, C, D, E, F], IN_2025)

    assert result.coverage == Fraction(2, 3)
    assert (result.point, result.label) == (Fraction("87.5"), ResultLabel.OK)


def test_2025_without_c_scores_exactly_56_25() -> None:
    assert score_recommendation([A, B, D, E, F], IN_2025).point == Fraction("56.25")


def test_geometric_mean_is_exact_to_thirty_digits() -> None:
    mean = geometric_mean(score_recommendation(CRITERIA, IN_2025).scores)

    # The fourth power of the mean is 75 * 46.875 ** 2 * 100, up to the digits given.
    assert abs(mean**4 - 75 * Fraction("46.875") ** 2 * 100) < Fraction(1, 10**30)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("67.1875", "67.2"),
        ("53.75", "53.8"),
        ("46.875", "46.9"),
        ("31.25", "31.3"),
        ("56.25", "56.3"),
        ("18.75", "18.8"),
        ("-18.75", "-18.8"),
        ("0.04", "0.0"),
        ("-0.04", "0.0"),
        ("0.05", "0.1"),
        ("99.95", "100.0"),
        ("100", "100.0"),
    ],
)
def test_display_rounds_half_up_to_one_decimal(value: str, shown: str) -> None:
    assert str(round_for_display(Fraction(value))) == shown
