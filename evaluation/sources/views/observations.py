"""The public page with all figures of independent sources about one country."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evaluation.sources.observation_tables import country_observations


def show_observations(request: HttpRequest, code: str) -> HttpResponse:
    """Show the figures of other sources about a country; Http404 if there are none."""
    detail = country_observations(country=code)
    if detail is None:
        raise Http404
    return render(request, "evaluation/profile/sources.html", {"detail": detail})


urlpatterns = [path("evaluation/countries/<slug:code>/sources/", show_observations, name="observations")]
