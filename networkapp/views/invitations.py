"""Invitations: the secretariat's side, and the side of whoever opens the link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from networkapp.conf import setting
from networkapp.domain import invitations, seats
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import AgreeForm, InviteForm, NewcomerForm
from networkapp.models import Invitation, Network, Seat
from networkapp.permissions import Action


def _network(request: HttpRequest, slug: str, action: Action) -> Network:
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.LIST_SEATS), slug=slug)
    found.require(request.user, action)
    return found


class Seats(LoginRequiredMixin, View):
    """Who sits in the network; for the secretariat also who is invited."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = _network(request, slug, Action.LIST_SEATS)
        inviting = network.allows(request.user, Action.INVITE)
        context = {
            "network": network,
            "seats": seats.seats_of(network=network),
            "inviting": inviting,
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
        base_url = request.build_absolute_uri("/")
        invitation = attempt(form, invitations.invite, network=network, by=request.user, base_url=base_url)
        if not invitation:
            return self.show(request, network, form)
        messages.success(request, _("The invitation is on its way to %(address)s.") % {"address": invitation.email})
        return redirect("networkapp:seats", network.slug)

    def show(self, request: HttpRequest, network: Network, form: InviteForm) -> HttpResponse:
        context = {"network": network, "form": form}
        return render(request, "networkapp/invitations/invite.html", context, status=422 if form.is_bound else 200)


class ChangeInvitation(LoginRequiredMixin, View):
    """Send again or revoke; the outcome is told on the list of seats."""

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
    done = gettext_lazy("The invitation was sent again; the earlier link no longer works.")

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        invitations.resend(invitation=invitation, by=request.user, base_url=request.build_absolute_uri("/"))


class Revoke(ChangeInvitation):
    done = gettext_lazy("The invitation was revoked; its link no longer works.")

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        invitations.revoke(invitation=invitation, by=request.user)


class EndSeat(LoginRequiredMixin, View):
    """A page that asks once more, then the end."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, slug, pk, AgreeForm())

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        network = _network(request, slug, Action.INVITE)
        seat, form = self.seat(network, pk), AgreeForm(request.POST)
        attempt(form, seats.end_seat, seat=seat, by=request.user)
        if form.errors:
            return self.show(request, slug, pk, form)
        messages.success(request, _("The seat has ended."))
        return redirect("networkapp:seats", network.slug)

    def seat(self, network: Network, pk: int) -> Seat:
        found: Seat = get_object_or_404(seats.seats_of(network=network), pk=pk)
        return found

    def show(self, request: HttpRequest, slug: str, pk: int, form: AgreeForm) -> HttpResponse:
        network = _network(request, slug, Action.INVITE)
        context = {"network": network, "seat": self.seat(network, pk), "form": form}
        return render(request, "networkapp/networks/end_seat.html", context, status=422 if form.errors else 200)


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class Accept(View):
    """The page behind the link of a letter. Opening it changes nothing; only the button does."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(request, token, None)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = invitations.find(token=token)
        if invitation is None:
            return self.show(request, token, None)
        form = AgreeForm(request.POST) if request.user.is_authenticated else NewcomerForm(request.POST)
        if request.user.is_authenticated:
            accepted = attempt(form, invitations.accept, invitation=invitation, user=request.user)
        else:
            accepted = attempt(form, invitations.accept_as_newcomer, invitation=invitation)
        if not accepted:
            return self.show(request, token, form)
        messages.success(request, _("Welcome. Your seat is yours from now on."))
        if request.user.is_authenticated:
            return redirect("networkapp:desk")
        return import_string(setting("LOG_IN"))(request, accepted)  # type: ignore[no-any-return]

    def show(self, request: HttpRequest, token: str, form: Any) -> HttpResponse:
        invitation = invitations.find(token=token)
        door = invitations.door(invitation=invitation, visitor=request.user)
        context = {"invitation": invitation, "door": door, "form": form or self.blank(invitation)}
        context["offices"] = invitations.office_labels(invitation.offices) if invitation else []
        return render(request, "networkapp/invitations/accept.html", context, status=DOORS.get(door, 200))

    def blank(self, invitation: Invitation | None) -> NewcomerForm:
        zone = invitation.delegation.time_zone if invitation and invitation.delegation else "Europe/Helsinki"
        name = invitation.name if invitation else ""
        language = invitation.language if invitation else "en"
        return NewcomerForm(initial={"display_name": name, "language": language, "time_zone": zone})


DOORS = {"unknown": 404, "settled": 410, "expired": 410}

urlpatterns = [
    path("networks/<slug:slug>/seats/", Seats.as_view(), name="seats"),
    path("networks/<slug:slug>/seats/invite/", Invite.as_view(), name="invite"),
    path("networks/<slug:slug>/seats/<int:pk>/end/", EndSeat.as_view(), name="end_seat"),
    path("networks/<slug:slug>/invitations/<int:pk>/resend/", Resend.as_view(), name="resend_invitation"),
    path("networks/<slug:slug>/invitations/<int:pk>/revoke/", Revoke.as_view(), name="revoke_invitation"),
    path("invitations/<str:token>/", Accept.as_view(), name="invitation"),
]
