"""The seat from which a person acts: the strongest current one that allows the action."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Q, Subquery, UUIDField
from django.utils import timezone

from networkapp.db.prepared_statements import CompiledObjects, CompiledQuery, Param
from networkapp.discussion.models import Message, Topic, TopicShare
from networkapp.errors import NotAllowed
from networkapp.models import Capacity, Network, Seat, SeatOffice
from networkapp.permissions import ALLOWED, TRAVELLING, Action
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A person who is about to post in a topic, with their seat; read in one query.

    From which seat, with which offices; whether the topic appears in other networks than its home, too; and the primary
    key of what they posted under the same key before, if anything.
    """

    seat: Seat
    offices: list[str]
    is_shared: bool
    known: int | None


def require_speaker(*, topic: Topic, user: User, client_key: UUID) -> Speaker:
    """Return who posts in the topic under this key; NotAllowed if they hold no seat that may."""
    asked = {"network": topic.network_id, "topic": topic.pk, "person": user.pk, "key": client_key}
    rows = _speakers.all(**asked, now=timezone.now())
    seat = _required(strongest(able=rows, home=topic.network_id), Action.POST)
    offices = sorted(row.office for row in rows if row.pk == seat.pk and row.office)
    return Speaker(seat=seat, offices=offices, is_shared=rows[0].is_shared, known=rows[0].known)


def speaking_seat(*, network: Network, user: User, action: Action) -> Seat | None:
    """Return the strongest current seat with which `user` is allowed `action` in the network; None without one."""
    seats = _in_network(action).all(network=network.pk, person=user.pk, now=timezone.now())
    return strongest(able=seats, home=network.pk)


def require_speaking_seat(*, network: Network, user: User, action: Action) -> Seat:
    """Return the seat from which `user` does `action`; NotAllowed if no current seat of theirs allows it."""
    return _required(speaking_seat(network=network, user=user, action=action), action)


def seat_for(*, topic: Topic, user: User, action: Action = Action.POST) -> Seat | None:
    """Return the seat with which `user` is allowed `action` on the topic, in its home or where it is shared.

    The strongest current one; among equals that in the topic's home. None without one.
    """
    now, home = timezone.now(), topic.network_id
    if action in TRAVELLING:
        seats = _where_it_stands(action).all(network=home, topic=topic.pk, person=user.pk, now=now)
    else:
        seats = _in_network(action).all(network=home, person=user.pk, now=now)
    return strongest(able=seats, home=home)


def require_seat_for(*, topic: Topic, user: User, action: Action = Action.POST) -> Seat:
    """Return the seat from which `user` does `action` with the topic; NotAllowed if they hold none today."""
    return _required(seat_for(topic=topic, user=user, action=action), action)


def offices_of(*, seat: Seat) -> list[str]:
    """Return the offices of the seat, as they are stored with a message."""
    return sorted(office for (office,) in _offices.rows(seat=seat.pk))


def strongest(*, able: list[Seat], home: int) -> Seat | None:
    """Return the seat with the strongest role, and among equals one of the network `home`; None without seats."""
    order = list(Capacity.values)
    return min(able, key=lambda seat: (order.index(seat.capacity), seat.network_id != home, seat.pk), default=None)


def _required(seat: Seat | None, action: Action) -> Seat:
    if seat is None:
        raise NotAllowed(action)
    return seat


_offices = CompiledQuery(lambda: SeatOffice.objects.filter(seat=Param("seat")).values_list("office"))


@cache
def _in_network(action: Action) -> CompiledObjects:
    return CompiledObjects(lambda: _able(Q(network=Param("network")), action))


@cache
def _where_it_stands(action: Action) -> CompiledObjects:
    return CompiledObjects(lambda: _able_where_it_stands(action))


def _able_where_it_stands(action: Action) -> Any:
    shared = TopicShare.objects.filter(topic=Param("topic")).values("network")
    return _able(Q(network=Param("network")) | Q(network__in=shared), action)


def _speaking() -> Any:
    """Return a row for each seat and each of its offices, with what a post must know besides."""
    known = Message.objects.filter(author=Param("person"), client_key=Param("key", UUIDField())).values("pk")
    return _able_where_it_stands(Action.POST).annotate(
        office=F("offices__office"),
        is_shared=Exists(TopicShare.objects.filter(topic=Param("topic"))),
        known=Subquery(known),
    )


_speakers = CompiledObjects(_speaking)


def _able(there: Q, action: Action) -> Any:
    held = Seat.objects.current(Param("now")).filter(there, user=Param("person"), user__is_active=True)
    return held.with_role(ALLOWED[action]).select_related("delegation").order_by()
