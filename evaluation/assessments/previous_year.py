"""Compare answers with last year's: unchanged, changed or discontinued."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import AnswerContent, AnswerFields, content_for, content_of
from evaluation.assessments.answers import record_answer
from evaluation.assessments.evidence import reuse_evidence
from evaluation.assessments.worksheet import can_be_compared, earlier_answers
from evaluation.models import Answer, AnswerRevision, Assessment, Criterion
from networkapp.errors import Refused
from networkapp.users import User

Since = Answer.Since
VALUES = frozenset({"number", "numerator", "denominator", "choice", "ticks", "date", "text"})
OF_THE_YEAR = frozenset({"B", "P"})
"""Flags that were about the number of one year: a break before it, and that it was provisional."""


@dataclass(frozen=True, kw_only=True)
class PreviousAnswer:
    """The comparable answer of the year before."""

    answer: Answer

    @property
    def content(self) -> AnswerContent:
        return content_of(self.answer)

    @property
    def source(self) -> str:
        """Return the country and the year of the answer: "XA, 2025"."""
        assessment = self.answer.assessment
        return f"{assessment.delegation.code}, {assessment.cycle.year}"


def previous_answer(assessment: Assessment, criterion: Criterion) -> PreviousAnswer | None:
    """Return the country's answer last year to this or a comparable question; None if there is none."""
    found = earlier_answers(assessment, years=1).filter(criterion__series_id=criterion.series_id)
    answer = found.exclude(status=Answer.Status.UNANSWERED).select_related("assessment__delegation").first()
    if answer is None or not can_be_compared(criterion, answer.criterion):
        return None
    return PreviousAnswer(answer=answer)


def record_answer_with_comparison(
    *,
    assessment: Assessment,
    criterion: Criterion,
    status: str,
    base_version: int,
    user: User,
    at: datetime | None = None,
    **fields: Unpack[AnswerFields],
) -> Answer:
    """Record the statement about last year's answer with `record_answer`; with nothing but "unchanged", this year's
    answer becomes last year's.

    It is recorded as prefilled, from that year. Documents that are still valid are copied, and the reason if there is
    no value; a comment on a number was about that number. Refuses "unchanged" without a comparable answer of last year,
    and what `record_answer` refuses.
    """
    mine = content_for(criterion=criterion, status=status, fields=fields)
    plain: dict[str, Any] = {
        "assessment": assessment,
        "criterion": criterion,
        "base_version": base_version,
        "user": user,
    }
    says_nothing = mine.status == Answer.Status.UNANSWERED or (mine.status == "value" and VALUES.isdisjoint(fields))
    if mine.since != Since.STILL_TRUE or not says_nothing:
        return record_answer(**plain, status=status, at=at, **fields)
    last = previous_answer(assessment, criterion)
    if last is None:
        raise Refused(
            "no_last_year", _("You cannot choose “unchanged”: there is no answer from last year."), field="since"
        )
    with transaction.atomic():
        copied = copied_fields(last.content, comment=mine.comment)
        via = AnswerRevision.Via.PREFILL
        answer = record_answer(
            **plain,
            status=last.content.status,
            at=at,
            via=via,
            source=last.source,
            **copied,
        )
        _copy_documents(last.answer, assessment, criterion, user=user, at=at)
    return answer


def copied_fields(content: AnswerContent, *, comment: str = "") -> Mapping[str, Any]:
    """Return the fields of this year's answer if last year's `content` is still true."""
    is_value = content.status == Answer.Status.VALUE
    return {
        **{name: getattr(content, name) for name in ("reason", *sorted(VALUES))},
        "flags": tuple(flag for flag in content.flags if flag not in OF_THE_YEAR),
        "comment": comment or ("" if is_value else content.comment),
        "since": Since.STILL_TRUE.value,
    }


def _copy_documents(
    last: Answer, assessment: Assessment, criterion: Criterion, *, user: User, at: datetime | None
) -> None:
    day = timezone.localdate(at) if at else timezone.localdate()
    for evidence in last.evidence.all():
        if evidence.stands(day):
            reuse_evidence(assessment=assessment, criterion=criterion, evidence=evidence, user=user)
