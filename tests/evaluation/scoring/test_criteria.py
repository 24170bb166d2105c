"""Scores of single answers."""

from fractions import Fraction

import pytest

from evaluation.scoring import score_criterion, score_recommendation
from evaluation.values import AnswerValue, Flag, Grade, Kind, ScoringRole, Status, TreatyStatus
from tests.factories.scoring import (
    NOT_APPLICABLE,
    UNCONFIRMED,
    UNDEFINED,
    level,
    number,
    past,
    ratio,
    spec,
    ticked,
    treaties,
    yes,
)

SHARE = spec("5.2", Kind.RATIO, target=Fraction(100))


@pytest.mark.parametrize(("value", "score"), [(0, 0), (1, 25), (2, 50), (3, 75), (4, 100)])
def test_each_level_is_worth_25_points(value: int, score: int) -> None:
    assert score_criterion(spec("a"), level(value)).score == Fraction(score)


@pytest.mark.parametrize(("value", "score"), [(True, 100), (False, 0)])
def test_yes_is_100_points_and_no_is_0(value: bool, score: int) -> None:
    assert score_criterion(spec("a", Kind.YES_NO), yes(value)).score == Fraction(score)


def test_multiple_choice_scores_the_share_of_qualifying_options() -> None:
    choice = spec("a", Kind.MULTI_CHOICE, options=("one", "two", "three"))

    assert score_criterion(choice, ticked("one", "two", "none_of_these")).score == Fraction(200, 3)
    assert score_criterion(choice, ticked()).score == Fraction(0)


def test_zero_is_scored_as_a_value() -> None:
    score = score_criterion(SHARE, ratio(0, 40))

    assert (score.place, score.score) == (ScoringRole.SCORED, Fraction(0))


@pytest.mark.parametrize(
    ("kind", "floor", "target", "value", "score"),
    [
        ("months to release", 24, 6, 24, 0),
        ("months to release", 24, 6, 15, 50),
        ("months to release", 24, 6, 2, 100),
        ("months to release", 24, 6, 40, 0),
        ("years since review", 8, 3, 4, 80),
    ],
)
def test_number_is_scored_by_its_position_between_floor_and_target(
    kind: str, floor: int, target: int, value: int, score: int
) -> None:
    criterion = spec(kind, Kind.NUMBER, floor=Fraction(floor), target=Fraction(target))

    assert score_criterion(criterion, number(value)).score == Fraction(score)


def test_ratio_is_scored_per_unit_of_its_target() -> None:
    inspectors = spec("8.2", Kind.RATIO, target=Fraction(1), per=Fraction(10_000), is_share=False)

    score = score_criterion(inspectors, ratio(60, 1_200_000))

    assert score.reading is not None
    assert (score.reading.value, score.score) == (Fraction(1, 2), Fraction(50))


def test_ratio_beyond_floor_or_target_is_clamped_to_0_or_100() -> None:
    spending = spec("3.3", Kind.RATIO, floor=Fraction(50), target=Fraction(95), is_share=False)

    assert score_criterion(spending, ratio(120, 100)).score == Fraction(100)
    assert score_criterion(spending, ratio(40, 100)).score == Fraction(0)


@pytest.mark.parametrize(
    ("status", "score"),
    [
        (TreatyStatus.NONE, 50),
        (TreatyStatus.SIGNED, 75),
        (TreatyStatus.RATIFIED, Fraction(175, 2)),
        (TreatyStatus.IN_FORCE, 100),
    ],
)
def test_treaty_list_scores_the_mean_of_its_treaties(status: TreatyStatus, score: int | Fraction) -> None:
    answer = treaties(palermo=TreatyStatus.IN_FORCE, cets_197=status)

    assert score_criterion(spec("1.1", Kind.TREATY), answer).score == score


