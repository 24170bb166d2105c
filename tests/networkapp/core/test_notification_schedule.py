"""Digest time and quiet hours in a user's time zone, also on days when clocks change."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from networkapp.models import EmailFrequency, NotificationSettings
from networkapp.notifications.schedule import after_quiet_hours, last_digest
from tests.factories.networks import UserFactory

HOURS: list[tuple[str, dict[str, Any], datetime, datetime]] = [
    (
        "Europe/Berlin",
        {"digest_hour": 7},
        datetime(2026, 3, 29, 5, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 5, tzinfo=UTC),
    ),
    (
        "Europe/Berlin",
        {"digest_hour": 7},
        datetime(2026, 3, 29, 4, 59, tzinfo=UTC),
        datetime(2026, 3, 28, 6, tzinfo=UTC),
    ),
    (
        "Europe/Berlin",
        {"digest_hour": 2},
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
    ),
    (
        "Europe/Berlin",
        {"digest_hour": 2},
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, tzinfo=UTC),
    ),
    ("Nowhere/Land", {"digest_hour": 7}, datetime(2026, 6, 1, 8, tzinfo=UTC), datetime(2026, 6, 1, 7, tzinfo=UTC)),
]


@pytest.mark.parametrize(("zone", "chosen", "now", "expected"), HOURS)
def test_digest_is_due_at_the_users_hour_on_days_when_clocks_change_too(
    db: None, zone: str, chosen: dict[str, Any], now: datetime, expected: datetime
) -> None:
    wishes = NotificationSettings(user=UserFactory(time_zone=zone), mail=EmailFrequency.DAILY, **chosen)
    due = last_digest(wishes, now)
    assert due is not None
    assert due.astimezone(UTC) == expected


@pytest.mark.parametrize(
    ("begin", "end", "now", "until"),
    [
        (time(22), time(7), datetime(2026, 10, 24, 20, 30, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),
        (time(22), time(7), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),
        (time(22), time(7), datetime(2026, 3, 28, 21, 30, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),
        (time(12), time(13), datetime(2026, 6, 1, 10, 30, tzinfo=UTC), datetime(2026, 6, 1, 11, tzinfo=UTC)),
        (time(22), time(7), datetime(2026, 6, 1, 5, 0, tzinfo=UTC), datetime(2026, 6, 1, 5, tzinfo=UTC)),
        (time(8), time(8), datetime(2026, 6, 1, 6, 0, tzinfo=UTC), datetime(2026, 6, 1, 6, tzinfo=UTC)),
    ],
)
def test_quiet_hours_span_midnight_and_end_in_the_users_time_zone(
    db: None, begin: time, end: time, now: datetime, until: datetime
) -> None:
    user = UserFactory(time_zone="Europe/Berlin")
    wishes = NotificationSettings(user=user, quiet_from=begin, quiet_until=end)
    assert after_quiet_hours(wishes, now).astimezone(UTC) == until
