"""Two keys for an amendment: an adviser writes it, a member of her delegation releases it. Until then it is none.

As with messages (domain/prepared.py), only the two know of it; the amendment then says who drafted it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.domain.amendments import checked_change, propose_amendment
from networkapp.domain.pace import keep_pace
from networkapp.domain.prepared import partners_of
from networkapp.domain.proposal_versions import checked_reason, require_newest
from networkapp.domain.speaking import require_speaking_seat
from networkapp.domain.two_keys import checked_note, chosen_seat, holds, require_key, settled
from networkapp.errors import NotAllowed
from networkapp.models import Amendment, PreparedAmendment, PreparedState, Proposal, ProposalVersion, Seat
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.rules.amending import Change

State = PreparedState
OPEN = (State.WAITING, State.RETURNED)


@transaction.atomic
def prepare_amendment(
    *, version: ProposalVersion, person: Any, partner: int, change: Change, reason: str, client_key: UUID
) -> PreparedAmendment:
    """The amendment waits for the holder of the seat `partner` (its primary key) to release it; only the two see it.

    The same `client_key` prepares one. Refused: `no_partner`, `newer_version`, and what `propose_amendment` refuses of
    change and reason; NotAllowed without a seat that may prepare positions.
    """
    network = version.proposal.network
    seat = require_speaking_seat(network=network, person=person, action=Action.PREPARE_POSITION)
    known: PreparedAmendment | None = PreparedAmendment.objects.filter(prepared_by=seat, client_key=client_key).first()
    if known is not None:
        return known
    keep_pace(person=person, act="proposals", field="reason")
    why = checked_reason(reason)
    require_newest(version.proposal, version.number)
    asked = checked_change(version, change)
    releasing = chosen_seat(partners_of(seat).releasing, partner)
    prepared = PreparedAmendment.objects.create(
        version=version,
        kind=Amendment.Kind.NEW if asked.new else Amendment.Kind.WORDS,
        key=asked.key,
        start=asked.start,
        end=asked.end,
        replacement=asked.replacement,
        reason=why,
        prepared_by=seat,
        prepared_for=releasing,
        client_key=client_key,
    )
    _wake(prepared)
    return prepared


@transaction.atomic
def release_amendment(
    *, prepared: PreparedAmendment, person: Any, replacement: str | None = None, reason: str | None = None
) -> Amendment:
    """It is an amendment of the delegation, proposed by its releaser, and says who drafted it; released twice is once.

    `replacement` and `reason` are what she changed of it. Refused: `settled` (sent or taken back), `seat_ended`, and
    what `propose_amendment` refuses; NotAllowed for anybody but the one it was prepared for.
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
        drafted_by=held.prepared_by,
        delegation=held.prepared_for.delegation_id,
    )
    held.amendment = amendment
    _move(held, State.RELEASED)
    return amendment


@transaction.atomic
def send_amendment_back(*, prepared: PreparedAmendment, person: Any, note: str) -> PreparedAmendment:
    """It lies with who prepared it, with the note. Refused: `note_needed`, `note_too_long`, `settled`, `seat_ended`."""
    held = _hold(prepared, person, "prepared_for")
    _require_open(held, State.WAITING)
    held.note = checked_note(note)
    return _move(held, State.RETURNED)


@transaction.atomic
def take_amendment_back(*, prepared: PreparedAmendment, person: Any) -> PreparedAmendment:
    """It waits for nobody any more; of who prepared it. Taken back again, it stays so. Refused: `settled`."""
    held = _hold(prepared, person, "prepared_by")
    if held.state == State.DROPPED:
        return held
    _require_open(held, *OPEN)
    return _move(held, State.DROPPED)


def find_prepared_amendments(person: Any) -> QuerySet[PreparedAmendment]:
    """Those that exist for this person: she is one of the two by a seat of today, and reads the network."""
    held = Seat.objects.current().filter(user=person)
    found: QuerySet[PreparedAmendment] = PreparedAmendment.objects.filter(
        Q(prepared_by__in=held) | Q(prepared_for__in=held),
        version__proposal__in=Proposal.objects.where(person, may=Action.READ),
    ).select_related(
        "version__proposal__network", "prepared_by__user", "prepared_by__delegation", "prepared_for__user",
        "prepared_for__delegation", "amendment__version__proposal__network",
    )  # fmt: skip
    return found


def acts_of(prepared: PreparedAmendment, person: Any) -> frozenset[str]:
    """What `person` may do with it now."""
    waits = prepared.state == State.WAITING and holds(prepared.prepared_for, person)
    prepares = prepared.state in OPEN and holds(prepared.prepared_by, person)
    return frozenset({"release", "send_back"} if waits else ()) | frozenset({"take_back"} if prepares else ())


def on_the_desk(reader: Any) -> Iterable[DeskItem]:
    """For the desk: what waits for the reader's key, or was sent back to her."""
    for prepared in find_prepared_amendments(reader).filter(state__in=OPEN):
        releases = prepared.state == State.WAITING and prepared.prepared_for.user_id == reader.pk
        returned = prepared.state == State.RETURNED and prepared.prepared_by.user_id == reader.pk
        if releases or returned:
            words = (
                _("Prepared for you to release: an amendment to %(proposal)s")
                if releases
                else _("Sent back to you: an amendment to %(proposal)s")
            )
            proposal = prepared.version.proposal
            yield DeskItem(
                title=words % {"proposal": proposal.label},
                letter_title=_("An amendment waits for you"),
                detail=f"{proposal.title}. {proposal.network.name}",
                url=prepared.get_absolute_url(),
                since=prepared.prepared_at,
                key=f"prepared-amendment-{prepared.pk}",
            )


def _hold(prepared: PreparedAmendment, person: Any, side: str) -> PreparedAmendment:
    rows = find_prepared_amendments(person).select_for_update(of=("self",))
    held: PreparedAmendment | None = rows.filter(pk=prepared.pk).first()
    if held is None:
        raise NotAllowed(Action.AMEND)
    require_key(getattr(held, side), person, Action.AMEND)
    return held


def _require_open(prepared: PreparedAmendment, *states: State) -> None:
    if prepared.state not in states:
        raise settled()


def _move(prepared: PreparedAmendment, state: State) -> PreparedAmendment:
    prepared.state = state
    prepared.save()
    _wake(prepared)
    return prepared


def _wake(prepared: PreparedAmendment) -> None:
    """The open desks of the two are told that something of theirs has changed; nobody else is."""
    events.wake_people([prepared.prepared_by.user_id, prepared.prepared_for.user_id])
