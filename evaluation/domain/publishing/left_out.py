"""Which given answers do not count, or are not shown as given: of a draft, and of a published version."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from evaluation.domain.assessments.sheets import Question, Section, Sheet
from evaluation.domain.assessments.validation import Finding, Severity
from evaluation.domain.published import Published
from evaluation.domain.publishing.scores import score_answers
from evaluation.domain.wording import LEFT_OUT_WORDS
from evaluation.models import Answer, Assessment, Criterion
from evaluation.scoring import series_order, why_left_out
from evaluation.values import AnswerValue, CriterionScore, Kind, LeftOut, Place, Status


def left_out_of(assessment: Assessment) -> dict[str, LeftOut]:
    """Return, by series, why answers of `assessment` would not count if it were published now."""
    scored = score_answers(assessment)
    found = {series: _of_draft(score, scored.values[series]) for series, score in scored.scores.items()}
    return {series: reason for series, reason in found.items() if reason is not None}


def left_out_in(published: Published) -> dict[str, LeftOut]:
    """Return, by series, why answers of a published version do not count, from what it says and nothing else."""
    found = {
        item.series_id: _of_version(published.answers[item.series_id], Place(item.place), Status(item.status))
        for result in published.results.values()
        for item in result.criteria
        if item.series_id in published.answers
    }
    return {series: reason for series, reason in found.items() if reason is not None}


def said_of_draft(assessment: Assessment) -> list[tuple[Criterion, str]]:
    """Return the criteria of `left_out_of` with the reason in words, for the page of gaps."""
    return _in_words(assessment.cycle.framework_id, left_out_of(assessment))


def said_of_version(published: Published) -> list[tuple[Criterion, str]]:
    """Return the criteria of `left_out_in` with the reason in words, for the page of gaps."""
    return _in_words(published.framework_id, left_out_in(published))


def with_left_out(sheet: Sheet) -> Sheet:
    """Return `sheet` with the answers that do not count among its findings.

    Nothing is scored where no answer on it can be left out.
    """
    if not any(map(_can_be_left_out, sheet.questions)):
        return sheet
    reasons = left_out_of(sheet.assessment)
    return replace(sheet, sections=tuple(_with_reasons(section, reasons) for section in sheet.sections))


def _in_words(framework: int, reasons: Mapping[str, LeftOut]) -> list[tuple[Criterion, str]]:
    """A treaty without a record is a gap itself, and not repeated."""
    said = {series: LEFT_OUT_WORDS[reason] for series, reason in reasons.items() if reason is not LeftOut.NO_RECORD}
    found = Criterion.objects.filter(recommendation__framework=framework, series_id__in=said)
    ordered = sorted(found.prefetch_related("translations"), key=lambda item: series_order(item.series_id))
    return [(criterion, str(said[criterion.series_id])) for criterion in ordered]


def _with_reasons(section: Section, reasons: Mapping[str, LeftOut]) -> Section:
    series = (question.criterion.series_id for question in section.questions)
    return replace(section, left_out=tuple(finding_of(key, reasons[key]) for key in series if key in reasons))


def finding_of(series_id: str, reason: LeftOut) -> Finding:
    """Return the finding that says that an answer does not count."""
    return Finding(series_id=series_id, code=reason.value, severity=Severity.LEFT_OUT, words=LEFT_OUT_WORDS[reason])


def _can_be_left_out(question: Question) -> bool:
    criterion, status = question.criterion, question.content.status
    if criterion.kind == Criterion.Kind.TREATY or criterion.computed:
        return True
    is_counted = criterion.kind == Criterion.Kind.RATIO or criterion.counts_persons
    return is_counted and status in (Answer.Status.VALUE, Answer.Status.UNDEFINED, Answer.Status.SUPPRESSED_SMALL)


def _of_draft(score: CriterionScore, value: AnswerValue) -> LeftOut | None:
    return why_left_out(
        kind=score.spec.kind,
        status=score.status,
        place=score.place,
        base=None if value.numerator is None else value.denominator,
        is_banded=score.reading is not None and score.reading.band is not None,
    )


def _of_version(answer: Mapping[str, Any], place: Place, status: Status) -> LeftOut | None:
    base = answer["denominator"]
    return why_left_out(
        kind=Kind(answer["kind"]),
        status=status,
        place=place,
        base=None if base is None else Fraction(base),
        is_banded=bool(answer["band"]),
    )
