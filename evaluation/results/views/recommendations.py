"""One recommendation in every country, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evaluation.results.forms.results import YearForm
from evaluation.results.recommendation import recommendation_page


def show_recommendation(request: HttpRequest, code: int) -> HttpResponse:
    """Show the results of all countries for a recommendation; Http404 if there is none with this number."""
    found = recommendation_page(code=code, year=YearForm(request.GET).chosen_year(), user=request.user)
    if found is None:
        raise Http404
    return render(request, "evaluation/recommendations/recommendation.html", {"page": found})


urlpatterns = [path("evaluation/recommendations/<int:code>/", show_recommendation, name="recommendation")]
