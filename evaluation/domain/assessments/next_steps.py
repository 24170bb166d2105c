"""What a network still needs before countries can be assessed, for those who can do it: criteria, then a cycle."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.domain.assessments.cycle_dates import unfinished
from evaluation.domain.assessments.cycles import is_for_evaluation, networks_with, with_assessed
from evaluation.models import Assessment, Cycle, CycleState, Framework, FrameworkStatus
from evaluation.permissions import Action
from networkapp.models import Network
from networkapp.registry import DeskItem


class Step(StrEnum):
    BEGIN = "begin"
    PROPOSE = "propose"
    ADOPT = "adopt"
    OPEN = "open"
    FOLLOW = "follow"
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """The next step of one network for one reader. `waits`: nobody is working on it yet, so it belongs on a desk."""

    network: Network
    step: Step
    title: str
    detail: str
    url: str
    waits: bool


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """In which networks (primary keys) the reader may do what."""

    keeps: frozenset[int]
    runs: frozenset[int]
    proposes: frozenset[int]


def next_steps(reader: AbstractBaseUser | AnonymousUser) -> list[NextStep]:
    """Return the next steps that `reader` can take in each network, in a number of queries that does not grow."""
    allowed = _allowed(reader)
    networks = Network.objects.filter(pk__in=allowed.keeps | allowed.runs | allowed.proposes).order_by("name")
    known = list(with_assessed(networks))
    drafted = Framework.objects.filter(network__in=known).order_by("first_year", "pk")
    frameworks = {framework.network_id: framework for framework in drafted}
    busy = Exists(unfinished(Assessment.objects.filter(cycle=OuterRef("pk"))))
    yearly = Cycle.objects.filter(network__in=known).select_related("network").annotate(busy=busy)
    cycles = {cycle.network_id: cycle for cycle in yearly.order_by("year")}
    return [
        step
        for network in known
        for step in _steps(network, allowed, frameworks.get(network.pk), cycles.get(network.pk))
        if step is not None
    ]


def criteria_and_cycles(reader: AbstractBaseUser) -> Iterable[DeskItem]:
    """For the secretariat: networks that need their first criteria, a cycle for this year, or an end of the last."""
    for step in next_steps(reader):
        if step.waits:
            yield DeskItem(
                title=step.title,
                detail=str(step.network.local_name),
                url=step.url,
                key=f"{step.step}-{step.network.pk}",
            )


def _allowed(reader: AbstractBaseUser | AnonymousUser) -> _Reader:
    def where(*actions: Action) -> frozenset[int]:
        found = (networks_with(reader, may=action).order_by().values_list("pk", flat=True) for action in actions)
        return frozenset(pk for pks in found for pk in pks)

    return _Reader(
        keeps=where(Action.KEEP_FRAMEWORK),
        runs=where(Action.RUN_CYCLES),
        proposes=where(Action.PROPOSE_CRITERIA, Action.CONSOLIDATE),
    )


def _steps(
    network: Network, allowed: _Reader, framework: Framework | None, cycle: Cycle | None
) -> Iterable[NextStep | None]:
    """What comes next: what is asked, then the year, then its end; a draft of the next criteria beside a cycle."""
    if framework is None and cycle is None and network.pk in allowed.keeps:
        yield _begin(network)
    is_drafted = framework is not None and not framework.is_adopted
    if framework is not None and is_drafted:
        yield _of_draft(network, allowed, framework)
    if network.pk in allowed.runs and (cycle is not None or (framework is not None and not is_drafted)):
        yield _of_cycles(network, cycle)


def _begin(network: Network) -> NextStep | None:
    assessed: int = network.assessed  # type: ignore[attr-defined]
    if not is_for_evaluation(network, assessed):
        return None
    return NextStep(
        network=network,
        step=Step.BEGIN,
        title=_("Start the first criteria"),
        detail=_("Countries agree on what is measured before a cycle can be opened."),
        url=reverse("evaluation:first_version"),
        waits=assessed > 0,
    )


def _of_draft(network: Network, allowed: _Reader, framework: Framework) -> NextStep | None:
    name = {"title": framework.title, "version": framework.version}
    url = framework.get_absolute_url()
    if network.pk in allowed.keeps:
        return NextStep(
            network=network,
            step=Step.ADOPT,
            title=_("Continue with the criteria: %(title)s, version %(version)s") % name,
            detail=_("Status: %(status)s. A cycle can be opened once they are adopted.")
            % {"status": framework.get_status_display()},
            url=url,
            waits=False,
        )
    if network.pk in allowed.proposes and framework.status == FrameworkStatus.PROPOSALS:
        return NextStep(
            network=network,
            step=Step.PROPOSE,
            title=_("Propose criteria: %(title)s, version %(version)s") % name,
            detail=_("The draft is open for proposals."),
            url=url,
            waits=False,
        )
    return None


def _of_cycles(network: Network, cycle: Cycle | None) -> NextStep | None:
    this_year = timezone.localdate(timezone=network.zone).year
    if cycle is not None and cycle.current_state == CycleState.LOCKED and not cycle.busy:  # type: ignore[attr-defined]
        return _about(cycle, Step.CLOSE, _("Close the cycle of %(year)s") % {"year": cycle.year}, waits=True)
    if cycle is not None and (
        cycle.year >= this_year or cycle.current_state not in (CycleState.LOCKED, CycleState.CLOSED)
    ):
        return _about(cycle, Step.FOLLOW, _("Follow the cycle of %(year)s") % {"year": cycle.year}, waits=False)
    return NextStep(
        network=network,
        step=Step.OPEN,
        title=_("Open the cycle of %(year)s") % {"year": this_year},
        detail=_("The criteria are adopted. Choose the dates and check who is asked."),
        url=reverse("evaluation:open_cycle", args=[network.slug]),
        waits=network.assessed > 0,  # type: ignore[attr-defined]
    )


def _about(cycle: Cycle, step: Step, title: str, *, waits: bool) -> NextStep:
    state = {"state": cycle.current_state.label}
    detail = (
        _("The cycle is locked, and nothing in it waits to be published.") if waits else _("Status: %(state)s.") % state
    )
    return NextStep(
        network=cycle.network, step=step, title=title, detail=detail, url=cycle.get_absolute_url(), waits=waits
    )
