"""The list of networks, and the page of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network, ParticipationRecord, Seat, is_open
from networkapp.networks.actions.public_names import PublicSeat, public_seats
from networkapp.networks.queries.participation import absences_of
from networkapp.overviews.entries import overview_parts
from networkapp.permissions import Action
from networkapp.registry.network_links import NetworkLink, network_links
from networkapp.registry.overviews import Overview, OverviewKind, OverviewPart
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class NetworkSection:
    """Networks under one heading: "mine", or the kind of them."""

    key: str
    networks: tuple[Network, ...]


@dataclass(frozen=True, kw_only=True)
class NetworkPageContent:
    """The content of a network's page for `reader`. `seats` name only people who agreed to it."""

    delegations: tuple[Delegation, ...]
    seats: tuple[PublicSeat, ...]
    parts: tuple[OverviewPart, ...]
    actions: frozenset[Action]
    links: tuple[NetworkLink, ...] = ()
    my_seats: tuple[Seat, ...] = field(default=())
    absences: Mapping[int, ParticipationRecord] = field(default_factory=dict)
    """By delegation the records by which those do not take part that are suspended or have withdrawn."""

    @property
    def offices(self) -> list[PublicSeat]:
        """Return the seats with an office, and those without a delegation."""
        return [seat for seat in self.seats if seat.offices or seat.seat.delegation_id is None]

    @property
    def sitting(self) -> list[tuple[Delegation, list[PublicSeat]]]:
        """Return each delegation with its seats."""
        return [(one, [seat for seat in self.seats if seat.seat.delegation_id == one.pk]) for one in self.delegations]

    @property
    def reads(self) -> bool:
        return Action.READ in self.actions

    @property
    def lists_seats(self) -> bool:
        return Action.LIST_SEATS in self.actions

    @property
    def invites(self) -> bool:
        return Action.INVITE in self.actions

    @property
    def moderates(self) -> bool:
        return {Action.MODERATE, Action.READ} <= self.actions

    @property
    def starts_handbooks(self) -> bool:
        return Action.PUBLISH_HANDBOOKS in self.actions


SHOWN = (Action.READ, Action.LIST_SEATS, Action.INVITE, Action.MODERATE, Action.PUBLISH_HANDBOOKS)


def group_networks(*, user: AnyUser) -> list[NetworkSection]:
    """Return the networks that `user` can see: their own first, then the others by kind."""
    visible = list(Network.objects.where(user, may=Action.SEE).prefetch_related("delegations").alphabetical())
    mine = set(_my_seats(user).values_list("network", flat=True))
    groups = [NetworkSection(key="mine", networks=tuple(network for network in visible if network.pk in mine))]
    for kind in (Network.Kind.JOINT, Network.Kind.NATIONAL, Network.Kind.REGIONAL, Network.Kind.SAMPLE):
        groups.append(NetworkSection(key=kind.value, networks=_of_kind(visible, kind, mine)))
    return [group for group in groups if group.networks]


def _of_kind(networks: Iterable[Network], kind: Network.Kind, mine: set[int]) -> tuple[Network, ...]:
    return tuple(network for network in networks if network.kind == kind and network.pk not in mine)


def network_page_content(*, network: Network, user: AnyUser) -> NetworkPageContent:
    """Return what `user` can see and do on the page of a network, in a constant number of queries."""
    own_seats = list(_my_seats(user).filter(network=network).select_related("delegation"))
    return NetworkPageContent(
        delegations=tuple(alphabetical(network.delegations.all(), name=lambda delegation: delegation.label)),
        seats=tuple(public_seats(seats=Seat.objects.filter(network=network))),
        parts=tuple(overview_parts(Overview(kind=OverviewKind.NETWORK, reader=user, network=network))),
        actions=frozenset(action for action in SHOWN if network.allows(user, action)) if own_seats else frozenset(),
        links=tuple(_links(network, user)),
        my_seats=tuple(own_seats),
        absences=absences_of(network=network),
    )


def _links(network: Network, user: AnyUser) -> list[NetworkLink]:
    """Return the links of the page of the network that `user` can follow, except to parts that are switched off."""
    links = (source(network, user) for _order, source in network_links if is_open(source))
    return [link for link in links if link is not None]


def delegations_for(*, user: AnyUser) -> QuerySet[Delegation]:
    """Return the delegations of networks that `user` can see, by code, each with those networks alone."""
    visible = Network.objects.where(user, may=Action.SEE)
    return (
        Delegation.objects.filter(pk__in=visible.order_by().values("delegations"))
        .prefetch_related(Prefetch("networks", queryset=visible.order_by("slug")))
        .order_by("code")
    )


def _my_seats(user: AnyUser) -> Any:
    seats = Seat.objects.current()
    return seats.filter(user=user) if user.is_authenticated else seats.none()
