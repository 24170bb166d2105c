"""Peer review by two countries drawn by lot: opened, concluded by each of them, ended. Time comes from the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.assessments.publishing_rules import require_confirmed, require_signatures
from evaluation.assessments.review_rounds import open_review_of, start_round
from evaluation.assessments.transitions import lock_assessment, move_to_stage
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import (
    Assessment,
    PeerRemark,
    Review,
    ReviewConclusion,
    ReviewingCountry,
    ReviewRound,
    ReviewThread,
    Stage,
)
from evaluation.permissions import ALLOWED, Action
from evaluation.reviews.assignment_lot import REVIEWERS_PER_COUNTRY, active_reviewing_countries, draw_reviewers
from evaluation.reviews.notices import notify_reviewers, resolve_review_notices
from networkapp.db.unions import union_of
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.models import Seat
from networkapp.users import User

ASKING_PERIOD = timedelta(weeks=6)
REPLY_PERIOD = timedelta(weeks=3)


@dataclass(frozen=True, kw_only=True)
class ActingReviewer:
    """A reviewer at work, found again under lock: in which open review, for which country, by which seat."""

    assessment: Assessment
    review: Review
    reviewing: ReviewingCountry
    seat: Seat


def open_review(*, assessment: Assessment, user: User, at: datetime | None = None) -> Review:
    """Open the peer review of a signed assessment by two countries drawn by lot: six weeks for their questions.

    Refuses (NotAllowed) who may not; (Refused) what is not signed by both over these very answers, and a cycle in which
    there are not two other countries.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        current = lock_assessment(assessment)
        current.require(user, Action.CONDUCT_REVIEW)
        if current.stage != Stage.SIGNED:
            raise Refused("not_signed", _("Only assessments signed by both sides can be reviewed."))
        require_signatures(current)
        if len(draw_reviewers(assessment=current, user=user, at=at)) < REVIEWERS_PER_COUNTRY:
            raise Refused("too_few_countries", _("A peer review needs two other countries in the cycle."))
        review = Review.objects.create(
            assessment=current, opened_at=moment, opened_by=user, asks_until=moment + ASKING_PERIOD
        )
        start_round(review=review, sheet=load_worksheet(current), at=moment)
        move_to_stage(assessment=current, to=Stage.PEER_REVIEW, user=user)
        _record("review.opened", review, user)
        notify_reviewers(review, at=at)
    return review


def conclude_review(*, assessment: Assessment, user: User, at: datetime | None = None) -> ReviewConclusion:
    """Record that the country of `user` has finished with the answers as they are signed; a correction undoes it.

    Refuses (NotAllowed) people who do not review it; (Refused) while a question of that country is open.
    """
    with transaction.atomic():
        acting = act_as_reviewer(assessment=assessment, user=user)
        waiting = acting.review.threads.filter(reviewing=acting.reviewing).exclude(state=ReviewThread.State.SETTLED)
        if waiting.exists():
            raise Refused("not_settled", _("Resolve your country’s questions first."))
        conclusion, made = ReviewConclusion.objects.get_or_create(
            round=current_round(review=acting.review),
            reviewing=acting.reviewing,
            defaults={"seat": acting.seat, "concluded_at": at or timezone.now()},
        )
        if made:
            _record("review.concluded", acting.review, user, country=acting.reviewing.delegation_id)
            resolve_review_notices(acting.review, reviewing=acting.reviewing)
    return conclusion


