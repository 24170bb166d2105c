"""Append to the log of a network, wake its followers, and read it as a reader can."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection, transaction

from networkapp.models import Delegation, Event, Network, Office, Seat, SeatOffice
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action
from networkapp.signals import event_recorded
from networkapp.users import User

WAKE_GROUP = "networkapp.wake"
WAKE_SECONDS = 1.0
SEAT_GRANTED, SEAT_CHANGED, SEAT_ENDED = "seat.granted", "seat.changed", "seat.ended"
PARTICIPATION_RECORDED, PARTICIPATION_BEGAN = "participation.recorded", "participation.began"
OF_PARTICIPATION = (PARTICIPATION_RECORDED, PARTICIPATION_BEGAN)

local_listeners: dict[str, Callable[[Mapping[str, Any], Event | None], object]] = {}
"""Who is woken in this process at once, from any thread, by its own name; it need not wait for the layer.

Where one event was recorded, it is handed over as it was written, and need not be read again.
"""


def record(
    network: Network,
    kind: str,
    payload: Mapping[str, Any],
    *,
    actor: User | None = None,
    delegation: Delegation | None = None,
    offices: Iterable[Office] = (),
    person: User | None = None,
    sequence: int | None = None,
    subject: Any = None,
) -> Event:
    """Append one event under the network's next sequence, and wake its followers after commit.

    For everybody who may read the network, unless `delegation`, `offices` or `person` narrows it; under `sequence`,
    where `next_sequence` gave one before. `subject` is what was written with it, if open pages need not read it again.
    Must be called inside a transaction: the network's row stays locked until it ends, which is what keeps the sequence
    gap-free.
    """
    office_names = sorted(offices)
    event = Event(
        network=network,
        sequence=sequence or next_sequence(network),
        kind=kind,
        payload=dict(payload),
        actor=actor,
        audience=_audience(delegation, office_names, person),
        audience_delegation=delegation,
        audience_offices=office_names,
        audience_person=person,
    )
    event.subject = subject
    Event.objects.bulk_create([event])
    # The event stays written, whatever happens to its followers.
    transaction.on_commit(lambda: _send_signals([event]), robust=True)
    transaction.on_commit(lambda: _notify_followers(event), robust=True)
    return event


def next_sequence(network: Network) -> int:
    """Return the network's next sequence, for one event that is recorded in the same transaction; until it ends, it is
    locked.

    For what has to be saved with its sequence before the event can refer to it.
    """
    _advance_sequence(network, 1)
    return network.last_sequence


def record_bulk(network: Network, kind: str, payloads: Sequence[Mapping[str, Any]], *, user: User) -> list[Event]:
    """Append an event of this kind for each payload, in their order, for everybody who may read the network.

    Made for what concerns many things at once: followers are woken once, and `event_recorded` is sent for each event.
    """
    _advance_sequence(network, len(payloads))
    first = network.last_sequence - len(payloads) + 1
    recorded = [
        Event(network=network, sequence=sequence, kind=kind, payload=dict(payload), actor=user)
        for sequence, payload in enumerate(payloads, first)
    ]
    Event.objects.bulk_create(recorded, batch_size=500)
    if recorded:
        transaction.on_commit(lambda: _send_signals(recorded), robust=True)
        transaction.on_commit(lambda: _notify_followers(recorded[-1]), robust=True)
    return recorded


def notify_open_pages(users: Iterable[int]) -> None:
    """Update the open pages of these people (primary keys) after commit, because something of theirs has changed."""
    user_ids = set(users)
    if user_ids:
        transaction.on_commit(lambda: _send_wake({"people": sorted(user_ids)}), robust=True)


async def send_presence(report: Mapping[str, Any]) -> None:
    """Send to all processes who is present or writing; record nothing. Raises if the channel layer is not available."""
    layer = get_channel_layer()
    if layer is not None:
        await asyncio.wait_for(layer.group_send(WAKE_GROUP, {"type": "presence", **report}), WAKE_SECONDS)


def _advance_sequence(network: Network, count: int) -> None:
    """Take the network's next sequences, and lock its row until the transaction ends."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("events are recorded inside a transaction")
    # Django would need a second query to read the new value.
    table = connection.ops.quote_name(Network._meta.db_table)
    sql = f"UPDATE {table} SET last_sequence = last_sequence + %s WHERE id = %s RETURNING last_sequence"
    with connection.cursor() as cursor:
        cursor.execute(sql, [count, network.pk])
        [network.last_sequence] = cursor.fetchone()


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A person's account and rights of current seats, which decide which events of a network they can see."""

    user: int | None
    delegations: frozenset[int] = frozenset()
    offices: frozenset[str] = frozenset()


