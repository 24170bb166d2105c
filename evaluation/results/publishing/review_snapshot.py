"""The published part of a peer review: reviewers, their drawing by lot, and comments with replies."""

from typing import Any

from evaluation.assessments.answer_digests import answer_digest
from evaluation.assessments.worksheet import Worksheet, load_worksheet
from evaluation.models import Assessment, PeerRemark, Review
from evaluation.results.publishing.scores import AssessmentScores
from evaluation.results.publishing.snapshot import may_speak
from evaluation.reviews.remarks import remarks_of


def freeze_review(assessment: Assessment, scored: AssessmentScores) -> dict[str, Any]:
    """Return the newest finished review, empty if there was none.

    No remark is beside an answer whose number is withheld, because it might reveal it. A remark that was written before
    the answer changed says so.
    """
    review = assessment.reviews.filter(closed_at__isnull=False).order_by("-pk").first()
    if review is None:
        return {}
    sheet = load_worksheet(assessment)
    remarks: dict[str, list[dict[str, Any]]] = {}
    for remark in remarks_of(assessment):
        series_id = remark.answer.criterion.series_id
        if (frozen_remark := _remark(remark, series_id, sheet, scored)) is not None:
            remarks.setdefault(series_id, []).append(frozen_remark)
    return {"countries": _countries(review), "by_both": review.by_both, "remarks": remarks}


def _remark(remark: PeerRemark, series_id: str, sheet: Worksheet, scored: AssessmentScores) -> dict[str, Any] | None:
    question = sheet.question(series_id)
    if question is None or not may_speak(question, scored.scores[series_id], scored.answers[series_id]):
        return None
    return {
        "country": str(remark.reviewing.delegation.country),
        "text": remark.text,
        "reply": remark.reply,
        "is_of_earlier_answer": remark.mark != answer_digest(question.answer),
    }


def _countries(review: Review) -> list[str]:
    """Return the countries that completed the review, in the order of their codes."""
    reviewing = review.assessment.reviewing.filter(withdrawn_at=None).select_related("delegation")
    return sorted(str(one.delegation.country) for one in reviewing)
