"""Lists of peer reviews: those of a reviewer, those of a country, and where each stands for who oversees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from evaluation.models import Assessment, Cycle, CycleState, Review, ReviewingCountry, ReviewLot, ReviewThread, Stage
from evaluation.permissions import ALLOWED, Action
from evaluation.reviews.assignment_lot import REVIEWERS_PER_COUNTRY, recompute_lot
from networkapp.languages.sorting import alphabetical
from networkapp.models import Seat
from networkapp.users import AnyUser, User

State = ReviewThread.State


@dataclass(frozen=True, kw_only=True)
class ReviewSummary:
    """One review: whose, its stage, how many questions wait for the country and for the reviewers."""

    assessment: Assessment
    review: Review | None
    reviewing: tuple[ReviewingCountry, ...]
    for_country: int
    for_reviewers: int

    @property
    def is_running(self) -> bool:
        return self.review is not None and self.assessment.stage == Stage.PEER_REVIEW

    @property
    def is_resting(self) -> bool:
        return self.review is not None and self.review.closed_at is None and not self.is_running

    @property
    def active_countries(self) -> list[ReviewingCountry]:
        return [one for one in self.reviewing if one.withdrawn_at is None]


@dataclass(frozen=True, kw_only=True)
class LotCheck:
    """A lot, and whether its recorded seed comes to its recorded result."""

    lot: ReviewLot
    is_by_the_rule: bool


@dataclass(frozen=True, kw_only=True)
class CycleReviews:
    """A cycle with its lots and its reviews, by country."""

    cycle: Cycle
    lots: tuple[LotCheck, ...]
    lines: tuple[ReviewSummary, ...]

    @property
    def is_drawn(self) -> bool:
        return any(line.lot.replaced_at is None for line in self.lots)

    @property
    def has_enough(self) -> bool:
        """Return whether there are enough countries for a lot."""
        return len(self.lines) > REVIEWERS_PER_COUNTRY

    @property
    def may_draw(self) -> bool:
        return not self.is_drawn and self.has_enough and self.cycle.current_state != CycleState.CLOSED

    @property
    def may_draw_again(self) -> bool:
        """Return whether nobody has read answers after the lot yet."""
        opened = any(line.review for line in self.lines)
        return self.is_drawn and not opened and self.cycle.current_state != CycleState.CLOSED


def reviews_assigned_to(user: User) -> list[ReviewSummary]:
    """Return the countries for which the reader's own was drawn, while they are its reviewer; the newest year first."""
    seats = Seat.objects.current().filter(
        user=user, network=OuterRef("assessment__cycle__network"), delegation=OuterRef("delegation")
    )
    own = Seat.objects.in_term().filter(user=user, delegation=OuterRef("assessment__delegation"))
    drawn = ReviewingCountry.objects.filter(
        Exists(seats.with_role(ALLOWED[Action.REVIEW])), ~Exists(own), withdrawn_at=None
    )
    return _summaries(Assessment.objects.filter(pk__in=drawn.values("assessment")))


def reviews_of_own_country(user: AnyUser) -> list[ReviewSummary]:
    """Return the opened reviews of the countries for which the reader holds a seat."""
    return _summaries(
        Assessment.objects.where(user, may=Action.READ).filter(Exists(Review.objects.filter(_own_assessment)))
    )


def overseen_reviews(user: AnyUser) -> list[CycleReviews]:
    """Return every cycle that the reader oversees, newest first, countries by name; closed ones only with a lot."""
    closed_without = Q(cycle__closed_at__isnull=False, cycle__lots__isnull=True)
    lines = _summaries(Assessment.objects.where(user, may=Action.OVERSEE).exclude(closed_without))
    cycles = {line.assessment.cycle_id: line.assessment.cycle for line in lines}
    drawn = ReviewLot.objects.filter(cycle__in=cycles).select_related("drawn_by").order_by("pk")
    lots = [LotCheck(lot=lot, is_by_the_rule=recompute_lot(lot) == lot.result) for lot in drawn]
    return [
        CycleReviews(
            cycle=cycle,
            lots=tuple(line for line in lots if line.lot.cycle_id == pk),
            lines=tuple(alphabetical((line for line in lines if line.assessment.cycle_id == pk), name=_country_name)),
        )
        for pk, cycle in cycles.items()
    ]


def _summaries(assessments: Any) -> list[ReviewSummary]:
    """Return the summaries of the reviews; four queries."""
    found = list(
        assessments.select_related("cycle__network", "delegation").order_by(
            "-cycle__year", "cycle__network__name", "delegation__code"
        )
    )
    reviews = {review.assessment_id: review for review in Review.objects.filter(assessment__in=found).order_by("pk")}
    waiting = _open_thread_counts(reviews.values())
    reviewing: dict[int, list[ReviewingCountry]] = {}
    for one in (
        ReviewingCountry.objects.filter(assessment__in=found).select_related("delegation").order_by("delegation__code")
    ):
        reviewing.setdefault(one.assessment_id, []).append(one)
    return [
        ReviewSummary(
            assessment=one,
            review=reviews.get(one.pk),
            reviewing=tuple(reviewing.get(one.pk, ())),
            for_country=waiting.get(one.pk, (0, 0))[0],
            for_reviewers=waiting.get(one.pk, (0, 0))[1],
        )
        for one in found
    ]


def _open_thread_counts(reviews: Iterable[Review]) -> dict[int, tuple[int, int]]:
    counted = (
        Review.objects.filter(pk__in=[review.pk for review in reviews], closed_at=None)
        .annotate(
            opened=Count("threads", filter=Q(threads__state=State.OPEN)),
            replied=Count("threads", filter=Q(threads__state=State.REPLIED)),
        )
        .values_list("assessment", "opened", "replied")
    )
    return {assessment: (opened, replied) for assessment, opened, replied in counted}


_own_assessment = Q(assessment=OuterRef("pk"))


def _country_name(line: ReviewSummary) -> str:
    return str(line.assessment.delegation.label)
