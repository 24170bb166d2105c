"""Serialize answers and results for publication: plain JSON, exact, without what is withheld."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.utils import timezone

from evaluation.assessments.worksheet import Question
from evaluation.models import Answer, Criterion, Evidence, VoiceNote
from evaluation.numbers import spelled
from evaluation.results.publishing.scores import AssessmentScores
from evaluation.values import AnswerValue, CriterionScore, Kind, RecommendationResult, Sensitivity, Status

WITHHELD = frozenset({Status.CONFIDENTIAL, Status.SUPPRESSED_SMALL})


def frozen_answer(
    question: Question, score: CriterionScore, value: AnswerValue, notes: Iterable[VoiceNote] = ()
) -> dict[str, Any]:
    """Return the public form of one answer, with the comments of government, parliament and civil society.

    `value`, `numerator` and `denominator` of a ratio are what the persons rule lets through (after pooling); where it
    withholds, `band` gives bounds instead. What is withheld goes without its comment, its notes and the titles of its
    documents, which might say it.
    """
    content, criterion = question.content, question.criterion
    status = score.status if value.status is Status.VALUE else value.status
    is_withheld = status in WITHHELD
    shown = {} if is_withheld else _shown(question, score, value)
    speaks = may_speak(question, score, value)
    return {
        "series_id": criterion.series_id,
        "version": criterion.version,
        "recommendation": criterion.recommendation.code,
        "kind": str(criterion.kind),
        "status": status.value,
        "reason": content.reason,
        "comment": content.comment if speaks else "",
        "since": _since(question) if speaks and not score.spec.about_persons else "",
        "notes": [_note(note) for note in notes] if speaks else [],
        "flags": sorted(flag.value for flag in score.flags),
        "grade": score.grade.value,
        "not_applicable_confirmed": value.na_confirmed,
        "evidence": [_evidence(item) for item in question.case.evidence] if speaks else [],
        **NOTHING_SHOWN,
        **shown,
    }


def may_speak(question: Question, score: CriterionScore, value: AnswerValue) -> bool:
    """Return whether texts may be beside the answer: not if its number is withheld, which they might reveal."""
    status = score.status if value.status is Status.VALUE else value.status
    return not (status in WITHHELD or _is_banded(score, status))


NOTHING_SHOWN: dict[str, Any] = {
    "level": None,
    "ticks": [],
    "value": None,
    "band": None,
    "number": None,
    "numerator": None,
    "denominator": None,
    "choice": None,
    "date": None,
    "text": "",
    "treaties": {},
}


def frozen_results(scored: AssessmentScores) -> dict[str, Any]:
    """Return the public form of the results, without the country's internal mean."""
    country = scored.country
    counts = {band.value: number for band, number in country.bands.items()}
    return {
        "recommendations": {str(code): _result(result) for code, result in scored.recommendations.items()},
        "counts": {**counts, "insufficient": country.insufficient, "not_applicable": country.not_applicable},
        "median_width": fraction(country.median_width),
        "has_wide_intervals": country.has_wide_intervals,
        "sensitivity": {str(code): _sensitivity(found) for code, found in scored.sensitivities.items()},
    }


def fraction(number: Fraction | None) -> str | None:
    """Return an exact fraction as text, "1075/16" or "75"; `Fraction(text)` reads it back."""
    return None if number is None else str(number)


def _shown(question: Question, score: CriterionScore, value: AnswerValue) -> dict[str, Any]:
    content = question.content
    if question.criterion.kind == Criterion.Kind.RATIO:
        return _ratio(score, value)
    if question.criterion.kind == Criterion.Kind.TREATY:
        return {"treaties": {key: status.value for key, status in value.treaties.items()}}
    return {
        "level": content.level,
        "ticks": list(content.ticks),
        "number": spelled(content.number),
        "choice": content.choice,
        "date": None if content.date is None else content.date.isoformat(),
        "text": content.text,
    }


def _ratio(score: CriterionScore, value: AnswerValue) -> dict[str, Any]:
    """Return the numbers of a ratio: for counts of people only the protected reading, else also those of the year."""
    reading = score.reading
    numerator, denominator = value.numerator, value.denominator
    if score.spec.about_persons:
        numerator, denominator = (reading.numerator, reading.denominator) if reading else (None, None)
    return {
        "value": fraction(reading.value) if reading else None,
        "band": [fraction(bound) for bound in reading.band] if reading and reading.band else None,
        "numerator": fraction(numerator),
        "denominator": fraction(denominator),
    }


def _is_banded(score: CriterionScore, status: Status) -> bool:
    if not score.spec.about_persons or score.spec.kind is not Kind.RATIO or status is not Status.VALUE:
        return False
    return score.reading is None or score.reading.band is not None or score.reading.pooled


def _evidence(item: Evidence) -> dict[str, str | None]:
    """Return the public form of a document; a file has its checksum only, because it is not published itself."""
    dated = None if item.dated is None else item.dated.isoformat()
    plain: dict[str, str | None] = {"title": item.title, "url": item.url, "dated": dated}
    return plain if item.url else {**plain, "sha256": item.sha256}


def _since(question: Question) -> str:
    """Return what became of last year's answer: as the country stated, otherwise "changed" if the two differ."""
    last, content = question.case.last_year, question.content
    if content.since or last is None or Answer.Status.UNANSWERED in (last.status, content.status):
        return content.since
    return "" if content.says_the_same_as(last) else Answer.Since.CHANGED.value


def _note(note: VoiceNote) -> dict[str, Any]:
    return {
        "voice": note.voice,
        "body": note.body,
        "text": note.text,
        "disputes": note.disputes,
        "written_on": timezone.localdate(note.written_at).isoformat(),
    }


def _result(result: RecommendationResult) -> dict[str, Any]:
    weakest = result.weakest
    return {
        "label": result.label.value,
        "point": fraction(result.point),
        "lo": fraction(result.lo),
        "hi": fraction(result.hi),
        "band": result.band.value if result.band else None,
        "band_before_cap": result.band_before_cap.value if result.band_before_cap else None,
        "capped_by": list(result.band_capped_by),
        "uncertain": result.uncertain,
        "coverage": fraction(result.coverage),
        "completeness": fraction(result.completeness),
        "answered": result.answered,
        "asked": result.asked,
        "applicable_weight": result.applicable_weight,
        "valued_weight": result.valued_weight,
        "outside_weight": result.outside_weight,
        "weakest": {"series_id": weakest.spec.series_id, "score": fraction(weakest.score)} if weakest else None,
        "pooled": list(result.pooled),
        "criteria": _criteria(result.scores),
    }


def _criteria(scores: Iterable[CriterionScore]) -> list[dict[str, Any]]:
    return [
        {
            "series_id": score.spec.series_id,
            "place": score.place.value,
            "status": score.status.value,
            "score": fraction(score.score),
            "weight": score.spec.weight,
            "grade": score.grade.value,
        }
        for score in scores
    ]


def _sensitivity(found: Sensitivity | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "band": found.band.value,
        "kept": found.kept,
        "of": len(found.scenarios),
        "lowest": fraction(found.lowest),
        "highest": fraction(found.highest),
        "is_robust": found.is_robust,
        "decisive": list(found.decisive),
        "scenarios": [
            {
                "kind": scenario.kind.value,
                "series_id": scenario.series_id,
                "point": fraction(scenario.point),
                "band": scenario.band.value if scenario.band else None,
                "keeps_band": scenario.keeps_band,
            }
            for scenario in found.scenarios
        ],
    }
