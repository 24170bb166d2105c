"""One box over everything that the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.conf import setting
from networkapp.languages.languages import content_languages
from networkapp.search.forms import NarrowingForm, SearchForm
from networkapp.search.search import search


def results(request: HttpRequest) -> HttpResponse:
    """Show what the reader's query finds; searches all languages if the reader's own has no results."""
    form, within = SearchForm(request.GET), NarrowingForm(request.GET, user=request.user)
    query, narrowing = form.cleaned("query"), within.narrowing
    arguments = {"user": request.user, "query": query, "kind": form.cleaned("kind"), "narrowing": narrowing}
    every_language = request.GET.get("languages") == "all"
    found = search(**arguments, every_language=every_language)
    if not found and not every_language and len(content_languages()) > 1:
        found, every_language = search(**arguments, every_language=True), True
    context = {"form": form, "within": within, "is_narrowed": within.is_narrowed, "found": found, "query": query}
    context |= {"every_language": every_language, "languages": len(content_languages())}
    return render(request, "networkapp/search/results.html", context)


urlpatterns = [path(setting("SEARCH_PATH"), results, name="search")]
