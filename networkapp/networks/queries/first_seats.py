"""The first seats of a network: site administrators invite until it has a secretariat, which invites from then on."""

from networkapp.administration.rights import is_site_administrator
from networkapp.errors import NotAllowed
from networkapp.models import Capacity, Network, Seat
from networkapp.permissions import Action
from networkapp.users import AnyUser


def has_secretariat(*, network: Network) -> bool:
    """Return whether somebody holds a secretariat seat in the network today."""
    seats = Seat.objects.current().filter(network=network, capacity=Capacity.SECRETARIAT, user__is_active=True)
    return bool(seats.exists())


def require_inviter(*, network: Network, user: AnyUser) -> None:
    """Raise NotAllowed unless `user` can invite to seats of the network.

    By a seat there; or as a site administrator, while the network has no secretariat.
    """
    if network.allows(user, Action.INVITE):
        return
    if has_secretariat(network=network) or not is_site_administrator(user):
        raise NotAllowed(Action.INVITE)
