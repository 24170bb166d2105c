"""The history of an answer and its documents: what changed, by whom, when and how (page, file, API)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import F, Max

from evaluation.assessments.answer_content import AnswerContent, content_from_json
from evaluation.models import Answer, AnswerRevision, Evidence, EvidenceRevision
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class RevisionEntry:
    """One change of an answer or of its documents. `who` is the primary key of an account, None if nobody did it by
    hand.

    For an answer it has the content `before` and `after`; for a document its `title`, `place` and the change.
    """

    at: datetime
    who: int | None
    version: int | None = None
    via: str = ""
    before: AnswerContent | None = None
    after: AnswerContent | None = None
    act: str = ""
    title: str = ""
    place: str = ""


def revision_entries(answer: Answer) -> list[RevisionEntry]:
    """Return all changes of `answer`, newest first; two queries."""
    contents = [_of_content(row) for row in answer.revisions.order_by("-version")]
    documents = [
        _of_document(row) for row in EvidenceRevision.objects.filter(answer=answer).order_by("-changed_at", "-pk")
    ]
    return sorted([*contents, *documents], key=lambda change: (change.at, change.version or 0), reverse=True)


def annotate_published_content(answers: Sequence[Answer]) -> None:
    """Annotate each of `answers`, of published assessments, with its content in the newest version; one query."""
    changed_since = (
        AnswerRevision.objects.filter(answer__in=[answer.pk for answer in answers])
        .annotate(published_at=Max("answer__assessment__versions__published_at"))
        .filter(changed_at__gt=F("published_at"))
        .order_by("-version")
    )
    # The oldest change since is the last that is kept: before it, the answer was as published.
    published = {row.answer_id: content_from_json(row.old) for row in changed_since}
    for answer in answers:
        content = published.get(answer.pk)
        for field in fields(AnswerContent) if content else ():
            setattr(answer, field.name, getattr(content, field.name))


def record_evidence_revision(
    *, answer: Answer, evidence: Evidence, act: EvidenceRevision.Act, user: User, at: datetime
) -> None:
    """Record that the document was added to or removed from the evidence of `answer`."""
    EvidenceRevision.objects.create(
        answer=answer,
        act=act,
        title=evidence.title,
        place=evidence.url or evidence.name,
        changed_by=user,
        changed_at=at,
    )


def _of_content(row: AnswerRevision) -> RevisionEntry:
    return RevisionEntry(
        at=row.changed_at,
        who=row.changed_by_id,
        version=row.version,
        via=str(AnswerRevision.Via(row.via).label),
        before=content_from_json(row.old),
        after=content_from_json(row.new),
    )


def _of_document(row: EvidenceRevision) -> RevisionEntry:
    return RevisionEntry(at=row.changed_at, who=row.changed_by_id, act=row.act, title=row.title, place=row.place)
