"""The list of broken links, for people who can correct them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.editing.permission_policies import networks_edited
from networkapp.links.dead_links import dead_links_for
from networkapp.permissions import Action

CORRECTING = (Action.EDIT_LIBRARY, Action.EDIT_HANDBOOKS, Action.EDIT_HOTLINES)


@login_required
def dead_links(request: HttpRequest) -> HttpResponse:
    """Show people who edit the library, hotlines or handbooks the broken links there."""
    if not any(networks_edited(user=request.user, may=may).exists() for may in CORRECTING):
        raise Http404
    return render(request, "networkapp/library/dead_links.html", {"links": dead_links_for(request.user)})


urlpatterns = [path("library/addresses/", dead_links, name="dead_links")]
