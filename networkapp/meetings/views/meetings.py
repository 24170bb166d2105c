"""Meetings of the networks that the reader may see; calling them, changing them, and saying what became of them."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.views.topics import find_network
from networkapp.meetings.actions import meetings as calling
from networkapp.meetings.actions.agenda import agenda_of
from networkapp.meetings.forms.filters import MeetingFilter
from networkapp.meetings.forms.meetings import ChangeMeetingForm, MeetingPlanForm, MeetingReasonForm, initial_plan
from networkapp.meetings.models import Meeting
from networkapp.meetings.queries.meetings import list_meetings, list_series, meeting_access, networks_to_call_for
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.views.action_view import POST_ONLY, ActionView, ButtonView, Value, Values

PAGE_SIZE = 50


def meetings(request: HttpRequest) -> HttpResponse:
    """Show the meetings that the reader can see, filtered by the query string."""
    form = MeetingFilter(request.GET, user=request.user)
    context = {
        "form": form,
        "page_obj": paginate_meetings(request, list_meetings(user=request.user, **form.chosen())),
        "calling": networks_to_call_for(user=request.user),
    }
    return render(request, "networkapp/meetings/meetings.html", context)


def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a meeting with the part of its agenda that the reader can see."""
    seen = list_meetings(user=request.user).select_related("network", "series", "host")
    found = get_object_or_404(seen.prefetch_related("guests__presentation"), slug=slug)
    context = {
        "meeting": found,
        "agenda": agenda_of(meeting=found, user=request.user),
        "at": meeting_access(meeting=found, user=request.user),
    }
    return render(request, "networkapp/meetings/meeting.html", context)


def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a series with the meetings that the reader can see."""
    found = get_object_or_404(list_series(user=request.user), slug=slug)
    met = list_meetings(user=request.user).filter(series=found)
    context = {"series": found, "page_obj": paginate_meetings(request, met)}
    return render(request, "networkapp/meetings/series.html", context)


def paginate_meetings(request: HttpRequest, found: QuerySet[Meeting]) -> Page[Meeting]:
    """Return the page of meetings that the query string asks for."""
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))


def load_meeting(request: HttpRequest, slug: str, needs: Action) -> Meeting:
    """Return the meeting: 404 for people who cannot read its network, 403 for people who cannot do what is needed."""
    readable = Meeting.objects.where(request.user, may=Action.READ)
    found: Meeting = get_object_or_404(readable.select_related("network", "series", "host", "at_item"), slug=slug)
    found.network.require(request.user, needs)
    return found


class MeetingView(ActionView[Meeting]):
    """A page or a button of one meeting, for people who can do what it `needs`."""

    needs = Action.READ

    def get_object(self) -> Meeting:
        return load_meeting(self.request, self.kwargs["slug"], self.needs)

    def get_action_kwargs(self) -> Values:
        return {"meeting": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(meeting=self.object, network=self.object.network, **kwargs)


class MeetingConductView(MeetingView):
    needs = Action.CONDUCT_MEETINGS


class CallMeeting(ActionView[Network]):
    """A network calls its next meeting."""

    template_name = "networkapp/meetings/meeting_form.html"
    form_class, action = MeetingPlanForm, staticmethod(calling.call_meeting)
    success_message = _("Meeting announced.")
    result: Meeting

    def get_object(self) -> Network:
        network = find_network(self.request, self.kwargs["slug"])
        network.require(self.request.user, Action.CONDUCT_MEETINGS)
        return network

    def get_initial(self) -> Values:
        host = self.object.delegations.order_by("code").first()
        return {"time_zone": host and host.time_zone}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"network": self.object}

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:agenda", args=[self.result.slug])

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object, meeting=None, **kwargs)


class ChangeMeeting(MeetingConductView):
    """Edit time, place and theme of a meeting, or cancel it."""

    template_name = "networkapp/meetings/meeting_form.html"
    form_class: type[BaseForm] | None = ChangeMeetingForm
    action = staticmethod(calling.change_meeting)
    success_message = _("Meeting saved.")

    def get_initial(self) -> Values:
        return initial_plan(self.object)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"network": self.object.network}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(**{"cancel": MeetingReasonForm(), **kwargs})


class CancelMeeting(MeetingConductView):
    """Cancel a meeting, with a reason."""

    http_method_names = POST_ONLY
    template_name = "networkapp/meetings/meeting_form.html"
    form_class, form_name, action = MeetingReasonForm, "cancel", staticmethod(calling.cancel_meeting)
    success_message = _("Meeting cancelled")

    def get_context_data(self, **kwargs: Value) -> Values:
        form = ChangeMeetingForm(network=self.object.network, initial=initial_plan(self.object))
        return super().get_context_data(form=form, **kwargs)


class MarkMeetingHeld(ButtonView, MeetingConductView):
    """The meeting was held."""

    action = staticmethod(calling.mark_held)
    success_message = _("Meeting marked as held.")


urlpatterns = [
    path("meetings/", meetings, name="meetings"),
    path("meetings/series/<slug:slug>/", series, name="meeting_series"),
    path("networks/<slug:slug>/meetings/call/", CallMeeting.as_view(), name="call_meeting"),
    path("meetings/<slug:slug>/", meeting, name="meeting"),
    path("meetings/<slug:slug>/change/", ChangeMeeting.as_view(), name="change_meeting"),
    path("meetings/<slug:slug>/cancel/", CancelMeeting.as_view(), name="cancel_meeting"),
    path("meetings/<slug:slug>/held/", MarkMeetingHeld.as_view(), name="say_held"),
]
