"""The scoring engine applied to one assessment."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluation.assessments.computed_criteria import computed_value, is_filled_in_by_platform
from evaluation.assessments.cross_checks import SourceFigure, is_confirmed, source_figures_for
from evaluation.assessments.pooled import divided_years, earlier_publications, guard_pooled_ratio, protection_basis
from evaluation.assessments.revisions import annotate_published_content
from evaluation.assessments.suppression import counting_persons, mark_revealing_values
from evaluation.assessments.worksheet import Worksheet, earlier_answers
from evaluation.frameworks.scoring_input import spec_of, value_of
from evaluation.models import Answer, Assessment, AssessmentVersion
from evaluation.reviews.remarks import peer_checked_series
from evaluation.scoring import is_protected, score_country, score_criterion, score_recommendation, sensitivity
from evaluation.scoring.ratios import MIN_BASE_ALONE
from evaluation.values import (
    UNANSWERED,
    AnswerValue,
    CountryResult,
    CriterionScore,
    CriterionSpec,
    Grade,
    PastAnswer,
    RecommendationResult,
    Sensitivity,
    Status,
)


@dataclass(frozen=True, kw_only=True)
class AssessmentScores:
    """The results of an assessment: by recommendation, by series id, and for the country.

    `basis` has what the shown ratios about persons are the sums of, and the numbers of persons: stored to protect later
    publications.
    """

    recommendations: Mapping[int, RecommendationResult]
    sensitivities: Mapping[int, Sensitivity | None]
    country: CountryResult
    scores: Mapping[str, CriterionScore]
    answers: Mapping[str, AnswerValue]
    basis: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CriterionScores:
    """The answers of an assessment as they are scored: what each asks, what is read of it, and its score."""

    by_code: Mapping[int, Sequence[CriterionSpec]]
    specs: Mapping[str, CriterionSpec]
    values: Mapping[str, AnswerValue]
    history: Mapping[str, Sequence[PastAnswer]]

    def score(self, series_id: str) -> CriterionScore:
        return score_criterion(self.specs[series_id], self.values[series_id], self.history.get(series_id, ()))


def score_assessment(assessment: Assessment) -> AssessmentScores:
    """Return the results of `assessment` from its current answers, as far as they may be published.

    Earlier years count for pooling as they were published, also while they are open again.
    """
    found = score_answers(assessment)
    values, history = found.values, found.history
    results = {code: score_recommendation(specs, values, history) for code, specs in sorted(found.by_code.items())}
    return AssessmentScores(
        recommendations=results,
        sensitivities={code: sensitivity(found.by_code[code], values, history) for code in results},
        country=score_country(results.values()),
        scores={score.spec.series_id: score for result in results.values() for score in result.scores},
        answers=values,
        basis=protection_basis(found.specs, values, history, year=assessment.cycle.year),
    )


def score_answers(
    assessment: Assessment, *, sheet: Worksheet | None = None, wanted: Container[str] | None = None
) -> CriterionScores:
    """Return the answers of `assessment` one by one, protected as they would be if it were published now.

    What `sheet` has loaded is not loaded again. What the platform fills in is computed for the series
    `wanted` only, where they are given: no other answer depends on it.
    """
    answers, sources = _answers(assessment, sheet), sheet.sources if sheet else source_figures_for(assessment)
    history, published, year = _history(assessment), earlier_publications(assessment), assessment.cycle.year
    adopted = {answer.criterion.series_id: spec_of(answer.criterion, year) for answer in answers}
    checked, answer_values = peer_checked_series(assessment), dict[str, AnswerValue]()
    for answer in answers:
        series = answer.criterion.series_id
        if wanted is not None and series not in wanted and is_filled_in_by_platform(answer.criterion):
            answer_values[series] = UNANSWERED
            continue
        answer_values[series] = _value(answer, assessment, sources.get(series, ()), is_checked=series in checked)
    specs = counting_persons(adopted, answer_values)
    divided = divided_years(specs, answer_values, history)
    by_code: dict[int, list[CriterionSpec]] = {}
    for series, spec in specs.items():
        by_code.setdefault(spec.recommendation, []).append(spec)
        answer_values[series] = guard_pooled_ratio(
            spec,
            answer_values[series],
            history.get(series, ()),
            year=year,
            published=published,
            divided_years=divided.get(series, ()),
        )
    beside = {series: {number for source in found for number in source.numbers} for series, found in sources.items()}
    values = mark_revealing_values(
        specs,
        answer_values,
        published=beside,
        before=published.numbers,
        hidden_before=published.hidden_shares,
    )
    return CriterionScores(by_code=by_code, specs=specs, values=values, history=history)


def _answers(assessment: Assessment, sheet: Worksheet | None) -> list[Answer]:
    if sheet is not None and sheet.has_all_answers:
        return [question.answer for question in sheet.questions]
    return list(Answer.objects.filter(assessment=assessment).select_related("criterion__recommendation"))


def _value(answer: Answer, assessment: Assessment, sources: Sequence[SourceFigure], *, is_checked: bool) -> AnswerValue:
    if is_filled_in_by_platform(answer.criterion):
        return computed_value(answer.criterion, assessment)
    value = value_of(answer)
    if is_checked:
        value = replace(value, grade=Grade.V2)
    return replace(value, grade=Grade.V3) if is_confirmed(answer.criterion, value.number, sources) else value


def _history(assessment: Assessment) -> dict[str, list[PastAnswer]]:
    """Return the earlier published answers by series, guarded if the version withheld a number that is not small."""
    past: dict[str, list[PastAnswer]] = {}
    answers = list(earlier_answers(assessment).filter(assessment__versions__isnull=False).distinct())
    annotate_published_content(answers)
    withheld = _withheld_ratios(answers)
    for answer in answers:
        years_ago = assessment.cycle.year - answer.assessment.cycle.year
        value = replace(value_of(answer), is_guarded=answer.pk in withheld)
        item = PastAnswer(years_ago=years_ago, spec=spec_of(answer.criterion), answer=value)
        past.setdefault(answer.criterion.series_id, []).append(item)
    return past


def _withheld_ratios(answers: Sequence[Answer]) -> set[int]:
    """Return the answers whose base is published by itself and which the newest version withholds."""
    large = [
        answer for answer in answers if answer.criterion.counts_persons and (answer.denominator or 0) >= MIN_BASE_ALONE
    ]
    published: dict[int, Mapping[str, Any]] = {}
    if large:
        versions = AssessmentVersion.objects.filter(assessment__in={answer.assessment_id for answer in large})
        published = dict(versions.order_by("number").values_list("assessment_id", "answers"))
    return {
        answer.pk
        for answer in large
        if published[answer.assessment_id].get(answer.criterion.series_id, {}).get("status") == Status.SUPPRESSED_SMALL
        and not is_protected(spec_of(answer.criterion), value_of(answer))
    }
