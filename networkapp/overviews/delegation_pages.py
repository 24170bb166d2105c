"""The page of a delegation that is no national parliament: a region, a chamber, an interparliamentary body."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from networkapp.models import Delegation, Network, Seat
from networkapp.networks.actions.public_names import PublicSeat, public_seats
from networkapp.networks.queries.countries import country_name
from networkapp.networks.queries.participation import Absences, absences_in
from networkapp.permissions import Action
from networkapp.registry.page_parts import Page, PagePart, parts_of
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class DelegationPage:
    """A delegation as its reader may know of it: the networks it takes part in, who sits there, and what apps
    add."""

    delegation: Delegation
    networks: tuple[tuple[Network, tuple[PublicSeat, ...]], ...]
    chambers: tuple[Delegation, ...]
    parliament: Delegation | None
    last_parts: tuple[PagePart, ...]
    absences: Absences

    @property
    def lies_in(self) -> str:
        """Return where it is: the name of its country, for a region or a chamber."""
        country = str(self.delegation.country or "")
        return _("In %(country)s") % {"country": country_name(code=country)} if country else ""


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
    return DelegationPage(
        delegation=found,
        networks=tuple((one, tuple(seat for seat in seats if seat.seat.network_id == one.pk)) for one in networks),
        chambers=tuple(known.filter(parliament=found)),
        parliament=known.filter(pk=found.parliament_id).first() if found.parliament_id else None,
        last_parts=parts_of(Page.DELEGATION, delegation=found, user=user),
        absences=absences_in(networks=networks),
    )


def _known_to(user: AnyUser) -> QuerySet[Delegation]:
    visible = Network.objects.where(user, may=Action.SEE)
    known: QuerySet[Delegation] = Delegation.objects.filter(pk__in=visible.order_by().values("delegations"))
    return known.prefetch_related(Prefetch("networks", queryset=visible.alphabetical())).order_by("code")
