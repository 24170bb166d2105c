"""The networks: which there are, and the public face of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from networkapp.models import Network
from networkapp.networks.actions.settings import (
    ZONE,
    change_settings,
    format_value,
    recorded_changes,
    setting_label,
    settings_of,
)
from networkapp.networks.forms.networks import NetworkSettingsForm
from networkapp.networks.queries.participation import absences_in
from networkapp.networks.views.step_up import binding_act
from networkapp.overviews import networks
from networkapp.permissions import Action
from networkapp.registry.feeds import feed_address
from networkapp.registry.page_parts import Page, parts_of
from networkapp.views.action_view import ActionView, Value, Values


def list_networks(request: HttpRequest) -> HttpResponse:
    """Show the networks that the reader can see, in groups."""
    groups = networks.group_networks(user=request.user)
    absences = absences_in(networks=[network for group in groups for network in group.networks])
    return render(request, "networkapp/networks/list.html", {"groups": groups, "absences": absences})


def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page of a network to readers who can see it."""
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.SEE), slug=slug)
    context = {
        "network": found,
        "page_content": networks.network_page_content(network=found, user=request.user),
        "first_parts": parts_of(Page.NETWORK, network=found, user=request.user),
        "feed": feed_address(network=found),
    }
    return render(request, "networkapp/networks/network.html", context)


class NetworkSettings(ActionView[Network]):
    """Show the settings of a network and the record of their changes to its seats; its secretariat changes them."""

    template_name = "networkapp/networks/settings.html"
    form_class, action = NetworkSettingsForm, staticmethod(change_settings)
    success_message = _("Network settings saved.")

    def get_object(self) -> Network:
        seated = Network.objects.where(self.request.user, may=Action.LIST_SEATS)
        found: Network = get_object_or_404(seated, slug=self.kwargs["slug"])
        if self.request.method == "POST":
            found.require(self.request.user, Action.KEEP_NETWORK)
        return found

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"instance": self.object}

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:network_settings", kwargs=self.kwargs)

    def get_context_data(self, **kwargs: Value) -> Values:
        found = self.object
        if not found.allows(self.request.user, Action.KEEP_NETWORK):
            kwargs["form"] = None
        current = {**settings_of(network=found), ZONE: found.time_zone}
        context = {
            "network": found,
            "settings": [
                (setting_label(setting=name), format_value(setting=name, value=value))
                for name, value in current.items()
            ],
            "changes": recorded_changes(network=found),
        }
        return super().get_context_data(**context, **kwargs)


urlpatterns = [
    path("networks/", list_networks, name="networks"),
    path("networks/<slug:slug>/", network, name="network"),
    path("networks/<slug:slug>/settings/", binding_act(NetworkSettings.as_view()), name="network_settings"),
]
