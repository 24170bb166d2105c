"""Addresses of pages and sections that are made of their numbers. Handbooks themselves Wagtail serves."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Page
from wagtail.wagtail_hooks import check_view_restrictions

from networkapp.domain.editions.page_links import find_page
from networkapp.domain.handbooks.readers import find_section
from networkapp.domain.handbooks.shelf import find_section_of
from networkapp.domain.handbooks.starts import start_handbook
from networkapp.forms.discussion import attempt
from networkapp.forms.handbooks import StartForm
from networkapp.models import Network
from networkapp.permissions import Action


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect to the current address of the page, once Wagtail's own restrictions on it are passed."""
    answer: HttpResponse = check_view_restrictions(_lead_to)(find_page(pk=pk, user=request.user), request, [], {})
    return answer


def _lead_to(page: Page, request: HttpRequest, args: list[str], kwargs: dict[str, str]) -> HttpResponse:
    return redirect(page.get_url(request))


def section(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect to the current address of the section; for a withdrawn one say so, and where it was."""
    found = find_section(pk=pk, user=request.user)
    if found.withdrawn_at:
        return render(request, "networkapp/handbooks/withdrawn.html", {"section": found}, status=410)
    return redirect(f"{found.page.get_url(request)}#{found.anchor}")


def section_of(request: HttpRequest, page: int, block: UUID) -> HttpResponse:
    """Do the same for a section that is named by its chapter and block, which it has before it is published."""
    return redirect(find_section_of(page=page, block_id=str(block), reader=request.user))


class StartHandbook(LoginRequiredMixin, View):
    """Create a handbook of the editor's network; it is then edited in Wagtail."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, self.find(request, slug), StartForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        network, form = self.find(request, slug), StartForm(request.POST)
        page = attempt(form, start_handbook, network=network, by=request.user)
        if page is None:
            return self.show(request, network, form, status=422)
        messages.success(request, _("Handbook created."))
        return redirect("wagtailadmin_explore", page.pk)

    def show(self, request: HttpRequest, network: Network, form: StartForm, status: int = 200) -> HttpResponse:
        context = {"network": network, "form": form}
        return render(request, "networkapp/handbooks/start.html", context, status=status)

    def find(self, request: HttpRequest, slug: str) -> Network:
        found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.EDIT_HANDBOOKS), slug=slug)
        found.require(request.user, Action.PUBLISH_HANDBOOKS)
        return found


urlpatterns = [
    path("pages/<int:pk>/", page, name="page"),
    path("handbooks/sections/<int:pk>/", section, name="section"),
    path("handbooks/sections/<int:page>/<uuid:block>/", section_of, name="section_of"),
    path("networks/<slug:slug>/handbooks/start/", StartHandbook.as_view(), name="start_handbook"),
]
