"""Two people for an amendment: an adviser prepares it, a member of the delegation approves it. Until then it is none.

As with messages (domain/discussion/prepared.py), only the two know of it; the amendment then names its drafter. When
the seat that it waits for ends, its successor gets it (domain/seats/two_keys.py).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.domain.decisions.roll import voices_in
from networkapp.domain.discussion.prepared import partners_of
from networkapp.domain.pace import keep_pace
from networkapp.domain.proposals.amendments import checked_change, propose_amendment, require_silence
from networkapp.domain.proposals.versions import checked_reason, hold_proposal, require_draft, require_newest
from networkapp.domain.seats import two_keys
from networkapp.domain.seats.delegations import require_one_seat, seats_for_delegations
from networkapp.domain.seats.two_keys import (
    checked_note,
    chosen_seat,
    holds,
    inherited,
    releaser_of,
    require_key,
    settled,
)
from networkapp.errors import NotAllowed
from networkapp.models import (
    Amendment,
    AmendmentDraft,
    AmendmentState,
    DraftState,
    Network,
    Proposal,
    ProposalState,
    ProposalVersion,
    Seat,
)
from networkapp.models.translations import LocalText, in_a_row
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.rules.amending import Change

State = DraftState
OPEN = (State.WAITING, State.RETURNED)


@transaction.atomic
def prepare_amendment(
    *,
    version: ProposalVersion,
    person: Any,
    partner: int,
    change: Change,
    reason: str,
    client_key: UUID,
    delegation: int | None = None,
) -> AmendmentDraft:
    """Submit the amendment to the holder of the seat `partner` (its primary key) for approval; only the two see it.

    The same `client_key` prepares one. Refused: `no_partner`, `newer_version`, `which_delegation` (the person prepares
    for several and `delegation`, a primary key, is not given), and what `propose_amendment` refuses for change and
    reason; NotAllowed without a seat that may prepare, or one for that delegation.
    """
    network = version.proposal.network
    seat = require_one_seat(network=network, person=person, action=Action.PREPARE_POSITION, delegation=delegation)
    known: AmendmentDraft | None = AmendmentDraft.objects.filter(prepared_by=seat, client_key=client_key).first()
    if known is not None:
        return known
    releasing = chosen_seat(partners_of(seat).releasing, partner)
    return _draft(version, person, seat, releasing, change, reason, client_key)


@transaction.atomic
def draft_amendment(
    *,
    version: ProposalVersion,
    person: Any,
    change: Change,
    reason: str,
    client_key: UUID,
    instead_of: Amendment | None = None,
    delegation: int | None = None,
) -> AmendmentDraft:
    """Store an amendment that would break a silence as a draft that its author alone sees.

    Its page says what the amendment does, and proposes it, as with an objection. `instead_of`, an open amendment of the
    delegation, is withdrawn when the draft is proposed. The same `client_key` is one draft. Refused: `not_a_draft` (it
    was decided on), `being_decided` (no silence runs on the text with the delegation on its roll), `newer_version`,
    `which_delegation`, and what `propose_amendment` refuses of change and reason; NotAllowed without voting rights.
    """
    network = version.proposal.network
    seat = require_one_seat(network=network, person=person, action=Action.AMEND, delegation=delegation)
    known: AmendmentDraft | None = AmendmentDraft.objects.filter(prepared_by=seat, client_key=client_key).first()
    if known is not None:
        return known
    held = hold_proposal(version.proposal)
    if held.state != ProposalState.OPEN:
        require_draft(held)
    require_silence(held, seat)
    return _draft(version, person, seat, seat, change, reason, client_key, instead_of)


@transaction.atomic
def release_amendment(
    *,
    prepared: AmendmentDraft,
    person: Any,
    replacement: str | None = None,
    reason: str | None = None,
    breaks_silence: bool = False,
) -> Amendment:
    """Propose it as an amendment of the delegation, in the name of the person who approves it, naming its drafter;
    approving twice is approving once.

    `replacement` and `reason` are this person's changes, `breaks_silence` as in `propose_amendment`. Refused: `settled`
    (returned or taken back), `seat_ended`, and what `propose_amendment` refuses; NotAllowed for anybody but the person
    it waits for.
    """
    held = _hold(prepared, person, "prepared_for")
    if held.amendment is not None:
        return held.amendment
    _require_open(held, State.WAITING)
    change = held.change if replacement is None else replace(held.change, replacement=replacement)
    amendment = propose_amendment(
        version=held.version,
        person=person,
        change=change,
        reason=held.reason if reason is None else reason,
        client_key=uuid5(held.client_key, f"release amendment {held.pk}"),
        drafted_by=None if held.is_own else held.prepared_by,
        instead_of=_still_open(held.instead_of),
        delegation=held.prepared_for.delegation_id,
        breaks_silence=breaks_silence,
    )
    held.amendment = amendment
    _move(held, State.RELEASED)
    return amendment


@transaction.atomic
def send_amendment_back(*, prepared: AmendmentDraft, person: Any, note: str) -> AmendmentDraft:
    """Return the amendment to its drafter with the note.

    Refused: `note_needed`, `note_too_long`, `settled`, `seat_ended`.
    """
    held = _hold(prepared, person, "prepared_for")
    _require_open(held, State.WAITING)
    held.note = checked_note(note)
    return _move(held, State.RETURNED)


@transaction.atomic
def take_amendment_back(*, prepared: AmendmentDraft, person: Any) -> AmendmentDraft:
    """Take it back, so that it waits for nobody; twice is once. Refused: `settled`, `seat_ended`.

    NotAllowed for the person for whom it was prepared, but their successor may.
    """
    held = _hold(prepared, person, "prepared_by")
    if held.state == State.DROPPED:
        return held
    _require_open(held, *OPEN)
    return _move(held, State.DROPPED)


def preparing_seats(*, network: Network, person: Any) -> list[Seat]:
    """The person's current seats for the delegations for which they prepare amendments, and cannot propose any
    themselves."""
    own = {seat.delegation_id for seat in seats_for_delegations(network=network, person=person, action=Action.AMEND)}
    seats = seats_for_delegations(network=network, person=person, action=Action.PREPARE_POSITION)
    return [seat for seat in seats if seat.delegation_id not in own]


def find_prepared_amendments(person: Any) -> QuerySet[AmendmentDraft]:
    """Return those that exist for this person: they are one of the two by a current seat, and can read the network.

    A successor finds what still waits, and what they have approved.
    """
    held = Seat.objects.current().filter(user=person)
    between = Q(prepared_by__in=held) | Q(prepared_for__in=held)
    return _readable(person).filter(between | inherited(held, waits=Q(state__in=OPEN), released="amendment__seat"))


def with_heirs() -> QuerySet[AmendmentDraft]:
    """All, each with who has succeeded the one it waits for; colleagues are those of when it was prepared."""
    seated = AmendmentDraft.seated.through.objects.filter(amendmentdraft=OuterRef(OuterRef("pk")))
    return two_keys.with_heirs(AmendmentDraft.objects.all(), seated=seated)


def _readable(person: Any) -> QuerySet[AmendmentDraft]:
    """Return all in networks that the person can read."""
    found: QuerySet[AmendmentDraft] = with_heirs().filter(
        version__proposal__in=Proposal.objects.where(person, may=Action.READ)
    ).select_related(
        "version__proposal__network", "prepared_by__user", "prepared_by__delegation", "prepared_for__user",
        "prepared_for__delegation", "amendment__version__proposal__network",
    )  # fmt: skip
    return found


def acts_of(prepared: Any, person: Any) -> frozenset[str]:
    """What `person` may do with one of `find_prepared_amendments`: "release", "send_back", "take_back"."""
    inherits = prepared.heir_user == person.pk
    waits = prepared.state == State.WAITING and (inherits or holds(prepared.prepared_for, person))
    prepares = prepared.state in OPEN and (inherits or holds(prepared.prepared_by, person))
    sends_back = waits and not prepared.is_own
    can = {"release": waits, "send_back": sends_back, "take_back": prepares}
    return frozenset(act for act, may in can.items() if may)


def on_the_desk(reader: Any) -> Iterable[DeskItem]:
    """Return the desk items for draft amendments that await the reader's approval or were returned to them."""
    for prepared in find_prepared_amendments(reader).filter(state__in=OPEN):
        acts = acts_of(prepared, reader)
        releases = "release" in acts
        returned = prepared.state == State.RETURNED and "take_back" in acts
        if releases or returned:
            words = _on_the_desk(prepared, releases)
            proposal = prepared.version.proposal
            yield DeskItem(
                title=words % {"proposal": proposal.label},
                letter_title=_("Review a draft amendment"),
                detail=in_a_row(LocalText(proposal.title, proposal.language), proposal.network.local_name),
                url=prepared.get_absolute_url(),
                since=prepared.prepared_at,
                key=f"prepared-amendment-{prepared.pk}",
            )


