"""The permanent addresses of sections. Handbooks themselves are pages, which Wagtail serves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from networkapp.domain.handbooks import find_section


def section(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to where the section stands today; of a withdrawn one it says that it is gone, and from where."""
    found = find_section(pk=pk, user=request.user)
    if found.withdrawn_at:
        return render(request, "networkapp/handbooks/withdrawn.html", {"section": found}, status=410)
    return redirect(f"{found.page.get_url(request)}#{found.anchor}")


urlpatterns = [path("handbooks/sections/<int:pk>/", section, name="section")]
