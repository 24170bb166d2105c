"""Reasons why an answer is not scored: one for every way in which scoring leaves it out."""

import pytest

from evaluation.scoring import reason_not_scored, score_criterion
from evaluation.values import AnswerValue, CriterionSpec, Kind, NotScoredReason, PastAnswer, Status, TreatyStatus
from evaluation.wording import LEFT_OUT_WORDS
from tests.factories.scoring import ratio, spec

PERSONS = spec("7.1", Kind.RATIO, about_persons=True)
TREATY = CriterionSpec(series_id="1.2", recommendation=1, kind=Kind.TREATY, instruments=("palermo",))


def reason(criterion_spec: CriterionSpec, answer: AnswerValue, *history: PastAnswer) -> NotScoredReason | None:
    score = score_criterion(criterion_spec, answer, history)
    return reason_not_scored(
        kind=criterion_spec.kind,
        status=score.status,
        place=score.place,
        base=answer.denominator,
        is_banded=score.reading is not None and score.reading.band is not None,
    )


@pytest.mark.parametrize(
    ("criterion_spec", "answer", "expected"),
    [
        (spec("7.1", Kind.RATIO), ratio(3, 4), NotScoredReason.SMALL_BASE),
        (spec("7.1", Kind.RATIO), ratio(3, 5), None),
        (spec("7.1", Kind.RATIO), ratio(0, 0), NotScoredReason.NO_CASES),
        (spec("7.1", Kind.RATIO, scored=False), ratio(3, 4), None),
        (PERSONS, ratio(3, 4), NotScoredReason.FEW_PEOPLE),
        (PERSONS, ratio(3, 100), NotScoredReason.RANGE),
        (PERSONS, ratio(30, 100), None),
        (TREATY, AnswerValue(status=Status.VALUE), NotScoredReason.NO_RECORD),
        (TREATY, AnswerValue(status=Status.VALUE, treaties={"palermo": TreatyStatus.NONE}), None),
        (spec("7.1", Kind.RATIO), AnswerValue(status=Status.CONFIDENTIAL), None),
        (spec("7.1", Kind.RATIO), AnswerValue(status=Status.UNANSWERED), None),
    ],
)
def test_answer_that_is_not_scored_has_the_expected_reason(
    criterion_spec: CriterionSpec, answer: AnswerValue, expected: NotScoredReason | None
) -> None:
    assert reason(criterion_spec, answer) is expected


def test_base_that_would_reveal_few_people_of_an_earlier_year_has_its_own_reason() -> None:
    earlier = PastAnswer(years_ago=1, spec=PERSONS, answer=ratio(2, 40))
    assert reason(spec("7.1", Kind.RATIO), ratio(3, 6), earlier) is NotScoredReason.EARLIER_YEARS


def test_every_reason_for_not_scoring_has_a_text() -> None:
    assert set(LEFT_OUT_WORDS) == set(NotScoredReason)
