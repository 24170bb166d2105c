"""Countries that take part, and all that stands here about one of them, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.domain.countries.pages import countries_for, country_page


def countries(request: HttpRequest) -> HttpResponse:
    return render(request, "networkapp/countries/countries.html", {"countries": countries_for(reader=request.user)})


def country(request: HttpRequest, code: str) -> HttpResponse:
    page = country_page(code=code, reader=request.user)
    return render(request, "networkapp/countries/country.html", {"page": page, "country": page.country})


urlpatterns = [
    path("countries/", countries, name="countries"),
    path("countries/<slug:code>/", country, name="country"),
]
