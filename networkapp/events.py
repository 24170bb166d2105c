"""Append to the log of a network, wake its followers, and read it as a reader can."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection, transaction
from django.db.models import BigIntegerField, F

from networkapp.db.prepared_statements import Given, Prepared, PreparedInsert, PreparedUpdate
from networkapp.models import Delegation, Event, Network, Office, Seat, SeatOffice
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action
from networkapp.signals import event_recorded
from networkapp.users import User

WAKE_GROUP = "networkapp.wake"
WAKE_SECONDS = 1.0
SEAT_GRANTED, SEAT_CHANGED, SEAT_ENDED = "seat.granted", "seat.changed", "seat.ended"

listening_here: dict[str, Callable[[Mapping[str, Any], Event | None], object]] = {}
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
    where `take_number` gave one before. `subject` is what was written with it, if open pages need not read that again.
    Must be called inside a transaction: the network's row stays locked until it ends, which is what keeps the sequence
    gap-free.
    """
    named = sorted(offices)
    event = Event(
        network=network,
        sequence=sequence or take_number(network),
        kind=kind,
        payload=dict(payload),
        actor=actor,
        audience=_audience(delegation, named, person),
        audience_delegation=delegation,
        audience_offices=named,
        audience_person=person,
    )
    event.subject = subject
    _recorded.one(event)
    # The event stays written, whatever happens to its followers.
    transaction.on_commit(lambda: _announce([event]), robust=True)
    transaction.on_commit(lambda: _wake(event), robust=True)
    return event


def take_number(network: Network) -> int:
    """Return the network's next sequence, for one event that is recorded in the same transaction; until it ends, it is
    locked.

    For what has to be saved with its sequence before the event can refer to it.
    """
    _take_numbers(network, 1)
    return network.last_sequence


def record_many(network: Network, kind: str, payloads: Sequence[Mapping[str, Any]], *, user: User) -> list[Event]:
    """Append an event of this kind for each payload, in their order, for everybody who may read the network.

    Made for what concerns many things at once: followers are woken once, and `event_recorded` is sent for each event.
    """
    _take_numbers(network, len(payloads))
    first = network.last_sequence - len(payloads) + 1
    made = [
        Event(network=network, sequence=sequence, kind=kind, payload=dict(payload), actor=user)
        for sequence, payload in enumerate(payloads, first)
    ]
    Event.objects.bulk_create(made, batch_size=500)
    if made:
        transaction.on_commit(lambda: _announce(made), robust=True)
        transaction.on_commit(lambda: _wake(made[-1]), robust=True)
    return made


def wake_people(people: Iterable[int]) -> None:
    """Update the open pages of these people (primary keys) after commit, because something of theirs has changed."""
    asked = set(people)
    if asked:
        transaction.on_commit(lambda: _send_wake({"people": sorted(asked)}), robust=True)


async def tell_presence(what: Mapping[str, Any]) -> None:
    """Every process hears at once who is here or writing; nothing is recorded. Raises where the layer is away."""
    layer = get_channel_layer()
    if layer is not None:
        await asyncio.wait_for(layer.group_send(WAKE_GROUP, {"type": "presence", **what}), WAKE_SECONDS)


def _take_numbers(network: Network, many: int) -> None:
    """The network's next sequences are taken, and its row is locked until the transaction ends."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("events are recorded inside a transaction")
    [network.last_sequence] = _counted.values(network=network.pk, many=many)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What decides which events of one network a person can see: their account, and the rights of their current seats
    there."""

    user: int | None
    delegations: frozenset[int] = frozenset()
    offices: frozenset[str] = frozenset()


def reader_of(network: Network, user: User) -> Reader:
    """Return how `user` reads the log of the network, by the seats that let them read it at this moment; two queries.

    They read what is for a delegation alone if they act for it, not as its guest or as secretariat.
    """
    seats = Seat.objects.current().filter(network=network, user=user).with_role(ALLOWED[Action.READ])
    held = list(seats.values_list("pk", "delegation", "capacity"))
    offices = SeatOffice.objects.filter(seat__in=[seat for seat, *_rest in held]).values_list("office", flat=True)
    return Reader(
        user=user.pk,
        delegations=frozenset(
            delegation for _seat, delegation, capacity in held if delegation and capacity in OF_A_DELEGATION
        ),
        offices=frozenset(offices),
    )


