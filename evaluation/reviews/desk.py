"""Desk items of peer reviews: reviews to do, questions to answer, reviews to open or close."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.assessments.notices import full_title
from evaluation.models import Assessment, PeerRemark, Review, ReviewConclusion, ReviewRound, ReviewThread
from evaluation.permissions import ALLOWED, Action
from evaluation.reviews.actions import earliest_ends
from networkapp.models import Seat
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

State = ReviewThread.State


def reviews_to_do(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items of reviewers: reviews that their country has not finished, due at the end of the six
    weeks."""
    reviews = _running(Assessment.objects.where(user, may=Action.REVIEW))
    for review in _with_own_country(reviews, user).filter(acting__isnull=False, concluded=False):
        replied = review.replied
        words = ngettext("%(n)s question has a reply.", "%(n)s questions have a reply.", replied) % {"n": replied}
        yield DeskItem(
            title=_("Review the assessment: %(name)s") % {"name": full_title(review)},
            detail=words if replied else _("Check each answer, ask questions and comment."),
            url=_review_url(review),
            deadline=review.asks_until,
            key=f"review-{review.pk}",
        )


def questions_to_answer(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who reply for the country: open questions and comments, with the first due
    date."""
    replying = Assessment.objects.where(user, may=Action.REPLY)
    threads = ReviewThread.objects.filter(state=State.OPEN, review__closed_at=None, review__assessment__in=replying)
    remarks = PeerRemark.objects.filter(replied_at=None, review__closed_at=None, review__assessment__in=replying)
    due: dict[int, list[Any]] = {}
    for pk, until in (*threads.values_list("review", "reply_until"), *remarks.values_list("review", "reply_until")):
        due.setdefault(pk, []).append(until)
    for review in _with_names(Review.objects.filter(pk__in=due)):
        waiting = due[review.pk]
        words = ngettext(
            "%(n)s question or comment is waiting for a reply.",
            "%(n)s questions and comments are waiting for a reply.",
            len(waiting),
        )
        yield DeskItem(
            title=_("Reply to the reviewers: %(name)s") % {"name": full_title(review)},
            detail=words % {"n": len(waiting)},
            url=_review_url(review),
            deadline=min(waiting),
            count=len(waiting),
            key=f"questions-{review.pk}",
        )


def reviews_to_end(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who conduct reviews: reviews that can be ended now."""
    now = timezone.now()
    for review, until in earliest_ends(
        reviews=list(_running(Assessment.objects.where(user, may=Action.CONDUCT_REVIEW)))
    ).items():
        if until is None or until <= now:
            yield DeskItem(
                title=_("End the peer review: %(name)s") % {"name": full_title(review)},
                detail=_("All reviewers have finished.") if until is None else _("The review period is over."),
                url=_review_url(review),
                key=f"end-review-{review.pk}",
            )


def _with_own_country(reviews: Any, user: User) -> Any:
    """Return each with the country for which `user` acts, whether that concluded the newest round, and its replies."""
    drawn = Q(delegation__reviewing__assessment=OuterRef("assessment"), delegation__reviewing__withdrawn_at=None)
    here = Seat.objects.current().filter(drawn, user=user, network=OuterRef("assessment__cycle__network"))
    seats = here.with_role(ALLOWED[Action.REVIEW]).order_by("pk")
    rounds = ReviewRound.objects.filter(review=OuterRef("pk")).order_by("-number")
    concluded = ReviewConclusion.objects.filter(round=OuterRef("newest"), reviewing=OuterRef("acting"))
    hers = Q(threads__reviewing=F("acting"), threads__state=State.REPLIED)
    found = reviews.annotate(
        acting=Subquery(seats.values("delegation__reviewing")[:1]), newest=Subquery(rounds.values("pk")[:1])
    )
    return found.annotate(concluded=Exists(concluded), replied=Count("threads", filter=hers))


def _running(assessments: Any) -> Any:
    running = Q(assessment__in=assessments, assessment__stage="peer_review", closed_at=None)
    return _with_names(Review.objects.filter(running))


def _with_names(reviews: Any) -> Any:
    return reviews.select_related("assessment__cycle__network", "assessment__delegation").order_by("pk")


def _review_url(review: Review) -> str:
    return reverse("evaluation:peer_review", args=[review.assessment_id])
