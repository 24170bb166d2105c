"""The calendar: pages, files for other calendars, and the address of a subscription."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from networkapp.errors import Refused
from networkapp.meetings.calendars.entries import calendar_of_meeting, calendar_of_series, visible_meetings
from networkapp.meetings.calendars.feeds import create_feed, feed_of, read_feed, revoke_feed, set_feed_titles
from networkapp.meetings.calendars.ical import CONTENT_TYPE
from networkapp.meetings.calendars.pages import calendar_month_for, upcoming_by_month
from networkapp.meetings.forms.calendars import CalendarFeedForm
from networkapp.meetings.models import MeetingSeries
from networkapp.permissions import Action

MINUTE = 60


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the reader's upcoming meetings and deadlines, by month."""
    return render(request, "networkapp/calendars/upcoming.html", {"months": upcoming_by_month(user=request.user)})


@require_safe
def calendar_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show one month of the reader's calendar; Http404 for a month that does not exist."""
    try:
        found = calendar_month_for(user=request.user, year=year, month=month)
    except (ValueError, OverflowError) as none:
        raise Http404 from none
    return render(request, "networkapp/calendars/month.html", {"month": found})


@require_safe
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a meeting that the reader can see as an iCalendar file."""
    found = get_object_or_404(visible_meetings(user=request.user), slug=slug)
    return _calendar_response(calendar_of_meeting(meeting=found, user=request.user), f"{found.slug}.ics")


@require_safe
def series_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the meetings of a series that the reader can see as an iCalendar file."""
    series = MeetingSeries.objects.where(request.user, may=Action.SEE).select_related("network")
    found = get_object_or_404(series, slug=slug)
    return _calendar_response(calendar_of_series(series=found, user=request.user), f"{found.slug}.ics")


class CalendarFeedPage(LoginRequiredMixin, View):
    """The page of the calendar subscription. The address is shown once, in the response that creates it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CalendarFeedForm(request.POST)
        if not form.is_valid():
            return self.show(request, status=422)
        shows_titles = form.cleaned_data["tells_titles"]
        match form.cleaned_data["act"]:
            case "make":
                secret = create_feed(user=request.user, tells_titles=shows_titles)
                path_of_feed = reverse("networkapp:calendar_feed_file", args=[secret])
                return self.show(request, address=request.build_absolute_uri(path_of_feed))
            case "titles":
                set_feed_titles(user=request.user, with_titles=shows_titles)
                messages.success(request, _("Saved."))
            case _:
                revoke_feed(user=request.user)
                messages.success(request, _("The link has been deactivated."))
        return redirect("networkapp:calendar_feed")

    def show(self, request: HttpRequest, *, address: str = "", status: int = 200) -> HttpResponse:
        feed = feed_of(user=request.user)
        subscribed = address.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1)
        context: dict[str, Any] = {"feed": feed, "address": address, "webcal": subscribed}
        answer = render(request, "networkapp/calendars/feed.html", context, status=status)
        answer["Cache-Control"] = "private, no-store"
        return answer


@require_safe
def feed_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Deliver the calendar of the owner of this address; without session or cookie."""
    try:
        fed = read_feed(secret=secret)
    except Refused as refused:
        again = int(refused.again_at.timestamp()) if refused.again_at else None
        headers = {"Retry-After": http_date(again) if again else str(MINUTE), "Cache-Control": "no-store"}
        return HttpResponse(str(refused), status=429, content_type="text/plain; charset=utf-8", headers=headers)
    if fed is None:
        raise Http404
    made = HttpResponse(fed.content, content_type=CONTENT_TYPE)
    tag, moment = f'"{fed.digest[:32]}"', int(fed.changed_at.timestamp())
    made["ETag"], made["Last-Modified"] = tag, http_date(moment)
    made["Content-Disposition"] = content_disposition_header(as_attachment=False, filename="calendar.ics")
    answer = get_conditional_response(request, etag=tag, last_modified=moment, response=made) or made
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _calendar_response(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-cache"
    return answer


urlpatterns = [
    path("calendar/", calendar, name="calendar"),
    path("calendar/<int:year>/<int:month>/", calendar_month, name="calendar_month"),
    path("calendar/feed/", CalendarFeedPage.as_view(), name="calendar_feed"),
    path("calendar/feed/<str:secret>.ics", feed_file, name="calendar_feed_file"),
    path("calendar/meetings/<slug:slug>.ics", meeting_calendar, name="meeting_calendar"),
    path("calendar/series/<slug:slug>.ics", series_calendar, name="series_calendar"),
]
