"""The delegations for which a person acts in a network, and the seat from which they do."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.errors import NotAllowed, Refused
from networkapp.models import Capacity, Delegation, Network, Seat
from networkapp.permissions import ALLOWED, Action
from networkapp.users import AnyUser, User, is_signed_in


def seats_for_delegations(*, network: Network, user: User, action: Action) -> list[Seat]:
    """Return one seat for each delegation for which `user` is allowed `action` today, members' seats first."""
    if not is_signed_in(user):
        return []
    seats = Seat.objects.current().filter(network=network, user=user, user__is_active=True, delegation__isnull=False)
    able = seats.with_role(ALLOWED[action]).select_related("delegation", "network")
    able = able.order_by("delegation__code", "capacity", "pk")
    members_first = sorted(able, key=lambda seat: seat.capacity != Capacity.MEMBER, reverse=True)
    by_delegation = {seat.delegation_id: seat for seat in members_first}
    return [by_delegation[key] for key in dict.fromkeys(seat.delegation_id for seat in able)]


def require_one_seat(*, network: Network, user: User, action: Action, delegation: int | None = None) -> Seat:
    """Return the seat from which `user` does `action` for `delegation`, by primary key, or for their only one.

    NotAllowed if they cannot today. Refused: `delegation_label`, if they can for several and have named none.
    """
    seats = seats_for_delegations(network=network, user=user, action=action)
    meant = [seat for seat in seats if delegation in (None, seat.delegation_id)]
    if not meant:
        raise NotAllowed(action)
    if len(meant) > 1:
        raise delegation_label()
    return meant[0]


def delegation_label() -> Refused:
    """Return the refusal `delegation_label`: the user has seats for several and chose none."""
    return Refused("which_delegation", _("Choose a delegation."), field="delegation")


def require_seat_for_delegation(*, network: Network, user: User, action: Action, delegation: Delegation) -> Seat:
    """Return the seat from which `user` does `action` for this delegation; NotAllowed if they hold none today."""
    for seat in seats_for_delegations(network=network, user=user, action=action):
        if seat.delegation_id == delegation.pk:
            return seat
    raise NotAllowed(action)


def visible_delegations(*, user: AnyUser) -> "QuerySet[Delegation]":
    """Return the delegations of the networks that `user` may know of."""
    return Delegation.objects.filter(networks__in=Network.objects.where(user, may=Action.SEE)).distinct()
