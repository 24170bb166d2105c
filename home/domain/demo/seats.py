"""The seats of the demonstration accounts: each account in its networks, with the role that the demonstration needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from home.domain.demo.accounts import OF_A_COUNTRY, OF_A_DELEGATION, accounts, address
from home.domain.demo.content import by_key, items, moment
from networkapp.models import Capacity, Delegation, Network, Office, ParticipationKind, ParticipationRecord, Seat
from networkapp.networks.actions.seats import grant_seat
from networkapp.participation.actions import record_participation

BEGIN = moment("2024-01-01")
CHAIRED_BY = {"joint": "NC", "sample": "XA"}
SPEAKS_BESIDE = {("sample", "observer"): "XA", ("sample", "expert"): "XB"}
"""The country beside whose answers a guest speaks for civil society, by network."""
CAPACITIES = {
    "member": Capacity.MEMBER,
    "substitute": Capacity.SUBSTITUTE,
    "adviser": Capacity.ADVISER,
    "delegate": Capacity.ADVISER,
    "government": Capacity.GOVERNMENT,
}
OFFICES = {"delegate": (Office.ASSESSMENT_DELEGATE,), "adviser": (Office.REVIEWER,)}
GUESTS = {
    "editor": (Capacity.EXPERT, "Editorial office", (Office.EDITOR,)),
    "translator": (Capacity.EXPERT, "Translation service", (Office.TRANSLATOR,)),
    "expert": (Capacity.EXPERT, "Sample institute", ()),
    "observer": (Capacity.OBSERVER, "Sample organisation", ()),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat to be given: whose account, in which network, as what."""

    email: str
    network: str
    capacity: Capacity
    delegation: str = ""
    organisation: str = ""
    offices: tuple[Office, ...] = ()


def make_seats() -> None:
    """Create a seat for every entry; a holder who is there already stays as they are."""
    people, networks = accounts(), by_key(Network.objects.all(), "slug")
    delegations = by_key(Delegation.objects.all(), "code")
    taken = set(Seat.objects.values_list("user__email", "network__slug"))
    for place in places():
        if (place.email, place.network) in taken:
            continue
        grant_seat(
            user=people[place.email],
            network=networks[place.network],
            capacity=place.capacity,
            delegation=delegations.get(place.delegation),
            organisation=place.organisation,
            offices=place.offices,
            starts_at=BEGIN,
        )


def make_participation() -> None:
    """Record which delegations are suspended or have withdrawn; a network with records is left as it is."""
    secretariat, delegations = accounts()[address("secretariat")], by_key(Delegation.objects.all(), "code")
    codes = {item["slug"]: item["code"] for item in items("delegations")}
    for item in items("networks"):
        network = Network.objects.get(slug=item["slug"])
        if ParticipationRecord.objects.filter(network=network).exists():
            continue
        for entry in item.get("participation", ()):
            record_participation(
                network=network,
                delegation=delegations[codes[entry["delegation"]]],
                user=secretariat,
                kind=ParticipationKind(entry["kind"]),
                from_day=date.fromisoformat(entry["from_day"]),
                source=entry["source"],
                source_url=entry["source_url"],
            )


def places() -> Iterator[Place]:
    """Every seat of the demonstration: real countries in their own and the joint network, sample ones in theirs.

    A delegation that is suspended or has withdrawn has no seats in that network.
    """
    for network in items("networks"):
        yield Place(
            email=address("secretariat"),
            network=network["slug"],
            capacity=Capacity.SECRETARIAT,
        )
        absent = {entry["delegation"] for entry in network.get("participation", ())}
        for slug in network["delegations"]:
            if slug in absent:
                continue
            yield from _of_a_delegation(network["slug"], slug)
        if network["kind"] == "joint":
            yield from _of_a_joint_network(network["slug"])


def _of_a_delegation(network: str, slug: str) -> Iterator[Place]:
    delegation = next(item for item in items("delegations") if item["slug"] == slug)
    if not delegation["accounts"]:
        return
    for role in [*OF_A_DELEGATION, *(OF_A_COUNTRY if delegation["assessed"] else ())]:
        yield Place(
            email=address(role, slug),
            network=network,
            capacity=CAPACITIES[role],
            delegation=delegation["code"],
            offices=OFFICES.get(role, ()),
        )


def _of_a_joint_network(network: str) -> Iterator[Place]:
    yield Place(
        email=address("chair"),
        network=network,
        capacity=Capacity.MEMBER,
        delegation=CHAIRED_BY[network],
        offices=(Office.CHAIR,),
    )
    for role, (capacity, organisation, offices) in GUESTS.items():
        yield Place(
            email=address(role),
            network=network,
            capacity=capacity,
            delegation=SPEAKS_BESIDE.get((network, role), ""),
            organisation=organisation,
            offices=offices,
        )
