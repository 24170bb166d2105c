"""One person of a delegation prepares a draft, another with voting rights releases it: the workflow of all kinds.

The record names both. A `Kind` says who acts on which side, and who is notified; what a draft contains and what
releasing it does comes from the functions of each kind, such as `release_message`. States and successors are in
models/four_eyes.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.errors import NotAllowed, Refused
from networkapp.models import (
    DRAFT_TRANSITIONS,
    Capacity,
    DraftAct,
    DraftForSeat,
    DraftState,
    FourEyesDraft,
    Seat,
)
from networkapp.permissions import ALLOWED, Action
from networkapp.text.cleaning import one_line
from networkapp.users import User

NOTE_LENGTH = 500
MOST_PARTNERS = 100

D = TypeVar("D", bound=FourEyesDraft)
D_contra = TypeVar("D_contra", bound=FourEyesDraft, contravariant=True)
R = TypeVar("R", bound=Model)


class Side(Enum):
    """The two sides of a draft: the person who writes it, and the person who approves it."""

    AUTHOR = "author"
    RELEASER = "releaser"


class DraftSeats(Protocol[D_contra]):
    """The seats that act on each side of a draft."""

    def sides(self, draft: D_contra, user: User) -> frozenset[Side]:
        """Return the sides on which `user` can act today."""

    def require(self, draft: D_contra, user: User, side: Side) -> Seat:
        """Return the seat from which `user` acts on that side. NotAllowed; Refused `seat_ended`."""


@dataclass(frozen=True, kw_only=True)
class TwoSeats:
    """One seat prepares, another releases; where the draft knows a successor, that person can do what both can."""

    prepares: Action
    releases: Action

    def sides(self, draft: DraftForSeat, user: User) -> frozenset[Side]:
        if draft.heir_user == user.pk:
            return frozenset(Side)
        seats = {Side.AUTHOR: draft.prepared_by, Side.RELEASER: draft.prepared_for}
        return frozenset(side for side, seat in seats.items() if seat.user_id == user.pk and draft.can_act(seat))

    def require(self, draft: DraftForSeat, user: User, side: Side) -> Seat:
        if draft.heir_user == user.pk and draft.releaser is not None:
            return draft.releaser
        seat = draft.prepared_for if side is Side.RELEASER else draft.prepared_by
        if seat.user_id != user.pk:
            raise NotAllowed(self.releases if side is Side.RELEASER else self.prepares)
        if not seat.is_current:
            raise Refused("seat_ended", _("Your term in this seat has ended."))
        return seat


def _do_nothing(draft: FourEyesDraft, user: User) -> None:
    """Do nothing."""


@dataclass(frozen=True, kw_only=True)
class DraftKind(Generic[D]):
    """A kind of draft. `result` names its field for the thing that was created when it was released."""

    model: type[D]
    result: str
    seats: DraftSeats[D]
    rows: Callable[[], "QuerySet[D]"]
    """Returns all drafts, with what the functions below need of each."""
    notify: Callable[[D, User], None]
    """Called after each change by the user, in the same transaction."""
    before_withdrawal: Callable[[D, User], None] = _do_nothing
    acts: frozenset[DraftAct] = frozenset(DraftAct)
    """What can be done with drafts of this kind at all."""


@dataclass(frozen=True, kw_only=True)
class DraftPartners:
    """The colleagues with whom a person can share a draft: those who can release it, and those who can finish it."""

    releasing: tuple[Seat, ...] = ()
    finishing: tuple[Seat, ...] = ()


def partners_of(seat: Seat | None) -> DraftPartners:
    """Return the current seats of the same delegation in the same network, for the holder of this seat."""
    if seat is None or seat.delegation_id is None or seat.capacity not in ALLOWED[Action.PREPARE]:
        return DraftPartners()
    releases = seat.capacity in ALLOWED[Action.RELEASE]
    others = _colleagues(seat, Action.PREPARE if releases else Action.RELEASE)
    return DraftPartners(
        releasing=tuple(other for other in others if other.capacity in ALLOWED[Action.RELEASE]),
        finishing=tuple(other for other in others if releases and other.capacity == Capacity.ADVISER),
    )


def find_chosen_seat(seats: Iterable[Seat], wanted: int) -> Seat:
    """Return the seat of this primary key among those that can be chosen. Refused: `no_partner`."""
    for seat in seats:
        if seat.pk == wanted:
            return seat
    raise Refused("no_partner", _("The person you chose no longer holds that seat. Choose someone else."))


def prepare(
    *,
    kind: DraftKind[D],
    seat: Seat,
    user: User,
    client_key: UUID,
    about: Mapping[str, Model],
    fill: Callable[[], Mapping[str, object]],
    complete: Callable[[D], object] | None = None,
) -> D:
    """Create the draft that `fill` describes, prepared from this seat; the same `client_key` is one draft.

    `complete` does what needs the row. Refused: `key_used`, for a draft that is not `about` the same; what `fill` and
    `complete` refuse. Call it in a transaction.
    """
    key = {"prepared_by": seat, "client_key": client_key}
    rows: QuerySet[D] = kind.model._default_manager.filter(**key)
    known = rows.first()
    if known is None:
        fields = {**about, **fill()}
        try:
            with transaction.atomic():
                draft = kind.model._default_manager.create(**key, **fields)
        except IntegrityError:
            # The same click arrived twice at once: the other one was first.
            known = rows.get()
        else:
            if complete is not None:
                complete(draft)
            kind.notify(draft, user)
            return draft
    if any(getattr(known, f"{field}_id") != one.pk for field, one in about.items()):
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."))
    return known


@transaction.atomic
def revise(*, kind: DraftKind[D], draft: D, user: User, change: Callable[[D, Seat], Mapping[str, object]]) -> D:
    """Submit the draft for approval again, with the fields that `change` returns for it and the author's seat.

    Refused: `settled`, `seat_ended`, what `change` refuses; NotAllowed for anybody but the author.
    """
    locked, seat = _lock(kind, draft, user, DraftAct.REVISE)
    for field, value in {**change(locked, seat), "note": "", "prepared_at": timezone.now()}.items():
        setattr(locked, field, value)
    return _change_state(kind, locked, user, DraftAct.REVISE)


@transaction.atomic
def send_back(*, kind: DraftKind[D], draft: D, user: User, note: str) -> D:
    """Return the draft to its author with the note.

    Refused: `note_needed`, `note_too_long`, `settled`, `seat_ended`; NotAllowed for anybody but who can release it.
    """
    locked, _seat = _lock(kind, draft, user, DraftAct.SEND_BACK)
    locked.note = _checked_note(note)
    return _change_state(kind, locked, user, DraftAct.SEND_BACK)


@transaction.atomic
def withdraw(*, kind: DraftKind[D], draft: D, user: User) -> D:
    """Withdraw the draft, so that it waits for nobody; twice is once.

    Refused: `settled`, `seat_ended`; NotAllowed for anybody but the person who began it.
    """
    locked, _seat = _lock(kind, draft, user, DraftAct.WITHDRAW)
    if locked.state == DraftState.DROPPED:
        return locked
    kind.before_withdrawal(locked, user)
    return _change_state(kind, locked, user, DraftAct.WITHDRAW)


@transaction.atomic
def release(
    *,
    kind: DraftKind[D],
    draft: D,
    user: User,
    publish: Callable[[D, Seat], R],
    is_same: Callable[[R], bool] | None = None,
) -> R:
    """Release the draft as what `publish` makes of it, from the seat of `user`; twice is once.

    Refused: `released_already`, if what it became is not the same as what `user` saw; `settled`, if it was withdrawn or
    returned; `seat_ended`; what `publish` refuses. NotAllowed for anybody but who can release it.
    """
    locked, seat = _lock(kind, draft, user, DraftAct.RELEASE)
    result: R | None = getattr(locked, kind.result)
    if result is None:
        _next_state(locked, DraftAct.RELEASE)
        result = publish(locked, seat)
        setattr(locked, kind.result, result)
        _change_state(kind, locked, user, DraftAct.RELEASE)
    elif is_same is not None and not is_same(result):
        raise Refused(
            "released_already", _("A different text has already been approved. Your text is still in the form.")
        )
    return result


def acts_of(*, kind: DraftKind[D], draft: D, user: User) -> frozenset[DraftAct]:
    """Return what `user` can do with the draft now."""
    sides = kind.seats.sides(draft, user)
    acts = {act for act in DRAFT_TRANSITIONS[DraftState(draft.state)] if _side(draft, act) in sides}
    return kind.acts & (acts - {DraftAct.SEND_BACK} if draft.is_own else acts)


def drafts_awaiting(*, kind: DraftKind[D], drafts: Iterable[D], user: User) -> Iterator[D]:
    """Yield those that wait for `user`: to be released, or else to be finished or revised."""
    for draft in drafts:
        side = Side.RELEASER if draft.state == DraftState.WAITING else Side.AUTHOR
        if side in kind.seats.sides(draft, user):
            yield draft


def holders_of(draft: DraftForSeat) -> tuple[User, ...]:
    """Return the current holders of the two seats, each person once."""
    two = [seat for seat in (draft.prepared_by, draft.releaser) if seat is not None and seat.is_current]
    return tuple({seat.user_id: seat.user for seat in two}.values())


def _lock(kind: DraftKind[D], draft: D, user: User, act: DraftAct) -> tuple[D, Seat]:
    """Lock the draft; return it as it is now, and the seat from which `user` does this."""
    locked = kind.rows().select_for_update(of=("self",)).get(pk=draft.pk)
    return locked, kind.seats.require(locked, user, _side(locked, act))


def _side(draft: FourEyesDraft, act: DraftAct) -> Side:
    """Return whose act it is; what a releaser has asked for is theirs to withdraw."""
    asked_for = draft.state == DraftState.ASKED and act == DraftAct.WITHDRAW
    return Side.RELEASER if asked_for or act in {DraftAct.SEND_BACK, DraftAct.RELEASE} else Side.AUTHOR


def _next_state(draft: FourEyesDraft, act: DraftAct) -> DraftState:
    """Return the state after the act. Refused: `settled`."""
    state = DRAFT_TRANSITIONS[DraftState(draft.state)].get(act)
    if state is None:
        raise Refused("settled", _("The draft has already been approved, returned or withdrawn."))
    return state


def _change_state(kind: DraftKind[D], draft: D, user: User, act: DraftAct) -> D:
    draft.state = _next_state(draft, act)
    draft.save()
    kind.notify(draft, user)
    return draft


def _checked_note(note: str) -> str:
    words = one_line(note)
    if not words:
        raise Refused("note_needed", _("Describe what should be changed."), field="note")
    if len(words) > NOTE_LENGTH:
        raise Refused("note_too_long", _("The text is too long. Shorten it."), field="note")
    return words


def _colleagues(seat: Seat, action: Action) -> list[Seat]:
    """Return the others of its delegation in its network who can do that today; the first MOST_PARTNERS of them."""
    seats = Seat.objects.current().filter(network=seat.network_id, delegation=seat.delegation_id)
    able = seats.filter(user__is_active=True, capacity__in=ALLOWED[action]).exclude(user=seat.user_id)
    return list(able.select_related("user", "delegation", "network")[:MOST_PARTNERS])
