"""Addresses of pages and sections that are made of their numbers. Handbooks themselves Wagtail serves."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.wagtail_hooks import check_view_restrictions

from networkapp.handbooks.models import HandbookPage
from networkapp.handbooks.pages.access import find_section
from networkapp.handbooks.pages.forms import NewHandbookForm
from networkapp.handbooks.pages.page_links import find_page
from networkapp.handbooks.pages.queries import find_section_by_block
from networkapp.handbooks.pages.starting import start_handbook
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.views.action_view import ActionView, Value, Values


def redirect_to_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect to the current address of the page, once Wagtail's own restrictions on it are passed."""
    answer: HttpResponse = check_view_restrictions(_redirect_to_page_url)(
        find_page(pk=pk, user=request.user), request, [], {}
    )
    return answer


def _redirect_to_page_url(page: Page, request: HttpRequest, args: list[str], kwargs: dict[str, str]) -> HttpResponse:
    return redirect(page.get_url(request))


def redirect_to_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect to the current address of the section; for a withdrawn one say so, and where it was."""
    found = find_section(pk=pk, user=request.user)
    if found.withdrawn_at:
        return render(request, "networkapp/handbooks/withdrawn.html", {"section": found}, status=410)
    return redirect(f"{found.page.get_url(request)}#{found.anchor}")


def redirect_to_section_by_block(request: HttpRequest, page: int, block: UUID) -> HttpResponse:
    """Do the same for a section that is named by its chapter and block, which it has before it is published."""
    return redirect(find_section_by_block(page=page, block_id=str(block), user=request.user))


class StartHandbook(ActionView[Network]):
    """Create a handbook of the editor's network; it is then edited in Wagtail."""

    template_name = "networkapp/handbooks/new_handbook.html"
    form_class, action, success_message = NewHandbookForm, staticmethod(start_handbook), _("Handbook created.")
    result: HandbookPage

    def get_object(self) -> Network:
        edited = Network.objects.where(self.request.user, may=Action.EDIT_HANDBOOKS)
        found: Network = get_object_or_404(edited, slug=self.kwargs["slug"])
        found.require(self.request.user, Action.PUBLISH_HANDBOOKS)
        return found

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.result.pk])

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object, **kwargs)


urlpatterns = [
    path("pages/<int:pk>/", redirect_to_page, name="page"),
    path("handbooks/sections/<int:pk>/", redirect_to_section, name="section"),
    path("handbooks/sections/<int:page>/<uuid:block>/", redirect_to_section_by_block, name="section_of"),
    path("networks/<slug:slug>/handbooks/start/", StartHandbook.as_view(), name="start_handbook"),
]
