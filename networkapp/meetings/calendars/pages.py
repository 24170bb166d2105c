"""The calendar as a page: what lies ahead, and a month with its days."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import timezone

from networkapp.meetings.calendars.entries import deadline_entries, meeting_entry, visible_meetings
from networkapp.meetings.calendars.ical import CalendarEntry
from networkapp.users import AnyUser

MAX_UPCOMING = 200
MONDAY = 0


@dataclass(frozen=True, kw_only=True)
class CalendarPageEntry:
    """An entry for a page: on which days, and from when to when in the time zone of the venue, if known.

    `elsewhere` is the reader's own time, if it is known and differs. `there` names the time zone of the venue for
    readers whose own time differs or is unknown.
    """

    entry: CalendarEntry
    first: date
    last: date
    at: datetime | None = None
    until: datetime | None = None
    elsewhere: datetime | None = None
    there: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    day: date
    is_of_month: bool
    is_today: bool
    shown: tuple[CalendarPageEntry, ...]


@dataclass(frozen=True, kw_only=True)
class CalendarMonth:
    """A month in whole weeks from Monday on; `number` counts what happens in it."""

    first: date
    before: date
    after: date
    weeks: tuple[tuple[CalendarDay, ...], ...]
    number: int


def upcoming_by_month(*, user: AnyUser) -> list[tuple[date, list[CalendarPageEntry]]]:
    """Return upcoming and overdue entries for `user` by month, soonest first, at most 200."""
    today = timezone.localdate()
    meetings = visible_meetings(user=user).filter(date__gte=today - timedelta(days=14)).order_by("date", "pk")
    entries = [*map(meeting_entry, meetings[:MAX_UPCOMING]), *deadline_entries(user=user)]
    shown = sorted((_page_entry(entry, user) for entry in entries), key=_sort_key)
    upcoming = [one for one in shown if one.last >= today or not one.entry.takes_time][:MAX_UPCOMING]
    return [(month, list(found)) for month, found in groupby(upcoming, key=lambda one: one.first.replace(day=1))]


def calendar_month_for(*, user: AnyUser, year: int, month: int) -> CalendarMonth:
    """Return the month with the meetings that `user` can see, and what is due for them in it. ValueError: no such
    month."""
    first = date(year, month, 1)
    days = Calendar(MONDAY).monthdatescalendar(year, month)
    begin, end = days[0][0], days[-1][-1]
    # A meeting takes some days at most; one that began before still reaches into the month.
    meetings = visible_meetings(user=user).filter(date__gte=begin - timedelta(days=14), date__lte=end)
    entries = [*map(meeting_entry, meetings), *deadline_entries(user=user)]
    shown = sorted((_page_entry(entry, user) for entry in entries), key=_sort_key)
    weeks = tuple(tuple(_day(day, month, shown) for day in week) for week in days)
    return CalendarMonth(
        first=first,
        before=(first - timedelta(days=1)).replace(day=1),
        after=(first + timedelta(days=31)).replace(day=1),
        weeks=weeks,
        number=len({one.entry.uid for week in weeks for day in week if day.is_of_month for one in day.shown}),
    )


def _day(day: date, month: int, shown: Iterable[CalendarPageEntry]) -> CalendarDay:
    here = tuple(one for one in shown if one.first <= day <= one.last)
    return CalendarDay(day=day, is_of_month=day.month == month, is_today=day == timezone.localdate(), shown=here)


def _sort_key(shown: CalendarPageEntry) -> tuple[date, datetime, str]:
    return shown.first, shown.at or datetime.min, shown.entry.uid


def _page_entry(entry: CalendarEntry, user: AnyUser) -> CalendarPageEntry:
    if not isinstance(entry.begins, datetime):
        last = entry.ends if entry.ends and not isinstance(entry.ends, datetime) else entry.begins
        return CalendarPageEntry(entry=entry, first=entry.begins, last=last)
    ends = entry.ends if isinstance(entry.ends, datetime) else None
    zone = ZoneInfo(entry.zone) if entry.zone else timezone.get_current_timezone()
    at, here = (_local_time(entry.begins, clock) for clock in (zone, timezone.get_current_timezone()))
    until = _local_time(ends, zone) if ends else None
    # Nobody has told us the time zone of a visitor; pages use that of the site, which is not “your time”.
    is_known = user.is_authenticated
    elsewhere = here if is_known and here != at else None
    is_named = bool(entry.zone) and (elsewhere is not None or not is_known)
    return CalendarPageEntry(
        entry=entry,
        first=at.date(),
        last=max(at.date(), (until - timedelta(microseconds=1)).date() if until else at.date()),
        at=at,
        until=until,
        elsewhere=elsewhere,
        there=_utc_offset(entry.begins.astimezone(zone)) if is_named else "",
    )


def _local_time(moment: datetime, clock: tzinfo) -> datetime:
    """Return the local time, which templates must not convert."""
    return moment.astimezone(clock).replace(tzinfo=None)


def _utc_offset(moment: datetime) -> str:
    """Return the offset of the moment as people write it: "UTC+3"."""
    sign, hours, minutes = f"{moment:%z}"[0], int(f"{moment:%z}"[1:3]), f"{moment:%z}"[3:5]
    return f"UTC{sign}{hours}{f':{minutes}' if minutes != '00' else ''}"
