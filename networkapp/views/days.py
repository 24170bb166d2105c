"""Awareness days, and what each network did on them; writing it down, for who keeps a network's campaigns."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.cards.days import InYear
from networkapp.domain.days.deeds import asked_of, is_open, keeping, say_nothing, write_deed
from networkapp.domain.days.register import comes_next, days_ahead, has_year, list_days, told_in, told_of
from networkapp.forms.days import DeedForm
from networkapp.forms.discussion import attempt
from networkapp.models import DayOfYear, Network
from networkapp.permissions import Action
from networkapp.views.meetings import press


def days(request: HttpRequest) -> HttpResponse:
    return render(request, "networkapp/days/days.html", {"days": days_ahead(today=timezone.localdate())})


def day(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(list_days(), slug=slug)
    comes = comes_next(day=found, today=timezone.localdate())
    context = {"day": found, "comes": comes, "told": told_of(day=found, reader=request.user)}
    return render(request, "networkapp/days/day.html", context)


def find_day(slug: str, year: int) -> DayOfYear:
    """The day, which there is in this year."""
    found: DayOfYear = get_object_or_404(list_days(), slug=slug)
    if not has_year(day=found, year=year, today=timezone.localdate()):
        raise Http404
    return found


def day_in_year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    found, today = find_day(slug, year), timezone.localdate()
    kept = keeping(request.user) if is_open(day=found, year=year, today=today) else []
    context = {
        "day": found,
        "in_year": InYear(day=found, year=year),
        "year": year,
        "date": found.in_year(year),
        "is_ahead": found.in_year(year) >= today,
        "told": told_in(day=found, year=year, reader=request.user),
        "yours": asked_of(day=found, year=year, networks=kept),
        "years": [one for one in (year - 1, year + 1) if has_year(day=found, year=one, today=today)],
    }
    return render(request, "networkapp/days/year.html", context)


class OfKeeper(LoginRequiredMixin, View):
    """Require EDIT_CAMPAIGNS on the network of the URL."""

    def find(self, request: HttpRequest, slug: str, year: int, network: str) -> dict[str, Any]:
        kept: Network = get_object_or_404(Network.objects.where(request.user, may=Action.SEE), slug=network)
        kept.require(request.user, Action.EDIT_CAMPAIGNS)
        return {"day": find_day(slug, year), "year": year, "network": kept}


class WriteDeed(OfKeeper):
    """What the network did, or does, on the day."""

    def get(self, request: HttpRequest, slug: str, year: int, network: str) -> HttpResponse:
        about = self.find(request, slug, year, network)
        return self.show(request, about, DeedForm(initial={"language": get_language(), "client_key": uuid4()}))

    def post(self, request: HttpRequest, slug: str, year: int, network: str) -> HttpResponse:
        about, form = self.find(request, slug, year, network), DeedForm(request.POST)
        deed = attempt(form, write_deed, by=request.user, **about)
        if deed is None:
            return self.show(request, about, form)
        messages.success(request, _("Published on the page for that day."))
        return redirect(deed.get_absolute_url())

    def show(self, request: HttpRequest, about: dict[str, Any], form: DeedForm) -> HttpResponse:
        status = 422 if form.is_bound else 200
        return render(request, "networkapp/days/write.html", {**about, "form": form}, status=status)


class SayNothing(OfKeeper):
    """The network does nothing on the day in this year."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, year: int, network: str) -> HttpResponse:
        about = self.find(request, slug, year, network)
        if press(request, say_nothing, by=request.user, **about):
            messages.success(
                request,
                _("No activities recorded for this year."),
            )
        return redirect("networkapp:day_in_year", slug, year)


urlpatterns = [
    path("days/", days, name="days"),
    path("days/<slug:slug>/", day, name="day"),
    path("days/<slug:slug>/<int:year>/", day_in_year, name="day_in_year"),
    path("days/<slug:slug>/<int:year>/<slug:network>/", WriteDeed.as_view(), name="write_deed"),
    path("days/<slug:slug>/<int:year>/<slug:network>/nothing/", SayNothing.as_view(), name="quiet_day"),
]
