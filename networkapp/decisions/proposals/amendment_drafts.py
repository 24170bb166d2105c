"""Drafts of amendments: an adviser prepares one, a member of the delegation approves it. Until then it is none.

Only the two know of it. See networkapp/four_eyes.py.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events, four_eyes
from networkapp.decisions.models import (
    Amendment,
    AmendmentDraft,
    AmendmentState,
    Proposal,
    ProposalState,
    ProposalVersion,
)
from networkapp.decisions.procedures.roll import voting_seats_in
from networkapp.decisions.proposals.amendments import checked_change, propose_amendment, require_silence
from networkapp.decisions.proposals.versions import checked_reason, lock_proposal, require_draft, require_newest
from networkapp.decisions.rules.amending import ParagraphChange
from networkapp.four_eyes import DraftKind, TwoSeats, find_chosen_seat, partners_of
from networkapp.models import DraftAct, DraftState, Network, Seat
from networkapp.models.four_eyes import DraftForSeatQuerySet
from networkapp.models.translations import LocalText, join_mixed
from networkapp.networks.queries.delegations import require_one_seat, seats_for_delegations
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.registry import DeskItem
from networkapp.users import User


@transaction.atomic
def prepare_amendment(
    *,
    version: ProposalVersion,
    user: User,
    partner: int,
    change: ParagraphChange,
    reason: str,
    client_key: UUID,
    delegation: int | None = None,
) -> AmendmentDraft:
    """Submit the amendment to the holder of the seat `partner` (its primary key) for approval; only the two see it.

    The same `client_key` prepares one. Refused: `no_partner`, `newer_version`, `delegation_label` (the person prepares
    for several and `delegation`, a primary key, is not given), and what `propose_amendment` refuses for change and
    reason; NotAllowed without a seat that may prepare, or one for that delegation.
    """
    network = version.proposal.network
    seat = require_one_seat(network=network, user=user, action=Action.PREPARE_POSITION, delegation=delegation)

    def choose() -> Mapping[str, object]:
        return {"prepared_for": find_chosen_seat(partners_of(seat).releasing, partner)}

    return _prepare(version, user, seat, change, reason, client_key, choose)


@transaction.atomic
def draft_amendment(
    *,
    version: ProposalVersion,
    user: User,
    change: ParagraphChange,
    reason: str,
    client_key: UUID,
    instead_of: Amendment | None = None,
    delegation: int | None = None,
) -> AmendmentDraft:
    """Store an amendment that would break a silence as a draft that its author alone sees.

    Its page says what the amendment does, and proposes it, as with an objection. `instead_of`, an open amendment of the
    delegation, is withdrawn when the draft is proposed. The same `client_key` is one draft. Refused: `not_a_draft` (it
    was decided on), `being_decided` (no silence runs on the text with the delegation on its roll), `newer_version`,
    `delegation_label`, and what `propose_amendment` refuses of change and reason; NotAllowed without voting rights.
    """
    network = version.proposal.network
    seat = require_one_seat(network=network, user=user, action=Action.AMEND, delegation=delegation)

    def choose() -> Mapping[str, object]:
        locked = lock_proposal(version.proposal)
        if locked.state != ProposalState.OPEN:
            require_draft(locked)
        require_silence(locked, seat)
        return {"prepared_for": seat, "instead_of": instead_of}

    return _prepare(version, user, seat, change, reason, client_key, choose)


def release_amendment(
    *,
    draft: AmendmentDraft,
    user: User,
    replacement: str | None = None,
    reason: str | None = None,
    breaks_silence: bool = False,
) -> Amendment:
    """Propose it as an amendment of the delegation, in the name of the person who approves it, naming its drafter;
    approving twice is approving once.

    `replacement` and `reason` are this person's changes, `breaks_silence` as in `propose_amendment`. Refused as in
    `four_eyes.release`, and what `propose_amendment` refuses.
    """

    def propose(draft: AmendmentDraft, seat: Seat) -> Amendment:
        return propose_amendment(
            version=draft.version,
            user=user,
            change=draft.change if replacement is None else replace(draft.change, replacement=replacement),
            reason=draft.reason if reason is None else reason,
            client_key=uuid5(draft.client_key, f"release amendment {draft.pk}"),
            drafted_by=None if draft.is_own else draft.prepared_by,
            instead_of=_require_open(draft.instead_of),
            delegation=draft.prepared_for.delegation_id,
            breaks_silence=breaks_silence,
        )

    return four_eyes.release(kind=AMENDMENTS, draft=draft, user=user, publish=propose)


def preparing_seats(*, network: Network, user: User) -> list[Seat]:
    """Return the person's current seats for the delegations for which they prepare amendments, and cannot propose any
    themselves."""
    own = {seat.delegation_id for seat in seats_for_delegations(network=network, user=user, action=Action.AMEND)}
    seats = seats_for_delegations(network=network, user=user, action=Action.PREPARE_POSITION)
    return [seat for seat in seats if seat.delegation_id not in own]


def amendment_drafts_for(user: User) -> DraftForSeatQuerySet:
    """Return those that exist for this person: they are one of the two by a current seat, and can read the network.

    A successor finds what still waits, and what they have approved.
    """
    readable = Proposal.objects.where(user, may=Action.READ)
    found: DraftForSeatQuerySet = AmendmentDraft.objects.inherited_or_between(
        user, waits=Q(), released_from="amendment__seat"
    )
    return found.filter(version__proposal__in=readable).select_related(*RELATED_FIELDS)


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for draft amendments that await the reader's approval or were returned to them."""
    for draft in four_eyes.drafts_awaiting(kind=AMENDMENTS, drafts=amendment_drafts_for(user).open(), user=user):
        proposal = draft.version.proposal
        yield DeskItem(
            title=_desk_text(draft) % {"proposal": proposal.label},
            email_title=_("Review a draft amendment"),
            detail=join_mixed(LocalText(proposal.title, proposal.language), proposal.network.local_name),
            url=draft.get_absolute_url(),
            since=draft.prepared_at,
            key=f"prepared-amendment-{draft.pk}",
        )


