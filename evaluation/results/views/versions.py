"""The published versions of one country and year, and what changed in each, for people who can read them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evaluation.results.publishing.version_diff import version_list, version_page
from networkapp.networks.queries.countries import country_name


def show_versions(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show the published versions of a country's assessment of a year; Http404 if there are none."""
    versions = version_list(country=code, year=year, user=request.user)
    if not versions:
        raise Http404
    context = {"versions": versions, "name": country_name(code=code.upper()), "code": code.lower(), "year": year}
    return render(request, "evaluation/versions/list.html", context)


def show_version(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Show a published version of a country's assessment; otherwise Http404."""
    page = version_page(country=code, year=year, number=number, user=request.user)
    if page is None:
        raise Http404
    context = {"page": page, "brief": page.published, "code": code.lower(), "year": year}
    return render(request, "evaluation/versions/version.html", context)


_YEAR = "evaluation/countries/<slug:code>/<int:year>/versions/"
urlpatterns = [
    path(_YEAR, show_versions, name="versions"),
    path(f"{_YEAR}<int:number>/", show_version, name="version"),
]
