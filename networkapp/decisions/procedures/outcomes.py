"""The current outcome of a procedure, from its rows and the time, whether or not it has been recorded yet."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Max, Prefetch, QuerySet
from django.utils import timezone

from networkapp.decisions.models import PositionAct, Procedure, Proposal, RollEntry
from networkapp.decisions.procedures.roll import presence_at
from networkapp.decisions.procedures.terms import closed_refusal
from networkapp.decisions.rules.outcomes import (
    DeadlinePause,
    Outcome,
    PositionStatus,
    ProcedureClock,
    Result,
    Stance,
    StanceAct,
    VotingRoll,
    decide_outcome,
)


def lock_procedure(procedure: Procedure) -> Procedure:
    """Return the current procedure, locked until the transaction ends, after locking its proposal."""
    if procedure.proposal_id:
        Proposal.objects.select_for_update().get(pk=procedure.proposal_id)
    rows = Procedure.objects.select_for_update(of=("self",)).select_related("network", "proposal", "version")
    locked: Procedure = rows.get(pk=procedure.pk)
    return locked


def with_positions(procedures: QuerySet[Procedure]) -> QuerySet[Procedure]:
    """Load rolls, acts and pauses of the procedures, in the same number of queries for any number of procedures."""
    acts = PositionAct.objects.select_related(
        "seat__delegation",
        "stated_by",
        "drafted_by__delegation",
        "drafted_by__user",
        "amendment__version__proposal__network",
    ).order_by("stated_at", "pk")
    roll = RollEntry.objects.select_related("delegation").prefetch_related(Prefetch("acts", queryset=acts))
    related = procedures.select_related("network", "version__proposal")
    return related.prefetch_related(Prefetch("roll", queryset=roll), "stops")


def clock_of(procedure: Procedure) -> ProcedureClock:
    """Return when the procedure opened, when it expires, when it was paused, and when it was withdrawn."""
    return ProcedureClock(
        opened_at=procedure.opened_at,
        expires_at=procedure.expires_at,
        stops=[DeadlinePause(begins=stop.stopped_at, ends=stop.resumed_at) for stop in procedure.stops.all()],
        withdrawn_at=procedure.withdrawn_at,
    )


def acts_of(entries: Iterable[RollEntry]) -> list[StanceAct]:
    """Return the approved positions, in the form that `decisions/rules/outcomes.py` needs."""
    return [
        StanceAct(delegation=entry.delegation_id, stance=Stance(act.stance), at=act.stated_at, number=act.pk)
        for entry in entries
        for act in entry.acts.all()
    ]


def outcome_of(procedure: Procedure, now: datetime | None = None) -> Outcome:
    """Return the outcome at `now`: as recorded, otherwise from deadline and positions; by primary key of the
    delegation."""
    if procedure.result:
        return _recorded_outcome(procedure)
    entries, clock = list(procedure.roll.all()), clock_of(procedure)
    acts = acts_of(entries)
    moment = now or max([timezone.now(), *(act.at for act in acts)])
    roll = VotingRoll(delegations=frozenset(entry.delegation_id for entry in entries), quorum=procedure.quorum)
    found = decide_outcome(rule=procedure.rule, roll=roll, acts=acts, clock=clock, now=moment)
    presence = presence_at(procedure, found.at or moment)
    roll = replace(roll, absent=presence.absent, not_counted=presence.not_counted)
    return decide_outcome(rule=procedure.rule, roll=roll, acts=acts, clock=clock, now=moment)


def hides_positions(procedure: Procedure, outcome: Outcome) -> bool:
    """Return whether positions are hidden: until the procedure closes, if it was opened that way. A withdrawn one never
    closes.

    Otherwise a leading seat could see the positions by withdrawing it, and open it again.
    """
    return procedure.hidden_until_closed and (not outcome.is_over or outcome.result == Result.WITHDRAWN)


def action_time(procedure: Procedure, at: datetime | None = None) -> datetime:
    """Return the time of an action on the procedure: `at`, else now, read after the lock. Refused: `closed`.

    Never before what was stated last, however the clocks of servers differ.
    """
    found = open_outcome(procedure, at)
    assert found.at is not None
    return found.at


def open_outcome(procedure: Procedure, at: datetime | None = None) -> Outcome:
    """Return the outcome of an open procedure, at `at` or now. Refused: `closed`."""
    last = PositionAct.objects.filter(entry__procedure=procedure).aggregate(at=Max("stated_at"))["at"]
    moment = max(at or timezone.now(), procedure.opened_at, last or procedure.opened_at)
    found = outcome_of(procedure, moment)
    if found.is_over:
        raise closed_refusal(found.at)
    return replace(found, at=moment)


def _recorded_outcome(procedure: Procedure) -> Outcome:
    return Outcome(
        result=Result(procedure.result),
        at=procedure.ended_at,
        statuses={entry.delegation_id: PositionStatus(entry.status) for entry in procedure.roll.all()},
        broken_by=procedure.broken_by_id,
    )
