"""Names in public: only people who consented are named with their seat, for each seat and until they withdraw
consent."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from networkapp import events
from networkapp.errors import NotAllowed
from networkapp.languages.sorting import alphabetical
from networkapp.models import Capacity, Network, Office, Seat
from networkapp.permissions import VOICES
from networkapp.users import User

NAMED = "seat.named"
LEADING = (Office.CHAIR, Office.VICE_CHAIR, Office.RAPPORTEUR)
_RANK = {word: rank for rank, word in enumerate([*LEADING, *Capacity.values])}


@dataclass(frozen=True, kw_only=True)
class PublicSeat:
    """A seat as everybody who can see its network may know it. Without the holder's consent, or a name, `holder` is
    empty."""

    seat: Seat
    offices: tuple[str, ...]
    holder: str

    @property
    def network(self) -> Network:
        return self.seat.network

    @property
    def role(self) -> str:
        """Return the offices of the seat, or its role if no office is shown."""
        return ", ".join(self.offices) or str(Capacity(self.seat.capacity).label)

    @property
    def whose(self) -> str:
        return self.seat.delegation.label if self.seat.delegation else self.seat.organisation


def own_seats(*, user: User) -> QuerySet[Seat]:
    """Return the current and future seats of `user`, by network."""
    seats = Seat.objects.not_ended().filter(user=user).select_related("network", "delegation")
    found: QuerySet[Seat] = seats.prefetch_related("offices").order_by("network__name", "pk")
    return found


@transaction.atomic
def set_name_publication(*, seat: Seat, user: User, named: bool) -> None:
    """Publish the name of the seat's holder with it, or remove it everywhere.

    The same again changes nothing. NotAllowed for anyone but the holder. Only the holder sees the event.
    """
    if seat.user_id != getattr(user, "pk", None):
        raise NotAllowed(NAMED)
    locked = Seat.objects.select_for_update(of=("self",)).select_related("network").get(pk=seat.pk)
    if named == (locked.named_since is not None):
        return
    locked.named_since = timezone.now() if named else None
    locked.save(update_fields=["named_since"])
    events.record(locked.network, NAMED, {"seat": locked.pk, "named": named}, actor=user, person=user)


def public_seats(*, seats: QuerySet[Seat]) -> list[PublicSeat]:
    """Return those of `seats` that are held today and public: seats that vote or lead, and seats whose holders agreed
    to be named. Leading seats come first, then by role and delegation. Two queries.
    """
    shown = Q(capacity__in=VOICES) | Q(offices__office__in=LEADING) | Q(named_since__isnull=False)
    current = seats.current().filter(shown, user__is_active=True).distinct()  # type: ignore[attr-defined]
    rows = current.select_related("network", "delegation", "user").prefetch_related("offices")
    named = alphabetical(map(_public, rows), name=lambda one: f"{one.whose} {one.holder}")
    return sorted(named, key=_rank)


def public_name(*, user: User) -> str:
    """Return the name of `user`; nothing if the account has no name and would be called by its address."""
    name = str(user)
    return "" if is_own_address(words=name, of=user) else name


def is_own_address(*, words: str, of: User) -> bool:
    """Return whether `words` are the e-mail address of this account instead of a name."""
    return words.strip().lower() == str(getattr(of, of.get_email_field_name())).strip().lower()


def _public(seat: Seat) -> PublicSeat:
    offices = {office.office for office in seat.offices.all()}
    return PublicSeat(
        seat=seat,
        offices=tuple(str(office.label) for office in LEADING if office in offices),
        holder=public_name(user=seat.user) if seat.named_since else "",
    )


def _rank(one: PublicSeat) -> int:
    offices = [office.office for office in one.seat.offices.all() if office.office in LEADING]
    return min(_RANK[word] for word in [*offices, one.seat.capacity])
