"""A country: its published results, and what others publish about it. A country without any data is a 404."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from evaluation.results.country_pages import country_page
from evaluation.results.forms.results import YearForm
from evaluation.sources.observations import Observations, observations_of
from evaluation.treaties.status import register_of
from evaluation.treaties.tables import country_treaties
from networkapp.networks.queries.countries import country_name
from networkapp.networks.queries.participation import absence_of_country
from networkapp.permissions import Action


def show_profile(request: HttpRequest, code: str) -> HttpResponse:
    """Show the published results of a country, or else figures of other sources; Http404 without either."""
    year = YearForm(request.GET).chosen_year()
    page = country_page(country=code, year=year, user=request.user)
    if page is None and year is None and (observations := observations_of(country=code)).rows:
        return show_without_results(request, code.upper(), observations)
    if page is None:
        raise Http404
    absence = absence_of_country(network=page.brief.network_id, country=page.brief.country)
    if absence is not None and not absence.network.allows(request.user, Action.SEE):
        absence = None  # a version can be published for people who do not see its network
    context = {"page": page, "brief": page.brief, "absence": absence}
    return render(request, "evaluation/profile/profile.html", context)


def show_without_results(request: HttpRequest, country: str, observations: Observations) -> HttpResponse:
    """Show figures of other sources and treaties of a country that has published no results."""
    register = register_of(on=timezone.localdate(), countries=[country])
    context = {
        "name": country_name(code=country),
        "observations": observations,
        "treaties": country_treaties(register, country),
    }
    return render(request, "evaluation/profile/without_results.html", context)


urlpatterns = [path("evaluation/countries/<slug:code>/", show_profile, name="profile")]
