"""The core's part of the brief of a country: contacts."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from networkapp.models import Delegation, Network, Seat
from networkapp.overviews.entries import lines_part
from networkapp.permissions import CAPACITIES, OF_A_DELEGATION, Action
from networkapp.registry.overviews import Overview, OverviewPart
from networkapp.users import AnyUser


def contacts_part(*, overview: Overview) -> list[OverviewPart]:
    """Return the part of a country brief with people to ask: those that `overview.reader` may know of."""
    return [lines_part("contacts", _("Who to ask"), _contacts(overview.country, overview.reader))]


def _contacts(country: str, user: AnyUser) -> Iterator[str]:
    """Return the seats of the country that this reader can know of, holders of an office first."""
    known = Network.objects.where(user, may=Action.LIST_SEATS)
    seats = Seat.objects.current().filter(
        network__in=known, delegation__country=country, delegation__kind__in=Delegation.OF_A_COUNTRY,
        capacity__in=OF_A_DELEGATION & CAPACITIES,
    )  # fmt: skip
    people: dict[Any, list[Seat]] = defaultdict(list)
    for seat in seats.select_related("user", "network", "delegation").prefetch_related("offices").order_by("pk"):
        people[seat.user].append(seat)
    lines = [
        (not any(seat.offices.all() for seat in own_seats), str(person), own_seats)
        for person, own_seats in people.items()
    ]
    for _without, person, own_seats in sorted(lines, key=lambda line: line[:2]):
        yield f"{person}: {'; '.join(_seat(seat) for seat in own_seats)}"


def _seat(seat: Seat) -> str:
    offices = [office.get_office_display() for office in seat.offices.all()]
    return f"{', '.join([seat.get_capacity_display(), *map(str, offices)])} ({seat.network.local_name})"
