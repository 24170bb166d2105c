"""Notify people during a review, and resolve notices that are no longer needed."""

from datetime import datetime

from django.utils import timezone

from evaluation.assessments import notices
from evaluation.models import PeerRemark, Review, ReviewingCountry, ReviewThread
from evaluation.permissions import ALLOWED, Action
from networkapp.models import Seat

REVIEWER_NOTICES = (notices.DRAWN, notices.ASKS_SOON)
THREAD_NOTICES = (notices.QUESTION, notices.REPLY_SOON, notices.REPLIED)


def notify_reviewers(review: Review, *, at: datetime | None = None) -> None:
    """Notify the reviewers of the countries that were drawn, each once."""
    notices.notify(notices.DRAWN, review, at=at)


def notify_country(thread: ReviewThread, *, at: datetime | None = None) -> None:
    """Notify the people who reply for the country of this question, and of each further one."""
    resolve_thread_notices(thread)
    notices.notify(notices.QUESTION, thread, stamp=str(thread.entries.count()), at=at)


def notify_about_reply(thread: ReviewThread, *, at: datetime | None = None) -> None:
    """Notify the reviewers of the country that asked of the reply."""
    stamp = str(thread.entries.count())
    notices.notify(notices.REPLIED, thread, people=reviewers_for(thread.reviewing), stamp=stamp, at=at)


def notify_about_remark(remark: PeerRemark, *, at: datetime | None = None) -> None:
    """Notify the people who reply for the country of the remark, again if it changed."""
    notices.notify(notices.REMARK, remark, stamp=f"{(at or timezone.now()):%Y%m%d%H%M%S%f}", at=at)


def resolve_thread_notices(thread: ReviewThread) -> None:
    """Resolve all notifications about a thread of a peer review."""
    for kind in THREAD_NOTICES:
        notices.resolve(kind, thread)


def resolve_remark_notices(remark: PeerRemark) -> None:
    """Resolve the notifications about a comment of a peer reviewer."""
    notices.resolve(notices.REMARK, remark)


def resolve_review_notices(review: Review, *, reviewing: ReviewingCountry | None = None) -> None:
    """Mark everything about the review as resolved, or only for people of this country."""
    people = None if reviewing is None else reviewers_for(reviewing)
    for kind in REVIEWER_NOTICES:
        notices.resolve(kind, review, people=people)
    threads = review.threads.all() if reviewing is None else review.threads.filter(reviewing=reviewing)
    for thread in threads:
        resolve_thread_notices(thread)
    if reviewing is None:
        for remark in review.remarks.filter(replied_at=None):
            resolve_remark_notices(remark)


def reviewers_for(reviewing: ReviewingCountry) -> set[int]:
    """Return the primary keys of the people who review for this country today."""
    seats = Seat.objects.current().filter(
        network=reviewing.assessment.cycle.network_id, delegation=reviewing.delegation_id, user__is_active=True
    )
    own = Seat.objects.in_term().filter(delegation=reviewing.assessment.delegation_id).values("user")
    reviewers = seats.with_role(ALLOWED[Action.REVIEW]).exclude(user__in=own)
    return set(reviewers.order_by().values_list("user", flat=True))
