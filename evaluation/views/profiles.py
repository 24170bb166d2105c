"""A country's published results, for everybody. A country without any is not known here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from evaluation.domain.profiles import profile
from evaluation.domain.treaty_tables import country_treaties
from evaluation.forms.results import YearChoice, YearForm


def show_profile(request: HttpRequest, code: str) -> HttpResponse:
    found = profile(country=code, year=YearForm(request.GET).asked(), user=request.user)
    if found is None:
        raise Http404
    context = {
        "profile": found,
        "published": found.published,
        "treaties": country_treaties(found.treaties, found.published.country),
        "form": YearChoice(found.years, found.published.year),
    }
    return render(request, "evaluation/profile/profile.html", context)


urlpatterns = [path("evaluation/countries/<slug:code>/", show_profile, name="profile")]
