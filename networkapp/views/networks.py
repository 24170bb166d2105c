"""The networks: which there are, and the public face of one."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.decisions.lists import running_for
from networkapp.domain.decisions.shortest_procedures import change_shortest_procedure
from networkapp.domain.news.feeds import feed_address
from networkapp.domain.seats.visibility import change_visibility
from networkapp.domain.subjects import networks
from networkapp.forms.discussion import attempt
from networkapp.forms.networks import ProcedureRulesForm, VisibilityForm
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


class ShowPresence(LoginRequiredMixin, View):
    """Whether the seats of a network see who of them is here: says so, and switches it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = kept_network(request, slug)
        return render(request, "networkapp/networks/presence.html", {"network": found})

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found, shown = kept_network(request, slug), request.POST.get("shown") == "1"
        networks.show_presence(network=found, by=request.user, shown=shown)
        messages.success(request, _("Saved."))
        return redirect("networkapp:show_presence", slug)


class ChangeVisibility(LoginRequiredMixin, View):
    """Show and change who can read a network, for its secretariat."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = kept_network(request, slug)
        return self.show(request, found, VisibilityForm(initial={"visibility": found.visibility}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found, form = kept_network(request, slug), VisibilityForm(request.POST)
        if attempt(form, change_visibility, network=found, by=request.user) is None:
            return self.show(request, found, form)
        messages.success(request, _("Network visibility saved."))
        return redirect("networkapp:seats", slug)

    def show(self, request: HttpRequest, found: Network, form: VisibilityForm) -> HttpResponse:
        context = {"network": found, "form": form}
        return render(request, "networkapp/networks/visibility.html", context, status=422 if form.errors else 200)


class ChangeProcedureRules(LoginRequiredMixin, View):
    """Show and change how short the procedures of a network may be, for its secretariat."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = kept_network(request, slug)
        return self.show(request, found, ProcedureRulesForm(initial={"hours": found.shortest_procedure_hours}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found, form = kept_network(request, slug), ProcedureRulesForm(request.POST)
        if attempt(form, change_shortest_procedure, network=found, by=request.user) is None:
            return self.show(request, found, form)
        messages.success(request, _("Rules for procedures saved."))
        return redirect("networkapp:seats", slug)

    def show(self, request: HttpRequest, found: Network, form: ProcedureRulesForm) -> HttpResponse:
        context = {"network": found, "form": form}
        return render(request, "networkapp/networks/procedure_rules.html", context, status=422 if form.errors else 200)


def kept_network(request: HttpRequest, slug: str) -> Network:
    """Return the network if a seat of the user keeps it; 404 for users who do not see its seats."""
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.LIST_SEATS), slug=slug)
    found.require(request.user, Action.KEEP_NETWORK)
    return found


urlpatterns = [
    path("networks/", list_networks, name="networks"),
    path("networks/<slug:slug>/", network, name="network"),
    path("networks/<slug:slug>/presence/", ShowPresence.as_view(), name="show_presence"),
    path("networks/<slug:slug>/visibility/", binding_act(ChangeVisibility.as_view()), name="change_visibility"),
    path(
        "networks/<slug:slug>/procedure-rules/",
        binding_act(ChangeProcedureRules.as_view()),
        name="change_procedure_rules",
    ),
]
