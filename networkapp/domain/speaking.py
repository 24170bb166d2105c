"""From which of her seats somebody speaks: the strongest that carries what she does, at this moment."""

from functools import cache
from typing import Any

from django.db.models import Q
from django.utils import timezone

from networkapp.errors import NotAllowed
from networkapp.models import Capacity, Network, Seat, SeatOffice, Topic, TopicShare
from networkapp.permissions import ALLOWED, TRAVELLING, Action
from networkapp.prepared import Given, Prepared, PreparedObjects


def speaking_seat(*, network: Network, person: Any, action: Action) -> Seat | None:
    """The seat from which `person` does `action` in the network: the strongest of those that carry it today."""
    seats = _in_network(action).all(network=network.pk, person=person.pk, now=timezone.now())
    return strongest(seats, home=network.pk)


def require_speaking_seat(*, network: Network, person: Any, action: Action) -> Seat:
    """The seat from which `person` does `action`; NotAllowed, where no seat she holds today carries it."""
    return _required(speaking_seat(network=network, person=person, action=action), action)


def seat_for(*, topic: Topic, person: Any, action: Action = Action.POST) -> Seat | None:
    """The seat from which `person` does `action` with the topic: one at home, or where it is shared.

    The strongest of those that carry it today; of equally strong ones that of the topic's home.
    """
    now, home = timezone.now(), topic.network_id
    if action in TRAVELLING:
        seats = _where_it_stands(action).all(network=home, topic=topic.pk, person=person.pk, now=now)
    else:
        seats = _in_network(action).all(network=home, person=person.pk, now=now)
    return strongest(seats, home=home)


def require_seat_for(*, topic: Topic, person: Any, action: Action = Action.POST) -> Seat:
    """The seat from which `person` does `action` with the topic; NotAllowed, where she holds none today."""
    return _required(seat_for(topic=topic, person=person, action=action), action)


def offices_of(seat: Seat) -> list[str]:
    """The offices that the seat carries, as a message keeps them."""
    return sorted(office for (office,) in _offices.rows(seat=seat.pk))


def strongest(able: list[Seat], *, home: int) -> Seat | None:
    """Of these seats, the one whose capacity stands first; of equally strong ones that of the network `home`."""
    order = list(Capacity.values)
    return min(able, key=lambda seat: (order.index(seat.capacity), seat.network_id != home, seat.pk), default=None)


def _required(seat: Seat | None, action: Action) -> Seat:
    if seat is None:
        raise NotAllowed(action)
    return seat


_offices = Prepared(lambda: SeatOffice.objects.filter(seat=Given("seat")).values_list("office"))


@cache
def _in_network(action: Action) -> PreparedObjects:
    return PreparedObjects(lambda: _able(Q(network=Given("network")), action))


@cache
def _where_it_stands(action: Action) -> PreparedObjects:
    shared = TopicShare.objects.filter(topic=Given("topic")).values("network")
    return PreparedObjects(lambda: _able(Q(network=Given("network")) | Q(network__in=shared), action))


def _able(there: Q, action: Action) -> Any:
    held = Seat.objects.current(Given("now")).filter(there, user=Given("person"), user__is_active=True)
    return held.with_role(ALLOWED[action]).select_related("delegation").order_by()
