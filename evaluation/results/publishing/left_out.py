"""Answers that do not count, or are not shown as given: in a draft, and in a published version."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from evaluation.assessments.validation import AnswerFinding, Severity
from evaluation.assessments.worksheet import Question, Section, Worksheet
from evaluation.models import Answer, Criterion
from evaluation.results.published_versions import PublishedAssessment
from evaluation.results.publishing.scores import score_answers
from evaluation.scoring import reason_not_scored, series_order
from evaluation.values import AnswerValue, CriterionScore, Kind, NotScoredReason, ScoringRole, Status
from evaluation.wording import LEFT_OUT_WORDS


def unscored_answers(sheet: Worksheet, questions: Iterable[Question]) -> dict[str, NotScoredReason]:
    """Return, by series, why the answers to `questions` of `sheet` would not count if it were published now.

    Nothing is scored, and no query made, where none of them can be left out.
    """
    series_ids = {question.criterion.series_id for question in questions if _can_be_left_out(question)}
    if not series_ids:
        return {}
    scored = score_answers(sheet.assessment, sheet=sheet, wanted=series_ids)
    found = {series: _draft_reason(scored.score(series), scored.values[series]) for series in series_ids}
    return {series: reason for series, reason in found.items() if reason is not None}


def unscored_published_answers(published: PublishedAssessment) -> dict[str, NotScoredReason]:
    """Return, by series, why answers of a published version do not count, from what it says and nothing else."""
    found = {
        item.series_id: _version_reason(published.answers[item.series_id], ScoringRole(item.place), Status(item.status))
        for result in published.results.values()
        for item in result.criteria
        if item.series_id in published.answers
    }
    return {series: reason for series, reason in found.items() if reason is not None}


def unscored_in_draft(sheet: Worksheet) -> list[tuple[Criterion, str]]:
    """Return the criteria whose answers would not count with the reason in words, for the page of gaps.

    A treaty without a record is a gap itself, and not repeated.
    """
    questions = [question for question in sheet.questions if question.criterion.kind != Criterion.Kind.TREATY]
    reasons = unscored_answers(sheet, questions)
    return _in_words((question.criterion for question in questions), reasons)


def unscored_in_version(published: PublishedAssessment) -> list[tuple[Criterion, str]]:
    """Return what does not count in a published version, from its frozen content alone."""
    reasons = {
        series: why
        for series, why in unscored_published_answers(published).items()
        if why is not NotScoredReason.NO_RECORD
    }
    found = Criterion.objects.filter(recommendation__framework=published.framework_id, series_id__in=reasons)
    return _in_words(found.prefetch_related("translations"), reasons)


def with_unscored(sheet: Worksheet, *, code: int | None = None) -> Worksheet:
    """Return `sheet` with the answers that do not count among its findings: all, or those of the section `code`."""
    concerned = [section for section in sheet.sections if code is None or section.recommendation.code == code]
    reasons = unscored_answers(sheet, [question for section in concerned for question in section.questions])
    return replace(sheet, sections=tuple(_with_reasons(section, reasons) for section in sheet.sections))


def _in_words(criteria: Iterable[Criterion], reasons: Mapping[str, NotScoredReason]) -> list[tuple[Criterion, str]]:
    ordered = sorted(criteria, key=lambda item: series_order(item.series_id))
    return [(item, str(LEFT_OUT_WORDS[reasons[item.series_id]])) for item in ordered if item.series_id in reasons]


def _with_reasons(section: Section, reasons: Mapping[str, NotScoredReason]) -> Section:
    series = (question.criterion.series_id for question in section.questions)
    return replace(section, left_out=tuple(finding_of(key, reasons[key]) for key in series if key in reasons))


def finding_of(series_id: str, reason: NotScoredReason) -> AnswerFinding:
    """Return the finding that says that an answer does not count."""
    return AnswerFinding(
        series_id=series_id, code=reason.value, severity=Severity.LEFT_OUT, words=LEFT_OUT_WORDS[reason]
    )


def _can_be_left_out(question: Question) -> bool:
    criterion, status = question.criterion, question.content.status
    if criterion.kind == Criterion.Kind.TREATY or criterion.computed:
        return True
    if status in (Answer.Status.UNDEFINED, Answer.Status.SUPPRESSED_SMALL):
        return True
    return status == Answer.Status.VALUE and (criterion.kind == Criterion.Kind.RATIO or criterion.counts_persons)


def _draft_reason(score: CriterionScore, value: AnswerValue) -> NotScoredReason | None:
    return reason_not_scored(
        kind=score.spec.kind,
        status=score.status,
        place=score.place,
        base=None if value.numerator is None else value.denominator,
        is_banded=score.reading is not None and score.reading.band is not None,
    )


def _version_reason(answer: Mapping[str, Any], place: ScoringRole, status: Status) -> NotScoredReason | None:
    base = answer["denominator"]
    return reason_not_scored(
        kind=Kind(answer["kind"]),
        status=status,
        place=place,
        base=None if base is None else Fraction(base),
        is_banded=bool(answer["band"]),
    )
