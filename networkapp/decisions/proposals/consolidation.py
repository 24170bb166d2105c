"""Create the next version of a text from its accepted amendments, for the rapporteur to consolidate."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from networkapp.decisions.models import AmendmentState, Proposal, ProposalVersion
from networkapp.decisions.proposals.versions import (
    checked_paragraphs,
    checked_reason,
    checked_title,
    create_version,
    lock_proposal,
    require_draft,
    require_newest,
    used_keys,
)
from networkapp.decisions.rules.amending import apply_changes
from networkapp.decisions.rules.paragraphs import TextParagraph, assign_keys
from networkapp.errors import Refused
from networkapp.models import Seat
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.users import User

Origin = ProposalVersion.Origin


def generated_text(version: ProposalVersion) -> list[TextParagraph]:
    """Return the text with all accepted amendments to this version, as the next one will be."""
    accepted = version.amendments.filter(state=AmendmentState.ACCEPTED)
    changes = [amendment.change for amendment in accepted]
    return apply_changes(paragraphs=version.text, changes=changes, taken=used_keys(version.proposal) if changes else ())


def accepted_numbers(version: ProposalVersion) -> list[int]:
    """Return the numbers of the accepted amendments to the version, which `generated_text` is made from."""
    accepted = version.amendments.filter(state=AmendmentState.ACCEPTED).order_by("number")
    return list(accepted.values_list("number", flat=True))


@transaction.atomic
def generate_version(*, proposal: Proposal, user: User, base: int) -> ProposalVersion:
    """Create the next version: the text with the accepted amendments to the version `base`, and nothing else.

    Refused: `not_a_draft`, `newer_version`, `nothing_accepted`, `nothing_left` (all paragraphs are struck); NotAllowed
    without a seat that consolidates.
    """
    locked = lock_proposal(proposal)
    seat = require_permitted_seat(network=locked.network, user=user, action=Action.CONSOLIDATE)
    require_draft(locked)
    before = require_newest(locked, base)
    made = _generate(locked, before, seat, user)
    if made is None:
        raise Refused("nothing_accepted", _("Accept an amendment to this version first."))
    return made


@transaction.atomic
def consolidate(
    *,
    proposal: Proposal,
    user: User,
    title: str,
    text: str,
    reason: str,
    base: int,
    accepted: Collection[int] | None = None,
) -> ProposalVersion:
    """Save the text that the rapporteur edited on top of the generated text as the next version, so that every
    difference is visible.

    If amendments are accepted, the version generated from them is created first, and the rapporteur's is the one after
    it; if nothing was edited, there is only the generated one. `accepted` are the numbers of the amendments in the text
    that was edited, None if nobody can have accepted others since. Refused: `not_a_draft`, `newer_version`,
    `accepted_since`, `no_change`, `no_reason`, `nothing_left`, and texts as in `propose`; NotAllowed without a seat
    that consolidates.
    """
    heading, texts = checked_title(title), checked_paragraphs(text)
    locked = lock_proposal(proposal)
    seat = require_permitted_seat(network=locked.network, user=user, action=Action.CONSOLIDATE)
    require_draft(locked)
    before = require_newest(locked, base)
    _require_same_accepted(before, accepted)
    made = _generate(locked, before, seat, user)
    onto = made or before
    if (onto.title, [each.text for each in onto.text]) == (heading, texts):
        if made is None:
            raise Refused("no_change", _("The text is the same as in the previous version."), field="text")
        return made
    why = checked_reason(reason)
    paragraphs = assign_keys(old=onto.text, texts=texts, taken=used_keys(locked))
    return create_version(
        proposal=locked,
        seat=seat,
        user=user,
        origin=Origin.CONSOLIDATED,
        title=heading,
        paragraphs=paragraphs,
        reason=why,
    )


def _require_same_accepted(version: ProposalVersion, known: Collection[int] | None) -> None:
    """Pass where the text was written over one with exactly the amendments that are accepted now."""
    differing = set() if known is None else set(known) ^ set(accepted_numbers(version))
    if differing:
        words = _(
            "Amendments were accepted or reopened while you were writing (%(numbers)s). Update your text, then "
            "save again."
        )
        raise Refused("accepted_since", words % {"numbers": ", ".join(map(str, sorted(differing)))})


def _generate(proposal: Proposal, before: ProposalVersion, seat: Seat, user: User) -> ProposalVersion | None:
    if not before.amendments.filter(state=AmendmentState.ACCEPTED).exists():
        return None
    paragraphs = generated_text(before)
    if not paragraphs:
        words = _("The accepted amendments would delete the whole text. Withdraw the proposal instead.")
        raise Refused("nothing_left", words)
    return create_version(
        proposal=proposal, seat=seat, user=user, origin=Origin.GENERATED, title=before.title, paragraphs=paragraphs
    )
