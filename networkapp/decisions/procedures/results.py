"""Record the result of a procedure once: in the act that ends it, or by the clock if a deadline ended it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from networkapp import events
from networkapp.decisions.models import PROPOSAL_TRANSITIONS, Procedure, Proposal, ProposalState, RollEntry
from networkapp.decisions.models.procedures import BINDING
from networkapp.decisions.procedures.notices import ENDED, notify_delegations, resolve_open_procedure_notices
from networkapp.decisions.procedures.outcomes import lock_procedure, outcome_of
from networkapp.decisions.procedures.proposal_notices import record_proposal_change
from networkapp.decisions.procedures.recording import record_decision
from networkapp.decisions.rules.outcomes import Outcome, Result
from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.received_at import IN_FLIGHT_LIMIT
from networkapp.users import User

STATE_AFTER_RESULT = {
    Result.ADOPTED: ProposalState.ADOPTED,
    Result.BROKEN: ProposalState.NOT_ADOPTED,
    Result.REJECTED: ProposalState.NOT_ADOPTED,
    Result.NOT_REACHED: ProposalState.DRAFT,
    Result.WITHDRAWN: ProposalState.DRAFT,
}


@transaction.atomic
def record_result(*, procedure: Procedure, now: datetime | None = None, user: User | None = None) -> bool:
    """Record the result of the procedure in its rows, and return whether this call did so.

    Nothing happens if it is still open or was recorded before. An adopted text becomes a decision. If recording the
    decision is refused, because what it was to change has changed meanwhile, the procedure ends anyway, its page shows
    the reason, and the proposal is a draft again (docs/decisions/0025).
    """
    locked = lock_procedure(procedure)
    found = outcome_of(locked, now or timezone.now())
    if locked.result or not found.is_over:
        return False
    _save_result(locked, found)
    if locked.kind in BINDING:
        _move_proposal(locked, STATE_AFTER_RESULT[found.result] if _adopt(locked, found) else ProposalState.DRAFT, user)
    events.record(locked.network, ENDED, {"procedure": locked.pk, "result": locked.result}, actor=user)
    resolve_open_procedure_notices(locked)
    notify_delegations(locked, ENDED, key=str(locked.pk), except_user=user)
    return True


def record_expired_procedures(*, proposal: Proposal) -> None:
    """Record the procedures on the proposal that time has ended, within the transaction of the caller."""
    for procedure in proposal.procedures.unrecorded():
        record_result(procedure=procedure)
    proposal.refresh_from_db(fields=["state"])


def record_final_results(*, now: datetime) -> int:
    """Record results for the clock, and return their number.

    Wait until no position that arrived before the deadline can still be on its way through the server.
    """
    return record_results(now - IN_FLIGHT_LIMIT)


def record_results(now: datetime, *, networks: Iterable[Network] | None = None) -> int:
    """Record every procedure, or those of these networks, that its deadline had ended by `now`; return their number."""
    running = Procedure.objects.unrecorded().filter(expires_at__lte=now).order_by("expires_at", "pk")
    if networks is not None:
        running = running.filter(network__in=networks)
    return sum(record_result(procedure=procedure, now=now) for procedure in running)


def record_results_of(*, network: Network, **_given: object) -> None:
    """Record what deadlines have decided in the network, before the participation of a delegation in it changes."""
    record_results(timezone.now(), networks=[network])


def _save_result(procedure: Procedure, found: Outcome) -> None:
    procedure.result, procedure.ended_at, procedure.broken_by_id = found.result.value, found.at, found.broken_by
    procedure.recorded_at = timezone.now()
    procedure.save(update_fields=["result", "ended_at", "broken_by", "recorded_at"])
    entries = list(procedure.roll.all())
    for entry in entries:
        entry.status = found.statuses[entry.delegation_id].value
    RollEntry.objects.bulk_update(entries, ["status"])


def _adopt(procedure: Procedure, found: Outcome) -> bool:
    """Create the decision if the text was adopted. Return False, and store the reason, if that was refused."""
    if found.result != Result.ADOPTED:
        return True
    try:
        with transaction.atomic():
            record_decision(procedure=procedure, outcome=found)
    except Refused as refusal:
        procedure.not_entered_words = str(refusal.message)
        procedure.save(update_fields=["not_entered_words"])
        return False
    return True


def _move_proposal(procedure: Procedure, state: ProposalState, user: User | None) -> None:
    proposal = procedure.proposal
    if proposal is not None and state in PROPOSAL_TRANSITIONS[ProposalState(proposal.state)]:
        proposal.state, proposal.changed_at = state, timezone.now()
        proposal.save(update_fields=["state", "changed_at"])
        record_proposal_change(proposal, "decided", user)
