"""The search inside one handbook, or inside one of its editions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.handbooks.editions.queries import find_text
from networkapp.handbooks.pages.queries import find_handbook
from networkapp.handbooks.pages.search import search_edition, search_handbook
from networkapp.search.forms import InsideForm


def inside_handbook(request: HttpRequest, handbook: int) -> HttpResponse:
    """Show the passages of a handbook's current text that match the query."""
    found, form = find_handbook(pk=handbook, user=request.user), InsideForm(request.GET)
    context = {
        "title": found.title,
        "address": found.get_url(request),
        "language": found.locale.language_code,
        "network": found.network,
        "passages": search_handbook(handbook=found, query=form.cleaned("query"), user=request.user),
    }
    return render(request, "networkapp/search/inside.html", {"form": form, "query": form.cleaned("query"), **context})


def inside_edition(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the passages of an edition that match the query."""
    text, form = find_text(edition=pk, language=language, user=request.user), InsideForm(request.GET)
    context = {
        "title": text.title,
        "edition": text.edition,
        "address": text.get_absolute_url(),
        "language": text.language,
        "network": text.edition.network,
        "passages": search_edition(text=text, query=form.cleaned("query")),
    }
    return render(request, "networkapp/search/inside.html", {"form": form, "query": form.cleaned("query"), **context})


urlpatterns = [
    path("handbooks/sections/in/<int:handbook>/", inside_handbook, name="search_handbook"),
    path("handbooks/editions/<int:pk>/<slug:language>/search/", inside_edition, name="search_edition"),
]
