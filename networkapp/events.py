"""Append to the log of a network, and wake whoever follows it."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection, transaction

from networkapp.models import Delegation, Event, Network, Office
from networkapp.signals import event_recorded

WAKE_GROUP = "networkapp.wake"


def record(
    network: Network,
    kind: str,
    payload: Mapping[str, Any],
    *,
    actor: Any = None,
    delegation: Delegation | None = None,
    offices: Iterable[Office] = (),
    person: Any = None,
) -> Event:
    """Append one event under the network's next sequence, and wake its followers after commit.

    For everybody who may read the network, unless `delegation`, `offices` or `person` narrows it. Must be called
    inside a transaction: the network's row stays locked until it ends, which is what keeps the sequence gap-free.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("events.record() belongs inside a transaction")
    locked = Network.objects.select_for_update().get(pk=network.pk)
    locked.last_sequence += 1
    locked.save(update_fields=["last_sequence"])
    network.last_sequence = locked.last_sequence
    named = sorted(offices)
    event = Event.objects.create(
        network=network,
        sequence=locked.last_sequence,
        kind=kind,
        payload=dict(payload),
        actor=actor,
        audience=_audience(delegation, named, person),
        audience_delegation=delegation,
        audience_offices=named,
        audience_person=person,
    )
    transaction.on_commit(partial(_announce, event))
    return event


def _audience(delegation: Delegation | None, offices: list[Office], person: Any) -> Event.Audience:
    if person is not None:
        return Event.Audience.PERSON
    if offices:
        return Event.Audience.OFFICES
    return Event.Audience.NETWORK if delegation is None else Event.Audience.DELEGATION


def _announce(event: Event) -> None:
    event_recorded.send(sender=Event, network=event.network, event=event)
    layer = get_channel_layer()
    if layer is not None:
        wake = {"type": "wake", "network": event.network_id, "sequence": event.sequence}
        async_to_sync(layer.group_send)(WAKE_GROUP, wake)
