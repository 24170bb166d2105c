"""A proposal as it is read: its text in numbered paragraphs, with what is proposed to each; what one may do with it.

Everything but `allowed_proposal_actions` is the same for every reader of the network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from networkapp.decisions.models import Amendment, AmendmentState, Proposal, ProposalState, ProposalVersion
from networkapp.decisions.procedures.outcomes import clock_of
from networkapp.decisions.procedures.positions import open_silence_procedures
from networkapp.decisions.procedures.wording import change_segments
from networkapp.decisions.proposals.actions import editing_seat
from networkapp.decisions.proposals.carry_over import stranded_amendments
from networkapp.decisions.proposals.conflicts import AmendmentConflict, conflicts_of
from networkapp.decisions.proposals.versions import newest_version
from networkapp.decisions.rules.amending import split_words
from networkapp.decisions.rules.paragraphs import ParagraphPair, pair_paragraphs
from networkapp.models import Network, Seat
from networkapp.networks.queries.delegations import seats_for_delegations
from networkapp.networks.queries.seats import permitted_seat
from networkapp.permissions import Action
from networkapp.text.diff import Segment, differences
from networkapp.users import AnyUser, User

STATE_ORDER = {AmendmentState.OPEN: 0, AmendmentState.ACCEPTED: 1}


@dataclass(frozen=True, kw_only=True)
class ShownAmendment:
    """An amendment beside its paragraph: the words that change, and with which others it is in conflict."""

    amendment: Amendment
    segments: tuple[Segment, ...]
    against: tuple[AmendmentConflict, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ParagraphWithAmendments:
    """A paragraph with its amendments; the first entry, without one, has what is to be before all."""

    key: str
    number: int
    text: str
    amendments: tuple[ShownAmendment, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalBoard:
    """A version of the proposal with all amendments; `open`, `accepted` count those to it, `stranded` need authors."""

    proposal: Proposal
    version: ProposalVersion
    is_newest: bool
    places: tuple[ParagraphWithAmendments, ...]
    stranded: tuple[ShownAmendment, ...]
    open: int
    accepted: int


@dataclass(frozen=True, kw_only=True)
class ComparedParagraph:
    """The changes of a paragraph between two versions, word by word."""

    pair: ParagraphPair
    segments: tuple[Segment, ...]


def list_proposals(*, network: Network, user: AnyUser, state: str = "") -> QuerySet[Proposal]:
    """Return the proposals of the network that `user` reads, the newest first, in this state or in any, with counts."""
    found: QuerySet[Proposal] = Proposal.objects.where(user, may=Action.READ).filter(network=network)
    if state in ProposalState.values:
        found = found.filter(state=state)
    return with_counts(proposals=found).order_by("-number")


def with_counts(*, proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Add `open_amendments`, `newest` (number of the newest version) and what a row of the list shows."""
    still_open = Q(versions__amendments__state=AmendmentState.OPEN)
    counted = proposals.annotate(
        open_amendments=Count("versions__amendments", filter=still_open, distinct=True),
        newest=Max("versions__number"),
    )
    return counted.select_related("network", "seat__delegation", "proposed_by")


def find_proposal(*, network: Network, number: int, user: AnyUser) -> Proposal:
    """Return the proposal with this number, with counts; Http404 if `user` cannot see one."""
    one = list_proposals(network=network, user=user).filter(number=number)
    found = one.prefetch_related("subjects__translations").first()
    if found is None:
        raise Http404
    return found


def find_version(*, proposal: Proposal, number: int | None = None) -> ProposalVersion:
    """Return the version with this number, or the newest; Http404 if there is none."""
    versions = proposal.versions.select_related("seat__delegation", "written_by").prefetch_related("texts")
    found: ProposalVersion | None = (
        versions.order_by("-number").first() if number is None else versions.filter(number=number).first()
    )
    if found is None:
        raise Http404
    found.proposal = proposal
    return found


def find_amendment(*, proposal: Proposal, number: int) -> Amendment:
    """Return the amendment with this number, on the newest version to which it was carried; Http404 if there is
    none."""
    found = _amendments(proposal).filter(number=number).order_by("-version__number").first()
    if found is None:
        raise Http404
    return found


def proposal_board(*, proposal: Proposal, version: ProposalVersion | None = None) -> ProposalBoard:
    """Return this version, or the newest, with all amendments to it, in three queries."""
    newest = find_version(proposal=proposal)
    shown = version or newest
    everything = list(_amendments(proposal))
    here = [one for one in everything if one.version_id == shown.pk and one.state != AmendmentState.CARRIED]
    against = conflicts_of(shown, here)
    by_key: dict[str, list[ShownAmendment]] = {}
    for one in sorted(here, key=lambda each: (STATE_ORDER.get(AmendmentState(each.state), 2), each.number)):
        by_key.setdefault(one.key, []).append(shown_amendment(amendment=one, against=against))
    places = [ParagraphWithAmendments(key="", number=0, text="", amendments=tuple(by_key.get("", ())))]
    places += [
        ParagraphWithAmendments(key=each.key, number=number, text=each.text, amendments=tuple(by_key.get(each.key, ())))
        for number, each in enumerate(shown.text, start=1)
    ]
    states = [one.state for one in here]
    lost = stranded_amendments(everything, newest) if shown.pk == newest.pk else []
    return ProposalBoard(
        proposal=proposal,
        version=shown,
        is_newest=shown.pk == newest.pk,
        places=tuple(places),
        stranded=tuple(shown_amendment(amendment=one, against={}) for one in lost),
        open=states.count(AmendmentState.OPEN),
        accepted=states.count(AmendmentState.ACCEPTED),
    )


