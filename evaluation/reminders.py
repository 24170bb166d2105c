"""Reminders of the clock: a cycle that opens, is due or overdue; waiting questions; the end of the six weeks.

Each is sent once to each person, by `manage.py run_clock`; nothing else depends on its having run.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from evaluation.assessments import notices
from evaluation.models import ANSWERING_STAGES, Assessment, Cycle, Review, ReviewThread, Stage
from evaluation.reviews.notices import reviewers_for

TOLD_FOR = timedelta(days=14)
"""How long after the moment a reminder is still sent."""
BEFORE_DUE = timedelta(days=7)
BEFORE_ASKS_END = timedelta(days=7)
BEFORE_REPLY = timedelta(days=3)


def send_reminders(*, now: datetime) -> int:
    """Remind everybody of what is due at `now`; return how many were not reminded before."""
    return sum(
        (
            _remind_of_cycles(notices.OPENED, Cycle.objects.filter(opens_at__lte=now, opens_at__gt=now - TOLD_FOR)),
            _remind_of_cycles(
                notices.DUE_SOON, Cycle.objects.filter(due_at__gt=now, due_at__lte=now + BEFORE_DUE, locks_at__gt=now)
            ),
            _remind_of_cycles(
                notices.OVERDUE, Cycle.objects.filter(due_at__lte=now, due_at__gt=now - TOLD_FOR, locks_at__gt=now)
            ),
            _remind_of_reviews(now),
            _remind_of_threads(now),
        )
    )


def _remind_of_cycles(kind: str, cycles: QuerySet[Cycle]) -> int:
    """Send reminders of due dates, each stamped with its date, so that a new date is notified again."""
    waiting = Assessment.objects.filter(cycle__in=cycles, stage__in=ANSWERING_STAGES)
    moment = "opens_at" if kind == notices.OPENED else "due_at"
    return sum(
        notices.notify(kind, assessment, stamp=f"{getattr(assessment.cycle, moment):%Y%m%d}")
        for assessment in waiting.select_related("cycle__network", "delegation")
    )


def _remind_of_reviews(now: datetime) -> int:
    running = Review.objects.filter(closed_at=None, assessment__stage=Stage.PEER_REVIEW)
    notified = 0
    for review in running.select_related("assessment__cycle__network").filter(asks_until__gt=now):
        notified += notices.notify(notices.DRAWN, review)
        if review.asks_until <= now + BEFORE_ASKS_END:
            newest = review.rounds.order_by("-number")[0]
            waiting = review.assessment.reviewing.filter(withdrawn_at=None).exclude(conclusions__round=newest)
            for reviewing in waiting.select_related("assessment__cycle"):
                notified += notices.notify(notices.ASKS_SOON, review, people=reviewers_for(reviewing))
    return notified


def _remind_of_threads(now: datetime) -> int:
    waiting = ReviewThread.objects.filter(
        state=ReviewThread.State.OPEN, review__closed_at=None, reply_until__lte=now + BEFORE_REPLY
    )
    return sum(
        notices.notify(notices.REPLY_SOON, thread, stamp=f"{thread.reply_until:%Y%m%d}")
        for thread in waiting.select_related("review__assessment__cycle__network")
    )