@pytest.mark.parametrize(
    "answer",
    [
        treaties(palermo=TreatyStatus.IN_FORCE),
        treaties(palermo=TreatyStatus.IN_FORCE, cets_197=TreatyStatus.NO_RECORD),
        treaties(),
    ],
)
def test_treaty_without_a_record_makes_the_list_missing_and_not_zero(answer: AnswerValue) -> None:
    score = score_criterion(spec("1.1", Kind.TREATY), answer)

    assert (score.place, score.score) == (ScoringRole.MISSING, None)


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (NOT_APPLICABLE, ScoringRole.OUTSIDE),
        (UNCONFIRMED, ScoringRole.MISSING),
        (UNDEFINED, ScoringRole.OUTSIDE),
        (ratio(0, 0), ScoringRole.OUTSIDE),
        (ratio(3, -7), ScoringRole.MISSING),
        (AnswerValue(status=Status.VALUE), ScoringRole.MISSING),
        (AnswerValue(status=Status.NOT_AVAILABLE), ScoringRole.MISSING),
        (AnswerValue(status=Status.CONFIDENTIAL), ScoringRole.MISSING),
        (AnswerValue(status=Status.SUPPRESSED_SMALL), ScoringRole.MISSING),
        (AnswerValue(status=Status.UNANSWERED), ScoringRole.MISSING),
    ],
)
def test_only_confirmed_not_applicable_and_undefined_answers_are_outside_the_score(
    answer: AnswerValue, place: ScoringRole
) -> None:
    score = score_criterion(SHARE, answer)

    assert (score.place, score.score) == (place, None)


def test_ratio_with_denominator_zero_is_undefined() -> None:
    assert score_criterion(SHARE, ratio(0, 0)).status is Status.UNDEFINED


@pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.YES_NO, Kind.NUMBER, Kind.MULTI_CHOICE, Kind.TREATY])
def test_undefined_answer_of_another_kind_than_ratio_is_missing(kind: Kind) -> None:
    assert score_criterion(spec("a", kind), UNDEFINED).place is ScoringRole.MISSING


@pytest.mark.parametrize("kind", list(Kind))
def test_confidential_values_are_never_scored(kind: Kind) -> None:
    scored = kind not in (Kind.MONEY, Kind.DATE, Kind.NARRATIVE)
    hidden = AnswerValue(
        status=Status.CONFIDENTIAL,
        level=4,
        yes=True,
        number=Fraction(80),
        numerator=Fraction(80),
        denominator=Fraction(100),
        options=frozenset({"one"}),
        treaties={"palermo": TreatyStatus.IN_FORCE, "cets-197": TreatyStatus.IN_FORCE},
    )

    score = score_criterion(spec("a", kind, scored=scored), hidden)

    assert (score.score, score.reading, score.level) == (None, None, None)


def test_context_ratio_is_read_but_not_scored() -> None:
    score = score_criterion(spec("a", Kind.RATIO, scored=False), ratio(3, 4))

    assert (score.place, score.score) == (ScoringRole.CONTEXT, None)
    assert score.reading is not None
    assert (score.reading.value, score.reading.pooled) == (Fraction(75), False)


def test_grade_and_flags_are_shown_and_change_no_score() -> None:
    plain = score_criterion(SHARE, ratio(10, 40))
    marked = score_criterion(SHARE, ratio(10, 40, Flag.E, Flag.P, grade=Grade.V3))

    assert (marked.score, marked.flags, marked.grade) == (plain.score, {Flag.E, Flag.P}, Grade.V3)


def test_pooled_flag_of_an_answer_is_ignored() -> None:
    assert score_criterion(SHARE, ratio(10, 40, Flag.POOLED)).flags == frozenset()


def test_earlier_years_do_not_change_the_score_of_a_large_ratio() -> None:
    history = [past(1, SHARE, ratio(1, 90)), past(2, SHARE, ratio(1, 90))]

    assert score_criterion(SHARE, ratio(5, 10), history).score == Fraction(50)


def test_criterion_in_a_pilot_year_changes_no_result() -> None:
    shadow = spec("7.3", scored=False, in_shadow=True)
    result = score_recommendation(
        [spec("7.1"), spec("7.2"), shadow], {"7.1": level(2), "7.2": level(3), "7.3": level(0)}
    )
    score = result.scores[2]
    assert (score.place, score.score, score.level) == (ScoringRole.SHADOW, None, 0)
    assert (result.point, result.lo, result.hi, result.applicable_weight) == (Fraction(125, 2),) * 3 + (2,)
    assert (result.answered, result.asked) == (3, 3)


def test_criterion_cannot_be_both_in_a_pilot_year_and_scored() -> None:
    with pytest.raises(ValueError, match="in shadow"):
        spec("7.3", scored=True, in_shadow=True)
