"""The signed part of an answer and its hash, equal for the same content and evidence, whoever gave them."""

from collections.abc import Iterable
from typing import Any

from evaluation.assessments.answer_content import content_of
from evaluation.assessments.worksheet import Question
from evaluation.models import Answer, Evidence
from networkapp.text.canonical_json import content_hash


def signed_fields(answer: Answer) -> dict[str, Any]:
    """Return everything that is signed of one answer: content, comment and evidence."""
    return {**content_of(answer).as_signed, "evidence": [_signed_evidence(item) for item in answer.evidence.all()]}


def signed_answers(questions: Iterable[Question]) -> dict[str, Any]:
    """Return the signed fields of each answer by series, without answers that the platform fills in."""
    return {
        question.criterion.series_id: signed_fields(question.answer)
        for question in questions
        if not question.case.is_filled_in_by_platform
    }


def answer_digest(answer: Answer) -> str:
    """Return the hash of what is signed of this answer."""
    return content_hash(signed_fields(answer))


def _signed_evidence(item: Evidence) -> list[str | None]:
    """Return the signed part of a document: neither its expiry nor a stored copy of a web page."""
    dated = None if item.dated is None else item.dated.isoformat()
    return [item.title, item.url, dated, *([] if item.url else [item.sha256])]
