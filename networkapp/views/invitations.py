"""Invitations and seats, as the secretariat manages them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from networkapp.conf import setting
from networkapp.domain.seats import granting as seats
from networkapp.domain.seats import invitations
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import AgreeForm, InviteForm, OfficesForm, TermForm
from networkapp.models import Invitation, Network, Seat
from networkapp.permissions import Action
from networkapp.views.accepting import Accept
from networkapp.views.step_up import binding_act


def _network(request: HttpRequest, slug: str, action: Action) -> Network:
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.LIST_SEATS), slug=slug)
    found.require(request.user, action)
    return found


def base_url_of(request: HttpRequest) -> str:
    """Return where links in e-mails begin: the host's setting, else this request's address, which ALLOWED_HOSTS
    checks."""
    return str(setting("BASE_URL") or request.build_absolute_uri("/"))


class Seats(LoginRequiredMixin, View):
    """The seats of the network; for the secretariat also the open invitations."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = _network(request, slug, Action.LIST_SEATS)
        inviting = network.allows(request.user, Action.INVITE)
        context = {
            "network": network,
            "seats": seats.seats_of(network=network),
            "inviting": inviting,
            "keeping": network.allows(request.user, Action.KEEP_NETWORK),
            "waiting": invitations.waiting(network=network) if inviting else [],
        }
        return render(request, "networkapp/networks/seats.html", context)


class Invite(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = _network(request, slug, Action.INVITE)
        return self.show(request, network, InviteForm(network=network, initial={"language": get_language()}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = _network(request, slug, Action.INVITE)
        form = InviteForm(request.POST, network=network)
        base_url = base_url_of(request)
        invitation = attempt(form, invitations.invite, network=network, by=request.user, base_url=base_url)
        if not invitation:
            return self.show(request, network, form)
        messages.success(request, _("Invitation sent to %(address)s.") % {"address": invitation.email})
        return redirect("networkapp:seats", network.slug)

    def show(self, request: HttpRequest, network: Network, form: InviteForm) -> HttpResponse:
        context = {"network": network, "form": form}
        return render(request, "networkapp/invitations/invite.html", context, status=422 if form.is_bound else 200)


class ChangeInvitation(LoginRequiredMixin, View):
    """Send again or revoke; the result is shown on the list of seats."""

    done: Any = ""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        network = _network(request, slug, Action.INVITE)
        invitation = get_object_or_404(Invitation, network=network, pk=pk)
        try:
            self.make_change(request, invitation)
            messages.success(request, self.done)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("networkapp:seats", network.slug)

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        raise NotImplementedError


class Resend(ChangeInvitation):
    done = gettext_lazy("Invitation sent again.")

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        invitations.resend(invitation=invitation, by=request.user, base_url=base_url_of(request))


class Revoke(ChangeInvitation):
    done = gettext_lazy("Invitation withdrawn.")

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        invitations.revoke(invitation=invitation, by=request.user)


class ChangeSeat(LoginRequiredMixin, View):
    """A page about one seat, whose button does what `act` does."""

    template = ""
    done: Any = ""
    act: Any = None

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        network = _network(request, slug, Action.INVITE)
        seat = self.seat(network, pk)
        return self.show(request, seat, self.form(seat, None))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        network = _network(request, slug, Action.INVITE)
        seat = self.seat(network, pk)
        form = self.form(seat, request.POST)
        attempt(form, type(self).act, seat=seat, by=request.user)
        if form.errors:
            return self.show(request, seat, form)
        messages.success(request, self.done)
        return redirect("networkapp:seats", network.slug)

    def form(self, seat: Seat, data: Any) -> AgreeForm | OfficesForm | TermForm:
        raise NotImplementedError

    def seat(self, network: Network, pk: int) -> Seat:
        found: Seat = get_object_or_404(seats.seats_of(network=network), pk=pk)
        return found

    def show(self, request: HttpRequest, seat: Seat, form: Any) -> HttpResponse:
        context = {"network": seat.network, "seat": seat, "form": form}
        return render(request, self.template, context, status=422 if form.errors else 200)


class EndSeat(ChangeSeat):
    template = "networkapp/networks/end_seat.html"
    done = gettext_lazy("Seat ended.")
    act = seats.end_seat

    def form(self, seat: Seat, data: Any) -> AgreeForm:
        return AgreeForm(data)


class ChangeOffices(ChangeSeat):
    template = "networkapp/networks/offices.html"
    done = gettext_lazy("Offices updated.")
    act = seats.change_offices

    def form(self, seat: Seat, data: Any) -> OfficesForm:
        return OfficesForm(data, initial={"offices": [held.office for held in seat.offices.all()]})


class ChangeTerm(ChangeSeat):
    template = "networkapp/networks/term.html"
    done = gettext_lazy("Term updated.")
    act = seats.change_term

    def form(self, seat: Seat, data: Any) -> TermForm:
        return TermForm(data, seat=seat)


urlpatterns = [
    path("networks/<slug:slug>/seats/", Seats.as_view(), name="seats"),
    path("networks/<slug:slug>/seats/invite/", binding_act(Invite.as_view()), name="invite"),
    path("networks/<slug:slug>/seats/<int:pk>/end/", binding_act(EndSeat.as_view()), name="end_seat"),
    path("networks/<slug:slug>/seats/<int:pk>/offices/", binding_act(ChangeOffices.as_view()), name="change_offices"),
    path("networks/<slug:slug>/seats/<int:pk>/term/", binding_act(ChangeTerm.as_view()), name="change_term"),
    path("networks/<slug:slug>/invitations/<int:pk>/resend/", Resend.as_view(), name="resend_invitation"),
    path("networks/<slug:slug>/invitations/<int:pk>/revoke/", Revoke.as_view(), name="revoke_invitation"),
    path("invitations/<str:token>/", Accept.as_view(), name="invitation"),
]
