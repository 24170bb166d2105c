"""Proposals: a text is proposed to a network, changed while it is a draft, withdrawn, and taken up again."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import PROPOSAL_TRANSITIONS, Proposal, ProposalState, ProposalVersion
from networkapp.decisions.procedures.proposal_notices import record_proposal_change
from networkapp.decisions.proposals.versions import (
    checked_paragraphs,
    checked_reason,
    checked_title,
    create_version,
    lock_proposal,
    require_draft,
    require_newest,
    require_nothing_accepted,
    used_keys,
)
from networkapp.decisions.rules.paragraphs import assign_keys
from networkapp.discussion.actions.post import open_topic
from networkapp.discussion.models import Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Network, Seat, Subject
from networkapp.networks.queries.seats import permitted_seat, require_permitted_seat
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import AnyUser, User

PROPOSAL_MADE = "proposal.made"
Origin = ProposalVersion.Origin


@transaction.atomic
def propose(
    *,
    network: Network,
    user: User,
    title: str,
    text: str,
    client_key: UUID,
    language: str = "en",
    subjects: Iterable[Subject] = (),
    topic: Topic | None = None,
    opening: str = "",
    about: Model | None = None,
    about_hash: str = "",
) -> Proposal:
    """Create the proposal in the network under its next number, with the typed text as its version 1, in numbered
    paragraphs.

    It came out of `topic`, if given; with `opening` as first message a topic about it is opened. `about` is what its
    adoption will change, and `about_hash` its current hash, if it has one. The same `client_key` sent twice by the same
    person makes one proposal. Refused: `empty_title`, `title_too_long`, `empty_text`, `text_too_long`,
    `too_many_paragraphs`, `topic_elsewhere` (it does not appear in this network), `too_fast`, `key_used`, and what
    `open_topic` refuses; NotAllowed without a seat that may propose.
    """
    seat = require_permitted_seat(network=network, user=user, action=Action.PROPOSE)
    heading, texts = checked_title(title), checked_paragraphs(text)
    locked = Network.objects.select_for_update().get(pk=network.pk)
    known: Proposal | None = Proposal.objects.filter(proposed_by=user, client_key=client_key).first()
    if known is not None:
        return _require_same_network(known, network)
    check_rate_limit(user=user, act="proposals", field="text")
    if topic is not None and network not in topic.networks():
        raise Refused("topic_elsewhere", _("The item belongs to another network."))
    proposal = _create_numbered(
        locked,
        title=heading,
        language=language,
        seat=seat,
        proposed_by=user,
        topic=topic,
        about=about,
        about_hash=about_hash,
        client_key=client_key,
    )
    proposal.subjects.set(subjects)
    paragraphs = assign_keys(old=[], texts=texts, taken=[])
    create_version(
        proposal=proposal, seat=seat, user=user, origin=Origin.PROPOSED, title=heading, paragraphs=paragraphs
    )
    events.record(locked, PROPOSAL_MADE, {"proposal": proposal.pk}, actor=user)
    if opening.strip() and topic is None:
        key = uuid5(client_key, "topic")
        proposal.topic = open_topic(
            network=locked, user=user, title=heading, body=opening, client_key=key, about=proposal
        )
        proposal.save(update_fields=["topic"])
    return proposal


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, user: User, title: str, text: str, reason: str, base: int
) -> ProposalVersion:
    """Save the typed text as the next version, with the reason; `base` is the version that was edited.

    Refused: `not_a_draft`, `newer_version`, `accepted_amendments`, `no_change`, `no_reason`, `reason_too_long`, and
    texts as in `propose`; NotAllowed for anyone but the proposer and people who consolidate.
    """
    heading, texts, why = checked_title(title), checked_paragraphs(text), checked_reason(reason)
    locked = lock_proposal(proposal)
    seat = require_editing_seat(proposal=locked, user=user)
    require_draft(locked)
    before = require_newest(locked, base)
    require_nothing_accepted(before)
    if (before.title, [each.text for each in before.text]) == (heading, texts):
        raise Refused("no_change", _("The text is the same as in the previous version."), field="text")
    paragraphs = assign_keys(old=before.text, texts=texts, taken=used_keys(locked))
    return create_version(
        proposal=locked, seat=seat, user=user, origin=Origin.PROPOSED, title=heading, paragraphs=paragraphs, reason=why
    )


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, user: User) -> Proposal:
    """Withdraw the proposal; it can still be read. Withdrawn again, it stays as it is.

    Refused: `not_now`, while it is being decided on and once it is decided; NotAllowed for anyone but the proposer and
    people who consolidate.
    """
    return _change_state(proposal, ProposalState.WITHDRAWN, user, "withdrawn")


@transaction.atomic
def reopen_proposal(*, proposal: Proposal, user: User) -> Proposal:
    """Make a proposal that was not adopted a draft again, with all its amendments.

    Refused: `not_now`; NotAllowed as in `withdraw_proposal`.
    """
    return _change_state(proposal, ProposalState.DRAFT, user, "taken_up")


def editing_seat(*, proposal: Proposal, user: User) -> Seat | None:
    """Return the seat from which `user` can change the proposal: one that consolidates, or one that proposes if it is
    their own."""
    seat = permitted_seat(network=proposal.network, user=user, action=Action.CONSOLIDATE)
    if seat is None and proposal.proposed_by_id == user.pk:
        seat = permitted_seat(network=proposal.network, user=user, action=Action.PROPOSE)
    return seat


def require_editing_seat(*, proposal: Proposal, user: User) -> Seat:
    """Return the seat of `editing_seat`; NotAllowed if there is none."""
    seat = editing_seat(proposal=proposal, user=user)
    if seat is None:
        raise NotAllowed(Action.CONSOLIDATE)
    return seat


def proposals_for(*, user: AnyUser) -> QuerySet[Proposal]:
    """Return the proposals in networks that `user` can read."""
    found: QuerySet[Proposal] = Proposal.objects.where(user, may=Action.READ).select_related("network")
    return found


def _change_state(proposal: Proposal, state: ProposalState, user: User, change: str) -> Proposal:
    locked = lock_proposal(proposal)
    require_editing_seat(proposal=locked, user=user)
    if locked.state == state:
        return locked
    if locked.state == ProposalState.OPEN or state not in PROPOSAL_TRANSITIONS[ProposalState(locked.state)]:
        words = _("You cannot do that at the moment. The status of the proposal is: %(state)s.") % {
            "state": locked.get_state_display()
        }
        raise Refused("not_now", words)
    locked.state, locked.changed_at = state, timezone.now()
    locked.save(update_fields=["state", "changed_at"])
    record_proposal_change(locked, change, user)
    return locked


def _create_numbered(network: Network, **fields: Any) -> Proposal:
    """Return the proposal under the next number of the network, whose row is locked."""
    newest = Proposal.objects.filter(network=network).aggregate(newest=Max("number"))["newest"] or 0
    made: Proposal = Proposal.objects.create(network=network, number=newest + 1, **fields)
    return made


def _require_same_network(proposal: Proposal, network: Network) -> Proposal:
    if proposal.network_id != network.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="text")
    return proposal
