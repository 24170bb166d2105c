"""The rounds of a review: the answers it began with, the rest while the country corrects them, and what changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from evaluation.assessments.answer_digests import signed_answers
from evaluation.assessments.transitions import move_to_stage
from evaluation.assessments.worksheet import Worksheet, load_worksheet
from evaluation.models import Assessment, Review, ReviewRound, ReviewThread, Stage
from networkapp.events import record
from networkapp.users import User


def open_review_of(assessment: Assessment) -> Review | None:
    """Return the review that is not closed, at any stage of the assessment."""
    found: Review | None = assessment.reviews.filter(closed_at=None).first()
    return found


def start_round(*, review: Review, sheet: Worksheet, at: datetime, reason: str = "") -> ReviewRound:
    """Create the next round of `review`, with the signed answers that its reviewers check."""
    number = review.rounds.count() + 1
    return ReviewRound.objects.create(
        review=review, number=number, began_at=at, reason=reason, answers=signed_answers(sheet.questions)
    )


def resume_review(*, assessment: Assessment, user: User, at: datetime | None = None) -> None:
    """Resume the review that was paused while the country corrected its answers; its threads stay.

    All its deadlines move by the length of the pause. `assessment`, whose row is locked, has both signatures again.
    """
    review = open_review_of(assessment)
    if review is None:
        return
    moment = at or timezone.now()
    rest = max(moment - (review.paused_at or moment), moment - moment)
    review.asks_until, review.paused_at = review.asks_until + rest, None
    review.save(update_fields=["asks_until", "paused_at"])
    review.threads.filter(state=ReviewThread.State.OPEN).update(reply_until=F("reply_until") + rest)
    review.remarks.filter(replied_at=None).update(reply_until=F("reply_until") + rest)
    start_round(review=review, sheet=load_worksheet(assessment), at=moment, reason=assessment.reason)
    move_to_stage(assessment=assessment, to=Stage.PEER_REVIEW, user=user)
    facts = {"assessment": assessment.pk, "review": review.pk}
    record(assessment.cycle.network, "review.went_on", facts, actor=user, delegation=assessment.delegation)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return by series id the signed answers that differ between two rounds, before and after."""
    series = [*before, *(one for one in after if one not in before)]
    return {one: (before.get(one), after.get(one)) for one in series if before.get(one) != after.get(one)}
