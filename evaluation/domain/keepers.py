"""Who keeps what belongs to no single network: the register of treaties, and the findings of others."""

from typing import Any

from evaluation.permissions import ALLOWED, Action
from networkapp.errors import NotAllowed
from networkapp.models import Network
from networkapp.models.networks import networks_allowing


def keeps_register(user: Any) -> bool:
    """Whether a seat that `user` holds today, in any network, lets her keep it."""
    return bool(Network.objects.filter(networks_allowing(user, ALLOWED[Action.KEEP_REGISTER])).exists())


def require_keeper(user: Any) -> None:
    """Nothing, where she keeps the register; else NotAllowed."""
    if not keeps_register(user):
        raise NotAllowed(Action.KEEP_REGISTER)
