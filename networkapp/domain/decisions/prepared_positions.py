"""Two people: somebody of a delegation drafts a position, and somebody with voting rights approves it. The record names
both.

Members can draft for themselves, too: then nobody else sees the draft before they state it. A draft is no position.

When the seat that a draft waits for ends while the procedure runs, its successor gets the draft
(domain/seats/two_keys.py).
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.domain.decisions.outcomes import hold, moment_in
from networkapp.domain.decisions.positions import check_position, state_position
from networkapp.domain.decisions.roll import Voice, require_voice
from networkapp.domain.discussion.prepared import partners_of
from networkapp.domain.seats import two_keys
from networkapp.domain.seats.two_keys import (
    checked_note,
    chosen_seat,
    holds,
    inherited,
    releaser_of,
    require_key,
    settled,
)
from networkapp.errors import Refused
from networkapp.models import (
    DRAFT_TRANSITIONS,
    DraftState,
    PositionAct,
    PositionDraft,
    Procedure,
    ProcedureKind,
    RollEntry,
    Seat,
)
from networkapp.permissions import VOICES, Action

State = DraftState
MOVED = "procedure.prepared"
OPEN = (State.WAITING, State.RETURNED)


def releasing_for(voice: Voice) -> tuple[Seat, ...]:
    """Return who can approve what the holder of this seat drafts: first the holder, if they can vote."""
    own = (voice.seat,) if voice.seat.capacity in VOICES else ()
    return own + partners_of(voice.seat).releasing


@transaction.atomic
def prepare_position(
    *,
    procedure: Procedure,
    person: Any,
    partner: int,
    stance: str,
    client_key: UUID,
    words: str = "",
    counter_text: str = "",
    delegation: int | None = None,
) -> PositionDraft:
    """Submit a draft for approval to the holder of the seat `partner` (its primary key); only the two see it.

    The same `client_key` is one draft. NotAllowed without a seat that may prepare for a delegation on the roll, or for
    `delegation`. Refused: `closed`, `no_partner`, `dates_asked`, and what `state_position` refuses of a position.
    """
    held = hold(procedure)
    voice = require_voice(procedure=held, person=person, action=Action.PREPARE_POSITION, delegation=delegation)
    known: PositionDraft | None = PositionDraft.objects.filter(prepared_by=voice.seat, client_key=client_key).first()
    if known is not None:
        return known
    moment_in(held)
    if held.kind == ProcedureKind.DATE_POLL:
        raise Refused("dates_asked", _("You cannot record a position in a date poll. Choose dates instead."))
    releasing = chosen_seat(releasing_for(voice), partner)
    said = check_position(stance=stance, words=words, counter_text=counter_text)
    made = PositionDraft.objects.create(
        entry=voice.entry, prepared_by=voice.seat, prepared_for=releasing, prepared_at=timezone.now(),
        client_key=client_key, **said,
    )  # fmt: skip
    _tell(made, person)
    return made


@transaction.atomic
def prepare_position_again(
    *, prepared: PositionDraft, person: Any, words: str, counter_text: str = "", stance: str = ""
) -> PositionDraft:
    """Submit the changed draft for approval again; a successor in the seat can change it, too.

    Refused: `settled`, `seat_ended`, and positions as in `state_position`.
    """
    held = _hold(prepared, person, "prepared_by")
    said = check_position(stance=stance or held.stance, words=words, counter_text=counter_text)
    held.stance, held.words, held.counter_text = said["stance"], said["words"], said["counter_text"]
    held.note, held.prepared_at = "", timezone.now()
    return _move(held, State.WAITING, person)


@transaction.atomic
def send_back_position(*, prepared: PositionDraft, person: Any, note: str) -> PositionDraft:
    """Return the draft to its drafter with the note.

    Refused: `note_needed`, `note_too_long`, `settled`, `seat_ended`.
    """
    held = _hold(prepared, person, "prepared_for")
    held.note = checked_note(note)
    return _move(held, State.RETURNED, person)


@transaction.atomic
def take_back_position(*, prepared: PositionDraft, person: Any) -> PositionDraft:
    """Drop the draft, so that it waits for nobody. Refused: `settled`, `seat_ended`; NotAllowed for anyone but the
    person who prepared it and a successor."""
    return _move(_hold(prepared, person, "prepared_by"), State.DROPPED, person)


@transaction.atomic
def release_position(*, prepared: PositionDraft, person: Any) -> PositionAct:
    """Approve the draft: it becomes the position of the delegation, and the act names drafter and approver.

    Approving twice is approving once. NotAllowed for anybody but the one it waits for. Refused: `settled`,
    `seat_ended`, and what `state_position` refuses, such as `closed`.
    """
    hold(prepared.entry.procedure)
    held = _hold(prepared, person, "prepared_for")
    if held.act is not None:
        return held.act
    if held.state != State.WAITING:
        raise settled()
    drafted_by = held.prepared_by if held.prepared_by_id != held.prepared_for_id else None
    held.act = state_position(
        procedure=held.entry.procedure,
        person=person,
        stance=held.stance,
        words=held.words,
        counter_text=held.counter_text,
        client_key=uuid5(held.client_key, f"release {held.pk}"),
        delegation=held.entry.delegation_id,
        drafted_by=drafted_by,
    )
    _move(held, State.RELEASED, person)
    return held.act


def drafts_of(*, procedure: Procedure, person: Any) -> QuerySet[PositionDraft]:
    """Return the open drafts in this procedure by or for this person, the oldest first."""
    return find_drafts(person).filter(entry__procedure=procedure, state__in=OPEN).order_by("prepared_at", "pk")


def find_drafts(person: Any) -> QuerySet[PositionDraft]:
    """Return the drafts that exist for this person: they are one of the two by a current seat, and can read the
    network.

    A successor finds what still waits, and what they have approved.
    """
    readable = Procedure.objects.where(person, may=Action.READ)
    held = Seat.objects.current().filter(user=person)
    between = Q(prepared_by__in=held) | Q(prepared_for__in=held)
    between |= inherited(held, waits=Q(state__in=OPEN, entry__procedure__result=""), released="act__seat")
    found: QuerySet[PositionDraft] = with_heirs().filter(between, entry__procedure__in=readable)
    return found.select_related(
        "entry__delegation", "entry__procedure__network", "act",
        "prepared_by__delegation", "prepared_by__user", "prepared_for__delegation", "prepared_for__user",
    )  # fmt: skip


def with_heirs() -> QuerySet[PositionDraft]:
    """All drafts, each with who has succeeded the one it waits for; colleagues are those of the opening."""
    at_opening = RollEntry.seats.through.objects.filter(rollentry=OuterRef(OuterRef("entry")))
    return two_keys.with_heirs(PositionDraft.objects.all(), seated=at_opening)


def acts_on(prepared: Any, person: Any) -> frozenset[str]:
    """What this person may do with a draft of `find_drafts`: "release", "send_back", "prepare", "take_back"."""
    inherits = prepared.heir_user == person.pk
    drafts = inherits or holds(prepared.prepared_by, person)
    releases = inherits or holds(prepared.prepared_for, person)
    waits, is_hers = prepared.state == State.WAITING, prepared.prepared_by_id == prepared.prepared_for_id
    can = {
        "release": releases and waits,
        "send_back": releases and waits and not is_hers,
        "prepare": drafts and prepared.state in OPEN,
        "take_back": drafts and prepared.state in OPEN,
    }
    return frozenset(act for act, may in can.items() if may)


def _hold(prepared: PositionDraft, person: Any, side: str) -> PositionDraft:
    rows = with_heirs().select_for_update(of=("self",))
    rows = rows.select_related("entry__procedure__network", "act", "prepared_by", "prepared_for")
    held: Any = rows.get(pk=prepared.pk)
    if held.heir_user != person.pk:
        action = Action.TAKE_POSITION if side == "prepared_for" else Action.PREPARE_POSITION
        require_key(getattr(held, side), person, action)
    found: PositionDraft = held
    return found


def _move(held: PositionDraft, state: State, actor: Any) -> PositionDraft:
    if state not in DRAFT_TRANSITIONS[State(held.state)]:
        raise settled()
    held.state = state
    held.save()
    _tell(held, actor)
    return held


def _tell(held: PositionDraft, actor: Any) -> None:
    """Notify each of the two current holders, and nobody else, in the log."""
    network, payload = held.prepared_for.network, {"prepared": held.pk, "procedure": held.entry.procedure_id}
    two = [seat for seat in (held.prepared_by, releaser_of(with_heirs().get(pk=held.pk))) if seat and seat.is_current]
    people: Iterable[Any] = {seat.user_id: seat.user for seat in two}.values()
    for person in people:
        events.record(network, MOVED, payload, actor=actor, person=person)
