"""Entries of a calendar written as iCalendar (RFC 5545), for other calendars.

An event at a venue is in the time of that venue, with the rules of its zone; a deadline is a moment in UTC, as the
minute in which it falls: an event without a duration is an hour in some calendars, and missing in others. The same
entries make the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration
from icalendar.enums import CLASS, STATUS, TRANSP

from networkapp.text.cleaning import clean_text, one_line

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT_ID = "-//Parliamentary networks//Calendar//EN"
MAX_SUMMARY_LENGTH = 250
"""Characters; calendars show one line, and some cut what they store."""
REFRESH_INTERVAL = timedelta(hours=1)
"""How often a program that follows a subscription should request it."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """An event or deadline in a calendar.

    `begins` and `ends` are moments, or days where nothing is known but the day; `ends`, as a day, is the last one.
    Without `ends` it is a moment, or that one day. `zone` (IANA) is the place whose clock it goes by; without one it
    is in UTC. `uid` stays with it for good, and `sequence` rises whenever it is moved or called off; None where no
    record counts that. One that `takes_time` has its reader busy. `is_private` asks the calendar to keep it from
    those with whom it is shared.
    """

    uid: str
    summary: str
    begins: datetime | date
    ends: datetime | date | None = None
    zone: str = ""
    place: str = ""
    url: str = ""
    text: str = ""
    sequence: int | None = None
    is_cancelled: bool = False
    is_private: bool = False
    takes_time: bool = True


def write_calendar(*, entries: Iterable[CalendarEntry], name: str, stamp: datetime, language: str = "en") -> bytes:
    """Return the calendar as bytes: its entries in the given order, and the rules of every time zone they name.

    `stamp` is when the entries were last found to have changed. The calendar itself has no UID: RFC 7986 allows one,
    but clients that split a calendar into its events (vdirsyncer) take it for the UID of every event and keep one.
    """
    entry_list = list(entries)
    calendar = Calendar.new(
        name=one_line(name),
        prodid=PRODUCT_ID,
        refresh_interval=REFRESH_INTERVAL,
        calscale="GREGORIAN",
        subcomponents=[*_timezones(entry_list), *(_event(entry, stamp, language) for entry in entry_list)],
    )
    # The library gives every new calendar a random UID.
    del calendar["UID"]
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH_INTERVAL))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: CalendarEntry, stamp: datetime, language: str) -> Event:
    begins, ends = _span(entry)
    text = "\n\n".join(part for part in (clean_text(entry.text).strip(), entry.url) if part)
    event = Event.new(
        uid=entry.uid,
        summary=_shorten(one_line(entry.summary)),
        start=begins,
        end=ends,
        stamp=stamp,
        sequence=entry.sequence or 0,
        location=one_line(entry.place) or None,
        url=entry.url or None,
        description=text or None,
        status=STATUS.CANCELLED if entry.is_cancelled else STATUS.CONFIRMED,
        classification=CLASS.PRIVATE if entry.is_private else None,
        transparency=TRANSP.OPAQUE if entry.takes_time and not entry.is_cancelled else TRANSP.TRANSPARENT,
    )
    event["SUMMARY"].params["LANGUAGE"] = language
    return event


def _span(entry: CalendarEntry) -> tuple[datetime | date, datetime | date]:
    """Return begin and end as a calendar writes them: whole days end with the day after the last one.

    A moment ends with its minute, so that the last of a day is no part of the next.
    """
    begins, ends = entry.begins, entry.ends
    if not isinstance(begins, datetime):
        last = ends if ends is not None and not isinstance(ends, datetime) else begins
        return begins, max(begins, last) + timedelta(days=1)
    zone = ZoneInfo(entry.zone or "UTC")
    begins = begins.astimezone(zone)
    if not isinstance(ends, datetime) or ends <= begins:
        minute = begins.replace(second=0, microsecond=0)
        return minute, minute + MINUTE
    return begins, ends.astimezone(zone)


def _shorten(summary: str) -> str:
    return summary if len(summary) <= MAX_SUMMARY_LENGTH else f"{summary[: MAX_SUMMARY_LENGTH - 1].rstrip()}…"


def _timezones(entries: Iterable[CalendarEntry]) -> list[Timezone]:
    """Return the rules of the zones that are named, for all the years in which something happens there."""
    years: dict[str, set[int]] = {}
    for entry in entries:
        if entry.zone not in {"", "UTC"} and isinstance(entry.begins, datetime):
            years.setdefault(entry.zone, set()).update(
                moment.year for moment in (entry.begins, entry.ends) if isinstance(moment, datetime)
            )
    return [_timezone(name, min(found) - 1, max(found) + 1) for name, found in sorted(years.items())]


@lru_cache(maxsize=256)
def _timezone(name: str, first: int, last: int) -> Timezone:
    """Return the rules of a zone from one year to another.

    The library dates a change to summer time by the clock after it; RFC 5545 (3.6.5) wants the one before.
    """
    rules = Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last, 12, 31))
    rules.pop("COMMENT", None)
    for part in rules.subcomponents:
        skipped = max(part.TZOFFSETTO - part.TZOFFSETFROM, timedelta())
        if not skipped:
            continue
        part.DTSTART -= skipped
        if part.rdates:
            later = [moment - skipped for moment, *_more in part.rdates]
            del part["RDATE"]
            part.add("RDATE", later)
    return rules
