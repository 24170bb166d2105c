"""The people who manage the register of treaties and the findings of independent bodies, and who reply to findings."""

from evaluation.models import Instrument
from evaluation.permissions import ALLOWED, Action
from networkapp.errors import NotAllowed
from networkapp.models import Network, Seat
from networkapp.models.networks import networks_allowing
from networkapp.policies import policy_of
from networkapp.users import AnyUser


def may_manage_register(user: AnyUser) -> bool:
    """Return whether a current seat of `user`, in any network, lets them manage it."""
    return bool(Network.objects.filter(networks_allowing(user, ALLOWED[Action.KEEP_REGISTER])).exists())


def may_register_treaties(user: AnyUser) -> bool:
    """Return whether `user` can add treaties and import their status, by a seat or as a site administrator."""
    return bool(policy_of(Instrument).user_has_permission(user, "add"))


def require_register_manager(user: AnyUser) -> None:
    """Raise NotAllowed unless the user manages the register."""
    if not may_manage_register(user):
        raise NotAllowed(Action.KEEP_REGISTER)


def replying_seat(user: AnyUser, country: str) -> Seat | None:
    """Return the seat, in any network, from which `user` can reply today for the government of `country` (two
    letters)."""
    if not (user.is_authenticated and user.is_active):
        return None
    seats = Seat.objects.current().filter(user=user, delegation__country=country.upper())
    found: Seat | None = seats.with_role(ALLOWED[Action.REPLY_TO_FINDING]).order_by("pk").first()
    return found


def require_replying_seat(user: AnyUser, country: str) -> Seat:
    """Return the seat from which the user replies for that government; otherwise NotAllowed."""
    seat = replying_seat(user, country)
    if seat is None:
        raise NotAllowed(Action.REPLY_TO_FINDING)
    return seat
