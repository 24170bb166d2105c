"""Proposals and procedures to test with."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from networkapp.decisions.models import PositionAct, Procedure, Proposal, ProposalText, ProposalVersion
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.procedures.positions import state_position
from networkapp.meetings.models import Meeting
from networkapp.models import Network, Seat
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, SeatFactory

PARAGRAPHS = ("Help is a duty.", "It does not depend on testimony.")


def next_minute(**later: float) -> datetime:
    """A full minute of the future."""
    return (timezone.now() + timedelta(minutes=1, **later)).replace(second=0, microsecond=0)


def make_proposal(
    network: Network, *, by: Any, paragraphs: Sequence[str] = PARAGRAPHS, title: str = "Help", **kwargs: Any
) -> Proposal:
    """A draft of the network in one version, with these paragraphs."""
    seat = Seat.objects.filter(network=network, user=by).earliest("pk")
    number = Proposal.objects.filter(network=network).count() + 1
    proposal = Proposal.objects.create(
        network=network, number=number, title=title, seat=seat, proposed_by=by, client_key=uuid4(), **kwargs
    )
    add_version(proposal, paragraphs)
    return proposal


def add_version(proposal: Proposal, paragraphs: Iterable[str]) -> ProposalVersion:
    rows = [{"key": f"p{number}", "text": text} for number, text in enumerate(paragraphs, 1)]
    return ProposalVersion.objects.create(
        proposal=proposal, number=proposal.versions.count() + 1, origin="proposed", title=proposal.title,
        paragraphs=rows, content_hash="0" * 64, seat=proposal.seat, written_by=proposal.proposed_by,
    )  # fmt: skip


def translate(version: ProposalVersion, language: str, texts: Mapping[str, str]) -> ProposalText:
    """The version in another language, by the keys of its paragraphs."""
    text, _made = ProposalText.objects.update_or_create(
        version=version,
        language=language,
        defaults={"paragraphs": dict(texts), "seat": version.seat, "written_by": version.written_by},
    )
    return text


def chair_of(network: Network, code: str = "XA") -> Seat:
    """Return a seat of the chair, for this delegation."""
    return voice(network, code, offices=["chair"])


def voice(network: Network, code: str, **kwargs: Any) -> Seat:
    """Return a seat that can vote for this delegation, which takes part in the network."""
    delegation = DelegationFactory(code=code)
    network.delegations.add(delegation)
    return SeatFactory(
        **{"network": network, "delegation": delegation, "starts_at": datetime(2026, 1, 1, tzinfo=UTC), **kwargs}
    )


def make_procedure(chair: Seat, kind: str = "silence", *, proposal: Proposal | None = None, **terms: Any) -> Procedure:
    """Open a procedure by `chair` on a proposal of theirs."""
    network = chair.network
    fields = {"expires_at": next_minute(hours=3), "kind": kind, **terms}
    if kind == "meeting":
        fields["expires_at"] = None
        meeting = Meeting.objects.filter(network=network).first() or make_meeting(network)
        fields.setdefault("meeting", meeting)
    proposal = proposal or make_proposal(network, by=chair.user)
    return open_procedure(
        network=network, user=chair.user, client_key=uuid4(), terms=ProcedureTerms(**fields), proposal=proposal
    )  # fmt: skip


def states(procedure: Procedure, seat: Seat, stance: str, words: str = "", **kwargs: Any) -> PositionAct:
    """State this position for the delegation of the seat; with a text if it needs one."""
    result = words or ("Because." if stance in {"object", "explain"} else "")
    return state_position(
        procedure=procedure, user=seat.user, stance=stance, words=result, **{"client_key": uuid4(), **kwargs}
    )
