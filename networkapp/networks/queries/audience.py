"""The people who can read a topic: holders of seats in the networks where it appears, and nobody else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, IntegerField, Q, Value
from django.utils import timezone

from networkapp.db.prepared_statements import CompiledQuery, Param
from networkapp.db.unions import union_of
from networkapp.discussion.models import Topic, TopicShare
from networkapp.models import Capacity, Network, Notification, Seat
from networkapp.permissions import ALLOWED, GUESTS, VOICES, Action
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class AudienceGroup:
    """The current readers in one network: the number of seats and delegations, and of seats of each role.

    `invited` are the capacities of experts and observers, `capacities` all others.
    """

    network: Network
    seats: int
    delegations: int
    capacities: tuple[tuple[str, int], ...]
    invited: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Audience:
    """All who listen: seats and delegations of all networks together, each delegation counted once; then by network."""

    seats: int
    delegations: int
    voices: int
    networks: tuple[AudienceGroup, ...]


def audience(*, networks: Iterable[Network]) -> Audience:
    """Count the seats held today that may read in these networks, in the order given; one query."""
    network_list = list(networks)
    return _counted(network_list, _heard(Q(network__in=network_list)))


def audience_of(*, topic: Topic) -> Audience:
    """Return the readers of the topic: in its own network, then where it is shared; one query."""
    rows = _listening.rows(home=topic.network_id, topic=topic.pk, now=timezone.now())
    # Entries without a role are the networks themselves, which are listed even if nobody reads there.
    networks = [Network(pk=pk, name=name, names=names) for pk, name, names, capacity, *_rest in rows if not capacity]
    seats = [(pk, capacity, delegation, number) for pk, _name, _names, capacity, delegation, number in rows if capacity]
    return _counted(sorted(networks, key=lambda network: (network.pk != topic.network_id, network.local_name)), seats)


def _heard(there: Q, at: Any = None) -> Any:
    """Return the number of seats of each role and delegation whose holders can read there."""
    seats = Seat.objects.current(at).with_role(ALLOWED[Action.READ]).filter(there).order_by()
    return seats.values_list("network", "capacity", "delegation").annotate(held=Count("pk"))


def _networks_and_seats() -> Any:
    shared = TopicShare.objects.filter(topic=Param("topic")).values("network")
    networks = Network.objects.filter(Q(pk=Param("home")) | Q(pk__in=shared)).order_by()
    no_seat = Value("", CharField()), Value(None, BigIntegerField()), Value(0, IntegerField())
    seats = _heard(Q(network=Param("home")) | Q(network__in=shared), Param("now"))
    named = seats.values_list("network", "network__name", "network__names", "capacity", "delegation", "held")
    return union_of(networks.values_list("pk", "name", "names", *no_seat), named, duplicates=True)


_listening = CompiledQuery(_networks_and_seats)


def readers_of(*, networks: Iterable[Network]) -> set[int]:
    """Return the primary keys of the people who can read in one of these networks today."""
    seats = Seat.objects.current().filter(network__in=list(networks), user__is_active=True)
    return set(seats.with_role(ALLOWED[Action.READ]).order_by().values_list("user", flat=True))


def with_network_of_access(*, user: AnyUser, notifications: Iterable[Notification]) -> list[Notification]:
    """Return each with the network through which `user` reads its topic today: that of the notification, or another.

    Topics that the user can no longer read anywhere are left out; three queries, however many.
    """
    notification_list = list(notifications)
    readable = {network.pk: network for network in Network.objects.where(user, may=Action.READ)}
    networks_by_topic = defaultdict(list)
    for one in notification_list:
        networks_by_topic[one.topic_id] = [one.message.topic.network_id] if one.message else []
    for topic, network in (
        TopicShare.objects.filter(topic__in=networks_by_topic).order_by("pk").values_list("topic", "network")
    ):
        networks_by_topic[topic].append(network)
    found = []
    for one in notification_list:
        there = [pk for pk in networks_by_topic[one.topic_id] if pk in readable]
        if there:
            one.network = readable[one.network_id if one.network_id in there else there[0]]
            found.append(one)
    return found


def readers_gained(*, topic: Topic, network: Network) -> int:
    """Return how many more people would read the topic if it also appeared in `network`."""
    return len(readers_of(networks=[network]) - readers_of(networks=topic.networks()))


def readers_lost(*, topic: Topic, networks: Iterable[Network]) -> int:
    """Return how many people would lose access to the topic if it appeared in these networks alone."""
    return len(readers_of(networks=topic.networks()) - readers_of(networks=networks))


def _counted(networks: Sequence[Network], seats: Iterable[tuple[int, str, int | None, int]]) -> Audience:
    rows = list(seats)
    return Audience(
        seats=sum(number for _network, _capacity, _delegation, number in rows),
        delegations=len({delegation for _network, _capacity, delegation, _held in rows if delegation}),
        voices=sum(number for _network, capacity, _delegation, number in rows if capacity in VOICES),
        networks=tuple(_listeners(network, [row[1:] for row in rows if row[0] == network.pk]) for network in networks),
    )


def _listeners(network: Network, seats: Sequence[tuple[str, int | None, int]]) -> AudienceGroup:
    by_capacity: Counter[str] = Counter()
    for capacity, _delegation, number in seats:
        by_capacity[capacity] += number
    counted = [(capacity, by_capacity[capacity]) for capacity in Capacity.values if by_capacity[capacity]]
    return AudienceGroup(
        network=network,
        seats=by_capacity.total(),
        delegations=len({delegation for _capacity, delegation, _held in seats if delegation}),
        capacities=tuple(row for row in counted if row[0] not in GUESTS),
        invited=tuple(row for row in counted if row[0] in GUESTS),
    )
