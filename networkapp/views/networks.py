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
from networkapp.domain.seats.settings import ZONE, change_settings, in_words, label_of, recorded_changes, settings_of
from networkapp.domain.subjects import networks
from networkapp.forms.discussion import attempt
from networkapp.forms.networks import NetworkSettingsForm
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.views.step_up import binding_act


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


class NetworkSettings(LoginRequiredMixin, View):
    """Show the settings of a network and the record of their changes to its seats; its secretariat changes them."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = seated_network(request, slug)
        keeps = found.allows(request.user, Action.KEEP_NETWORK)
        return self.show(request, found, NetworkSettingsForm(instance=found) if keeps else None)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = kept_network(request, slug)
        form = NetworkSettingsForm(request.POST, instance=found)
        if attempt(form, change_settings, network=found, by=request.user) is None:
            return self.show(request, found, form)
        messages.success(request, _("Network settings saved."))
        return redirect("networkapp:network_settings", slug)

    def show(self, request: HttpRequest, found: Network, form: NetworkSettingsForm | None) -> HttpResponse:
        current = {**settings_of(found), ZONE: found.time_zone}
        context = {
            "network": found,
            "form": form,
            "settings": [(label_of(name), in_words(name, value)) for name, value in current.items()],
            "changes": recorded_changes(network=found),
        }
        status = 422 if form and form.errors else 200
        return render(request, "networkapp/networks/settings.html", context, status=status)


def kept_network(request: HttpRequest, slug: str) -> Network:
    """Return the network if a seat of the user keeps it; 404 for users who do not see its seats."""
    found = seated_network(request, slug)
    found.require(request.user, Action.KEEP_NETWORK)
    return found


def seated_network(request: HttpRequest, slug: str) -> Network:
    """Return the network; 404 for users who do not see its seats."""
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.LIST_SEATS), slug=slug)
    return found


urlpatterns = [
    path("networks/", list_networks, name="networks"),
    path("networks/<slug:slug>/", network, name="network"),
    path("networks/<slug:slug>/settings/", binding_act(NetworkSettings.as_view()), name="network_settings"),
]
