"""Decisions to test with: adopted as the procedures adopt them, on rolls made for it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from networkapp.decisions.models import (
    Decision,
    PositionAct,
    Procedure,
    ProcedureKind,
    Proposal,
    ProposalState,
    ProposalText,
    ProposalVersion,
    RollEntry,
)
from networkapp.decisions.procedures.recording import record_decision
from networkapp.decisions.rules.outcomes import POSITIONS, Outcome, PositionStatus, Result, Stance
from networkapp.models import Network, Seat
from networkapp.text.canonical_json import content_hash
from tests.factories.networks import DelegationFactory, SeatFactory

ADOPTED_AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
PARAGRAPHS = ("The network asks for figures each year.", "It looks at them in the autumn.")


def propose(
    seat: Seat, *, title: str = "Figures each year", paragraphs: Sequence[str] = PARAGRAPHS, **kwargs: Any
) -> Any:
    """A version of a new proposal in the network of the seat, by its holder."""
    by = {"seat": seat, "proposed_by": seat.user}
    number = Proposal.objects.filter(network=seat.network).count() + 1
    state = ProposalState.OPEN
    proposal = Proposal.objects.create(network=seat.network, number=number, title=title, state=state, **by, **kwargs)
    rows = [{"key": f"k{place}", "text": text} for place, text in enumerate(paragraphs, start=1)]
    return ProposalVersion.objects.create(
        proposal=proposal, number=1, origin="proposed", title=title, paragraphs=rows, content_hash=content_hash(rows),
        seat=seat, written_by=seat.user,
    )  # fmt: skip


def add_text(version: ProposalVersion, language: str, title: str, paragraphs: Mapping[str, str]) -> ProposalText:
    return ProposalText.objects.create(
        version=version, language=language, title=title, paragraphs=dict(paragraphs), seat=version.seat,
        written_by=version.written_by,
    )  # fmt: skip


def put_to(version: ProposalVersion, *, roll: Sequence[str] = ("XA", "XB"), **kwargs: Any) -> Procedure:
    """A procedure on the version, with these delegations on its roll; it has closed at ADOPTED_AT."""
    seat, network = version.seat, version.proposal.network
    usual = {"kind": ProcedureKind.SILENCE, "expires_at": ADOPTED_AT, "opened_at": ADOPTED_AT - timedelta(days=14)}
    procedure = Procedure.objects.create(
        network=network, proposal=version.proposal, version=version, title=version.title, seat=seat,
        opened_by=seat.user, client_key=uuid4(), **{**usual, **kwargs},
    )  # fmt: skip
    for code in roll:
        RollEntry.objects.create(procedure=procedure, delegation=DelegationFactory(code=code))
    return procedure


def state(procedure: Procedure, code: str, stance: Stance, words: str = "", **kwargs: Any) -> PositionAct:
    """What a delegation of the roll stated, an hour before the procedure closes."""
    entry = procedure.roll.get(delegation__code=code)
    seat = SeatFactory(network=procedure.network, delegation=entry.delegation)
    usual = {"stated_at": ADOPTED_AT - timedelta(hours=1), "capacity": seat.capacity}
    return PositionAct.objects.create(
        entry=entry,
        stance=stance,
        words=words,
        seat=seat,
        stated_by=seat.user,
        client_key=uuid4(),
        **{**usual, **kwargs},
    )


def outcome_of(procedure: Procedure, *, at: datetime = ADOPTED_AT, result: Result = Result.ADOPTED) -> Outcome:
    """End the procedure with this result at `at`: delegations without a position were not opposed."""
    standings = dict.fromkeys(procedure.roll.values_list("delegation", flat=True), PositionStatus.NOT_OPPOSED)
    for act in PositionAct.objects.filter(entry__procedure=procedure).order_by("stated_at", "pk"):
        if act.stance in POSITIONS:
            standings[act.entry.delegation_id] = PositionStatus(act.stance)
        elif act.stance == Stance.WITHDRAW:
            standings[act.entry.delegation_id] = PositionStatus.ABSTAIN
    return Outcome(result=result, at=at, statuses=standings)


def adopt(network: Network, *, at: datetime = ADOPTED_AT, seat: Seat | None = None, **kwargs: Any) -> Decision:
    """A decision of the network, adopted at `at` by silence."""
    by = seat or SeatFactory(network=network, offices=["chair"])
    version = propose(by, **kwargs)
    procedure = put_to(version, expires_at=at, opened_at=at - timedelta(days=14))
    with transaction.atomic():
        return record_decision(procedure=procedure, outcome=outcome_of(procedure, at=at))
