"""Notification settings, to test with."""

from typing import Any

from networkapp.models import Rhythm, Seat
from networkapp.notifications.preferences import choose_settings


def wants(seat: Seat, mail: Rhythm, **given: Any) -> None:
    choose_settings(user=seat.user, mail=mail, **{"digest_hour": 7, "digest_weekday": 0, **given})
