"""The iCalendar files that are written can be parsed by other libraries and have the same values."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from networkapp.meetings.calendars.ical import MAX_SUMMARY_LENGTH, CalendarEntry, write_calendar

STAMP = datetime(2026, 5, 1, 8, tzinfo=UTC)
ZONES = [
    "Europe/Copenhagen", "Europe/Helsinki", "Europe/London", "Europe/Moscow", "Atlantic/Reykjavik", "America/Nuuk",
    "America/New_York",
]  # fmt: skip


def entry(**kwargs: object) -> CalendarEntry:
    fields = {"uid": "a@here", "summary": "Meeting", "begins": datetime(2026, 11, 5, 9, tzinfo=UTC)}
    return CalendarEntry(**{**fields, **kwargs})  # type: ignore[arg-type]


def to_ical(*entries: CalendarEntry) -> bytes:
    return write_calendar(entries=entries, name="Calendar", stamp=STAMP)


def parsed_events(*entries: CalendarEntry) -> list:
    return Calendar.from_ical(to_ical(*entries)).events


def test_ical_event_of_a_meeting_is_parsed_with_the_same_values() -> None:
    meeting = entry(
        summary="Meeting 3: Help, return; law",
        ends=datetime(2026, 11, 5, 15, 30, tzinfo=UTC),
        zone="Europe/Tallinn",
        place="Tallinn, Estonia",
        url="https://here.example/meetings/3/",
        text="Theme: Help,\nreturn; \\ law",
        sequence=4,
    )
    [found] = parsed_events(meeting)
    assert found["SUMMARY"] == "Meeting 3: Help, return; law"
    assert found.start == datetime(2026, 11, 5, 11, tzinfo=ZoneInfo("Europe/Tallinn"))
    assert found.end == datetime(2026, 11, 5, 17, 30, tzinfo=ZoneInfo("Europe/Tallinn"))
    assert found["DTSTART"].params["TZID"] == "Europe/Tallinn"
    assert found["LOCATION"] == "Tallinn, Estonia"
    assert found["DESCRIPTION"] == "Theme: Help,\nreturn; \\ law\n\nhttps://here.example/meetings/3/"
    assert (found["URL"], found["UID"], found["SEQUENCE"]) == ("https://here.example/meetings/3/", "a@here", 4)
    assert (found["STATUS"], found["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    assert found["DTSTAMP"].dt == STAMP


def test_ical_text_escapes_commas_semicolons_backslashes_and_line_breaks() -> None:
    lines = to_ical(entry(text="a, b; c\nd\r\ne \\ f")).decode().split("\r\n")
    assert "DESCRIPTION:a\\, b\\; c\\nd\\ne \\\\ f" in lines


def test_ical_lines_are_folded_at_75_bytes_without_splitting_characters() -> None:
    title = "Ärende о торговле людьми žmonių " * 10
    made = to_ical(entry(summary=title, text=title * 3))
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    for line in made.split(b"\r\n"):
        line.decode()
    assert b"\n" not in made.replace(b"\r\n", b"")
    [found] = Calendar.from_ical(made).events
    assert found["DESCRIPTION"] == (title * 3).strip()


def test_very_long_title_is_truncated_to_one_line() -> None:
    [found] = parsed_events(entry(summary="word\n" * 2000))
    assert len(found["SUMMARY"]) <= MAX_SUMMARY_LENGTH
    assert found["SUMMARY"].endswith("…")
    assert "\n" not in found["SUMMARY"]


def test_control_characters_are_removed_from_ical_text() -> None:
    [found] = parsed_events(entry(summary="a\x07b\u202ec\u2066", place="x\x00\u202d", text="n\x1bm"))
    assert (found["SUMMARY"], found["LOCATION"], found["DESCRIPTION"]) == ("abc", "x", "nm")


def test_text_with_line_breaks_cannot_inject_an_ical_event() -> None:
    forged = "x\r\nBEGIN:VEVENT\r\nUID:forged"
    [found] = parsed_events(entry(summary=forged, place=forged, text=forged))
    assert found["UID"] == "a@here"


def test_all_day_events_end_on_the_day_after_the_last_day() -> None:
    one, several = parsed_events(
        entry(begins=date(2010, 3, 1)), entry(uid="b@here", begins=date(2010, 3, 1), ends=date(2010, 3, 3))
    )
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2010, 3, 1), date(2010, 3, 2))
    assert several["DTEND"].dt == date(2010, 3, 4)
    assert b"VALUE=DATE:20100301" in to_ical(entry(begins=date(2010, 3, 1)))


def test_deadline_is_a_transparent_event_in_utc() -> None:
    moment = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
    made = to_ical(entry(begins=moment, takes_time=False))
    [found] = Calendar.from_ical(made).events
    assert b"DTSTART:20261025T003000Z" in made
    assert found["TRANSP"] == "TRANSPARENT"
    assert b"VTIMEZONE" not in made


@pytest.mark.parametrize(
    ("moment", "lines"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), [b"DTSTART:20261025T003000Z", b"DTEND:20261025T003100Z"]),
        (datetime(2026, 10, 25, 9, 7, 59, tzinfo=UTC), [b"DTSTART:20261025T090700Z", b"DTEND:20261025T090800Z"]),
        (
            datetime.combine(date(2026, 12, 1), datetime.max.time(), ZoneInfo("Europe/Copenhagen")),
            [b"DTSTART:20261201T225900Z", b"DTEND:20261201T230000Z"],
        ),
    ],
)
def test_deadline_event_spans_the_minute_of_the_deadline(moment: datetime, lines: list[bytes]) -> None:
    made = to_ical(entry(begins=moment, takes_time=False)).split(b"\r\n")
    assert [line for line in made if line.startswith((b"DTSTART", b"DTEND"))] == lines


def test_cancelled_event_has_status_cancelled_and_is_transparent() -> None:
    [found] = parsed_events(entry(is_cancelled=True, sequence=2))
    assert (found["STATUS"], found["TRANSP"], found["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 2)


def test_private_event_has_class_private() -> None:
    private, other = parsed_events(entry(is_private=True), entry(uid="b@here"))
    assert (private["CLASS"], "CLASS" in other) == ("PRIVATE", False)


@pytest.mark.parametrize("name", ZONES)
def test_vtimezone_gives_the_utc_offset_of_the_zone_around_every_clock_change(name: str) -> None:
    zone = ZoneInfo(name)
    entries = [entry(begins=datetime(year, 6, 1, 9, tzinfo=zone), zone=name) for year in (2025, 2026, 2027)]
    text = to_ical(*entries).decode().replace("\r\n ", "").replace("\r\n", "\n")
    start, end = text.index("BEGIN:VTIMEZONE"), text.index("END:VTIMEZONE") + len("END:VTIMEZONE\n")
    response = tzical(StringIO(text[start:end])).get(name)
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        here = moment.astimezone(zone)
        if zone.utcoffset(datetime(here.year, here.month, here.day, here.hour)) == here.utcoffset():
            assert response.utcoffset(here.replace(tzinfo=None)) == here.utcoffset(), here
        moment += timedelta(minutes=30) if here.month in {3, 4, 10, 11} else timedelta(hours=12)


@pytest.mark.parametrize(
    ("zone", "begins", "local"),
    [
        ("Europe/Stockholm", datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "20260329T015900"),
        ("Europe/Stockholm", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "20260329T030000"),
        ("Europe/Vilnius", datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "20261025T030000"),
        ("Europe/Moscow", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "20260329T040000"),
    ],
)
def test_meeting_across_a_clock_change_starts_at_its_local_time(zone: str, begins: datetime, local: str) -> None:
    made = to_ical(entry(begins=begins, ends=begins + timedelta(hours=2), zone=zone))
    assert f"DTSTART;TZID={zone}:{local}\r\n".encode() in made


def test_same_entries_produce_identical_ical_files() -> None:
    same = [entry(zone="Europe/Riga"), entry(uid="b@here", begins=date(2026, 1, 1))]
    assert to_ical(*same) == to_ical(*same)


def test_calendar_without_entries_is_valid_ical() -> None:
    calendar = Calendar.from_ical(to_ical())
    assert (calendar.events, str(calendar["VERSION"])) == ([], "2.0")
