"""Drafts of positions: somebody of a delegation drafts one, and somebody with voting rights approves it.

Members can draft for themselves, too: then nobody else sees the draft before they state it. A draft is no position. See
networkapp/four_eyes.py.
"""

from collections.abc import Mapping
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from networkapp import events, four_eyes
from networkapp.decisions.models import PositionAct, PositionDraft, Procedure, ProcedureKind
from networkapp.decisions.procedures.outcomes import action_time, lock_procedure
from networkapp.decisions.procedures.positions import check_position, state_position
from networkapp.decisions.procedures.roll import VotingSeat, require_voting_seat
from networkapp.errors import Refused
from networkapp.four_eyes import DraftKind, TwoSeats, find_chosen_seat, partners_of
from networkapp.models import Seat
from networkapp.models.four_eyes import DraftForSeatQuerySet
from networkapp.permissions import VOICES, Action
from networkapp.users import User

POSITION_DRAFT_CHANGED = "procedure.prepared"


def approving_seats(voice: VotingSeat) -> tuple[Seat, ...]:
    """Return who can approve what the holder of this seat drafts: first the holder, if they can vote."""
    own = (voice.seat,) if voice.seat.capacity in VOICES else ()
    return own + partners_of(voice.seat).releasing


@transaction.atomic
def prepare_position(
    *,
    procedure: Procedure,
    user: User,
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
    locked = lock_procedure(procedure)
    voice = require_voting_seat(procedure=locked, user=user, action=Action.PREPARE_POSITION, delegation=delegation)

    def fill() -> Mapping[str, object]:
        action_time(locked)
        if locked.kind == ProcedureKind.DATE_POLL:
            raise Refused("dates_asked", _("You cannot record a position in a date poll. Choose dates instead."))
        releasing = find_chosen_seat(approving_seats(voice), partner)
        position = check_position(stance=stance, words=words, counter_text=counter_text)
        return {"prepared_for": releasing, **position}

    about = {"entry": voice.entry}
    return four_eyes.prepare(kind=POSITIONS, seat=voice.seat, user=user, client_key=client_key, about=about, fill=fill)


def revise_position(*, draft: PositionDraft, user: User, words: str, counter_text: str = "") -> PositionDraft:
    """Submit the changed draft for approval again; a successor in the seat can change it, too.

    Refused: `settled`, `seat_ended`, and positions as in `state_position`.
    """

    def change(draft: PositionDraft, seat: Seat) -> Mapping[str, object]:
        return check_position(stance=draft.stance, words=words, counter_text=counter_text)

    return four_eyes.revise(kind=POSITIONS, draft=draft, user=user, change=change)


@transaction.atomic
def release_position(*, draft: PositionDraft, user: User) -> PositionAct:
    """Approve the draft: it becomes the position of the delegation, and the act names drafter and approver.

    Approving twice is approving once. Refused as in `four_eyes.release`, and what `state_position` refuses, such as
    `closed`.
    """
    lock_procedure(draft.entry.procedure)

    def state(draft: PositionDraft, seat: Seat) -> PositionAct:
        return state_position(
            procedure=draft.entry.procedure,
            user=user,
            stance=draft.stance,
            words=draft.words,
            counter_text=draft.counter_text,
            client_key=uuid5(draft.client_key, f"release {draft.pk}"),
            delegation=draft.entry.delegation_id,
            drafted_by=None if draft.is_own else draft.prepared_by,
        )

    return four_eyes.release(kind=POSITIONS, draft=draft, user=user, publish=state)


def position_drafts_of(*, procedure: Procedure, user: User) -> DraftForSeatQuerySet:
    """Return the open drafts in this procedure by or for this person, the oldest first."""
    return position_drafts_for(user).open().filter(entry__procedure=procedure).order_by("prepared_at", "pk")


def position_drafts_for(user: User) -> DraftForSeatQuerySet:
    """Return the drafts that exist for this person: they are one of the two by a current seat, and can read the
    network.

    A successor finds what still waits, and what they have approved.
    """
    found: DraftForSeatQuerySet = PositionDraft.objects.inherited_or_between(
        user, waits=Q(entry__procedure__result=""), released_from="act__seat"
    )
    return found.filter(entry__procedure__in=Procedure.objects.where(user, may=Action.READ)).select_related(
        "entry__delegation", "entry__procedure__network", "act",
        "prepared_by__delegation", "prepared_by__user", "prepared_for__delegation", "prepared_for__user",
    )  # fmt: skip


def _draft_queryset() -> DraftForSeatQuerySet:
    rows: DraftForSeatQuerySet = PositionDraft.objects.with_heirs()
    return rows.select_related("entry__procedure__network", "act", "prepared_by", "prepared_for")


def _notify(draft: PositionDraft, user: User) -> None:
    """Notify each of the two current holders, and nobody else, in the log."""
    payload = {"prepared": draft.pk, "procedure": draft.entry.procedure_id}
    for person in four_eyes.holders_of(draft):
        events.record(draft.prepared_for.network, POSITION_DRAFT_CHANGED, payload, actor=user, person=person)


POSITIONS = DraftKind(
    model=PositionDraft,
    result="act",
    seats=TwoSeats(prepares=Action.PREPARE_POSITION, releases=Action.TAKE_POSITION),
    rows=_draft_queryset,
    notify=_notify,
)
