"""The scoring engine applied to one assessment."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.domain.computed import computed_value, is_filled_in_by_platform
from evaluation.domain.sheets import earlier_answers
from evaluation.domain.specs import spec_of, value_of
from evaluation.models import Answer, Assessment
from evaluation.scoring import score_country, score_recommendation, sensitivity
from evaluation.values import (
    AnswerValue,
    CountryResult,
    CriterionScore,
    CriterionSpec,
    PastAnswer,
    RecommendationResult,
    Sensitivity,
)


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What came of an assessment: by recommendation, by series id, and for the country."""

    recommendations: Mapping[int, RecommendationResult]
    sensitivities: Mapping[int, Sensitivity | None]
    country: CountryResult
    scores: Mapping[str, CriterionScore]
    answers: Mapping[str, AnswerValue]


def score_assessment(assessment: Assessment) -> Scored:
    """The results of `assessment` as its answers stand. Earlier years count for pooling where they were published."""
    answers = list(Answer.objects.filter(assessment=assessment).select_related("criterion__recommendation"))
    values = {answer.criterion.series_id: _value(answer, assessment) for answer in answers}
    history = _history(assessment)
    by_code: dict[int, list[CriterionSpec]] = {}
    for answer in answers:
        by_code.setdefault(answer.criterion.recommendation.code, []).append(spec_of(answer.criterion))
    results = {code: score_recommendation(specs, values, history) for code, specs in sorted(by_code.items())}
    return Scored(
        recommendations=results,
        sensitivities={code: sensitivity(by_code[code], values, history) for code in results},
        country=score_country(results.values()),
        scores={score.spec.series_id: score for result in results.values() for score in result.scores},
        answers=values,
    )


def _value(answer: Answer, assessment: Assessment) -> AnswerValue:
    if is_filled_in_by_platform(answer.criterion):
        return computed_value(answer.criterion, assessment)
    return value_of(answer)


def _history(assessment: Assessment) -> dict[str, list[PastAnswer]]:
    past: dict[str, list[PastAnswer]] = {}
    for answer in earlier_answers(assessment).filter(assessment__versions__isnull=False).distinct():
        years_ago = assessment.cycle.year - answer.assessment.cycle.year
        item = PastAnswer(years_ago=years_ago, spec=spec_of(answer.criterion), answer=value_of(answer))
        past.setdefault(answer.criterion.series_id, []).append(item)
    return past
