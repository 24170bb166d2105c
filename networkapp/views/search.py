"""One box over everything that the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.domain.search import search
from networkapp.forms.library import SearchForm


def results(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"query": "", "kind": ""}
    found = search(user=request.user, query=asked["query"], kind=asked["kind"])
    return render(request, "networkapp/search/results.html", {"form": form, "found": found, "query": asked["query"]})


urlpatterns = [path("search/", results, name="search")]
