"""The overview of results and the method in short, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evaluation.assessments.cycles import networks_where
from evaluation.assessments.lists import has_assessments
from evaluation.assessments.next_steps import next_steps
from evaluation.permissions import Action
from evaluation.results.forms.results import YearForm
from evaluation.results.overviews import results_overview
from evaluation.sources.observations import observed_countries


def show_overview(request: HttpRequest) -> HttpResponse:
    """Show the results of all countries in a year; Http404 for a year without any."""
    found = results_overview(year=YearForm(request.GET).chosen_year(), user=request.user)
    if found is None:
        raise Http404
    context = {
        "overview": found,
        "observed": observed_countries(),
        "has_assessments": has_assessments(request.user),
        "steps": next_steps(request.user),
        "reads_cycles": networks_where(user=request.user, may=Action.READ_CYCLES).exists(),
    }
    return render(request, "evaluation/overview/overview.html", context)


def show_method(request: HttpRequest) -> HttpResponse:
    """Show how results are calculated."""
    return render(request, "evaluation/overview/method.html")


urlpatterns = [
    path("evaluation/", show_overview, name="overview"),
    path("evaluation/method/", show_method, name="method"),
]
