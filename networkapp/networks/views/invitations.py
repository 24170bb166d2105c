"""Invitations and seats, as the secretariat manages them."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.conf import setting
from networkapp.models import Invitation, Network, Seat
from networkapp.networks.actions import invitations, seats
from networkapp.networks.forms.invitations import AgreeForm, InviteForm, OfficesForm, TermForm
from networkapp.networks.queries.participation import absences_of
from networkapp.networks.views.accepting import Accept
from networkapp.networks.views.step_up import binding_act
from networkapp.permissions import Action
from networkapp.views.action_view import ActionView, ButtonView, Value, Values


def network_for(request: HttpRequest, slug: str, action: Action) -> Network:
    """Return the network; Http404 if the user cannot list its seats, NotAllowed if they cannot do `action` in it."""
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
        network = network_for(request, slug, Action.LIST_SEATS)
        inviting = network.allows(request.user, Action.INVITE)
        context = {
            "network": network,
            "seats": seats.seats_of(network=network, absent=inviting),
            "absences": absences_of(network=network) if inviting else {},
            "inviting": inviting,
            "waiting": invitations.open_invitations(network=network) if inviting else [],
        }
        return render(request, "networkapp/networks/seats.html", context)


class Invite(ActionView[Network]):
    """Invite a person to a seat in a network."""

    template_name = "networkapp/invitations/invite.html"
    form_class, action = InviteForm, staticmethod(invitations.invite)
    result: Invitation

    def get_object(self) -> Network:
        return network_for(self.request, self.kwargs["slug"], Action.INVITE)

    def get_initial(self) -> Values:
        return {"language": get_language()}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"network": self.object}

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user, "base_url": base_url_of(self.request)}

    def get_success_message(self) -> str:
        return _("Invitation sent to %(address)s.") % {"address": self.result.email}

    def get_success_url(self) -> str:
        return reverse("networkapp:seats", args=[self.object.slug])

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object, **kwargs)


class InvitationButton(ButtonView[Invitation]):
    """Base of the buttons of an invitation; they return to the list of seats."""

    def get_object(self) -> Invitation:
        network = network_for(self.request, self.kwargs["slug"], Action.INVITE)
        return get_object_or_404(Invitation, network=network, pk=self.kwargs["pk"])

    def get_action_kwargs(self) -> Values:
        return {"invitation": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:seats", args=[self.kwargs["slug"]])


class Resend(InvitationButton):
    """Send an invitation again."""

    action, success_message = staticmethod(invitations.resend), _("Invitation sent again.")

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"base_url": base_url_of(self.request)}


class Revoke(InvitationButton):
    action, success_message = staticmethod(invitations.revoke), _("Invitation withdrawn")


class ChangeSeat(ActionView[Seat]):
    """A page about one seat, with one action on it."""

    def get_object(self) -> Seat:
        network = network_for(self.request, self.kwargs["slug"], Action.INVITE)
        found: Seat = get_object_or_404(seats.seats_of(network=network, absent=True), pk=self.kwargs["pk"])
        return found

    def get_action_kwargs(self) -> Values:
        return {"seat": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:seats", args=[self.kwargs["slug"]])

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object.network, seat=self.object, **kwargs)


class EndSeat(ChangeSeat):
    template_name = "networkapp/networks/end_seat.html"
    form_class, action, success_message = AgreeForm, staticmethod(seats.end_seat), _("Seat ended.")


class ChangeOffices(ChangeSeat):
    """Change the offices of a seat."""

    template_name = "networkapp/networks/offices.html"
    form_class, action, success_message = OfficesForm, staticmethod(seats.change_offices), _("Offices updated.")

    def get_initial(self) -> Values:
        return {"offices": [row.office for row in self.object.offices.all()]}


class ChangeTerm(ChangeSeat):
    """Change when the term of a seat ends."""

    template_name = "networkapp/networks/term.html"
    form_class, action, success_message = TermForm, staticmethod(seats.change_term), _("Term updated.")

    def get_initial(self) -> Values:
        return {"ends_on": self.object.last_day}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"seat": self.object}


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
