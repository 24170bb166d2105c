"""Two people: what is common to everything that one seat of a delegation prepares and another approves.

When the seat that a position or an amendment waits for ends, its successor gets the draft: of the same delegation,
network and role, the first who was seated later and held no seat there at the start, so that no colleague gets it.
Somebody whose own term was renewed since is a colleague, too; the person for whom it was prepared has priority if they
return.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from networkapp.permissions import Action
from networkapp.publishing.plain import one_line

NOTE_LENGTH = 500


def holds(seat: Seat, person: Any) -> bool:
    """Return whether the person holds the seat today."""
    return bool(seat.user_id == person.pk and seat.is_current)


def require_key(seat: Seat, person: Any, action: Action) -> None:
    """Return nothing if the person holds the seat today. NotAllowed if it is somebody else's; Refused `seat_ended`."""
    if seat.user_id != person.pk:
        raise NotAllowed(action)
    if not seat.is_current:
        raise Refused("seat_ended", _("Your term in this seat has ended."))


def chosen_seat(seats: Iterable[Seat], wanted: int) -> Seat:
    """The seat of this primary key among those that can be chosen. Refused: `no_partner`."""
    for seat in seats:
        if seat.pk == wanted:
            return seat
    raise Refused("no_partner", _("The person you chose no longer holds that seat. Choose someone else."))


def checked_note(note: str) -> str:
    """The note with which something is sent back, as it is kept. Refused: `note_needed`, `note_too_long`."""
    words = one_line(note)
    if not words:
        raise Refused("note_needed", _("Describe what should be changed."), field="note")
    if len(words) > NOTE_LENGTH:
        raise Refused("note_too_long", _("Shorten the note."), field="note")
    return words


def settled() -> Refused:
    return Refused("settled", _("The draft has already been approved, returned or withdrawn."))


def with_heirs(prepared: QuerySet[Any], *, seated: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows with `heir`, the seat of the successor of the one it waits for, and `heir_user`, its holder.

    None while the original holder has the seat, and for what somebody prepared for themselves, which nobody inherits.
    `seated` gives for each row (`OuterRef(OuterRef(...))`) which seats were held at the beginning.
    """
    alike = {name: OuterRef(f"prepared_for__{name}") for name in ("network", "delegation", "capacity")}
    later = Seat.objects.current().filter(pk__gt=OuterRef("prepared_for"), **alike).order_by("pk")
    # By person: with a new term they have another seat.
    colleagues = seated.filter(seat__user=OuterRef("user"), seat__capacity=OuterRef("capacity"))
    back, new = later.filter(user=OuterRef("prepared_for__user")), later.filter(~Exists(colleagues))
    ended = Q(prepared_for__ends_at__lte=timezone.now()) & ~Q(prepared_by=F("prepared_for"))
    given = {
        field: Case(When(ended, then=Coalesce(Subquery(back.values(field)[:1]), Subquery(new.values(field)[:1]))))
        for field in ("pk", "user")
    }
    found: QuerySet[Any] = prepared.annotate(heir=given["pk"], heir_user=given["user"])
    return found


def inherited(held: QuerySet[Seat], *, waits: Q, released: str) -> Q:
    """Return a condition on rows of `with_heirs`: they belong to the successor, by a seat among `held`.

    What was resolved before the successor came is left out: only what still `waits`, and what they approved themselves,
    from the seat named `released`.
    """
    return Q(heir__in=held) & (waits | Q((f"{released}__in", held)))


def releaser_of(prepared: Any) -> Seat | None:
    """The seat it waits for, or that of its successor; None where nobody has followed yet, or may release it today."""
    seat: Seat = prepared.prepared_for
    if seat.is_current:
        return seat
    return Seat.objects.select_related("delegation").get(pk=prepared.heir) if prepared.heir else None
