"""Site administrators in Wagtail's admin: who they are, adding and removing one."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from networkapp.administration import administrators, invitations
from networkapp.administration.forms.administrators import AppointForm
from networkapp.administration.rights import administrators as active_administrators
from networkapp.administration.rights import require_administrator
from networkapp.models import AdministratorInvitation
from networkapp.networks.forms.invitations import AgreeForm
from networkapp.networks.views.accepting import AcceptAdministration
from networkapp.networks.views.invitations import base_url_of
from networkapp.networks.views.step_up import binding_act
from networkapp.views.action_view import ActionView, ButtonView, T, Values


@method_decorator(never_cache, name="dispatch")
class AdministratorScreen(WagtailAdminTemplateMixin, ActionView[T]):
    """A screen of Wagtail's admin for site administrators alone."""

    page_title = _("Site administrators")
    header_icon = "key"
    is_inner = False
    """Whether the screen lies below the list."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_administrator(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": reverse("networkapp_administrators"), "label": _("Site administrators")}
        inner = [{"url": "", "label": self.get_page_title()}] if self.is_inner else []
        return [*super().get_breadcrumbs_items(), own, *inner]


class Administrators(AdministratorScreen[None]):
    """The list of site administrators and of open invitations, with the form that adds one, and the record."""

    template_name = "networkapp/administrators/list.html"
    form_class, action = AppointForm, staticmethod(administrators.appoint_administrator)
    success_url = reverse_lazy("networkapp_administrators")
    result: administrators.Appointment

    def get_object(self) -> None:
        return None

    def get_initial(self) -> Values:
        return {"language": get_language()}

    def get_action_kwargs(self) -> Values:
        return {"by": self.request.user, "base_url": base_url_of(self.request)}

    def get_success_message(self) -> str | Promise:
        return self.result.words

    def get_context_data(self, **kwargs: Any) -> Values:
        own = {
            "administrators": active_administrators(),
            "invitations": administrators.open_invitations(),
            "acts": administrators.recorded_acts(),
        }
        return super().get_context_data(**own, **kwargs)


class RemoveAdministrator(AdministratorScreen[Any]):
    """Asks before somebody stops being a site administrator."""

    template_name = "networkapp/administrators/remove.html"
    page_title = _("Remove site administrator")
    is_inner = True
    form_class, action = AgreeForm, staticmethod(administrators.remove_administrator)

    def get_object(self) -> Any:
        found = administrators.find_administrator(pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get_action_kwargs(self) -> Values:
        return {"user": self.object, "by": self.request.user}

    def get_success_message(self) -> str:
        return _("%(name)s is no longer a site administrator.") % {"name": self.object}

    def get_success_url(self) -> str:
        return reverse("networkapp:desk" if self.object == self.request.user else "networkapp_administrators")

    def get_context_data(self, **kwargs: Any) -> Values:
        return super().get_context_data(administrator=self.object, **kwargs)


class AdministratorInvitationButton(ButtonView, AdministratorScreen[AdministratorInvitation]):
    """Sends an invitation again or withdraws it, and returns to the list."""

    success_url = reverse_lazy("networkapp_administrators")

    def get_object(self) -> AdministratorInvitation:
        return get_object_or_404(AdministratorInvitation, pk=self.kwargs["pk"])

    def get_action_kwargs(self) -> Values:
        return {"invitation": self.object, "user": self.request.user}


class ResendAdministratorInvitation(AdministratorInvitationButton):
    """Send an invitation to become a site administrator again."""

    action = staticmethod(invitations.resend_administrator_invitation)
    success_message = _("Invitation sent again.")

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"base_url": base_url_of(self.request)}


class RevokeAdministratorInvitation(AdministratorInvitationButton):
    action = staticmethod(invitations.revoke_administrator_invitation)
    success_message = _("Invitation withdrawn")


def in_wagtail() -> list[URLPattern]:
    """Return the addresses below that of Wagtail's admin."""
    return [
        path("administrators/", binding_act(Administrators.as_view()), name="networkapp_administrators"),
        path(
            "administrators/<int:pk>/remove/",
            binding_act(RemoveAdministrator.as_view()),
            name="networkapp_remove_administrator",
        ),
        path(
            "administrators/invitations/<int:pk>/resend/",
            binding_act(ResendAdministratorInvitation.as_view()),
            name="networkapp_resend_administrator",
        ),
        path(
            "administrators/invitations/<int:pk>/revoke/",
            binding_act(RevokeAdministratorInvitation.as_view()),
            name="networkapp_revoke_administrator",
        ),
    ]


urlpatterns = [
    path("administration/<str:token>/", AcceptAdministration.as_view(), name="administrator_invitation"),
]
