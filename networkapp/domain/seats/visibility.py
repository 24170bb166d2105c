"""Changes the visibility of a network. Once it has a secretariat, only that opens it to more readers."""

from typing import Any

from django.db import transaction

from networkapp import events
from networkapp.domain.rights.groups import give_groups_their_rights
from networkapp.domain.seats.first_seats import has_secretariat
from networkapp.models import Network
from networkapp.permissions import Action

VISIBILITY_CHANGED = "network.visibility"
Visibility = Network.Visibility
FROM_NARROW_TO_WIDE = (Visibility.CLOSED, Visibility.MEMBERS, Visibility.PUBLIC)


def may_choose_visibility(*, network: Network, visibility: str, user: Any) -> bool:
    """Return whether `user`, a site administrator, may give the network this visibility.

    Any, while it has no secretariat, or where a seat of `user` keeps it; else none that opens it to more readers.
    """
    places = [FROM_NARROW_TO_WIDE.index(Visibility(one)) for one in (visibility, network.visibility)]
    if places[0] <= places[1] or user.is_superuser:
        return True
    return not has_secretariat(network) or network.allows(user, Action.KEEP_NETWORK)


@transaction.atomic
def change_visibility(*, network: Network, visibility: str, by: Any) -> Network:
    """The network is for the readers whom `visibility` names, and its log says who changed it.

    NotAllowed without a seat that keeps the network.
    """
    network.require(by, Action.KEEP_NETWORK)
    locked: Network = Network.objects.select_for_update().get(pk=network.pk)
    before, locked.visibility = locked.visibility, Visibility(visibility)
    locked.save(update_fields=["visibility"])
    note_visibility(network=locked, before=before, by=by)
    return locked


@transaction.atomic
def note_visibility(*, network: Network, before: str, by: Any) -> None:
    """The log has a visibility that was changed from `before`, and handbooks, news and pictures are marked by it."""
    if network.visibility == before:
        return
    give_groups_their_rights(network=network)
    events.record(network, VISIBILITY_CHANGED, {"visibility": network.visibility, "before": before}, actor=by)
