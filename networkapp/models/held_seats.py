"""The current seats of a page's reader, read once for all questions about their rights while the page is made."""

from collections.abc import Iterable
from contextvars import ContextVar
from functools import cached_property
from typing import NamedTuple

from django.http import HttpRequest

from networkapp.models.seats import Seat
from networkapp.permissions import Role
from networkapp.users import AnyUser, is_signed_in

READING = frozenset({"GET", "HEAD"})


class HeldRole(NamedTuple):
    """The role of a current seat, or one of its offices, with where it counts."""

    network: int
    delegation: int | None
    role: Role


class HeldSeats:
    """The current seats of one user, as they are when first asked for."""

    def __init__(self, *, user_id: int) -> None:
        self.user_id = user_id

    @cached_property
    def roles(self) -> frozenset[HeldRole]:
        """Return the roles and offices of all current seats; one query at the first call."""
        seats = Seat.objects.current().filter(user=self.user_id).order_by()
        rows = seats.values_list("network", "delegation", "capacity", "offices__office")
        return frozenset(
            HeldRole(network=network, delegation=delegation, role=Role(role))
            for network, delegation, *roles in rows
            for role in roles
            if role
        )

    def networks_with(self, roles: Iterable[Role]) -> frozenset[int]:
        """Return the primary keys of the networks in which one of the seats has one of `roles`."""
        wanted = frozenset(roles)
        return frozenset(seat_role.network for seat_role in self.roles if seat_role.role in wanted)

    def delegations_with(self, roles: Iterable[Role]) -> frozenset[tuple[int, int]]:
        """Return the primary keys of network and delegation for which one of the seats has one of `roles`."""
        wanted = frozenset(roles)
        return frozenset(
            (seat_role.network, seat_role.delegation)
            for seat_role in self.roles
            if seat_role.role in wanted and seat_role.delegation is not None
        )


_of_reader: ContextVar[HeldSeats | None] = ContextVar("seats_of_reader", default=None)


def remember_seats(request: HttpRequest) -> None:
    """Read the reader's seats only once from here on, if the request changes nothing and somebody is signed in.

    A page then shows what its reader could do at one moment. A request that changes something asks the database each
    time, since what it did before may have ended a seat.
    """
    user = getattr(request, "user", None)
    if request.method in READING and is_signed_in(user):
        _of_reader.set(HeldSeats(user_id=user.pk))


def forget_seats() -> None:
    """Ask the database again from here on; at the end of a request."""
    _of_reader.set(None)


def remembered_seats(user: AnyUser) -> HeldSeats | None:
    """Return the seats of `user` if they are remembered for this request; otherwise None."""
    remembered = _of_reader.get()
    return remembered if remembered is not None and remembered.user_id == user.pk else None