def _on_the_desk(prepared: AmendmentDraft, releases: bool) -> str:
    if prepared.is_own:
        return _("Finish your draft amendment to %(proposal)s")
    if releases:
        return _("Approve an amendment to %(proposal)s")
    return _("Revise the returned amendment to %(proposal)s")


def _draft(
    version: ProposalVersion,
    person: Any,
    seat: Seat,
    releasing: Seat,
    change: Change,
    reason: str,
    client_key: UUID,
    instead_of: Amendment | None = None,
) -> AmendmentDraft:
    """The checked amendment, waiting for the holder of the seat `releasing`."""
    keep_pace(person=person, act="proposals", field="reason")
    why = checked_reason(reason)
    require_newest(version.proposal, version.number)
    asked = checked_change(version, change)
    prepared = AmendmentDraft.objects.create(
        version=version,
        kind=Amendment.Kind.NEW if asked.new else Amendment.Kind.WORDS,
        key=asked.key,
        start=asked.start,
        end=asked.end,
        replacement=asked.replacement,
        reason=why,
        prepared_by=seat,
        prepared_for=releasing,
        instead_of=instead_of,
        client_key=client_key,
    )
    seated = voices_in(version.proposal.network, timezone.now()).filter(delegation=seat.delegation_id)
    prepared.seated.set(seated)
    _wake(prepared)
    return prepared


def _still_open(replaced: Amendment | None) -> Amendment | None:
    return replaced if replaced is not None and replaced.state == AmendmentState.OPEN else None


def _hold(prepared: AmendmentDraft, person: Any, side: str) -> AmendmentDraft:
    rows = _readable(person).select_for_update(of=("self",))
    held: Any = rows.filter(pk=prepared.pk).first()
    if held is None:
        raise NotAllowed(Action.AMEND)
    if held.heir_user != person.pk:
        require_key(getattr(held, side), person, Action.AMEND)
    found: AmendmentDraft = held
    return found


def _require_open(prepared: AmendmentDraft, *states: State) -> None:
    if prepared.state not in states:
        raise settled()


def _move(prepared: AmendmentDraft, state: State) -> AmendmentDraft:
    prepared.state = state
    prepared.save()
    _wake(prepared)
    return prepared


def _wake(prepared: AmendmentDraft) -> None:
    """Update the open desks of the two people, and of nobody else."""
    releaser = releaser_of(with_heirs().get(pk=prepared.pk)) or prepared.prepared_for
    events.wake_people([prepared.prepared_by.user_id, releaser.user_id])
