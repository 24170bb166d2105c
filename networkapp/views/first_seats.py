"""The first seats of a network, in Wagtail's admin: a site administrator invites its secretariat, chair and members."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_lazy as _

from networkapp.domain.seats import invitations
from networkapp.domain.seats.first_seats import has_secretariat
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import InviteForm
from networkapp.models import Capacity, Invitation, Network
from networkapp.views.administrators import AdministratorScreen
from networkapp.views.invitations import base_url_of
from networkapp.views.step_up import binding_act

NETWORKS = "wagtailsnippets_networkapp_network"
FIRST_SEATS = "networkapp_first_seats"


class OfNetwork(AdministratorScreen):
    """A screen about one network."""

    page_title = _("First seats")
    header_icon = "group"

    @cached_property
    def network(self) -> Network:
        return get_object_or_404(Network, pk=self.kwargs["network"])

    def get_page_subtitle(self) -> str:
        return str(self.network.local_name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NETWORKS}:list"), "label": _("Networks")},
            {"url": reverse(f"{NETWORKS}:edit", args=[self.network.pk]), "label": self.network.local_name},
            {"url": "", "label": self.get_header_title()},
        ]


class FirstSeats(OfNetwork):
    """Whether the network has a secretariat, who is invited, and the form that invites until it has one."""

    template_name = "networkapp/administrators/first_seats.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        initial = {"language": get_language(), "capacity": Capacity.SECRETARIAT}
        return self.show(InviteForm(network=self.network, initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = InviteForm(request.POST, network=self.network)
        given = {"network": self.network, "by": request.user, "base_url": base_url_of(request)}
        invitation = attempt(form, invitations.invite, **given)
        if invitation is None:
            return self.show(form)
        words = _("Invitation sent to %(address)s.") % {"address": invitation.email}
        messages.success(request, words)
        return redirect(FIRST_SEATS, self.network.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "network": self.network,
            "has_secretariat": has_secretariat(self.network),
            "waiting": invitations.waiting(network=self.network),
        }
        return {**super().get_context_data(**kwargs), **own}


class ChangeFirstInvitation(OfNetwork):
    """Sends an invitation to a seat again or revokes it, and returns to the screen."""

    http_method_names = ("post", "options")
    done: Any = ""

    def post(self, request: HttpRequest, network: int, pk: int) -> HttpResponse:
        invitation = get_object_or_404(Invitation, network=self.network, pk=pk)
        try:
            self.make_change(request, invitation)
            messages.success(request, self.done)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(FIRST_SEATS, self.network.pk)

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        raise NotImplementedError


class ResendFirstInvitation(ChangeFirstInvitation):
    done = gettext_lazy("Invitation sent again.")

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        invitations.resend(invitation=invitation, by=request.user, base_url=base_url_of(request))


class RevokeFirstInvitation(ChangeFirstInvitation):
    done = gettext_lazy("Invitation withdrawn.")

    def make_change(self, request: HttpRequest, invitation: Invitation) -> None:
        invitations.revoke(invitation=invitation, by=request.user)


def in_wagtail() -> list[URLPattern]:
    """Return the addresses below that of Wagtail's admin."""
    at = "networks/<int:network>/seats/"
    return [
        path(at, binding_act(FirstSeats.as_view()), name=FIRST_SEATS),
        path(
            f"{at}<int:pk>/resend/",
            binding_act(ResendFirstInvitation.as_view()),
            name="networkapp_resend_first_invitation",
        ),
        path(
            f"{at}<int:pk>/revoke/",
            binding_act(RevokeFirstInvitation.as_view()),
            name="networkapp_revoke_first_invitation",
        ),
    ]
