"""Lists of procedures: what runs in a network or in all of a reader's, with its closing moment, and what has ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, QuerySet, prefetch_related_objects
from django.utils import timezone

from networkapp.decisions.models import DateAnswer, PositionAct, Procedure, RollEntry
from networkapp.decisions.procedures.outcomes import clock_of, outcome_of
from networkapp.decisions.rules.outcomes import ProcedureClock
from networkapp.models import Network, Seat
from networkapp.permissions import ALLOWED, Action
from networkapp.users import AnyUser, is_signed_in

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class OpenProcedureEntry:
    """An open procedure; without a moment its deadline is paused, or it is closed at a meeting.

    `waits`: a delegation for which its reader can vote has no position yet.
    """

    procedure: Procedure
    closes_at: datetime | None
    is_paused: bool
    waits: bool


@dataclass(frozen=True, kw_only=True)
class ProcedureLists:
    """`just_ended` are those that time has ended and the clock has not recorded yet; on the first page of `ended`."""

    running: tuple[OpenProcedureEntry, ...]
    just_ended: tuple[Procedure, ...]
    ended: "Page[Procedure]"


def open_procedures_for(*, user: AnyUser, network: Network | None = None) -> tuple[OpenProcedureEntry, ...]:
    """Return the open procedures of the network, or of all that the reader can read, by deadline."""
    return _open_entries(_with_clocks(user, network), timezone.now())


def procedure_lists(*, network: Network, user: AnyUser, page: str | None = None) -> ProcedureLists:
    """Return the open procedures of the network, and one page of those that have ended, newest first."""
    now, found = timezone.now(), _with_clocks(user, network)
    ended = Procedure.objects.where(user, may=Action.READ).filter(network=network).exclude(result="")
    dated: QuerySet[Any] = ended.with_earlier().annotate(adopted_on=F("decision__adopted_on"))
    shown = dated.select_related("network", "broken_by").order_by("-ended_at", "-pk")
    shown_page = Paginator(shown, PAGE_SIZE).get_page(page)
    just = [] if shown_page.has_previous() else [one for one, clock in found if clock.has_closed(now)]
    return ProcedureLists(running=_open_entries(found, now), just_ended=_with_current_results(just), ended=shown_page)


def other_procedures_on_text(*, procedure: Procedure) -> tuple[Procedure, ...]:
    """Return all other procedures on its proposal, for people who can read it: the oldest first, whatever their result.

    So that repeated attempts to adopt a text are visible to all.
    """
    if procedure.proposal_id is None:
        return ()
    return tuple(
        one
        for one in procedures_by_proposal(proposals=[procedure.proposal_id])[procedure.proposal_id]
        if one != procedure
    )


def procedures_by_proposal(*, proposals: Iterable[int]) -> Mapping[int, Sequence[Procedure]]:
    """Return all procedures on each of these proposals (by primary key), oldest first, in one query."""
    found: dict[int, list[Procedure]] = {proposal: [] for proposal in proposals}
    procedures = Procedure.objects.filter(proposal__in=found).select_related("network", "version", "broken_by")
    for procedure in procedures.order_by("opened_at", "pk"):
        if procedure.proposal_id is not None:
            found[procedure.proposal_id].append(procedure)
    return found


def _with_clocks(user: AnyUser, network: Network | None) -> list[tuple[Any, ProcedureClock]]:
    """Return the procedures that the reader can read without a recorded end, and whether each `waits` for the
    reader."""
    if not is_signed_in(user):
        return []
    seats = Seat.objects.current().filter(user=user, network=OuterRef("procedure__network"))
    voice = seats.filter(delegation=OuterRef("delegation")).with_role(ALLOWED[Action.TAKE_POSITION])
    silent = RollEntry.objects.filter(
        Exists(voice),
        ~Exists(PositionAct.objects.filter(entry=OuterRef("pk"))),
        ~Exists(DateAnswer.objects.filter(entry=OuterRef("pk"))),
        procedure=OuterRef("pk"),
    )
    found = Procedure.objects.where(user, may=Action.READ).unrecorded().with_earlier()
    if network is not None:
        found = found.filter(network=network)
    rows = found.annotate(waits=Exists(silent)).select_related("network").prefetch_related("stops").order_by("pk")
    return [(procedure, clock_of(procedure)) for procedure in rows]


def _open_entries(found: Iterable[tuple[Any, ProcedureClock]], now: datetime) -> tuple[OpenProcedureEntry, ...]:
    running = [
        OpenProcedureEntry(
            procedure=procedure,
            closes_at=clock.closes_at(),
            is_paused=clock.is_paused(),
            waits=procedure.waits,
        )
        for procedure, clock in found
        if not clock.has_closed(now)
    ]
    return tuple(sorted(running, key=lambda one: (one.closes_at is None, one.closes_at or now)))


def _with_current_results(procedures: list[Procedure]) -> tuple[Procedure, ...]:
    """Return these with their current results, which are not saved here; the newest first."""
    prefetch_related_objects(procedures, "roll__acts")
    for procedure in procedures:
        found = outcome_of(procedure)
        procedure.result, procedure.ended_at = found.result.value, found.at
    return tuple(sorted(procedures, key=lambda one: (one.ended_at, one.pk), reverse=True))
