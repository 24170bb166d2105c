"""Networks and delegations."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.api.strands import PartOut
from networkapp.domain.subjects import networks
from networkapp.models import Delegation, Network
from networkapp.permissions import Action

router = Router(tags=["Networks"])


class NetworkOut(Schema):
    """A space with members."""

    slug: str
    name: str
    purpose: str
    kind: str = Field(description="`national`, `joint` or `sample`.")
    visibility: str = Field(description="Who may see it: `public`, `members` (of any network) or `closed`.")
    url: str = Field(alias="get_absolute_url", description="Its page on this site.")


class DelegationOut(Schema):
    """A parliament or body that takes part."""

    code: str
    name: str = Field(description="The body's own name.")
    label: str = Field(description="The country's name for a national parliament, else the body's own.")
    kind: str = Field(description="`national`, `regional` or `interparliamentary`.")
    country: str = Field(description="ISO 3166-1, two letters; empty for a body of several countries.")
    assessed: bool = Field(description="Whether the country is assessed through this delegation.")

    @staticmethod
    def resolve_country(delegation: Delegation) -> str:
        return str(delegation.country)


class DelegationInNetworksOut(DelegationOut):
    """A delegation, with the slugs of those of its networks that the reader may see."""

    networks: list[str]

    @staticmethod
    def resolve_networks(delegation: Delegation) -> list[str]:
        return [network.slug for network in delegation.networks.all()]


class OfficeOut(Schema):
    """An office that is filled today, and by which delegation."""

    office: str
    delegation: str
    holder: str = Field(description="Who holds it, where she agreed to be named in public; empty otherwise.")


class NetworkFaceOut(NetworkOut):
    """A network as its page shows it to this reader."""

    delegations: list[DelegationOut]
    offices: list[OfficeOut]
    parts: list[PartOut]


@router.get("/networks/", response={200: list[NetworkOut], **UNUSABLE}, summary="Networks")
@paginate(Pages)
def list_networks(request: HttpRequest) -> QuerySet[Network]:
    """The networks that the reader may know of, by name."""
    found: QuerySet[Network] = Network.objects.where(request.user, may=Action.SEE).alphabetical()
    return found


@router.get("/networks/{slug}/", response={200: NetworkFaceOut, **NOT_THERE}, summary="One network")
def show_network(request: HttpRequest, slug: str) -> dict[str, Any]:
    """The public page of a network: purpose, delegations by name, current offices by delegation, and what plugins show
    for it."""
    network = get_object_or_404(Network.objects.where(request.user, may=Action.SEE), slug=slug)
    face = networks.face_of(network=network, reader=request.user)
    own = {name: getattr(network, name) for name in ("slug", "name", "purpose", "kind", "visibility")}
    offices = [
        {"office": office, "delegation": seat.whose, "holder": seat.holder}
        for seat in face.offices
        for office in seat.offices
    ]
    return {
        **own,
        "get_absolute_url": network.get_absolute_url(),
        "delegations": face.delegations,
        "offices": offices,
        "parts": face.parts,
    }


@router.get("/delegations/", response={200: list[DelegationInNetworksOut], **UNUSABLE}, summary="Delegations")
@paginate(Pages)
def list_delegations(request: HttpRequest) -> QuerySet[Delegation]:
    """The delegations that take part in a network which the reader may know of, by code."""
    return networks.delegations_for(reader=request.user)
