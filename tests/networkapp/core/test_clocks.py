"""Times in the time zone of a place and of the reader."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from networkapp.text.clocks import format_in_zone, in_two_zones, zone_label

NIGHT = datetime(2027, 1, 19, 4, 59, tzinfo=UTC)
LIMA = ZoneInfo("America/Lima")


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("Europe/London", "18 January 2027, 23:59 (Lima time); 19 January 2027, 04:59 your time"),
        ("America/New_York", "18 January 2027, 23:59 (Lima time)"),
        ("America/Los_Angeles", "18 January 2027, 23:59 (Lima time); 20:59 your time"),
        ("UTC", "18 January 2027, 23:59 (Lima time); 19 January 2027, 04:59 your time"),
    ],
)
def test_time_is_shown_in_the_time_zone_of_the_place_and_of_the_reader(reader: str, words: str) -> None:
    with timezone.override(reader):
        assert in_two_zones(NIGHT, LIMA) == words


def test_time_names_its_time_zone_and_shows_seconds_unless_it_is_the_last_minute_of_a_day() -> None:
    with timezone.override("America/Argentina/Buenos_Aires"):
        assert format_in_zone(NIGHT.replace(second=7)) == "19 January 2027, 01:59:07 (Buenos Aires time)"
        assert format_in_zone(NIGHT.replace(hour=2, second=59), LIMA) == "18 January 2027, 21:59:59 (Lima time)"
        assert format_in_zone(NIGHT.replace(second=59), LIMA) == "18 January 2027, 23:59 (Lima time)"
        assert format_in_zone(NIGHT, UTC, weekday=True) == "Tuesday 19 January 2027, 04:59 (UTC)"


def test_time_zone_without_a_place_is_named_by_its_offset() -> None:
    zones = ("UTC", "Etc/GMT+5", "Asia/Kolkata")
    assert [zone_label(NIGHT.astimezone(ZoneInfo(zone))) for zone in zones] == ["UTC", "UTC-5", "Kolkata time"]
