"""Answers: recorded one at a time, never over somebody else's."""

from dataclasses import replace
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import (
    AnswerContent,
    AnswerFields,
    content_for,
    content_from_json,
    content_of,
)
from evaluation.assessments.cycles import require_open
from evaluation.assessments.sections import require_may_answer
from evaluation.assessments.transitions import lock_assessment, move_to_stage, void_signatures
from evaluation.errors import AnswerConflict
from evaluation.models import ANSWERING_STAGES, Answer, AnswerRevision, Assessment, Criterion, Stage
from networkapp.errors import Refused
from networkapp.events import record
from networkapp.users import User


def record_answer(
    *,
    assessment: Assessment,
    criterion: Criterion,
    status: str,
    base_version: int,
    user: User,
    via: str = AnswerRevision.Via.WEB,
    source: str = "",
    at: datetime | None = None,
    **fields: Unpack[AnswerFields],
) -> Answer:
    """Record the answer to `criterion`, as the next version, with a permanent revision.

    `base_version` is what the writer saw; `source` names the origin of an answer that nobody typed. A change voids the
    signatures; the same content again changes nothing. The statement about last year's answer stays unless there is a
    new one; only "unchanged" ends with the value. Refuses (NotAllowed) people who may not answer; (AnswerConflict) a
    base that is not the newest, overwriting nothing; (Refused) a stage or cycle that does not accept answers, what the
    platform fills in, and what `content_for` refuses. Blockers refuse nothing here: drafts may be wrong.
    """
    mine = content_for(criterion=criterion, status=status, fields=fields)
    with transaction.atomic():
        current = lock_for_answering(assessment=assessment, criterion=criterion, user=user, at=at)
        answer = locked_answer(current, criterion)
        answer.criterion = criterion
        theirs = content_of(answer)
        if "since" not in fields:
            mine = replace(mine, since=_kept_statement(theirs, mine))
        if mine == theirs:
            return answer
        if base_version != answer.version:
            raise _conflict(answer, base_version, theirs, mine)
        _write(answer, mine, user=user, at=at or timezone.now())
        _add_revision(answer, theirs, mine, via=via, source=source)
        record_change(answer=answer, assessment=current, user=user, at=at)
    return answer


def lock_for_answering(
    *, assessment: Assessment, criterion: Criterion, user: User, at: datetime | None = None
) -> Assessment:
    """Return the assessment with its row locked, if `user` can answer `criterion` now; else NotAllowed or Refused."""
    current = lock_assessment(assessment)
    require_may_answer(assessment=current, recommendation=criterion.recommendation_id, user=user)
    require_accepts_answers(current, at=at)
    return current


def require_accepts_answers(assessment: Assessment, *, at: datetime | None = None) -> None:
    """Refuse answers (Refused) unless `assessment` accepts them now, from people who are allowed to answer."""
    if assessment.stage not in ANSWERING_STAGES:
        raise Refused("signed", _("You cannot change a signed assessment. Reopen it first."))
    require_open(assessment, at=at)


def locked_answer(assessment: Assessment, criterion: Criterion) -> Answer:
    """Return the answer with its row locked. Refuses answers filled in by the platform, and criteria not asked here."""
    if criterion.computed or criterion.kind == Criterion.Kind.TREATY:
        raise Refused("computed", _("Answers filled in automatically cannot be changed."))
    answer = Answer.objects.select_for_update().filter(assessment=assessment, criterion=criterion).first()
    if answer is None:
        raise Refused("not_asked", _("This question is not part of the assessment."))
    return answer


def record_change(*, answer: Answer, assessment: Assessment, user: User, at: datetime | None = None) -> None:
    """Void the signatures over the old answers, restart the check, and notify open pages after commit."""
    void_signatures(assessment=assessment, user=user, at=at)
    if assessment.stage == Stage.COUNTRY_CHECK:
        move_to_stage(assessment=assessment, to=Stage.DRAFT, user=user)
    facts = {
        "assessment": assessment.pk,
        "answer": answer.pk,
        "series_id": answer.criterion.series_id,
        "version": answer.version,
    }
    record(assessment.cycle.network, "assessment.answered", facts, actor=user, delegation=assessment.delegation)


def is_untouched(*, answer: Answer, base_version: int, status: str, **fields: Unpack[AnswerFields]) -> bool:
    """Return whether this is what `answer` said at `base_version`: nobody changed it in a form that began with it."""
    mine = content_for(criterion=answer.criterion, status=status, fields=fields)
    then = content_of(answer) if base_version == answer.version else content_at(answer, base_version)
    return replace(mine, since=mine.since or then.since) == then


def content_at(answer: Answer, version: int) -> AnswerContent:
    """Return the content of `answer` at `version`; nothing at 0, and for a version that never existed."""
    revision = answer.revisions.filter(version=version).first()
    return content_from_json(revision.new) if revision else AnswerContent()


def _kept_statement(theirs: AnswerContent, mine: AnswerContent) -> str:
    is_over = theirs.since == Answer.Since.STILL_TRUE and not mine.says_the_same_as(theirs)
    return "" if is_over else theirs.since


def _conflict(answer: Answer, base_version: int, theirs: AnswerContent, mine: AnswerContent) -> AnswerConflict:
    return AnswerConflict(
        _("Someone else has changed this answer, so yours was not saved."),
        answer=answer,
        before=content_at(answer, base_version),
        theirs=theirs,
        mine=mine,
    )


def _add_revision(answer: Answer, old: AnswerContent, new: AnswerContent, *, via: str, source: str) -> None:
    AnswerRevision.objects.create(
        answer=answer,
        version=answer.version,
        changed_at=answer.changed_at,
        changed_by=answer.changed_by,
        via=via,
        source=source[:400],
        old=old.as_json,
        new=new.as_json,
    )


def _write(answer: Answer, content: AnswerContent, *, user: User, at: datetime) -> None:
    for name in ("status", "reason", "level", "number", "numerator", "denominator", "choice", "date", "text", "since"):
        setattr(answer, name, getattr(content, name))
    answer.comment = content.comment
    answer.ticks = list(content.ticks)
    answer.flags = list(content.flags)
    answer.version += 1
    answer.changed_at, answer.changed_by = at, user
    answer.confirmed_at, answer.confirmed_by = None, None
    answer.save()
