"""Who reads what is said in a topic: by their seats in the networks where it stands, and nobody else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from networkapp.models import Capacity, Network, Seat, Topic
from networkapp.permissions import ALLOWED, GUESTS, VOICES, Action


@dataclass(frozen=True, kw_only=True)
class Listeners:
    """Who listens in one network today: how many seats and delegations, and how many of each capacity.

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
    networks: tuple[Listeners, ...]


def audience(networks: Iterable[Network]) -> Audience:
    """Count the seats held today that may read in these networks, in the order given; one query."""
    seats = Seat.objects.current().filter(network__in=(asked := list(networks))).with_role(ALLOWED[Action.READ])
    held = defaultdict(list)
    for network, capacity, delegation in seats.order_by().values_list("network", "capacity", "delegation"):
        held[network].append((capacity, delegation))
    everybody = [seat for rows in held.values() for seat in rows]
    return Audience(
        seats=len(everybody),
        delegations=_delegations(everybody),
        voices=sum(capacity in VOICES for capacity, _delegation in everybody),
        networks=tuple(_listeners(network, held[network.pk]) for network in asked),
    )


def audience_of(topic: Topic) -> Audience:
    """Who listens in the topic: at home, then where it is shared."""
    return audience(sorted(topic.networks(), key=lambda network: (network.pk != topic.network_id, network.name)))


def readers_of(networks: Iterable[Network]) -> set[int]:
    """The people, by primary key, who may read in one of these networks today."""
    seats = Seat.objects.current().filter(network__in=list(networks), user__is_active=True)
    return set(seats.with_role(ALLOWED[Action.READ]).order_by().values_list("user", flat=True))


def gained_by(topic: Topic, network: Network) -> int:
    """How many more people would read the topic, if it stood in `network`, too."""
    return len(readers_of([network]) - readers_of(topic.networks()))


def lost_by(topic: Topic, networks: Iterable[Network]) -> int:
    """How many people would read the topic no more, if it stood in these networks alone."""
    return len(readers_of(topic.networks()) - readers_of(networks))


def _listeners(network: Network, seats: Sequence[tuple[str, int | None]]) -> Listeners:
    held = Counter(capacity for capacity, _delegation in seats)
    counted = [(capacity, held[capacity]) for capacity in Capacity.values if held[capacity]]
    return Listeners(
        network=network,
        seats=len(seats),
        delegations=_delegations(seats),
        capacities=tuple(row for row in counted if row[0] not in GUESTS),
        invited=tuple(row for row in counted if row[0] in GUESTS),
    )


def _delegations(seats: Sequence[tuple[str, int | None]]) -> int:
    return len({delegation for _capacity, delegation in seats if delegation})
