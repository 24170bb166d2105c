"""The page of a delegation that is no national parliament: a region, a chamber, an interparliamentary body."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from networkapp.decisions.follow_up.queries import list_follow_ups
from networkapp.decisions.models import FollowUp
from networkapp.models import Delegation, Network, Seat
from networkapp.networks.actions.public_names import PublicSeat, public_seats
from networkapp.networks.queries.countries import country_name
from networkapp.permissions import Action
from networkapp.users import AnyUser

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class DelegationPage:
    """A delegation as its reader may know of it: the networks it takes part in, who sits there, what it follows."""

    delegation: Delegation
    networks: tuple[tuple[Network, tuple[PublicSeat, ...]], ...]
    chambers: tuple[Delegation, ...]
    parliament: Delegation | None
    follow_ups: tuple[FollowUp, ...]
    number: int

    @property
    def lies_in(self) -> str:
        """Return where it is: the name of its country, for a region or a chamber."""
        country = str(self.delegation.country or "")
        return _("In %(country)s") % {"country": country_name(code=country)} if country else ""

    @property
    def all_follow_ups(self) -> str:
        return f"{reverse('networkapp:follow_ups')}?delegation={self.delegation.code}"


def delegation_page(*, code: str, user: AnyUser) -> DelegationPage:
    """Return the page of the delegation with this code; Http404 where `user` sees no network that it is in.

    Seats name a person only where they agreed to it.
    """
    known = _known_to(user)
    found = known.filter(code__iexact=code).select_related("parliament").first()
    if found is None:
        raise Http404
    networks = list(found.networks.all())
    seats = public_seats(seats=Seat.objects.filter(delegation=found, network__in=networks))
    asked = list_follow_ups(user=user, delegation=found.code)
    return DelegationPage(
        delegation=found,
        networks=tuple((one, tuple(seat for seat in seats if seat.seat.network_id == one.pk)) for one in networks),
        chambers=tuple(known.filter(parliament=found)),
        parliament=known.filter(pk=found.parliament_id).first() if found.parliament_id else None,
        follow_ups=tuple(asked[:SHOWN]),
        number=asked.count(),
    )


def _known_to(user: AnyUser) -> QuerySet[Delegation]:
    visible = Network.objects.where(user, may=Action.SEE)
    known: QuerySet[Delegation] = Delegation.objects.filter(pk__in=visible.order_by().values("delegations"))
    return known.prefetch_related(Prefetch("networks", queryset=visible.alphabetical())).order_by("code")