def _desk_text(draft: AmendmentDraft) -> str:
    if draft.is_own:
        return _("Finish your draft amendment to %(proposal)s")
    if draft.state == DraftState.WAITING:
        return _("Approve an amendment to %(proposal)s")
    return _("Revise the returned amendment to %(proposal)s")


def _prepare(
    version: ProposalVersion,
    user: User,
    seat: Seat,
    change: ParagraphChange,
    reason: str,
    client_key: UUID,
    choose: Callable[[], Mapping[str, object]],
) -> AmendmentDraft:
    def fill() -> Mapping[str, object]:
        chosen = choose()
        check_rate_limit(user=user, act="proposals", field="reason")
        why = checked_reason(reason)
        require_newest(version.proposal, version.number)
        checked = checked_change(version, change)
        kind = Amendment.Kind.NEW if checked.new else Amendment.Kind.WORDS
        words = {"key": checked.key, "start": checked.start, "end": checked.end, "replacement": checked.replacement}
        return {**chosen, **words, "kind": kind, "reason": why}

    voices = voting_seats_in(version.proposal.network, timezone.now()).filter(delegation=seat.delegation_id)
    return four_eyes.prepare(
        kind=AMENDMENTS,
        seat=seat,
        user=user,
        client_key=client_key,
        about={"version": version},
        fill=fill,
        complete=lambda draft: draft.seated.set(voices),
    )


def _require_open(replaced: Amendment | None) -> Amendment | None:
    return replaced if replaced is not None and replaced.state == AmendmentState.OPEN else None


def _draft_queryset() -> DraftForSeatQuerySet:
    rows: DraftForSeatQuerySet = AmendmentDraft.objects.with_heirs()
    return rows.select_related(*RELATED_FIELDS)


def _notify(draft: AmendmentDraft, user: User) -> None:
    """Update the open desks of the two people, and of nobody else."""
    events.notify_open_pages(person.pk for person in four_eyes.holders_of(draft))


RELATED_FIELDS = (
    "version__proposal__network", "prepared_by__user", "prepared_by__delegation", "prepared_for__user",
    "prepared_for__delegation", "amendment__version__proposal__network",
)  # fmt: skip
AMENDMENTS = DraftKind(
    model=AmendmentDraft,
    result="amendment",
    seats=TwoSeats(prepares=Action.AMEND, releases=Action.AMEND),
    rows=_draft_queryset,
    notify=_notify,
    acts=frozenset(DraftAct) - {DraftAct.REVISE},  # A returned one is written anew.
)
