"""Cycles: a year of assessments by one framework. Opening one, and asking delegations that came later."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import require_unaltered
from evaluation.models import (
    Answer,
    Assessment,
    AssessmentVersion,
    Criterion,
    Cycle,
    CycleState,
    CycleStep,
    Framework,
    Stage,
)
from evaluation.permissions import ALLOWED
from evaluation.permissions import Action as Assess
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.models import Delegation, Network
from networkapp.models.networks import networks_allowing
from networkapp.permissions import Action
from networkapp.users import AnyUser, User

EVENTS = {kind: f"cycle.{kind.value}" for kind in CycleStep.Kind}
MIN_ANSWERING_PERIOD = timedelta(days=14)
"""The least time between opening and the due date."""


def cycles_for(*, user: AnyUser) -> QuerySet[Cycle]:
    """Return the cycles of networks that `user` can know of, and those whose results they can read; newest first."""
    known = Q(network__in=Network.objects.where(user, may=Action.SEE))
    published = Q(Exists(AssessmentVersion.objects.readable_by(user).filter(assessment__cycle=OuterRef("pk"))))
    return Cycle.objects.filter(known | published).select_related("network").order_by("-year", "network__name", "pk")


def networks_where(*, user: AnyUser, may: Assess) -> QuerySet[Network]:
    """Return the networks in which `user` may do `may` by a seat held at this moment, by name."""
    return Network.objects.filter(networks_allowing(user, ALLOWED[may])).order_by("name")


def with_assessed_count(networks: QuerySet[Network]) -> QuerySet[Any]:
    """Return `networks`, each with how many of its delegations are assessed, as `assessed`."""
    assessed = Delegation.objects.filter(networks=OuterRef("pk"), assessed=True).order_by()
    counted = assessed.values("networks").annotate(number=Count("pk")).values("number")
    return networks.annotate(assessed=Coalesce(Subquery(counted), 0))


def is_suggested_for_evaluation(network: Network, assessed: int) -> bool:
    """Return whether criteria and cycles are suggested to `network`: not to that of one parliament."""
    return network.kind != Network.Kind.NATIONAL or assessed > 1


def open_cycle(
    *,
    network: Network,
    framework: Framework,
    year: int,
    opens_at: datetime,
    due_at: datetime,
    locks_at: datetime,
    user: User | None = None,
    at: datetime | None = None,
) -> Cycle:
    """Create a draft for every assessed delegation of `network` in `year`, with an unanswered row per criterion.

    `user` is the secretariat, or None where the set-up of a site opens it. Refuses (NotAllowed) users who may not run
    cycles there; (Refused) what `require_can_open` refuses.
    """
    with transaction.atomic():
        locked = Network.objects.select_for_update().get(pk=network.pk)
        if user is not None:
            require_may_run(network=locked, user=user)
        dates = {"opens_at": opens_at, "due_at": due_at, "locks_at": locks_at}
        require_can_open(network=locked, framework=framework, year=year, at=at, **dates)
        cycle = Cycle.objects.create(network=locked, framework=framework, year=year, **dates)
        countries = _add_drafts(cycle)
        record_step(cycle, CycleStep.Kind.OPENED, user=user, at=at, countries=countries)
    return cycle


def ask_latecomers(*, cycle: Cycle, user: User, at: datetime | None = None) -> Cycle:
    """Create the drafts of delegations that joined the network, or became assessed, after the cycle was opened.

    Refuses (NotAllowed) users who may not run cycles; (Refused) a cycle that is locked or closed, criteria that were
    altered, a delegation without a country, and where every assessed delegation has been asked.
    """
    with transaction.atomic():
        current = locked_cycle(cycle)
        require_may_run(network=current.network, user=user)
        if current.state_at(at or timezone.now()) in (CycleState.LOCKED, CycleState.CLOSED):
            raise Refused("locked", _("Unlock the cycle before you add delegations."))
        require_unaltered(current.framework)
        waiting = list(delegations_without_assessment(current))
        if not waiting:
            raise Refused("all_asked", _("All assessed delegations of this network have been asked."))
        _require_countries(waiting)
        record_step(current, CycleStep.Kind.JOINED, user=user, at=at, countries=_add_drafts(current))
    return current


def require_can_open(
    *,
    network: Network,
    framework: Framework,
    year: int,
    opens_at: datetime,
    due_at: datetime,
    locks_at: datetime,
    at: datetime | None = None,
) -> None:
    """Return nothing where a cycle with these terms can be opened at `at`.

    Refuses (Refused) criteria that are not adopted, were altered or do not cover the year; a year that has a cycle
    already; dates in the past, out of order, or with less than 14 days to answer; a network without assessed
    delegations; a delegation without a country.
    """
    require_unaltered(framework)
    _require_year(network, framework, year)
    _require_dates(network, opens_at, due_at, locks_at, at or timezone.now())
    delegations = list(assessed_delegations(network))
    if not delegations:
        words = _("No delegation of this network is assessed. Mark the delegations to be assessed first.")
        raise Refused("nobody_to_ask", words)
    _require_countries(delegations)


def require_may_run(*, network: Network, user: AnyUser) -> None:
    """Return nothing where `user` may run the cycles of `network`; else raise NotAllowed."""
    if not networks_where(user=user, may=Assess.RUN_CYCLES).filter(pk=network.pk).exists():
        raise NotAllowed(Assess.RUN_CYCLES)


def require_open(assessment: Assessment, *, at: datetime | None = None) -> None:
    """Raise Refused unless the cycle accepts answers now.

    What was published once may be revised after the cycle has locked, and what comes back from peer review corrected.
    """
    moment = at or timezone.now()
    cycle = assessment.cycle
    if moment < cycle.opens_at:
        raise Refused("not_open_yet", _("The assessment is not open yet."))
    if moment >= cycle.locks_at and not _stays_open(assessment):
        raise Refused("locked", _("The assessment is closed."))


def locked_cycle(cycle: Cycle) -> Cycle:
    """Return the cycle as it is now, with its row locked until the transaction ends."""
    found: Cycle = Cycle.objects.select_for_update(of=("self",)).select_related("network", "framework").get(pk=cycle.pk)
    return found


def record_step(
    cycle: Cycle,
    kind: CycleStep.Kind,
    *,
    user: User | None,
    at: datetime | None = None,
    reason: str = "",
    countries: Sequence[str] = (),
) -> CycleStep:
    """Record that `kind` was done with `cycle`, in its record and in the log of its network."""
    step = CycleStep.objects.create(
        cycle=cycle,
        kind=kind,
        taken_at=at or timezone.now(),
        taken_by_id=None if user is None else user.pk,
        reason=reason,
        due_at=cycle.due_at,
        locks_at=cycle.locks_at,
        countries=list(countries),
    )
    dates = {"due_at": cycle.due_at.isoformat(), "locks_at": cycle.locks_at.isoformat()}
    facts = {"cycle": cycle.pk, "year": cycle.year, **dates, "countries": list(countries)}
    record(cycle.network, EVENTS[kind], facts, actor=user)
    return step


def assessed_delegations(network: Network) -> QuerySet[Delegation]:
    """Return the delegations of `network` that are asked in a cycle: not those suspended or withdrawn today."""
    return network.participating_delegations().filter(assessed=True)


def delegations_without_assessment(cycle: Cycle) -> QuerySet[Delegation]:
    """Return the assessed delegations of the network without an assessment in `cycle`."""
    return assessed_delegations(cycle.network).exclude(assessments__cycle=cycle)


def _stays_open(assessment: Assessment) -> bool:
    return bool(assessment.versions.exists() or assessment.reviews.filter(closed_at=None).exists())


def _require_year(network: Network, framework: Framework, year: int) -> None:
    if year < framework.first_year or (framework.last_year is not None and year > framework.last_year):
        raise Refused("year_not_covered", _("These criteria do not cover this year."), field="year")
    if Cycle.objects.filter(network=network, year=year).exists():
        words = _("This network already has a cycle for %(year)s.") % {"year": year}
        raise Refused("opened_already", words, field="year")


def _require_dates(network: Network, opens_at: datetime, due_at: datetime, locks_at: datetime, at: datetime) -> None:
    today = at.astimezone(network.zone).date()
    if opens_at.astimezone(network.zone).date() < today:
        raise Refused("opens_in_the_past", _("Choose a date that has not passed."), field="opens_at")
    if due_at < opens_at + MIN_ANSWERING_PERIOD:
        day = {"day": date_format((opens_at + MIN_ANSWERING_PERIOD).astimezone(network.zone), "DATE_FORMAT")}
        words = _("Countries need at least 14 days to answer. Choose %(day)s or later.") % day
        raise Refused("too_short", words, field="due_at")
    if locks_at < due_at:
        words = _("Choose a lock date on or after the due date.")
        raise Refused("dates_out_of_order", words, field="locks_at")


def _require_countries(delegations: Iterable[Delegation]) -> None:
    without = [str(delegation.local_name) for delegation in delegations if not delegation.country]
    if without:
        words = _("Record a country for %(names)s, or mark the delegation as not assessed.")
        raise Refused("no_country", words % {"names": ", ".join(without)})


def _add_drafts(cycle: Cycle) -> list[str]:
    """Return the codes of the delegations for which a draft was created."""
    waiting = list(delegations_without_assessment(cycle).order_by("code"))
    criteria = list(Criterion.objects.filter(recommendation__framework=cycle.framework_id))
    for delegation in waiting:
        assessment = Assessment.objects.create(cycle=cycle, delegation=delegation, stage=Stage.DRAFT)
        Answer.objects.bulk_create(Answer(assessment=assessment, criterion=criterion) for criterion in criteria)
    return [delegation.code for delegation in waiting]
