"""The library and the directory of organisations, for everybody."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from networkapp.domain import library
from networkapp.domain.dead_links import dead_links_for
from networkapp.domain.editing import networks_edited
from networkapp.forms.library import LibraryFilter, SubjectFilter
from networkapp.permissions import Action

MENDING = (Action.EDIT_LIBRARY, Action.EDIT_HANDBOOKS)


def publications(request: HttpRequest) -> HttpResponse:
    form = LibraryFilter(request.GET)
    found = library.list_publications(subject=form.value("subject"), language=form.value("language") or "")
    may_edit = request.user.is_authenticated and networks_edited(user=request.user, may=Action.EDIT_LIBRARY).exists()
    context = {"form": form, "publications": found, "may_edit": may_edit}
    return render(request, "networkapp/library/publications.html", context)


def publication(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(library.list_publications(), slug=slug)
    return render(request, "networkapp/library/publication.html", {"publication": found})


def organisations(request: HttpRequest) -> HttpResponse:
    form = SubjectFilter(request.GET)
    found = library.list_organisations(subject=form.value("subject"))
    return render(request, "networkapp/library/organisations.html", {"form": form, "organisations": found})


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(library.list_organisations(), slug=slug)
    context = {"organisation": found, "publications": library.publications_of(organisation=found)}
    return render(request, "networkapp/library/organisation.html", context)


@login_required
def dead_links(request: HttpRequest) -> HttpResponse:
    """For whoever edits the library or handbooks: what leads nowhere there."""
    if not any(networks_edited(user=request.user, may=may).exists() for may in MENDING):
        raise Http404
    return render(request, "networkapp/library/dead_links.html", {"links": dead_links_for(request.user)})


urlpatterns = [
    path("library/addresses/", dead_links, name="dead_links"),
    path("library/", publications, name="library"),
    path("library/organisations/", organisations, name="organisations"),
    path("library/organisations/<slug:slug>/", organisation, name="organisation"),
    path("library/<slug:slug>/", publication, name="publication"),
]
