"""Invitations: the secretariat's side, and the side of whoever opens the link."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from networkapp.conf import setting
from networkapp.domain.seats import granting as seats
from networkapp.domain.seats import invitations
from networkapp.domain.seats.invitations import Door
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import AgreeForm, InviteForm, NewcomerForm, OfficesForm, TermForm
from networkapp.host import SignInService, host_accounts
from networkapp.models import Invitation, Network, Seat
from networkapp.models.addressed_links import AddressedLink
from networkapp.permissions import ALLOWED, Action
from networkapp.views.step_up import binding_act


def _network(request: HttpRequest, slug: str, action: Action) -> Network:
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.LIST_SEATS), slug=slug)
    found.require(request.user, action)
    return found


def base_url_of(request: HttpRequest) -> str:
    """Where links in letters begin: the host's setting, else this request's address, which ALLOWED_HOSTS checks."""
    return str(setting("BASE_URL") or request.build_absolute_uri("/"))


class Seats(LoginRequiredMixin, View):
    """Who sits in the network; for the secretariat also who is invited."""

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
    done = gettext_lazy("Invitation sent again. The earlier link no longer works.")

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        invitations.resend(invitation=invitation, by=request.user, base_url=base_url_of(request))


class Revoke(ChangeInvitation):
    done = gettext_lazy("Invitation withdrawn. Its link no longer works.")

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


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class AcceptLink(View):
    """The page behind the link of an invitation. Opening it changes nothing; only the button does."""

    folder = ""
    """Where the templates open.html and closed.html are."""
    done: Any = ""
    find: Callable[..., AddressedLink | None]
    accept_it: Callable[..., Any]
    accept_as_newcomer: Callable[..., Any]

    def services(self, request: HttpRequest, token: str) -> list[SignInService]:
        """Return the other sites with which this invitation can be accepted."""
        return []

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(request, type(self).find(token=token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = type(self).find(token=token)
        door = invitations.door(invitation=invitation, visitor=request.user)
        act: Any = {Door.NEWCOMER: self.welcome, Door.HERS: self.accept}.get(door, self.show)
        return act(request, invitation)

    def accept(self, request: HttpRequest, invitation: AddressedLink) -> HttpResponse:
        form = AgreeForm(request.POST)
        attempt(form, type(self).accept_it, invitation=invitation, user=request.user)
        if form.errors:
            return self.show(request, invitation, form)
        return self.to_first_page(request, invitation)

    def welcome(self, request: HttpRequest, invitation: AddressedLink) -> HttpResponse:
        form = NewcomerForm(request.POST, email=invitation.email)
        user = attempt(form, type(self).accept_as_newcomer, invitation=invitation)
        if not user:
            return self.show(request, invitation, form)
        newcomer = form.cleaned_data["newcomer"]
        with override(newcomer.language):
            host_accounts().sign_in(request, user, newcomer)
            setup = host_accounts().passkey_setup_address() if newcomer.wants_passkey else ""
            return self.to_first_page(request, invitation, setup)

    def to_first_page(self, request: HttpRequest, invitation: AddressedLink, setup: str = "") -> HttpResponse:
        messages.success(request, self.done)
        first = self.first_page(invitation)
        return redirect(f"{setup}?{urlencode({'next': first})}" if setup else first)

    def first_page(self, invitation: AddressedLink) -> str:
        """Return the address of the page that is first after accepting."""
        return reverse("networkapp:desk")

    def show(self, request: HttpRequest, invitation: AddressedLink | None, form: Any = None) -> HttpResponse:
        door = invitations.door(invitation=invitation, visitor=request.user)
        template = f"{self.folder}/{'open' if door in OPEN_DOORS else 'closed'}.html"
        offered = form or (NewcomerForm.of(invitation) if door == Door.NEWCOMER and invitation else None)
        status = 422 if form and form.errors and door in OPEN_DOORS else STATUS.get(door, 200)
        services = self.services(request, self.kwargs["token"]) if door in SIGNED_OUT_DOORS else []
        shown = {"invitation": invitation, "door": door.value, "form": offered, "services": services}
        context = shown | host_accounts().addresses() | {"passkey_template": host_accounts().passkey_template}
        zone = invitations.invited_zone(offer=invitation) if invitation else timezone.get_current_timezone()
        with timezone.override(zone):
            return render(request, template, context, status=status)


OPEN_DOORS = {Door.NEWCOMER, Door.HERS, Door.SIGN_IN, Door.ANOTHER}
SIGNED_OUT_DOORS = {Door.NEWCOMER, Door.SIGN_IN}
STATUS = {Door.UNKNOWN: 404, Door.SETTLED: 410, Door.EXPIRED: 410}


def first_page_of(invitation: Invitation) -> str:
    """Return the address of the network's topics, for those who read them once their seat has begun; else the desk."""
    if invitation.capacity in ALLOWED[Action.READ] and invitation.starts_at <= timezone.now():
        return reverse("networkapp:topics", args=[invitation.network.slug])
    return reverse("networkapp:desk")


class Accept(AcceptLink):
    """The page behind the link of an invitation to a seat."""

    folder = "networkapp/invitations"
    done = gettext_lazy("Welcome. Your seat is now active.")
    find = invitations.find
    accept_it = invitations.accept
    accept_as_newcomer = invitations.accept_as_newcomer

    def first_page(self, invitation: AddressedLink) -> str:
        assert isinstance(invitation, Invitation)
        return first_page_of(invitation)

    def services(self, request: HttpRequest, token: str) -> list[SignInService]:
        return host_accounts().sign_in_services(request, token)


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
