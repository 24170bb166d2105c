"""Countries that take part, and all that is here about one of them, for everybody; and the other delegations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from networkapp.networks.queries.participation import absences_in
from networkapp.overviews.countries import countries_for, country_page
from networkapp.overviews.delegation_pages import delegation_page


def countries(request: HttpRequest) -> HttpResponse:
    """Show the countries about which the reader can see something."""
    found = countries_for(user=request.user)
    networks = {network for one in found for delegation in one.delegations for network in delegation.networks.all()}
    context = {"countries": found, "absences": absences_in(networks=networks)}
    return render(request, "networkapp/countries/countries.html", context)


def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the reader can see about a country."""
    page = country_page(code=code, user=request.user)
    return render(request, "networkapp/countries/country.html", {"page": page, "country": page.country})


def delegation(request: HttpRequest, code: str) -> HttpResponse:
    """Show the page of a delegation; for a national parliament, redirect to its country."""
    page = delegation_page(code=code, user=request.user)
    address = page.delegation.get_absolute_url()
    if address != request.path:
        return redirect(address)
    context = {"page": page, "delegation": page.delegation}
    return render(request, "networkapp/countries/delegation.html", context)


urlpatterns = [
    path("countries/", countries, name="countries"),
    path("countries/<slug:code>/", country, name="country"),
    path("delegations/<slug:code>/", delegation, name="delegation"),
]