def reader_of(network: Network, user: User) -> Reader:
    """Return how `user` reads the log of the network, by the seats that let them read it at this moment; two queries.

    They read what is for a delegation alone if they act for it, not as its guest or as secretariat.
    """
    seats = Seat.objects.current().filter(network=network, user=user).with_role(ALLOWED[Action.READ])
    seats_held = list(seats.values_list("pk", "delegation", "capacity"))
    offices = SeatOffice.objects.filter(seat__in=[seat for seat, *_rest in seats_held]).values_list("office", flat=True)
    return Reader(
        user=user.pk,
        delegations=frozenset(
            delegation for _seat, delegation, capacity in seats_held if delegation and capacity in OF_A_DELEGATION
        ),
        offices=frozenset(offices),
    )


def is_visible_to(event: Event, reader: Reader) -> bool:
    """Return whether the event is for this reader; its audience is compared only here, for log and socket."""
    if is_for_everybody(event):
        return True
    if event.audience == Event.Audience.DELEGATION:
        return event.audience_delegation_id in reader.delegations
    if event.audience == Event.Audience.OFFICES:
        return not reader.offices.isdisjoint(event.audience_offices)
    return event.audience_person_id is not None and event.audience_person_id == reader.user


def is_for_everybody(event: Event) -> bool:
    """Return whether the event is for everyone who can read the network."""
    return event.audience == Event.Audience.NETWORK


def is_seat_event(event: Event) -> bool:
    """Return whether a seat began, changed or ended, or the participation of a delegation did, so that the holders may
    see other things from here on."""
    return event.kind in (SEAT_GRANTED, SEAT_CHANGED, SEAT_ENDED, *OF_PARTICIPATION)


def may_be_about_seat_of(event: Event, reader: Reader) -> bool:
    """Return whether the event is, or may be, about a seat of this reader."""
    return is_seat_event(event) and event.payload.get("user", reader.user) == reader.user


def events_after(network: int, sequence: int, *, limit: int) -> list[Event]:
    """Return the first `limit` events of the network (by primary key) after `sequence`, whatever their audience."""
    return list(Event.objects.filter(network=network, sequence__gt=sequence).order_by("sequence")[:limit])


def without_subject(event: Event) -> Event:
    """Return the event as read from the log, without the object written with it, which may have changed since."""
    read = copy(event)
    read.subject = None
    return read


def read_events(network: Network, user: User, *, since: int = 0, limit: int = 100) -> list[Event]:
    """Return those of the next `limit` events after `since` that are for `user`; NotAllowed if they cannot read."""
    network.require(user, Action.READ)
    reader = reader_of(network, user)
    return [event for event in events_after(network.pk, since, limit=limit) if is_visible_to(event, reader)]


def _audience(delegation: Delegation | None, offices: list[Office], user: User | None) -> Event.Audience:
    if user is not None:
        return Event.Audience.PERSON
    if offices:
        return Event.Audience.OFFICES
    return Event.Audience.NETWORK if delegation is None else Event.Audience.DELEGATION


def _send_signals(recorded_events: Iterable[Event]) -> None:
    """Call the listeners of the host; one that fails stops neither the others nor later events."""
    for event in recorded_events:
        event_recorded.send_robust(sender=Event, network=event.network, event=event)


def _notify_followers(event: Event) -> None:
    _send_wake({"network": event.network_id, "sequence": event.sequence}, event)


def _send_wake(content: Mapping[str, Any], event: Event | None = None) -> None:
    """Wake the followers now, first in this process; if the layer is away, every hub finds the event by itself."""
    listeners = list(local_listeners.items())
    for _listener_name, listener in listeners:
        listener(content, event)
    layer = get_channel_layer()
    if layer is not None:
        wake = {"type": "wake", "heard": [name for name, _hear in listeners], **content}
        async_to_sync(asyncio.wait_for)(layer.group_send(WAKE_GROUP, wake), WAKE_SECONDS)
