"""The first seats of a network, in Wagtail's admin: a site administrator invites its secretariat, chair and members."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networkapp.administration.views.administrators import AdministratorScreen
from networkapp.models import Capacity, Invitation, Network
from networkapp.networks.actions import invitations
from networkapp.networks.forms.invitations import InviteForm
from networkapp.networks.queries.first_seats import has_secretariat
from networkapp.networks.views.invitations import Resend, Revoke, base_url_of
from networkapp.networks.views.step_up import binding_act
from networkapp.views.action_view import Values

NETWORKS = "wagtailsnippets_networkapp_network"
FIRST_SEATS = "networkapp_first_seats"


class FirstSeats(AdministratorScreen[Network]):
    """The page that shows a network's secretariat, its invitations, and the form that invites until there is one."""

    template_name = "networkapp/administrators/first_seats.html"
    page_title = _("First seats")
    header_icon = "group"
    form_class, action = InviteForm, staticmethod(invitations.invite)
    result: Invitation

    def get_object(self) -> Network:
        return get_object_or_404(Network, pk=self.kwargs["network"])

    def get_page_subtitle(self) -> str:
        return str(self.object.local_name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NETWORKS}:list"), "label": _("Networks")},
            {"url": reverse(f"{NETWORKS}:edit", args=[self.object.pk]), "label": self.object.local_name},
            {"url": "", "label": self.get_header_title()},
        ]

    def get_initial(self) -> Values:
        return {"language": get_language(), "capacity": Capacity.SECRETARIAT}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"network": self.object}

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user, "base_url": base_url_of(self.request)}

    def get_success_message(self) -> str:
        return _("Invitation sent to %(address)s.") % {"address": self.result.email}

    def get_success_url(self) -> str:
        return reverse(FIRST_SEATS, args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> Values:
        own = {
            "network": self.object,
            "has_secretariat": has_secretariat(network=self.object),
            "waiting": invitations.open_invitations(network=self.object),
        }
        return super().get_context_data(**own, **kwargs)


class FirstSeatInvitationMixin(AdministratorScreen[Invitation]):
    """Base of the actions on an invitation to a first seat; they return to the page of the network."""

    def get_object(self) -> Invitation:
        return get_object_or_404(Invitation, network=self.kwargs["network"], pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse(FIRST_SEATS, args=[self.kwargs["network"]])


class ResendFirstInvitation(FirstSeatInvitationMixin, Resend):
    pass


class RevokeFirstInvitation(FirstSeatInvitationMixin, Revoke):
    pass


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