def shown_amendment(*, amendment: Amendment, against: Mapping[int, list[AmendmentConflict]]) -> ShownAmendment:
    """Return the amendment with the words of its paragraph, before and after the change, on its version."""
    return ShownAmendment(
        amendment=amendment,
        segments=change_segments(amendment.version, amendment.change),
        against=tuple(against.get(amendment.number, ())),
    )


def compare_versions(*, old: ProposalVersion, new: ProposalVersion) -> list[ComparedParagraph]:
    """Return what happened to each paragraph between the two versions."""
    return [
        ComparedParagraph(pair=pair, segments=differences(pair.old, pair.new))
        for pair in pair_paragraphs(old=old.text, new=new.text)
    ]


def allowed_proposal_actions(*, proposal: Proposal, board: ProposalBoard | None, user: User) -> frozenset[str]:
    """Return what `user` can do with the proposal now, by their current seats and its status."""
    network, state = proposal.network, proposal.state
    leads = permitted_seat(network=network, user=user, action=Action.CONSOLIDATE) is not None
    can_manage = leads or editing_seat(proposal=proposal, user=user) is not None
    voices = seats_for_delegations(network=network, user=user, action=Action.AMEND)
    voice = bool(voices)
    drafts = not voice and permitted_seat(network=network, user=user, action=Action.PREPARE_POSITION) is not None
    draft, running = state == ProposalState.DRAFT, state == ProposalState.OPEN
    accepted = board.accepted if board else 0
    may = {
        "amend": voice and (draft or (running and _breaks_silence(proposal, voices))),
        "prepare": drafts and (draft or running),
        "change": can_manage and draft and not accepted,
        "withdraw": can_manage and state in (ProposalState.DRAFT, ProposalState.NOT_ADOPTED),
        "take_up": can_manage and state == ProposalState.NOT_ADOPTED,
        "generate": leads and draft and bool(accepted),
        "consolidate": leads and draft,
        "settle": leads and draft,
        "translate": leads and (draft or running),
        "open": draft and permitted_seat(network=network, user=user, action=Action.OPEN_PROCEDURE) is not None,
    }
    return frozenset(act for act, hers in may.items() if hers)


def _breaks_silence(proposal: Proposal, voices: Sequence[Seat]) -> bool:
    """Return whether an amendment from one of the seats would break a silence procedure on the text."""
    delegations, now = [seat.delegation_id for seat in voices], timezone.now()
    running = open_silence_procedures(proposal=proposal.pk, delegations=delegations).prefetch_related("stops")
    return any(not clock_of(procedure).has_closed(now) for procedure in running)


def shown_amendment_with_conflicts(*, amendment: Amendment) -> ShownAmendment:
    """Return the amendment with the amendments to its version that conflict with it."""
    return shown_amendment(
        amendment=amendment, against=conflicts_of(amendment.version, amendment.version.amendments.all())
    )


def allowed_amendment_actions(*, amendment: Amendment, proposal: Proposal, user: User) -> frozenset[str]:
    """Return what `user` can do with the amendment now."""
    network, state, draft = proposal.network, amendment.state, proposal.state == ProposalState.DRAFT
    latest = newest_version(proposal)
    newest = amendment.version_id == latest.pk
    stands = not amendment.key or any(each.key == amendment.key for each in latest.text)
    leads = draft and permitted_seat(network=network, user=user, action=Action.CONSOLIDATE) is not None
    seats = seats_for_delegations(network=network, user=user, action=Action.AMEND)
    hers = amendment.delegation_id in {seat.delegation_id for seat in seats}
    is_open, settled = state == AmendmentState.OPEN, state in (AmendmentState.ACCEPTED, AmendmentState.SET_ASIDE)
    may = {
        "accept": leads and is_open and newest,
        "set_aside": leads and is_open,
        "reopen": leads and settled and newest,
        "withdraw": hers and is_open,
        "again": hers and is_open and draft and stands and not newest,
    }
    return frozenset(act for act, allowed in may.items() if allowed)


def numbered_words(*, text: str) -> list[tuple[int, str, str]]:
    """Return the words of a paragraph as a page counts them, from 1, each with the space after it."""
    return [
        (number, word.rstrip(), word[len(word.rstrip()) :])
        for number, word in enumerate(split_words(text=text), start=1)
    ]


def _amendments(proposal: Proposal) -> QuerySet[Amendment]:
    """Return all amendments to the proposal, with all that is shown of them."""
    found = Amendment.objects.filter(version__proposal=proposal).order_by("number")
    return found.select_related(
        "version__proposal__network", "delegation", "seat__delegation", "proposed_by", "settled_by",
        "drafted_by__delegation", "drafted_by__user",
    )  # fmt: skip
