"""One box over everything that the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.domain.search import search
from networkapp.forms.search import NarrowingForm, SearchForm


def results(request: HttpRequest) -> HttpResponse:
    form, within = SearchForm(request.GET), NarrowingForm(request.GET, reader=request.user)
    query, narrowing = form.cleaned("query"), within.narrowing
    found = search(user=request.user, query=query, kind=form.cleaned("kind"), narrowing=narrowing)
    context = {"form": form, "within": within, "is_narrowed": within.is_narrowed, "found": found, "query": query}
    return render(request, "networkapp/search/results.html", context)


urlpatterns = [path("search/", results, name="search")]
