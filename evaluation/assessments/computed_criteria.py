"""Answers that the platform computes, or takes from the treaty records."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from evaluation.models import Answer, AnswerRevision, Assessment, Criterion
from evaluation.treaties.status import statuses_of
from evaluation.values import UNANSWERED, AnswerValue, Grade, Status, TreatyStatus


def computed_value(criterion: Criterion, assessment: Assessment) -> AnswerValue:
    """Return the platform's own answer; unanswered if it has no data for it, as with 13.3 today."""
    if criterion.kind == Criterion.Kind.TREATY:
        statuses = treaty_statuses(criterion, assessment)
        return AnswerValue(status=Status.VALUE, treaties=statuses, grade=Grade.V3)
    compute = COMPUTED.get(criterion.series_id)
    return compute(assessment) if compute else UNANSWERED


def is_filled_in_by_platform(criterion: Criterion) -> bool:
    """Return whether the platform answers the criterion itself, by calculation or from treaty records."""
    return criterion.computed or criterion.kind == Criterion.Kind.TREATY


def treaty_statuses(criterion: Criterion, assessment: Assessment) -> Mapping[str, TreatyStatus]:
    """Return the country's status for each listed treaty at the end of the year assessed, or today if earlier."""
    return statuses_of(
        country=str(assessment.delegation.country), keys=criterion.instruments, on=reference_date(assessment)
    )


def reference_date(assessment: Assessment) -> date:
    """Return the date of the data: 31 December of the assessed year, or today before that."""
    return min(date(assessment.cycle.year, 12, 31), timezone.localdate())


def share_answered_in_time(assessment: Assessment) -> AnswerValue:
    """Return how many of the criteria asked of the country had a value or a reason when the cycle was due.

    What the platform fills in is not asked of the country and not counted. An answer that was in time and was
    corrected later stays in time.
    """
    in_time = AnswerRevision.objects.filter(
        ~Q(new__status=Answer.Status.UNANSWERED), answer=OuterRef("pk"), changed_at__lte=assessment.cycle.due_at
    )
    answers = Answer.objects.filter(assessment=assessment, criterion__computed=False).exclude(
        criterion__kind=Criterion.Kind.TREATY
    )
    counted = answers.order_by().aggregate(
        all=Count("pk"), in_time=Count("pk", filter=~Q(status=Answer.Status.UNANSWERED) & Q(Exists(in_time)))
    )
    return AnswerValue(
        status=Status.VALUE,
        numerator=Fraction(counted["in_time"]),
        denominator=Fraction(counted["all"]),
        grade=Grade.V3,
    )


COMPUTED: Mapping[str, Callable[[Assessment], AnswerValue]] = {"13.1": share_answered_in_time}
