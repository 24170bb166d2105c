"""Convert local times to moments: some local times do not exist, and some occur twice."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def to_aware_datetime(local: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the moment at which the clocks of `zone` show `local`: None if skipped, the first if it occurs twice.

    >>> to_aware_datetime(datetime(2026, 7, 1, 9), ZoneInfo("Europe/Vienna"))
    datetime.datetime(2026, 7, 1, 7, 0, tzinfo=datetime.timezone.utc)
    >>> to_aware_datetime(datetime(2026, 3, 29, 2, 30), ZoneInfo("Europe/Vienna")) is None
    True
    """
    moment = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else None
