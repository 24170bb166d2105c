"""The core's part of the page of a country: its delegations and their seats."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from networkapp.models import Delegation, Network, Seat
from networkapp.networks.actions.public_names import PublicSeat, public_seats
from networkapp.networks.queries.participation import absences_in
from networkapp.overviews.countries import delegations_with_country
from networkapp.permissions import Action
from networkapp.registry.overviews import Overview, OverviewPart


def delegations(*, overview: Overview) -> list[OverviewPart]:
    """Return the delegations of a country with their seats, by network; holders are named only if they agreed."""
    mine = [one for one in delegations_with_country(user=overview.reader) if str(one.country) == overview.country]
    seen = Network.objects.where(overview.reader, may=Action.SEE)
    seats = public_seats(seats=Seat.objects.filter(delegation__in=mine, network__in=seen))
    rows = [(one, [(network, _sitting(seats, one, network)) for network in one.networks.all()]) for one in mine]
    absences = absences_in(networks={network for one in mine for network in one.networks.all()})
    return [
        OverviewPart(
            key="delegations",
            title=_("Delegations"),
            template="networkapp/overviews/delegations.html" if mine else "",
            context={"delegations": rows, "absences": absences},
        )
    ]


def _sitting(seats: Iterable[PublicSeat], delegation: Delegation, network: Network) -> list[PublicSeat]:
    here = (delegation.pk, network.pk)
    return [one for one in seats if (one.seat.delegation_id, one.seat.network_id) == here]
