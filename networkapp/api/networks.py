"""Networks and delegations."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Router, Schema
from ninja.pagination import paginate

from networkapp.api.overviews import PartOut
from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE, PAGE
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.models import Delegation, Network, ParticipationRecord
from networkapp.overviews import networks
from networkapp.permissions import Action

router = Router(tags=["Networks"])


class NetworkOut(Schema):
    """A network: delegations that work together, and their members."""

    slug: str = Field(description="Identifies the network in addresses and filters.")
    name: str
    purpose: str
    kind: str = Field(description="`national`, `regional`, `joint` or `sample`.")
    visibility: str = Field(description="Who can see it: `public`, `members` (of any network) or `closed`.")
    url: str = Field(alias="get_absolute_url", description=PAGE)


class DelegationOut(Schema):
    """A parliament, chamber, region or other body that takes part in networks."""

    code: str = Field(description="Identifies the delegation, for example `FI`.")
    name: str = Field(description="Official name of the body.")
    label: str = Field(description="Name of the country for a national parliament, otherwise the name of the body.")
    kind: str = Field(description="`national`, `chamber`, `regional` or `interparliamentary`.")
    country: str = Field(description=f"{COUNTRY_CODE} Empty if the body has members from several countries.")
    assessed: bool = Field(description="Whether the country is assessed through this delegation.")

    @staticmethod
    def resolve_country(delegation: Delegation) -> str:
        return str(delegation.country)


class DelegationInNetworksOut(DelegationOut):
    """A delegation with its networks."""

    networks: list[str] = Field(description="Slugs of its networks that you can see.")

    @staticmethod
    def resolve_networks(delegation: Delegation) -> list[str]:
        return [network.slug for network in delegation.networks.all()]


class OfficeOut(Schema):
    """An office that somebody holds today."""

    office: str = Field(description="Name of the office in your language.")
    delegation: str = Field(description="Delegation of the holder.")
    holder: str = Field(description="Name of the holder if they agreed to its publication, otherwise empty.")


class AbsenceOut(Schema):
    """A delegation that is suspended, or has withdrawn from the network, today."""

    delegation: str = Field(description="Code of the delegation.")
    kind: str = Field(description="`suspended` or `withdrawn`.")
    from_day: date = Field(description="First day, by the clock of the network.")
    source: str = Field(description="Where this was decided or published.")
    source_url: str = Field(description="Web address of the source, or empty.")


class NetworkDetailOut(NetworkOut):
    """A network with its delegations, its offices and an overview of its content."""

    delegations: list[DelegationOut] = Field(description="Ordered by name.")
    absences: list[AbsenceOut] = Field(description="Delegations that do not take part today.")
    offices: list[OfficeOut]
    parts: list[PartOut] = Field(description="Content of the network that you can see, by part of the site.")


@router.get("/networks/", response={200: list[NetworkOut], **NOT_VALID}, summary="List networks")
@paginate(Pages)
def list_networks(request: HttpRequest) -> QuerySet[Network]:
    """Return the networks that you can see, ordered by name."""
    found: QuerySet[Network] = Network.objects.where(request.user, may=Action.SEE).alphabetical()
    return found


@router.get("/networks/{slug}/", response={200: NetworkDetailOut, **NOT_FOUND}, summary="Show a network")
def show_network(request: HttpRequest, slug: str = Path(..., description="Slug of the network.")) -> dict[str, Any]:
    """Return a network with its delegations, the offices held today and an overview of its content."""
    network = get_object_or_404(Network.objects.where(request.user, may=Action.SEE), slug=slug)
    page_content = networks.network_page_content(network=network, user=request.user)
    own = {name: getattr(network, name) for name in ("slug", "name", "purpose", "kind", "visibility")}
    offices = [
        {"office": office, "delegation": seat.whose, "holder": seat.holder}
        for seat in page_content.offices
        for office in seat.offices
    ]
    return {
        **own,
        "get_absolute_url": network.get_absolute_url(),
        "delegations": page_content.delegations,
        "absences": [
            _absence_out(one, page_content.absences[one.pk])
            for one in page_content.delegations
            if one.pk in page_content.absences
        ],
        "offices": offices,
        "parts": page_content.parts,
    }


def _absence_out(delegation: Delegation, record: ParticipationRecord) -> dict[str, Any]:
    fields = {name: getattr(record, name) for name in ("kind", "from_day", "source", "source_url")}
    return {"delegation": delegation.code, **fields}


@router.get("/delegations/", response={200: list[DelegationInNetworksOut], **NOT_VALID}, summary="List delegations")
@paginate(Pages)
def list_delegations(request: HttpRequest) -> QuerySet[Delegation]:
    """Return the delegations of the networks that you can see, ordered by code."""
    return networks.delegations_for(user=request.user)
