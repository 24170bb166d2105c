"""Carry amendments over to a new version of the text, or ask their authors if that is impossible."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from networkapp.decisions.models import Amendment, AmendmentState, Proposal, ProposalVersion
from networkapp.decisions.rules.amending import ParagraphChange, carry_change
from networkapp.decisions.rules.paragraphs import ParagraphPair, pair_paragraphs


@dataclass(frozen=True, kw_only=True)
class CarryOverOffer:
    """An amendment to an older version, as it could be made to the newest one.

    `change` is the same change there, or None if its words are not there unchanged. `was` and `changed` are the
    paragraph and what became of it; None if it is a new one that came first.
    """

    newest: ProposalVersion
    change: ParagraphChange | None
    changed: ParagraphPair | None


def carry_amendments(*, before: ProposalVersion, version: ProposalVersion) -> list[Amendment]:
    """Carry open amendments of the version before to this one, under the same number, if their words are unchanged.

    Return those that could not be carried: they stay open where they were, and need their author.
    """
    stranded: list[Amendment] = []
    old, new = before.text, version.text
    for amendment in before.amendments.filter(state=AmendmentState.OPEN).select_related("version__proposal"):
        change = carry_change(change=amendment.change, old=old, new=new)
        if change is None:
            stranded.append(amendment)
        else:
            _carry(amendment, version, change)
    return stranded


def carry_over_offer(*, proposal: Proposal, base: int, change: ParagraphChange) -> CarryOverOffer | None:
    """Return how an amendment to the version with the number `base` could be made to the newest one; None if there is
    no such version.

    Nothing is changed by it.
    """
    versions = {each.number: each for each in proposal.versions.all()}
    if base not in versions:
        return None
    newest = versions[max(versions)]
    old, new = versions[base].text, newest.text
    [*found] = [pair for pair in pair_paragraphs(old=old, new=new) if pair.key == change.key]
    return CarryOverOffer(
        newest=newest, change=carry_change(change=change, old=old, new=new), changed=found[0] if found else None
    )


def stranded_amendments(amendments: Sequence[Amendment], newest: ProposalVersion) -> list[Amendment]:
    """Return those that are open on an older version: they need their author."""
    return [one for one in amendments if one.state == AmendmentState.OPEN and one.version_id != newest.pk]


def _carry(amendment: Amendment, version: ProposalVersion, change: ParagraphChange) -> None:
    Amendment.objects.create(
        version=version,
        number=amendment.number,
        kind=amendment.kind,
        key=change.key,
        start=change.start,
        end=change.end,
        replacement=amendment.replacement,
        reason=amendment.reason,
        delegation_id=amendment.delegation_id,
        seat_id=amendment.seat_id,
        proposed_by_id=amendment.proposed_by_id,
        drafted_by_id=amendment.drafted_by_id,
        proposed_at=amendment.proposed_at,
        carried_from=amendment,
        client_key=uuid4(),
    )
    amendment.state = AmendmentState.CARRIED
    amendment.save(update_fields=["state"])
