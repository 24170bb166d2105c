"""Site administrators in Wagtail's admin: who they are, adding and removing one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from networkapp.domain.administration import administrators, invitations
from networkapp.domain.rights.administrators import administrators as active_administrators
from networkapp.domain.rights.administrators import require_administrator
from networkapp.errors import Refused
from networkapp.forms.administrators import AppointForm
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import AgreeForm
from networkapp.models import AdministratorInvitation
from networkapp.views.accepting import AcceptAdministration
from networkapp.views.invitations import base_url_of
from networkapp.views.step_up import binding_act


@method_decorator(never_cache, name="dispatch")
class AdministratorScreen(WagtailAdminTemplateMixin, TemplateView):
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

    def show(self, form: forms.Form) -> HttpResponse:
        """Return the screen with this form; with status 422, where something in it is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=422 if form.errors else 200)


class Administrators(AdministratorScreen):
    """The list of site administrators and of open invitations, with the form that adds one, and the record."""

    template_name = "networkapp/administrators/list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(AppointForm(initial={"language": get_language()}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AppointForm(request.POST)
        base_url = base_url_of(request)
        done = attempt(form, administrators.appoint_administrator, by=request.user, base_url=base_url)
        if done is None:
            return self.show(form)
        messages.success(request, done.words)
        return redirect("networkapp_administrators")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "administrators": active_administrators(),
            "invitations": administrators.open_invitations(),
            "acts": administrators.recorded_acts(),
        }
        return {**super().get_context_data(**kwargs), **own}


class RemoveAdministrator(AdministratorScreen):
    """Asks before somebody stops being a site administrator."""

    template_name = "networkapp/administrators/remove.html"
    page_title = _("Remove site administrator")
    is_inner = True

    @cached_property
    def administrator(self) -> Any:
        found = administrators.find_administrator(pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(AgreeForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AgreeForm(request.POST)
        attempt(form, administrators.remove_administrator, user=self.administrator, by=request.user)
        if form.errors:
            return self.show(form)
        words = _("%(name)s is no longer a site administrator.") % {"name": self.administrator}
        messages.success(request, words)
        following = "networkapp:desk" if self.administrator == request.user else "networkapp_administrators"
        return redirect(following)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "administrator": self.administrator}


class ChangeAdministratorInvitation(AdministratorScreen):
    """Sends an invitation again or revokes it, and returns to the list."""

    http_method_names = ("post", "options")
    done: Any = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        invitation = get_object_or_404(AdministratorInvitation, pk=pk)
        try:
            self.make_change(request, invitation)
            messages.success(request, self.done)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("networkapp_administrators")

    def make_change(self, request: HttpRequest, invitation: AdministratorInvitation) -> None:
        raise NotImplementedError


class ResendAdministratorInvitation(ChangeAdministratorInvitation):
    done = gettext_lazy("Invitation sent again.")

    def make_change(self, request: HttpRequest, invitation: AdministratorInvitation) -> None:
        invitations.resend_administrator_invitation(
            invitation=invitation, by=request.user, base_url=base_url_of(request)
        )


class RevokeAdministratorInvitation(ChangeAdministratorInvitation):
    done = gettext_lazy("Invitation withdrawn.")

    def make_change(self, request: HttpRequest, invitation: AdministratorInvitation) -> None:
        invitations.revoke_administrator_invitation(invitation=invitation, by=request.user)


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
