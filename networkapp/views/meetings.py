"""Meetings of the networks that the reader may see; calling them, changing them, and saying what became of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.meetings import calling
from networkapp.domain.meetings.agenda import agenda_of
from networkapp.domain.meetings.register import calling_networks, list_meetings, list_series, standing_of
from networkapp.errors import Refused
from networkapp.forms.convening import ChangeForm, PlanForm, WordsForm, plan_of
from networkapp.forms.discussion import attempt
from networkapp.forms.library import MeetingFilter
from networkapp.models import Meeting, Network
from networkapp.permissions import Action
from networkapp.views.discussion import find_network

ROWS = 50


def meetings(request: HttpRequest) -> HttpResponse:
    form = MeetingFilter(request.GET, reader=request.user)
    context = {
        "form": form,
        "page_obj": paged(request, list_meetings(user=request.user, **form.chosen())),
        "calling": calling_networks(user=request.user),
    }
    return render(request, "networkapp/meetings/meetings.html", context)


def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    seen = list_meetings(user=request.user).select_related("network", "series", "host")
    found = get_object_or_404(seen.prefetch_related("guests__presentation"), slug=slug)
    context = {
        "meeting": found,
        "agenda": agenda_of(meeting=found, reader=request.user),
        "at": standing_of(meeting=found, reader=request.user),
    }
    return render(request, "networkapp/meetings/meeting.html", context)


def series(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(list_series(user=request.user), slug=slug)
    met = list_meetings(user=request.user).filter(series=found)
    context = {"series": found, "page_obj": paged(request, met)}
    return render(request, "networkapp/meetings/series.html", context)


def paged(request: HttpRequest, found: QuerySet[Meeting]) -> Page[Meeting]:
    return Paginator(found, ROWS).get_page(request.GET.get("page"))


class OfMeeting(LoginRequiredMixin, View):
    """A page or a button of one meeting: 404 for people who cannot read its network, 403 for people who cannot do what
    it `needs`."""

    needs = Action.READ

    def find(self, request: HttpRequest, slug: str) -> Meeting:
        readable = Meeting.objects.where(request.user, may=Action.READ)
        found: Meeting = get_object_or_404(readable.select_related("network", "series", "host", "at_item"), slug=slug)
        found.network.require(request.user, self.needs)
        return found


class ConductMeeting(OfMeeting):
    needs = Action.CONDUCT_MEETINGS


class CallMeeting(LoginRequiredMixin, View):
    """A network calls its next meeting."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = self.find(request, slug)
        host = network.delegations.order_by("code").first()
        return self.show(request, network, PlanForm(network=network, initial={"time_zone": host and host.time_zone}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = self.find(request, slug)
        form = PlanForm(request.POST, network=network)
        called = attempt(form, calling.call_meeting, network=network, by=request.user)
        if called is None:
            return self.show(request, network, form)
        messages.success(request, _("Meeting announced."))
        return redirect("networkapp:agenda", called.slug)

    def find(self, request: HttpRequest, slug: str) -> Network:
        network = find_network(request, slug)
        network.require(request.user, Action.CONDUCT_MEETINGS)
        return network

    def show(self, request: HttpRequest, network: Network, form: PlanForm) -> HttpResponse:
        context = {"network": network, "form": form, "meeting": None}
        return render(request, "networkapp/meetings/plan.html", context, status=422 if form.is_bound else 200)


class ChangeMeeting(ConductMeeting):
    """When, where and on what; and whether it takes place."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.find(request, slug)
        return self.show(request, found, ChangeForm(network=found.network, initial=plan_of(found)))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.find(request, slug)
        form = ChangeForm(request.POST, network=found.network)
        if attempt(form, calling.change_meeting, meeting=found, by=request.user) is None:
            return self.show(request, found, form)
        messages.success(
            request,
            _("Meeting saved."),
        )
        return redirect(found.get_absolute_url())

    def show(self, request: HttpRequest, found: Meeting, form: Any, cancel: Any = None) -> HttpResponse:
        wrong = any(one is not None and one.is_bound for one in (form, cancel))
        context = {"network": found.network, "meeting": found, "form": form, "cancel": cancel or WordsForm()}
        return render(request, "networkapp/meetings/plan.html", context, status=422 if wrong else 200)


class CancelMeeting(ChangeMeeting):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found, words = self.find(request, slug), WordsForm(request.POST)
        attempt(words, calling.cancel_meeting, meeting=found, by=request.user)
        if words.errors:
            form = ChangeForm(network=found.network, initial=plan_of(found))
            return self.show(request, found, form, words)
        messages.success(request, _("Meeting cancelled."))
        return redirect(found.get_absolute_url())


class SayHeld(ConductMeeting):
    """The meeting was held."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.find(request, slug)
        done = press(request, calling.say_held, meeting=found, by=request.user)
        if done:
            messages.success(request, _("Meeting marked as held."))
        return redirect(found.get_absolute_url())


def press(request: HttpRequest, act: Any, **given: Any) -> bool:
    """Whether the button did what it says; where it did not, the next page says why."""
    try:
        act(**given)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


urlpatterns = [
    path("meetings/", meetings, name="meetings"),
    path("meetings/series/<slug:slug>/", series, name="meeting_series"),
    path("networks/<slug:slug>/meetings/call/", CallMeeting.as_view(), name="call_meeting"),
    path("meetings/<slug:slug>/", meeting, name="meeting"),
    path("meetings/<slug:slug>/change/", ChangeMeeting.as_view(), name="change_meeting"),
    path("meetings/<slug:slug>/cancel/", CancelMeeting.as_view(), name="cancel_meeting"),
    path("meetings/<slug:slug>/held/", SayHeld.as_view(), name="say_held"),
]
