"""The seat from which a person acts: the strongest current one that allows the action."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Q, Subquery, UUIDField
from django.utils import timezone

from networkapp.db.prepared_statements import CompiledObjects, Param
from networkapp.discussion.models import Message, Topic, TopicShare
from networkapp.errors import NotAllowed
from networkapp.models import Capacity, Network, Seat, SeatOffice
from networkapp.permissions import ALLOWED, TRAVELLING, Action
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class PostingSeat:
    """A person who is about to post in a topic, with their seat; read in one query.

    From which seat, with which offices; whether the topic appears in other networks than its home, too; and the primary
    key of what they posted under the same key before, if anything.
    """

    seat: Seat
    offices: list[str]
    is_shared: bool
    known: int | None


def require_posting_seat(*, topic: Topic, user: User, client_key: UUID) -> PostingSeat:
    """Return who posts in the topic under this key; NotAllowed if they hold no seat that may."""
    params = {"network": topic.network_id, "topic": topic.pk, "person": user.pk, "key": client_key}
    rows = _speakers.all(**params, now=timezone.now())
    seat = _required(strongest_seat(able=rows, home=topic.network_id), Action.POST)
    offices = sorted(row.office for row in rows if row.pk == seat.pk and row.office)
    return PostingSeat(seat=seat, offices=offices, is_shared=rows[0].is_shared, known=rows[0].known)


def permitted_seat(*, network: Network, user: User, action: Action) -> Seat | None:
    """Return the strongest current seat with which `user` is allowed `action` in the network; None without one."""
    return strongest_seat(able=_able(Q(network=network), user, action), home=network.pk)


def require_permitted_seat(*, network: Network, user: User, action: Action) -> Seat:
    """Return the seat from which `user` does `action`; NotAllowed if no current seat of theirs allows it."""
    return _required(permitted_seat(network=network, user=user, action=action), action)


def seat_for(*, topic: Topic, user: User, action: Action = Action.POST) -> Seat | None:
    """Return the seat with which `user` is allowed `action` on the topic, in its home or where it is shared.

    The strongest current one; among equals that in the topic's home. None without one.
    """
    home = topic.network_id
    there = _where_it_appears(home, topic) if action in TRAVELLING else Q(network=home)
    return strongest_seat(able=_able(there, user, action), home=home)


def require_seat_for(*, topic: Topic, user: User, action: Action = Action.POST) -> Seat:
    """Return the seat from which `user` does `action` with the topic; NotAllowed if they hold none today."""
    return _required(seat_for(topic=topic, user=user, action=action), action)


def offices_of(*, seat: Seat) -> list[str]:
    """Return the offices of the seat, as they are stored with a message."""
    return sorted(SeatOffice.objects.filter(seat=seat).values_list("office", flat=True))


def strongest_seat(*, able: Iterable[Seat], home: int) -> Seat | None:
    """Return the seat with the strongest role, and among equals one of the network `home`; None without seats."""
    order = list(Capacity.values)
    return min(able, key=lambda seat: (order.index(seat.capacity), seat.network_id != home, seat.pk), default=None)


def _required(seat: Seat | None, action: Action) -> Seat:
    if seat is None:
        raise NotAllowed(action)
    return seat


def _where_it_appears(home: Any, topic: Any) -> Q:
    return Q(network=home) | Q(network__in=TopicShare.objects.filter(topic=topic).values("network"))


def _able(there: Q, user: Any, action: Action, at: Any = None) -> Any:
    """Return the seats from which `user` can do `action` in the networks of the condition."""
    seats = Seat.objects.current(at).filter(there, user=user, user__is_active=True)
    return seats.with_role(ALLOWED[action]).select_related("delegation").order_by()


def _speaking() -> Any:
    """Return a row for each seat and each of its offices, with what a post must know besides."""
    user, topic = Param("person"), Param("topic")
    known = Message.objects.filter(author=user, client_key=Param("key", UUIDField())).values("pk")
    return _able(_where_it_appears(Param("network"), topic), user, Action.POST, Param("now")).annotate(
        office=F("offices__office"),
        is_shared=Exists(TopicShare.objects.filter(topic=topic)),
        known=Subquery(known),
    )


_speakers = CompiledObjects(_speaking)
