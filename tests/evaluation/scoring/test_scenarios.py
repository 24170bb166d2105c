"""Scenarios: how far a band depends on choices of the method."""

from fractions import Fraction

import pytest

from evaluation.scoring import geometric_mean, score_criterion, score_recommendation, sensitivity
from evaluation.values import AnswerValue, Band, Kind, ScenarioKind, Sensitivity
from tests.factories.scoring import NOT_APPLICABLE, NOT_AVAILABLE, level, number, ratio, spec


def of_levels(*values: int | AnswerValue, essential: int | None = None) -> Sensitivity:
    specs = [spec(f"7.{position}", essential=position == essential) for position in range(1, len(values) + 1)]
    answers = {
        each.series_id: level(value) if isinstance(value, int) else value
        for each, value in zip(specs, values, strict=True)
    }
    result = sensitivity(specs, answers)
    assert result is not None
    return result


def test_recommendation_without_a_band_has_no_sensitivity() -> None:
    assert sensitivity([spec("7.1"), spec("7.2")], {"7.1": level(4)}) is None


def test_scenario_that_becomes_insufficient_does_not_keep_the_band() -> None:
    result = of_levels(4, 4)

    dropped = [each for each in result.scenarios if each.kind is ScenarioKind.DROPPED]
    assert [(each.point, each.band, each.keeps_band) for each in dropped] == [(None, None, False)] * 2
    assert result.decisive == ("7.1", "7.2")
    assert (result.kept, len(result.scenarios), result.is_robust) == (4, 6, False)


def test_bands_of_scenarios_are_capped() -> None:
    result = of_levels(0, 4, 4, 4, 4, essential=1)

    bands = {(each.kind, each.series_id): each.band for each in result.scenarios}
    assert result.band is Band.DEVELOPING
    assert bands[ScenarioKind.HIGH, ""] is Band.DEVELOPING
    assert bands[ScenarioKind.DROPPED, "7.2"] is Band.DEVELOPING
    assert bands[ScenarioKind.DROPPED, "7.1"] is Band.ADVANCED
    assert result.decisive == ("7.1",)


def test_scenarios_drop_missing_criteria_but_not_those_outside_the_base() -> None:
    result = of_levels(4, 4, 4, NOT_AVAILABLE, NOT_APPLICABLE)

    assert [each.series_id for each in result.scenarios if each.kind is ScenarioKind.DROPPED] == [
        "7.1",
        "7.2",
        "7.3",
        "7.4",
    ]


def test_cap_applies_to_low_and_high_scenarios() -> None:
    result = of_levels(0, 4, 4, 4, NOT_AVAILABLE, essential=1)

    assert [each.band for each in result.scenarios if each.kind in (ScenarioKind.LOW, ScenarioKind.HIGH)] == [
        Band.DEVELOPING,
        Band.DEVELOPING,
    ]


@pytest.mark.parametrize(
    ("floor", "target", "kinds"),
    [
        (0, 80, [ScenarioKind.TARGET_LOWER, ScenarioKind.TARGET_HIGHER]),
        (12, 2, [ScenarioKind.TARGET_LOWER, ScenarioKind.TARGET_HIGHER]),
        (12, 0, []),
        (95, 100, [ScenarioKind.TARGET_HIGHER]),
    ],
)
def test_target_that_cannot_be_shifted_has_no_scenario(floor: int, target: int, kinds: list[ScenarioKind]) -> None:
    criterion = spec("7.1", Kind.NUMBER, floor=Fraction(floor), target=Fraction(target))

    result = sensitivity([criterion, spec("7.2")], {"7.1": number(target), "7.2": level(4)})

    assert result is not None
    assert [each.kind for each in result.scenarios if each.series_id == "7.1"] == [ScenarioKind.DROPPED, *kinds]


def test_missing_criterion_has_no_scenario_with_a_shifted_target() -> None:
    specs = [spec("7.1"), spec("7.2"), spec("7.3", Kind.RATIO)]

    result = sensitivity(specs, {"7.1": level(4), "7.2": level(4)})

    assert result is not None
    assert [each.kind for each in result.scenarios if each.series_id == "7.3"] == [ScenarioKind.DROPPED]


def test_geometric_mean_of_equal_scores_is_exactly_that_score() -> None:
    scores = [score_criterion(spec(f"7.{weight}", weight=weight), level(3)) for weight in (1, 2, 3)]

    assert geometric_mean(scores) == Fraction(75)


def test_scores_below_one_count_as_one_in_the_geometric_mean() -> None:
    share = spec("7.1", Kind.RATIO, target=Fraction(100))
    nothing, hardly = (score_criterion(share, ratio(numerator, 1000)) for numerator in (0, 5))
    full = score_criterion(spec("7.2"), level(4))

    assert geometric_mean([nothing, full]) == geometric_mean([hardly, full]) == Fraction(10)


def test_geometric_mean_without_a_score_raises_an_error() -> None:
    with pytest.raises(ValueError, match="needs at least one score"):
        geometric_mean(score_recommendation([spec("7.1")], {}).scores)


def test_scenarios_do_not_depend_on_the_order_of_criteria() -> None:
    specs = [spec("7.1", weight=2), spec("7.2", Kind.RATIO), spec("7.3")]
    answers = {"7.1": level(3), "7.2": ratio(30, 60), "7.3": level(1)}

    assert sensitivity(specs, answers) == sensitivity(list(reversed(specs)), answers)
