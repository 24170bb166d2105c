"""Changes how short the silence and written procedures of a network may be."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from networkapp import events
from networkapp.domain.seats.first_seats import has_secretariat
from networkapp.models import Network
from networkapp.permissions import Action

SHORTEST_PROCEDURE_CHANGED = "network.shortest_procedure"


def may_choose_shortest_procedure(*, network: Network, hours: int, user: AbstractBaseUser) -> bool:
    """Return whether `user`, a site administrator, can give the network this minimum.

    Any, while the network has no secretariat, or where a seat of `user` manages the network; else none that is shorter.
    """
    if hours >= network.shortest_procedure_hours or getattr(user, "is_superuser", False):
        return True
    return not has_secretariat(network) or network.allows(user, Action.KEEP_NETWORK)


@transaction.atomic
def change_shortest_procedure(*, network: Network, hours: int, by: AbstractBaseUser) -> Network:
    """Set how many hours silence and written procedures run at least, and record who changed it in the log.

    It holds for procedures that are opened from now on. NotAllowed without a seat that manages the network.
    """
    network.require(by, Action.KEEP_NETWORK)
    locked: Network = Network.objects.select_for_update().get(pk=network.pk)
    before, locked.shortest_procedure_hours = locked.shortest_procedure_hours, hours
    locked.save(update_fields=["shortest_procedure_hours"])
    note_shortest_procedure(network=locked, before=before, by=by)
    return locked


def note_shortest_procedure(*, network: Network, before: int, by: AbstractBaseUser) -> None:
    """Record in the log of the network that its minimum was changed from `before` hours; nothing where it is equal."""
    if network.shortest_procedure_hours != before:
        hours = {"hours": network.shortest_procedure_hours, "before": before}
        events.record(network, SHORTEST_PROCEDURE_CHANGED, hours, actor=by)
