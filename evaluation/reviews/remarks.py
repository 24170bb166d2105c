"""Reviewers' marks on answers: that they were checked, and comments that are published with their replies."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.answer_digests import answer_digest
from evaluation.assessments.computed_criteria import is_filled_in_by_platform
from evaluation.models import Answer, Assessment, Criterion, PeerCheck, PeerRemark
from evaluation.reviews.actions import REPLY_PERIOD, ActingReviewer, act_as_reviewer
from evaluation.reviews.assignment_lot import REVIEWERS_PER_COUNTRY
from evaluation.reviews.notices import notify_about_remark, resolve_remark_notices
from evaluation.reviews.threads import replying_seat, require_answer, require_time_to_ask, validated_text
from networkapp.errors import Refused
from networkapp.events import record
from networkapp.users import User


def check_answer(*, assessment: Assessment, criterion: Criterion, user: User, at: datetime | None = None) -> PeerCheck:
    """Record that the country of `user` has checked this answer as it is signed. If it changes afterwards, it is no
    longer checked.

    Refuses (NotAllowed) people who do not review it; (Refused) what is not asked here or filled in by the platform.
    """
    with transaction.atomic():
        acting = act_as_reviewer(assessment=assessment, user=user)
        answer, mark = _answer_and_digest(acting, criterion)
        facts = {"mark": mark, "seat": acting.seat, "checked_at": at or timezone.now()}
        done, _made = PeerCheck.objects.update_or_create(
            review=acting.review, reviewing=acting.reviewing, answer=answer, defaults=facts
        )
        _record("review.checked", acting, answer, user)
    return done


def uncheck_answer(*, assessment: Assessment, criterion: Criterion, user: User) -> None:
    """Withdraw that the country of `user` has checked this answer. Refuses what `check` refuses."""
    with transaction.atomic():
        acting = act_as_reviewer(assessment=assessment, user=user)
        answer = require_answer(acting.assessment, criterion)
        PeerCheck.objects.filter(review=acting.review, reviewing=acting.reviewing, answer=answer).delete()
        _record("review.unchecked", acting, answer, user)


def save_remark(
    *, assessment: Assessment, criterion: Criterion, text: str, user: User, at: datetime | None = None
) -> PeerRemark | None:
    """Save the comment of the reviewing country on the answer, which is published with it; an empty text withdraws it.

    The country has three weeks to reply, anew where the text changed. Refuses what `check` refuses, a text that is too
    long, and remarks after the six weeks.
    """
    checked, moment = (validated_text(text) if text.strip() else ""), at or timezone.now()
    with transaction.atomic():
        acting = act_as_reviewer(assessment=assessment, user=user)
        require_time_to_ask(acting, moment)
        answer, mark = _answer_and_digest(acting, criterion)
        mine = PeerRemark.objects.filter(review=acting.review, reviewing=acting.reviewing, answer=answer)
        for before in mine:
            resolve_remark_notices(before)
        if not checked:
            mine.delete()
            _record("review.remark_taken_back", acting, answer, user)
            return None
        facts = {"text": checked, "mark": mark, "seat": acting.seat, "written_at": moment}
        facts |= {"reply": "", "reply_seat": None, "replied_at": None, "reply_until": moment + REPLY_PERIOD}
        kept, _made = PeerRemark.objects.update_or_create(
            review=acting.review, reviewing=acting.reviewing, answer=answer, defaults=facts
        )
        notify_about_remark(kept, at=at)
        _record("review.remarked", acting, answer, user)
    return kept


def reply_to_remark(*, remark: PeerRemark, text: str, user: User, at: datetime | None = None) -> PeerRemark:
    """Save the country's reply to the comment, which is published beside it and can be changed until the review ends.

    Refuses (NotAllowed) who may not reply for the country; (Refused) no text or too much, and a review that is over.
    """
    checked = validated_text(text)
    with transaction.atomic():
        seat = replying_seat(assessment=remark.review.assessment, user=user)
        current = PeerRemark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
        current.reply, current.reply_seat, current.replied_at = checked, seat, at or timezone.now()
        current.save(update_fields=["reply", "reply_seat", "replied_at"])
        resolve_remark_notices(current)
        assessment = current.review.assessment
        facts = {"assessment": assessment.pk, "review": current.review_id, "answer": current.answer_id}
        record(assessment.cycle.network, "review.remark_replied", facts, actor=user, delegation=assessment.delegation)
    return current


def peer_checked_series(assessment: Assessment) -> frozenset[str]:
    """Return the series ids of the answers that both countries of a finished review have checked as they are now."""
    checks = PeerCheck.objects.filter(
        review__assessment=assessment, review__closed_at__isnull=False, reviewing__withdrawn_at=None
    )
    marks: dict[int, list[str]] = {}
    for answer, mark, _country in checks.values_list("answer", "mark", "reviewing").distinct():
        marks.setdefault(answer, []).append(mark)
    if not marks:
        return frozenset()
    answers = assessment.answers.filter(pk__in=marks).select_related("criterion").prefetch_related("evidence")
    return frozenset(
        answer.criterion.series_id
        for answer in answers
        if marks[answer.pk].count(answer_digest(answer)) >= REVIEWERS_PER_COUNTRY
    )


def remarks_of(assessment: Assessment) -> Iterable[PeerRemark]:
    """Return the comments of the newest finished review."""
    review = assessment.reviews.filter(closed_at__isnull=False).order_by("-pk").first()
    if review is None:
        return ()
    found: Iterable[PeerRemark] = review.remarks.select_related("reviewing__delegation", "answer__criterion")
    return found


def _answer_and_digest(acting: ActingReviewer, criterion: Criterion) -> tuple[Answer, str]:
    answer = require_answer(acting.assessment, criterion)
    if is_filled_in_by_platform(answer.criterion):
        raise Refused("computed", _("Answers filled in automatically cannot be checked."))
    return answer, answer_digest(answer)


def _record(kind: str, acting: ActingReviewer, answer: Answer, user: User) -> None:
    facts = {"assessment": acting.assessment.pk, "review": acting.review.pk, "answer": answer.pk}
    record(acting.assessment.cycle.network, kind, facts, actor=user, delegation=acting.assessment.delegation)
