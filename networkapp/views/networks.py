"""The networks: which there are, and the public face of one."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.decisions.lists import running_for
from networkapp.domain.news.feeds import feed_address
from networkapp.domain.subjects import networks
from networkapp.models import Network
from networkapp.permissions import Action


def list_networks(request: HttpRequest) -> HttpResponse:
    return render(request, "networkapp/networks/list.html", {"groups": networks.grouped(reader=request.user)})


def network(request: HttpRequest, slug: str) -> HttpResponse:
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.SEE), slug=slug)
    context = {
        "network": found,
        "face": networks.face_of(network=found, reader=request.user),
        "running": running_for(request.user, network=found),
        "feed": feed_address(network=found),
    }
    return render(request, "networkapp/networks/network.html", context)


class ShowPresence(LoginRequiredMixin, View):
    """Whether the seats of a network see who of them is here: says so, and switches it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.find(request, slug)
        return render(request, "networkapp/networks/presence.html", {"network": found})

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found, shown = self.find(request, slug), request.POST.get("shown") == "1"
        networks.show_presence(network=found, by=request.user, shown=shown)
        messages.success(request, _("Kept."))
        return redirect("networkapp:show_presence", slug)

    def find(self, request: HttpRequest, slug: str) -> Network:
        found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.LIST_SEATS), slug=slug)
        found.require(request.user, Action.KEEP_NETWORK)
        return found


urlpatterns = [
    path("networks/", list_networks, name="networks"),
    path("networks/<slug:slug>/", network, name="network"),
    path("networks/<slug:slug>/presence/", ShowPresence.as_view(), name="show_presence"),
]
