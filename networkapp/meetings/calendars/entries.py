"""The entries of somebody's calendar: the meetings that they can see, and the items of their desk with a date."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries.fields import Country

from networkapp.desk.sources import attention_of
from networkapp.meetings.calendars.ical import CalendarEntry, write_calendar
from networkapp.meetings.models import Meeting, MeetingSeries
from networkapp.meetings.queries.briefing import KEY
from networkapp.meetings.registry import calendar_sources
from networkapp.models import Network, Seat
from networkapp.models.translations import format_mixed, join_mixed
from networkapp.notifications.email import absolute
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

PAST_PERIOD = timedelta(days=366)
"""How long a meeting that is over stays in a calendar that is followed."""


def meetings_of_seats(*, user: User) -> list[Meeting]:
    """Return the meetings since a year ago, in networks in which `user` holds a seat today."""
    networks = Seat.objects.current().filter(user=user).values("network")
    found = visible_meetings(user=user).filter(network__in=networks)
    return list(found.filter(date__gte=timezone.localdate() - PAST_PERIOD).order_by("date", "pk"))


def visible_meetings(*, user: AnyUser) -> Any:
    """Return the meetings of the networks that `user` can see, as `meeting_entry` needs them."""
    found = Meeting.objects.where(user, may=Action.SEE)
    return found.select_related("network", "series").prefetch_related("translations")


def meeting_entry(meeting: Meeting, *, titled: bool = True, inside: bool = False) -> CalendarEntry:
    """Return the meeting as a calendar entry: in the time zone of its venue, or as a day if only that is known.

    An entry that is not `titled` shows that there is a meeting, when and where, but neither the network nor the topic;
    its link leads to the month in the reader's calendar on the site. For a reader who is `inside`, who can read the
    network, it says how to take part remotely, and why it was cancelled.
    """
    country = Country(str(meeting.country)).name if meeting.country else ""
    summary: str = _("Meeting")
    lines = list[str]()
    if titled:
        named = join_mixed(meeting.network.local_name, meeting.label, between=", ")
        summary = join_mixed(named, meeting.local_title, between=": ")
        lines.append(meeting.local_text)
    if titled and inside:
        lines.append(meeting.cancelled_words)
        lines.append(_("To take part remotely: %(link)s") % {"link": meeting.link} if meeting.link else "")
    return CalendarEntry(
        uid=f"{meeting.uid}@{_site_host()}",
        summary=format_mixed(_("Cancelled: %(what)s"), what=summary) if meeting.is_cancelled else summary,
        begins=meeting.starts_at or meeting.date,
        ends=meeting.ends_at,
        zone=meeting.time_zone if meeting.starts_at else "",
        place=", ".join(part for part in (meeting.place, country) if part),
        url=meeting.get_absolute_url() if titled else month_url(meeting.starts_at or meeting.date),
        text="\n\n".join(part for part in lines if part),
        sequence=meeting.revision,
        is_cancelled=meeting.is_cancelled,
        is_private=meeting.network.visibility != Network.Visibility.PUBLIC,
    )


def deadline_entries(*, user: AnyUser, titled: bool = True) -> list[CalendarEntry]:
    """Return what waits for `user` until a time, as on their desk, and what apps add, such as open procedures.

    Without titles an entry states its kind, and nothing that a network restricts.
    """
    if not user.is_authenticated:
        return []
    waiting = [item for item in _desk_items(user) if item.deadline]
    entries = [_desk_item_entry(item, titled) for item in waiting]
    known = {urlsplit(item.url).path for item in waiting}
    more = (entry for source in calendar_sources for entry in source(user=user, titled=titled, known=known))
    return sorted([*entries, *more], key=lambda entry: (entry.begins, entry.uid))


def calendar_of_meeting(*, meeting: Meeting, user: AnyUser) -> bytes:
    """Return the one meeting, for the calendar of `user`, who can see it and downloads it, with its title."""
    return _calendar_of_meetings([meeting], user, f"{meeting.network.local_name}, {meeting.label}")


def calendar_of_series(*, series: MeetingSeries, user: AnyUser) -> bytes:
    """Return all meetings of the series, for `user`, who can see them."""
    meetings = visible_meetings(user=user).filter(series=series).order_by("date", "pk")
    return _calendar_of_meetings(list(meetings), user, f"{series.network.local_name}, {series.title}")


def with_absolute_urls(entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
    """Return the entries with absolute addresses, for use outside the site."""
    return [replace(entry, url=absolute(entry.url)) for entry in entries]


def calendar_uid(name: str) -> str:
    """Return the globally unique calendar identifier of the item with this name."""
    return f"{name}@{_site_host()}"


def _calendar_of_meetings(meetings: list[Meeting], user: AnyUser, name: str) -> bytes:
    read = set(Network.objects.where(user, may=Action.READ).values_list("pk", flat=True))
    entries = [meeting_entry(meeting, inside=meeting.network_id in read) for meeting in meetings]
    return write_calendar(
        entries=with_absolute_urls(entries),
        name=name,
        stamp=timezone.now(),
        language=get_language() or "en",
    )


def _desk_items(user: User) -> Iterator[DeskItem]:
    """Yield the items of the desk without briefings, whose meeting is in the calendar itself."""
    return (item for item in attention_of(user) if not item.key.startswith(KEY))


def _desk_item_entry(item: DeskItem, titled: bool) -> CalendarEntry:
    assert item.deadline is not None
    return CalendarEntry(
        uid=calendar_uid(salted_hmac("entries of calendars", item.key or item.url).hexdigest()),
        summary=str(item.title if titled else item.email_title or _("Deadline on your desk")),
        begins=item.deadline,
        url=item.url if titled else month_url(item.deadline),
        text=str(item.detail) if titled else "",
        is_private=True,
        takes_time=False,
    )


def month_url(moment: datetime | date) -> str:
    """Return the address of the month in the calendar, for entries that must not name their item."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return reverse("networkapp:calendar_month", args=[day.year, day.month])


def _site_host() -> str:
    return urlsplit(absolute("/")).hostname or "localhost"
