"""What is written down for calendars is read back as it was meant, by readers that are not ours."""

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


def entry(**given: object) -> CalendarEntry:
    fields = {"uid": "a@here", "summary": "Meeting", "begins": datetime(2026, 11, 5, 9, tzinfo=UTC)}
    return CalendarEntry(**{**fields, **given})  # type: ignore[arg-type]


def written(*entries: CalendarEntry) -> bytes:
    return write_calendar(entries=entries, name="Calendar", stamp=STAMP)


def read_back(*entries: CalendarEntry) -> list:
    return Calendar.from_ical(written(*entries)).events


def test_a_meeting_is_read_back_as_it_was_written() -> None:
    meeting = entry(
        summary="Meeting 3: Help, return; law",
        ends=datetime(2026, 11, 5, 15, 30, tzinfo=UTC),
        zone="Europe/Tallinn",
        place="Tallinn, Estonia",
        url="https://here.example/meetings/3/",
        text="Theme: Help,\nreturn; \\ law",
        sequence=4,
    )
    [found] = read_back(meeting)
    assert found["SUMMARY"] == "Meeting 3: Help, return; law"
    assert found.start == datetime(2026, 11, 5, 11, tzinfo=ZoneInfo("Europe/Tallinn"))
    assert found.end == datetime(2026, 11, 5, 17, 30, tzinfo=ZoneInfo("Europe/Tallinn"))
    assert found["DTSTART"].params["TZID"] == "Europe/Tallinn"
    assert found["LOCATION"] == "Tallinn, Estonia"
    assert found["DESCRIPTION"] == "Theme: Help,\nreturn; \\ law\n\nhttps://here.example/meetings/3/"
    assert (found["URL"], found["UID"], found["SEQUENCE"]) == ("https://here.example/meetings/3/", "a@here", 4)
    assert (found["STATUS"], found["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    assert found["DTSTAMP"].dt == STAMP


def test_commas_semicolons_and_ends_of_lines_are_escaped() -> None:
    lines = written(entry(text="a, b; c\nd\r\ne \\ f")).decode().split("\r\n")
    assert "DESCRIPTION:a\\, b\\; c\\nd\\ne \\\\ f" in lines


def test_no_line_is_longer_than_75_bytes_and_no_sign_is_cut() -> None:
    title = "Ärende о торговле людьми žmonių " * 10
    made = written(entry(summary=title, text=title * 3))
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    for line in made.split(b"\r\n"):
        line.decode()
    assert b"\n" not in made.replace(b"\r\n", b"")
    [found] = Calendar.from_ical(made).events
    assert found["DESCRIPTION"] == (title * 3).strip()


def test_a_title_without_end_is_cut_to_one_line() -> None:
    [found] = read_back(entry(summary="word\n" * 2000))
    assert len(found["SUMMARY"]) <= MAX_SUMMARY_LENGTH
    assert found["SUMMARY"].endswith("…")
    assert "\n" not in found["SUMMARY"]


def test_signs_that_steer_a_screen_are_not_in_it() -> None:
    [found] = read_back(entry(summary="a\x07b\u202ec\u2066", place="x\x00\u202d", text="n\x1bm"))
    assert (found["SUMMARY"], found["LOCATION"], found["DESCRIPTION"]) == ("abc", "x", "nm")


def test_a_text_cannot_begin_a_line_of_its_own() -> None:
    forged = "x\r\nBEGIN:VEVENT\r\nUID:forged"
    [found] = read_back(entry(summary=forged, place=forged, text=forged))
    assert found["UID"] == "a@here"


def test_days_are_whole_days_up_to_the_day_after_the_last() -> None:
    one, several = read_back(
        entry(begins=date(2010, 3, 1)), entry(uid="b@here", begins=date(2010, 3, 1), ends=date(2010, 3, 3))
    )
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2010, 3, 1), date(2010, 3, 2))
    assert several["DTEND"].dt == date(2010, 3, 4)
    assert b"VALUE=DATE:20100301" in written(entry(begins=date(2010, 3, 1)))


def test_a_deadline_is_a_moment_in_utc_that_keeps_nobody_busy() -> None:
    moment = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
    made = written(entry(begins=moment, takes_time=False))
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
def test_a_moment_is_its_minute_for_calendars_that_make_an_hour_or_nothing_of_less(
    moment: datetime, lines: list[bytes]
) -> None:
    made = written(entry(begins=moment, takes_time=False)).split(b"\r\n")
    assert [line for line in made if line.startswith((b"DTSTART", b"DTEND"))] == lines


def test_what_is_called_off_says_so_and_keeps_nobody_busy() -> None:
    [found] = read_back(entry(is_cancelled=True, sequence=2))
    assert (found["STATUS"], found["TRANSP"], found["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 2)


def test_what_is_private_asks_the_calendar_to_keep_it_so() -> None:
    private, other = read_back(entry(is_private=True), entry(uid="b@here"))
    assert (private["CLASS"], "CLASS" in other) == ("PRIVATE", False)


@pytest.mark.parametrize("name", ZONES)
def test_the_rules_of_a_zone_give_its_time_at_every_hour_around_every_change(name: str) -> None:
    zone = ZoneInfo(name)
    entries = [entry(begins=datetime(year, 6, 1, 9, tzinfo=zone), zone=name) for year in (2025, 2026, 2027)]
    text = written(*entries).decode().replace("\r\n ", "").replace("\r\n", "\n")
    start, end = text.index("BEGIN:VTIMEZONE"), text.index("END:VTIMEZONE") + len("END:VTIMEZONE\n")
    told = tzical(StringIO(text[start:end])).get(name)
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    while moment < datetime(2028, 1, 1, tzinfo=UTC):
        here = moment.astimezone(zone)
        if zone.utcoffset(datetime(here.year, here.month, here.day, here.hour)) == here.utcoffset():
            assert told.utcoffset(here.replace(tzinfo=None)) == here.utcoffset(), here
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
def test_a_meeting_across_a_change_of_clocks_stands_by_the_clock_on_the_wall(
    zone: str, begins: datetime, local: str
) -> None:
    made = written(entry(begins=begins, ends=begins + timedelta(hours=2), zone=zone))
    assert f"DTSTART;TZID={zone}:{local}\r\n".encode() in made


def test_the_same_entries_make_the_same_bytes() -> None:
    same = [entry(zone="Europe/Riga"), entry(uid="b@here", begins=date(2026, 1, 1))]
    assert written(*same) == written(*same)


def test_a_calendar_without_entries_can_be_read() -> None:
    calendar = Calendar.from_ical(written())
    assert (calendar.events, str(calendar["VERSION"])) == ([], "2.0")
