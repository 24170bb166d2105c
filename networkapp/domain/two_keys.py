"""Two keys: what is shared by all that one seat of a delegation prepares and another releases."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from networkapp.permissions import Action
from networkapp.publishing.plain import one_line

NOTE_LENGTH = 500


def holds(seat: Seat, person: Any) -> bool:
    """Whether the seat is hers, today."""
    return bool(seat.user_id == person.pk and seat.is_current)


def require_key(seat: Seat, person: Any, action: Action) -> None:
    """Nothing, where the seat is hers today. NotAllowed where it is another's; Refused `seat_ended`."""
    if seat.user_id != person.pk:
        raise NotAllowed(action)
    if not seat.is_current:
        raise Refused("seat_ended", _("Your term in this seat has ended."))


def chosen_seat(seats: Iterable[Seat], wanted: int) -> Seat:
    """The seat of this primary key among those that can be chosen. Refused: `no_partner`."""
    for seat in seats:
        if seat.pk == wanted:
            return seat
    raise Refused("no_partner", _("Nobody of your delegation holds that seat any more. Choose again."))


def checked_note(note: str) -> str:
    """The note with which something is sent back, as it is kept. Refused: `note_needed`, `note_too_long`."""
    words = one_line(note)
    if not words:
        raise Refused("note_needed", _("Say what you would like to have changed."), field="note")
    if len(words) > NOTE_LENGTH:
        raise Refused("note_too_long", _("The note is too long."), field="note")
    return words


def settled() -> Refused:
    return Refused("settled", _("This does not wait here any more: it was released, sent back or taken back."))
