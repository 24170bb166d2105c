"""Cycles as their readers see them: which a network has, and one of them with its countries and its record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from evaluation.assessments.cycles import (
    delegations_without_assessment,
    is_suggested_for_evaluation,
    networks_where,
    with_assessed_count,
)
from evaluation.models import Assessment, Cycle, CycleState, CycleStep, Framework, Stage
from evaluation.permissions import Action
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network
from networkapp.users import AnyUser

Reader = AnyUser


@dataclass(frozen=True, kw_only=True)
class NetworkCycles:
    """A network with its cycles, the newest first. `may_open`: the reader opens cycles there."""

    network: Network
    cycles: tuple[Cycle, ...]
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class CyclePage:
    """One cycle with who is asked, what was done with it, and what the reader may do with it now."""

    cycle: Cycle
    state: CycleState
    assessments: Sequence[Assessment]
    steps: Sequence[CycleStep]
    latecomers: Sequence[Delegation]
    may_run: bool

    @property
    def may_extend(self) -> bool:
        return self.may_run and self.state in (CycleState.COMING, CycleState.OPEN, CycleState.OVERDUE)

    @property
    def may_lock(self) -> bool:
        return self.may_run and self.state in (CycleState.OPEN, CycleState.OVERDUE)

    @property
    def is_locked(self) -> bool:
        return self.state == CycleState.LOCKED

    @property
    def may_end(self) -> bool:
        """Return whether the reader can unlock or close the cycle."""
        return self.may_run and self.is_locked


def readable_cycles(reader: Reader) -> QuerySet[Cycle]:
    """Return the cycles of networks in which `reader` holds a seat, with how many countries are asked and published."""
    found: QuerySet[Cycle] = Cycle.objects.filter(network__in=networks_where(user=reader, may=Action.READ_CYCLES))
    published = Q(assessments__stage=Stage.PUBLISHED)
    return found.select_related("network", "framework").annotate(
        asked=Count("assessments", distinct=True),
        published=Count("assessments", filter=published, distinct=True),
    )


def cycles_by_network(reader: Reader) -> list[NetworkCycles]:
    """Return the networks in which `reader` may read cycles, each with its cycles, in three queries.

    A network without a cycle is listed where the reader may open one and it has criteria or several countries.
    """
    running = set(networks_where(user=reader, may=Action.RUN_CYCLES).values_list("pk", flat=True))
    cycles = list(readable_cycles(reader).order_by("-year"))
    networks = with_assessed_count(networks_where(user=reader, may=Action.READ_CYCLES))
    drafted = Exists(Framework.objects.filter(network=OuterRef("pk")))
    groups = []
    for network in networks.annotate(drafted=drafted):
        own = tuple(cycle for cycle in cycles if cycle.network_id == network.pk)
        proposed = network.drafted or is_suggested_for_evaluation(network, network.assessed)
        if own or (proposed and network.pk in running):
            groups.append(NetworkCycles(network=network, cycles=own, may_open=network.pk in running))
    return groups


def cycle_page(cycle: Cycle, reader: Reader) -> CyclePage:
    """Return the page of `cycle`, in a number of queries that does not grow with countries or steps."""
    may_run = networks_where(user=reader, may=Action.RUN_CYCLES).filter(pk=cycle.network_id).exists()
    state = cycle.current_state
    asks_more = may_run and state not in (CycleState.LOCKED, CycleState.CLOSED)
    assessments: Iterable[Assessment] = cycle.assessments.select_related("delegation")
    return CyclePage(
        cycle=cycle,
        state=state,
        assessments=alphabetical(assessments, name=lambda one: str(one.delegation.label)),
        steps=list(cycle.steps.select_related("taken_by")),
        latecomers=alphabetical(delegations_without_assessment(cycle), name=lambda one: str(one.label))
        if asks_more
        else (),
        may_run=may_run,
    )
