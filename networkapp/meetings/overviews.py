"""Meetings on a subject, in a country, of a network, or on an awareness day."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.meetings.models import Meeting, MeetingState
from networkapp.meetings.queries.meetings import list_meetings, next_meeting
from networkapp.models import Network, Seat
from networkapp.overviews.entries import first_entries
from networkapp.registry.days import DayEntry, days_on, days_with_entries
from networkapp.registry.network_links import NetworkLink
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewKind, OverviewPart
from networkapp.registry.page_parts import PagePart
from networkapp.users import AnyUser, User


def meetings(*, overview: Overview) -> list[OverviewPart]:
    """Return the meetings of a network, on a subject or in a country, the newest first."""
    met = list_meetings(
        user=overview.reader, subject=overview.subject, network=overview.network, country=overview.country
    )
    found, number = first_entries(met, overview)
    entries = tuple(
        OverviewEntry(
            title=meeting.local_title,
            label=f"{meeting.label}:",
            url=meeting.get_absolute_url(),
            detail=", ".join(part for part in (meeting.place, overview.network_of(meeting)) if part),
            language=meeting.title_language,
            date=meeting.date,
        )
        for meeting in found
    )
    title = _("Meetings in this country") if overview.kind == OverviewKind.COUNTRY else _("Meetings")
    address = overview.listed_at(reverse("networkapp:meetings"))
    return [OverviewPart(key="meetings", title=title, entries=entries, number=number, url=address)]


def next_meeting_part(*, user: User, seats: Sequence[Seat]) -> PagePart:
    """Return the section of the desk with the next meeting of the networks in which `user` holds these seats."""
    meeting = next_meeting(networks={seat.network_id for seat in seats})
    days = (meeting.date - timezone.localdate()).days if meeting else 0
    shown = {"meeting": meeting, "days": days}
    return PagePart(template="networkapp/meetings/next_meeting.html", title=_("Next meeting"), shown=shown)


def link(network: Network, user: AnyUser) -> NetworkLink:
    """Return the link from the page of a network to its meetings."""
    return NetworkLink(title=_("Meetings"), url=f"{reverse('networkapp:meetings')}?network={network.slug}")


def meetings_on_days(days: Sequence[Any], user: AnyUser) -> Iterable[DayEntry]:
    """Return the meetings that networks held on the days, or will."""
    on_them = list_meetings(user=user).filter(days_with_entries(days)).exclude(state=MeetingState.CANCELLED)
    for meeting in on_them:
        for day in days_on(meeting.date, days):
            yield _of_meeting(meeting, day)


def _of_meeting(meeting: Meeting, day: Any) -> DayEntry:
    return DayEntry(
        day=day.pk,
        network=meeting.network_id,
        year=meeting.date.year,
        kind=_("Meeting"),
        title=f"{meeting.label}: {meeting.local_title}",
        url=meeting.get_absolute_url(),
    )
