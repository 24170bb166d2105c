"""Steps before countries can be assessed, for people who can take them: criteria, then a cycle."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Count, Exists, Model, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.assessments.cycle_dates import unfinished_assessments
from evaluation.assessments.cycles import is_suggested_for_evaluation, with_assessed_count
from evaluation.models import Assessment, Cycle, CycleState, Framework, FrameworkStatus, Proposal
from evaluation.permissions import ALLOWED, Action
from networkapp.models import Network
from networkapp.models.networks import networks_allowing
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

Stored = TypeVar("Stored", bound=Model)


class StepKind(StrEnum):
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
    step: StepKind
    title: str
    detail: str
    url: str
    waits: bool


FRAMEWORK_FIELDS = ("pk", "title", "version", "status")
CYCLE_FIELDS = ("pk", "year", "opens_at", "due_at", "locks_at", "closed_at")


def next_steps(user: AnyUser) -> list[NextStep]:
    """Return the next steps that `user` can take in each network. All of it is one query: desks ask for it."""
    can_manage, runs, proposes = (
        networks_allowing(user, roles)
        for roles in (
            ALLOWED[Action.KEEP_FRAMEWORK],
            ALLOWED[Action.RUN_CYCLES],
            ALLOWED[Action.PROPOSE_CRITERIA] | ALLOWED[Action.CONSOLIDATE],
        )
    )
    frameworks = Framework.objects.filter(network=OuterRef("pk")).order_by("-first_year", "-pk")
    cycles = Cycle.objects.filter(network=OuterRef("pk")).order_by("-year")
    known = with_assessed_count(Network.objects.filter(can_manage | runs | proposes)).annotate(
        **_newest(frameworks, "framework", FRAMEWORK_FIELDS),
        **_newest(cycles, "cycle", CYCLE_FIELDS),
        busy=Exists(unfinished_assessments(Assessment.objects.filter(cycle=OuterRef("newest_cycle_pk")))),
        left=Subquery(_proposals_left()),
        can_manage=can_manage,
        runs=runs,
        proposes=proposes,
    )
    return [step for network in known.order_by("name") for step in _steps(network) if step is not None]


def _proposals_left() -> QuerySet[Any]:
    """Return the number of undecided proposals for the newest criteria of a network, in one row."""
    found = Proposal.objects.filter(framework=OuterRef("newest_framework_pk"), state=Proposal.State.OPEN)
    return found.order_by().values("framework").annotate(left=Count("pk")).values("left")[:1]


def _newest(found: QuerySet[Any], name: str, fields: Iterable[str]) -> dict[str, Subquery]:
    return {f"newest_{name}_{field}": Subquery(found.values(field)[:1]) for field in fields}


def _from_row(model: type[Stored], network: Any, name: str, fields: Iterable[str]) -> Stored | None:
    """Return the newest one of `network` with the fields that were asked for, or None."""
    values = {field: getattr(network, f"newest_{name}_{field}") for field in fields}
    return model(network=network, **values) if values["pk"] is not None else None


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items of the secretariat: first criteria, this year's cycle, or closing the last one."""
    for step in next_steps(user):
        if step.waits:
            yield DeskItem(
                title=step.title,
                detail=str(step.network.local_name),
                url=step.url,
                key=f"{step.step}-{step.network.pk}",
            )


def _steps(network: Any) -> Iterable[NextStep | None]:
    """Yield the steps in their order: criteria, cycle, its end; beside a cycle also a draft of the next criteria."""
    framework = _from_row(Framework, network, "framework", FRAMEWORK_FIELDS)
    cycle = _from_row(Cycle, network, "cycle", CYCLE_FIELDS)
    if framework is None and cycle is None and network.can_manage:
        yield _first_draft_step(network)
    is_drafted = framework is not None and not framework.is_adopted
    if framework is not None and is_drafted:
        yield _draft_step(network, framework)
    if network.runs and (cycle is not None or (framework is not None and not is_drafted)):
        yield _cycle_step(network, cycle)


def _first_draft_step(network: Any) -> NextStep | None:
    if not is_suggested_for_evaluation(network, network.assessed):
        return None
    return NextStep(
        network=network,
        step=StepKind.BEGIN,
        title=_("Start the first criteria"),
        detail=_("Countries agree on the criteria before a cycle can open."),
        url=reverse("evaluation:first_version"),
        waits=network.assessed > 0,
    )


def _draft_step(network: Any, framework: Framework) -> NextStep | None:
    name = {"title": framework.title, "version": framework.version}
    url = framework.get_absolute_url()
    if network.can_manage:
        return NextStep(
            network=network,
            step=StepKind.ADOPT,
            title=_("Continue with the criteria: %(title)s, version %(version)s") % name,
            detail=_draft_detail(framework, network.left or 0),
            url=url,
            waits=False,
        )
    if network.proposes and framework.status == FrameworkStatus.PROPOSALS:
        return NextStep(
            network=network,
            step=StepKind.PROPOSE,
            title=_("Propose criteria: %(title)s, version %(version)s") % name,
            detail=_("The draft is open for proposals."),
            url=url,
            waits=False,
        )
    return None


def _draft_detail(framework: Framework, left: int) -> str:
    if framework.status == FrameworkStatus.DRAFT and left:
        return ngettext("%(n)s proposal awaits the rapporteur.", "%(n)s proposals await the rapporteur.", left) % {
            "n": left
        }
    words = _("Status: %(status)s. A cycle can be opened once they are adopted.")
    return words % {"status": framework.get_status_display()}


def _cycle_step(network: Any, cycle: Cycle | None) -> NextStep | None:
    this_year = timezone.localdate(timezone=network.zone).year
    if cycle is not None and cycle.current_state == CycleState.LOCKED and not network.busy:
        return _step_of_cycle(cycle, StepKind.CLOSE, _("Close the %(year)s cycle") % {"year": cycle.year}, waits=True)
    if cycle is not None and (
        cycle.year >= this_year or cycle.current_state not in (CycleState.LOCKED, CycleState.CLOSED)
    ):
        return _step_of_cycle(
            cycle, StepKind.FOLLOW, _("Follow the %(year)s cycle") % {"year": cycle.year}, waits=False
        )
    return NextStep(
        network=network,
        step=StepKind.OPEN,
        title=_("Open the %(year)s cycle") % {"year": this_year},
        detail=_("The criteria are adopted."),
        url=reverse("evaluation:open_cycle", args=[network.slug]),
        waits=network.assessed > 0,
    )


def _step_of_cycle(cycle: Cycle, step: StepKind, title: str, *, waits: bool) -> NextStep:
    detail = (
        _("The cycle is locked and no assessment is waiting to be published.")
        if waits
        else f"{_('Status')}: {cycle.current_state.label}."
    )
    return NextStep(
        network=cycle.network, step=step, title=title, detail=detail, url=cycle.get_absolute_url(), waits=waits
    )