def end_review(*, assessment: Assessment, user: User, at: datetime | None = None) -> Review:
    """End the review and make the assessment final: peer reviewed if both countries concluded it; otherwise not.

    Refuses (NotAllowed) people who may not; (Refused) before `ends_at`, and while a "not applicable" is unconfirmed.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        current = lock_assessment(assessment)
        current.require(user, Action.CONDUCT_REVIEW)
        review = open_review_of(current)
        if review is None or current.stage != Stage.PEER_REVIEW:
            raise Refused("no_review", _("This assessment is not under peer review."))
        until = earliest_end(review=review)
        if until is not None and moment < until:
            day = {"day": date_format(timezone.localtime(until), "DATE_FORMAT")}
            raise Refused("review_runs", _("The review ends on %(day)s, or when all reviewers have finished.") % day)
        require_confirmed(current)
        review.closed_at, review.closed_by, review.by_both = moment, user, is_concluded_by_both(review=review)
        review.save(update_fields=["closed_at", "closed_by", "by_both"])
        current.peer_reviewed = review.by_both
        current.save(update_fields=["peer_reviewed"])
        move_to_stage(assessment=current, to=Stage.FINAL, user=user)
        _record("review.ended", review, user, by_both=review.by_both)
        resolve_review_notices(review)
    return review


def withdraw_reviewing_country(
    *, assessment: Assessment, delegation: int, reason: str, user: User, at: datetime | None = None
) -> list[ReviewingCountry]:
    """Withdraw the reviewing country (primary key of its delegation), and draw another, if there is one.

    Its questions stay; open ones are resolved. Refuses (NotAllowed) people who neither review for that country nor
    conduct the review; (Refused) an empty reason, and a country that does not review it.
    """
    if not reason.strip():
        raise Refused("reason_needed", _("Enter a reason."), field="reason")
    with transaction.atomic():
        current = lock_assessment(assessment)
        review = open_review_of(current)
        acting = reviewer_of(assessment=current, user=user)
        if not (acting and acting[0].delegation_id == delegation):
            current.require(user, Action.CONDUCT_REVIEW)
        reviewing = current.reviewing.filter(delegation=delegation, withdrawn_at=None).first()
        if review is None or reviewing is None:
            raise Refused("no_reviewer", _("This country does not review the assessment."))
        _withdraw(review, reviewing, reason.strip(), user, at or timezone.now())
        participating = draw_reviewers(assessment=current, user=user, at=at)
        notify_reviewers(review, at=at)
    return participating


def earliest_end(*, review: Review) -> datetime | None:
    """Return the time from which the review can be ended; None if it can be ended now, because all have finished.

    The country has its three weeks for each question and remark; the reviewers have their six until both concluded.
    """
    return earliest_ends(reviews=[review])[review]


def earliest_ends(*, reviews: Sequence[Review]) -> dict[Review, datetime | None]:
    """Return for each review the time from which it can be ended (see `earliest_end`); two queries."""
    waiting: dict[int, list[datetime]] = {review.pk: [] for review in reviews}
    threads = ReviewThread.objects.filter(review__in=reviews, state=ReviewThread.State.OPEN)
    remarks = PeerRemark.objects.filter(review__in=reviews, replied_at=None)
    deadlines = (found.values_list("review", "reply_until") for found in (threads, remarks))
    for pk, until in union_of(*deadlines, duplicates=True):
        waiting[pk].append(until)
    rounds = ReviewRound.objects.filter(review__in=reviews).order_by("number")
    reviewing = Count("conclusions", filter=Q(conclusions__reviewing__withdrawn_at=None))
    concluded = dict(rounds.annotate(concluded=reviewing).values_list("review", "concluded"))
    for review in reviews:
        if concluded[review.pk] < REVIEWERS_PER_COUNTRY:
            waiting[review.pk].append(review.asks_until)
    return {review: max(waiting[review.pk], default=None) for review in reviews}


def is_concluded_by_both(*, review: Review) -> bool:
    """Return whether the required number of countries, none of which withdrew, concluded the newest round."""
    concluded = current_round(review=review).conclusions.filter(reviewing__withdrawn_at=None)
    return concluded.count() >= REVIEWERS_PER_COUNTRY


def current_round(*, review: Review) -> ReviewRound:
    """Return the newest round of a review."""
    newest: ReviewRound = review.rounds.order_by("-number")[0]
    return newest


def act_as_reviewer(*, assessment: Assessment, user: User) -> ActingReviewer:
    """Return `user` as reviewer in the open review of `assessment`, its row locked; NotAllowed if they do not review it
    now."""
    current = lock_assessment(assessment)
    current.require(user, Action.REVIEW)
    review, found = open_review_of(current), reviewer_of(assessment=current, user=user)
    if review is None or found is None:
        raise NotAllowed(Action.REVIEW)
    return ActingReviewer(assessment=current, review=review, reviewing=found[0], seat=found[1])


def reviewer_of(*, assessment: Assessment, user: User) -> tuple[ReviewingCountry, Seat] | None:
    """Return the reviewing country for which `user` reviews, and their seat; None if they do not review."""
    if not assessment.allows(user, Action.REVIEW):
        return None
    reviewing = {country.delegation_id: country for country in active_reviewing_countries(assessment)}
    seats = Seat.objects.current().filter(
        user=user, network=assessment.cycle.network_id, delegation__in=reviewing.keys()
    )
    seat = seats.with_role(ALLOWED[Action.REVIEW]).select_related("delegation").order_by("pk").first()
    return (reviewing[seat.delegation_id], seat) if seat and seat.delegation_id else None


def _withdraw(review: Review, reviewing: ReviewingCountry, reason: str, user: User, at: datetime) -> None:
    resolve_review_notices(review, reviewing=reviewing)
    reviewing.withdrawn_at, reviewing.withdrawn_by, reviewing.reason = at, user, reason
    reviewing.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
    review.threads.filter(reviewing=reviewing).update(state=ReviewThread.State.SETTLED)
    _record("review.withdrawn", review, user, country=reviewing.delegation_id)


def _record(kind: str, review: Review, user: User, **facts: Any) -> None:
    assessment = review.assessment
    payload = {"assessment": assessment.pk, "review": review.pk, **facts}
    record(assessment.cycle.network, kind, payload, actor=user, delegation=assessment.delegation)
