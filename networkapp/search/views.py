"""One box over everything that the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.conf import setting
from networkapp.handbooks.editions.queries import find_text
from networkapp.handbooks.pages.queries import find_handbook
from networkapp.handbooks.pages.search import search_edition, search_handbook
from networkapp.languages.languages import content_languages
from networkapp.search.forms import InsideForm, NarrowingForm, SearchForm
from networkapp.search.search import search


def results(request: HttpRequest) -> HttpResponse:
    form, within = SearchForm(request.GET), NarrowingForm(request.GET, user=request.user)
    query, narrowing = form.cleaned("query"), within.narrowing
    asked = {"user": request.user, "query": query, "kind": form.cleaned("kind"), "narrowing": narrowing}
    every_language = request.GET.get("languages") == "all"
    found = search(**asked, every_language=every_language)
    if not found and not every_language and len(content_languages()) > 1:
        found, every_language = search(**asked, every_language=True), True
    context = {"form": form, "within": within, "is_narrowed": within.is_narrowed, "found": found, "query": query}
    context |= {"every_language": every_language, "languages": len(content_languages())}
    return render(request, "networkapp/search/results.html", context)


def inside_handbook(request: HttpRequest, handbook: int) -> HttpResponse:
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
    path(setting("SEARCH_PATH"), results, name="search"),
    path("handbooks/sections/in/<int:handbook>/", inside_handbook, name="search_handbook"),
    path("handbooks/editions/<int:pk>/<slug:language>/search/", inside_edition, name="search_edition"),
]
