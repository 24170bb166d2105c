"""Awareness days, and what each network did on them; writing it down, for who keeps a network's campaigns."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networkapp.campaigns.actions.days import (
    is_open,
    mark_no_activity,
    network_statuses,
    networks_managed_by,
    record_activity,
)
from networkapp.campaigns.forms.days import DayActivityForm
from networkapp.campaigns.metadata import DayInYear
from networkapp.campaigns.models import AwarenessDay
from networkapp.campaigns.queries.days import (
    days_ahead,
    entries_in_year,
    entries_of_day,
    has_year,
    list_days,
    next_date,
)
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.views.action_view import ActionView, ButtonView, Value, Values


def days(request: HttpRequest) -> HttpResponse:
    """Show the list of awareness days, beginning with the next one."""
    return render(request, "networkapp/days/days.html", {"days": days_ahead(today=timezone.localdate())})


def day(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an awareness day with its next date and what the reader can see of earlier years."""
    found = get_object_or_404(list_days(), slug=slug)
    comes = next_date(day=found, today=timezone.localdate())
    context = {"day": found, "comes": comes, "entries": entries_of_day(day=found, user=request.user)}
    return render(request, "networkapp/days/day.html", context)


def find_day(slug: str, year: int) -> AwarenessDay:
    """Return the awareness day, if it takes place in this year; otherwise Http404."""
    found: AwarenessDay = get_object_or_404(list_days(), slug=slug)
    if not has_year(day=found, year=year, today=timezone.localdate()):
        raise Http404
    return found


def day_in_year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Show an awareness day in one year, with the statuses of the networks that the reader manages."""
    found, today = find_day(slug, year), timezone.localdate()
    kept = networks_managed_by(user=request.user) if is_open(day=found, year=year, today=today) else []
    context = {
        "day": found,
        "in_year": DayInYear(day=found, year=year),
        "year": year,
        "date": found.in_year(year),
        "is_ahead": found.in_year(year) >= today,
        "entries": entries_in_year(day=found, year=year, user=request.user),
        "yours": network_statuses(day=found, year=year, networks=kept),
        "years": [one for one in (year - 1, year + 1) if has_year(day=found, year=one, today=today)],
    }
    return render(request, "networkapp/days/year.html", context)


class DayActivityView(ActionView[Network]):
    """Require EDIT_CAMPAIGNS on the network of the URL."""

    def get_object(self) -> Network:
        kept: Network = get_object_or_404(
            Network.objects.where(self.request.user, may=Action.SEE), slug=self.kwargs["network"]
        )
        kept.require(self.request.user, Action.EDIT_CAMPAIGNS)
        self.about = {"day": find_day(self.kwargs["slug"], self.kwargs["year"]), "year": self.kwargs["year"]}
        return kept

    def get_action_kwargs(self) -> Values:
        return {**self.about, "network": self.object, "user": self.request.user}


class RecordDayActivity(DayActivityView):
    """Record the activity of a network on an awareness day."""

    template_name = "networkapp/days/activity_form.html"
    form_class, action = DayActivityForm, staticmethod(record_activity)
    success_message = _("Published on the page for that day.")
    leads_to_result = True

    def get_initial(self) -> Values:
        return {"language": get_language(), "client_key": uuid4()}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(**self.about, network=self.object, **kwargs)


class MarkNoActivity(ButtonView, DayActivityView):
    """The network does nothing on the day in this year."""

    action = staticmethod(mark_no_activity)
    success_message = _("No activities recorded for this year.")

    def get_success_url(self) -> str:
        return reverse("networkapp:day_in_year", args=[self.kwargs["slug"], self.kwargs["year"]])


urlpatterns = [
    path("days/", days, name="days"),
    path("days/<slug:slug>/", day, name="day"),
    path("days/<slug:slug>/<int:year>/", day_in_year, name="day_in_year"),
    path("days/<slug:slug>/<int:year>/<slug:network>/", RecordDayActivity.as_view(), name="write_deed"),
    path("days/<slug:slug>/<int:year>/<slug:network>/nothing/", MarkNoActivity.as_view(), name="quiet_day"),
]
