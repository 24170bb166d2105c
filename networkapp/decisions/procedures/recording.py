"""Decisions: an adopted text gets its number, and is frozen with the roll that adopted it, under hashes of both.

What the hashes are taken over is docs/decisions/0027: canonical JSON (networkapp/text/canonical_json.py), UTF-8,
SHA-256.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import Decision, PositionAct, Procedure, Proposal, ProposalVersion
from networkapp.decisions.rules.outcomes import POSITIONS, Outcome, PositionStatus, Result, Stance
from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.registry.adoptions import Adoption, apply_adoption
from networkapp.text.canonical_json import canonical_json, content_hash

DECISION_ADOPTED = "decision.adopted"


def record_decision(*, procedure: Procedure, outcome: Outcome) -> Decision:
    """Record what the procedure adopted as a decision, under the next number of its network and of the year there.

    Within the caller's transaction: the network's row is locked until that ends, so that numbers have no gap and none
    is used twice. Title, paragraphs, texts in other languages and the roll are frozen as they are now; `outcome` has
    the positions by primary key of the delegation. Recorded again it is the same decision. Refused: `not_adopted`, if
    the outcome is another one or the procedure is not binding; and what the effect of the adoption refuses.
    """
    proposal, version = procedure.proposal, procedure.version
    if outcome.result != Result.ADOPTED or outcome.at is None or proposal is None or version is None:
        raise Refused("not_adopted", _("This procedure has not adopted a text."))
    network = Network.objects.select_for_update().get(pk=procedure.network_id)
    known: Decision | None = Decision.objects.filter(procedure=procedure).first()
    if known is not None:
        return known
    decision = _build_decision(procedure, proposal, version, outcome, outcome.at)
    decision.save()
    decision.subjects.set(proposal.subjects.all())
    adoption = Adoption(
        network=network,
        decision=f"{network.name} {decision.label}",
        at=decision.adopted_at,
        content_hash=proposal.about_hash,
    )
    apply_adoption(subject=proposal.about, adoption=adoption)
    payload = {"decision": decision.pk, "procedure": procedure.pk, "proposal": proposal.pk}
    events.record(network, DECISION_ADOPTED, payload)
    return decision


def content_of(decision: Decision) -> dict[str, Any]:
    """Return the input of `content_hash`: number, time, and the text in all languages."""
    return {
        "number": decision.label,
        "adopted_at": decision.adopted_at.astimezone(UTC).isoformat(),
        "language": decision.language,
        "title": decision.title,
        "paragraphs": decision.paragraphs,
        "texts": decision.texts,
    }


def roll_of(decision: Decision) -> dict[str, Any]:
    """Return the input of `roll_hash`: the positions, on the text with that hash."""
    return {"content_hash": decision.content_hash, "roll": decision.roll}


def searchable_text(decision: Decision) -> str:
    """Return title and paragraphs in every language, one below the other."""
    others = [text for one in decision.texts.values() for text in (one["title"], *one["paragraphs"])]
    return "\n".join(filter(None, [decision.title, *decision.paragraphs, *others]))


def content_file(decision: Decision) -> bytes:
    """Return the file whose SHA-256 is the content hash."""
    return canonical_json(content_of(decision)).encode()


def roll_file(decision: Decision) -> bytes:
    """Return the file whose SHA-256 is the hash of the roll."""
    return canonical_json(roll_of(decision)).encode()


def counted_positions(procedure: Procedure, at: datetime | None) -> Mapping[int, PositionAct]:
    """Return by delegation the act before `at` that its position comes from: its last position, or its withdrawal."""
    acts: dict[int, PositionAct] = {}
    counted = PositionAct.objects.filter(entry__procedure=procedure, stated_at__lt=at).select_related(
        "entry__delegation", "stated_by", "seat__delegation", "drafted_by__delegation", "drafted_by__user"
    )
    for act in counted.order_by("stated_at", "pk"):
        before = acts.get(act.entry.delegation_id)
        lifts = act.stance == Stance.WITHDRAW and before is not None and before.stance == Stance.OBJECT
        if act.stance in POSITIONS or lifts:
            acts[act.entry.delegation_id] = act
    return acts


def _build_decision(
    procedure: Procedure, proposal: Proposal, version: ProposalVersion, outcome: Outcome, at: datetime
) -> Decision:
    """Return the decision as it will be saved, with the hashes of its text and roll."""
    adopted_on = at.astimezone(procedure.network.zone).date()
    decision = Decision(
        network=procedure.network,
        year=adopted_on.year,
        number=_next_number(procedure.network, adopted_on.year),
        procedure=procedure,
        proposal=proposal,
        title=version.title,
        language=proposal.language,
        paragraphs=[str(row["text"]) for row in version.paragraphs],
        texts=_texts(version),
        roll=_roll(procedure, outcome),
        adopted_at=at.astimezone(UTC),
        adopted_on=adopted_on,
    )
    decision.content_hash = content_hash(content_of(decision))
    decision.roll_hash = content_hash(roll_of(decision))
    decision.words = searchable_text(decision)
    return decision


def _next_number(network: Network, year: int) -> int:
    newest = Decision.objects.filter(network=network, year=year).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _texts(version: ProposalVersion) -> dict[str, Any]:
    """Return the translations by language; a missing paragraph is an empty string."""
    keys = [row["key"] for row in version.paragraphs]
    return {
        text.language: {"title": text.title, "paragraphs": [str(text.paragraphs.get(key, "")) for key in keys]}
        for text in version.texts.all()
    }


def _roll(procedure: Procedure, outcome: Outcome) -> list[dict[str, str]]:
    positions = counted_positions(procedure, outcome.at)
    return [
        _roll_entry(entry.delegation, outcome.statuses[entry.delegation_id], positions.get(entry.delegation_id))
        for entry in procedure.roll.select_related("delegation").order_by("delegation__code")
    ]


def _roll_entry(delegation: Any, status: PositionStatus, act: PositionAct | None) -> dict[str, str]:
    return {
        "code": delegation.code,
        "name": delegation.name,
        "country": str(delegation.country or "") if delegation.kind == delegation.Kind.NATIONAL else "",
        "standing": status.value,
        "words": act.words if act else "",
        "language": act.language if act else "",
        "capacity": act.capacity if act else "",
    }
