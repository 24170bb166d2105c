"""Evidence: documents by title and address that answers rest on."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.domain.answers import answer_changed, locked_answer, open_for_answers
from evaluation.models import Answer, Assessment, Criterion, Evidence
from networkapp.errors import Refused


def add_evidence(
    *,
    assessment: Assessment,
    criterion: Criterion,
    title: str,
    url: str,
    by: Any,
    dated: date | None = None,
    at: datetime | None = None,
) -> Evidence:
    """The answer to `criterion` rests on this document too, and is graded as evidenced. Signatures are spent.

    The same address twice is one document. Refuses what `record_answer` refuses, an empty title, addresses that
    are not on the web, and a date that is still to come.
    """
    _require_document(title, url, dated)
    with transaction.atomic():
        current = open_for_answers(assessment=assessment, by=by, at=at)
        answer = locked_answer(current, criterion)
        known = answer.evidence.filter(url=url).first()
        if known is not None:
            return known
        added_at = at or timezone.now()
        evidence = Evidence.objects.create(
            answer=answer, title=title.strip(), url=url, dated=dated, added_by=by, added_at=added_at
        )
        _grade(answer, Answer.Grade.V1)
        answer_changed(answer=answer, assessment=current, by=by, at=at)
    return evidence


def reuse_evidence(*, assessment: Assessment, criterion: Criterion, evidence: Evidence, by: Any) -> Evidence:
    """The answer rests on a document of another answer of the same country. Refuses those of other countries."""
    if evidence.answer.assessment.delegation_id != assessment.delegation_id:
        raise Refused("foreign_evidence", _("This document belongs to another country."), field="evidence")
    return add_evidence(
        assessment=assessment,
        criterion=criterion,
        title=evidence.title,
        url=evidence.url,
        dated=evidence.dated,
        by=by,
    )


def remove_evidence(*, assessment: Assessment, criterion: Criterion, evidence: Evidence, by: Any) -> None:
    """The answer no longer rests on this document; without any it is merely stated. Signatures are spent."""
    with transaction.atomic():
        current = open_for_answers(assessment=assessment, by=by)
        answer = locked_answer(current, criterion)
        removed, _rows = answer.evidence.filter(pk=evidence.pk).delete()
        if not removed:
            raise Refused("not_here", _("This document does not belong to this answer."), field="evidence")
        _grade(answer, Answer.Grade.V1 if answer.evidence.exists() else Answer.Grade.V0)
        answer_changed(answer=answer, assessment=current, by=by)


def _require_document(title: str, url: str, dated: date | None) -> None:
    if not title.strip():
        raise Refused("no_title", _("Give the document a title."), field="title")
    if not url.startswith(("https://", "http://")):
        raise Refused("no_address", _("Give the address of the document, beginning with https://."), field="url")
    if dated is not None and dated > timezone.localdate():
        raise Refused("day_to_come", _("This day is still to come."), field="dated")


def _grade(answer: Answer, grade: Answer.Grade) -> None:
    """V2 and V3 are given by others, and neither given nor taken here."""
    if answer.grade in (Answer.Grade.V0, Answer.Grade.V1) and answer.grade != grade:
        answer.grade = grade
        answer.save(update_fields=["grade"])
