"""Cycles: a year of assessments by one framework."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.domain.frameworks.adopting import require_unaltered
from evaluation.models import Answer, Assessment, AssessmentVersion, Criterion, Cycle, Framework, Stage
from networkapp.errors import Refused
from networkapp.models import Delegation, Network
from networkapp.permissions import Action


def cycles_for(*, reader: Any) -> QuerySet[Cycle]:
    """The cycles of networks that `reader` may know of, and those of which she may read results; newest first."""
    known = Q(network__in=Network.objects.where(reader, may=Action.SEE))
    published = Q(Exists(AssessmentVersion.objects.readable_by(reader).filter(assessment__cycle=OuterRef("pk"))))
    return Cycle.objects.filter(known | published).select_related("network").order_by("-year", "network__name", "pk")


def open_cycle(
    *,
    network: Network,
    framework: Framework,
    year: int,
    opens_at: datetime,
    due_at: datetime,
    locks_at: datetime,
) -> Cycle:
    """Every assessed delegation of `network` has a draft for `year`, with one unanswered row per criterion.

    Run again, it adds the delegations that have come since and changes nothing else. Refuses a framework that is not
    adopted, was altered or does not cover the year, another framework for the same year, and dates out of order.
    """
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        require_unaltered(framework)
        _require_sense(framework, year, opens_at, due_at, locks_at)
        dates = {"framework": framework, "opens_at": opens_at, "due_at": due_at, "locks_at": locks_at}
        cycle, _created = Cycle.objects.get_or_create(network=network, year=year, defaults=dates)
        if cycle.framework_id != framework.pk:
            raise Refused("another_framework", _("This year is already assessed by another framework."))
        _add_drafts(cycle)
    return cycle


def require_open(assessment: Assessment, *, at: datetime | None = None) -> None:
    """Nothing, where the cycle takes answers at this moment; else Refused.

    What was published once may be revised after the cycle has locked, and what comes back from peer review corrected.
    """
    moment = at or timezone.now()
    cycle = assessment.cycle
    if moment < cycle.opens_at:
        raise Refused("not_open_yet", _("This assessment has not opened yet."))
    if moment >= cycle.locks_at and not _stays_open(assessment):
        raise Refused("locked", _("This assessment has closed."))


def _stays_open(assessment: Assessment) -> bool:
    return bool(assessment.versions.exists() or assessment.reviews.filter(closed_at=None).exists())


def _require_sense(framework: Framework, year: int, opens_at: datetime, due_at: datetime, locks_at: datetime) -> None:
    if year < framework.first_year or (framework.last_year is not None and year > framework.last_year):
        raise Refused("year_not_covered", _("The framework does not cover this year."), field="year")
    if not opens_at < due_at <= locks_at:
        raise Refused("dates_out_of_order", _("A cycle opens, then is due, then locks."), field="due_at")


def _add_drafts(cycle: Cycle) -> None:
    waiting = Delegation.objects.filter(networks=cycle.network, assessed=True).exclude(assessments__cycle=cycle)
    criteria = list(Criterion.objects.filter(recommendation__framework=cycle.framework_id))
    for delegation in waiting:
        assessment = Assessment.objects.create(cycle=cycle, delegation=delegation, stage=Stage.DRAFT)
        Answer.objects.bulk_create(Answer(assessment=assessment, criterion=criterion) for criterion in criteria)
