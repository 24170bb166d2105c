"""The networks: which there are, and the public face of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from networkapp.domain import networks
from networkapp.models import Network
from networkapp.permissions import Action


def list_networks(request: HttpRequest) -> HttpResponse:
    return render(request, "networkapp/networks/list.html", {"groups": networks.grouped(reader=request.user)})


def network(request: HttpRequest, slug: str) -> HttpResponse:
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.SEE), slug=slug)
    context = {"network": found, "face": networks.face_of(network=found, reader=request.user)}
    return render(request, "networkapp/networks/network.html", context)


urlpatterns = [
    path("networks/", list_networks, name="networks"),
    path("networks/<slug:slug>/", network, name="network"),
]