def concerns(event: Event, reader: Reader) -> bool:
    """Whether the event is for this reader; the one place where its audience is compared, for log and socket alike."""
    if is_for_everybody(event):
        return True
    if event.audience == Event.Audience.DELEGATION:
        return event.audience_delegation_id in reader.delegations
    if event.audience == Event.Audience.OFFICES:
        return not reader.offices.isdisjoint(event.audience_offices)
    return event.audience_person_id is not None and event.audience_person_id == reader.user


def is_for_everybody(event: Event) -> bool:
    """Whether it is for everyone who can read the network."""
    return event.audience == Event.Audience.NETWORK


def is_about_a_seat(event: Event) -> bool:
    """Whether a seat has begun, changed or ended, so that its holder may see other things from here on."""
    return event.kind in (SEAT_GRANTED, SEAT_CHANGED, SEAT_ENDED)


def is_about_seat_of(event: Event, reader: Reader) -> bool:
    """Whether it is about a seat of this reader, or may be."""
    return is_about_a_seat(event) and event.payload.get("user", reader.user) == reader.user


def after(network: int, sequence: int, *, limit: int) -> list[Event]:
    """The first `limit` events of the network (by primary key) after `sequence`, for whomever they are."""
    rows = _first_after(limit).rows(network=network, sequence=sequence)
    return [Event.from_db(Event.objects.db, _EVENT, row) for row in rows]


def as_read(event: Event) -> Event:
    """The event as it is read from the log: without what was written with it, which may have changed meanwhile."""
    read = copy(event)
    read.subject = None
    return read


def read(network: Network, user: User, *, since: int = 0, limit: int = 100) -> list[Event]:
    """Return those of the next `limit` events after `since` that are for `user`; NotAllowed if they cannot read."""
    network.require(user, Action.READ)
    reader = reader_of(network, user)
    return [event for event in after(network.pk, since, limit=limit) if concerns(event, reader)]


_recorded = PreparedInsert(Event)
_EVENT = [field.attname for field in Event._meta.concrete_fields]
_counted = PreparedUpdate(
    lambda: Network.objects.filter(pk=Given("network")),
    returning="last_sequence",
    last_sequence=F("last_sequence") + Given("many", BigIntegerField()),
)


@cache
def _first_after(limit: int) -> Prepared:
    later = Event.objects.filter(network=Given("network"), sequence__gt=Given("sequence")).order_by("sequence")
    return Prepared(lambda: later.values_list(*_EVENT)[:limit])


def _audience(delegation: Delegation | None, offices: list[Office], user: User | None) -> Event.Audience:
    if user is not None:
        return Event.Audience.PERSON
    if offices:
        return Event.Audience.OFFICES
    return Event.Audience.NETWORK if delegation is None else Event.Audience.DELEGATION


def _announce(recorded: Iterable[Event]) -> None:
    """Call the listeners of the host; one that fails stops neither the others nor later events."""
    for event in recorded:
        event_recorded.send_robust(sender=Event, network=event.network, event=event)


def _wake(event: Event) -> None:
    _send_wake({"network": event.network_id, "sequence": event.sequence}, event)


def _send_wake(what: Mapping[str, Any], event: Event | None = None) -> None:
    """Wake the followers now, first in this process; if the layer is away, every hub finds the event by itself."""
    heard = list(listening_here.items())
    for _name, hear in heard:
        hear(what, event)
    layer = get_channel_layer()
    if layer is not None:
        wake = {"type": "wake", "heard": [name for name, _hear in heard], **what}
        async_to_sync(asyncio.wait_for)(layer.group_send(WAKE_GROUP, wake), WAKE_SECONDS)
