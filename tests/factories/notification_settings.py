"""Notification settings, to test with."""

from typing import Any

from networkapp.models import EmailFrequency, Seat
from networkapp.notifications.preferences import choose_settings


def wants(seat: Seat, mail: EmailFrequency, **kwargs: Any) -> None:
    choose_settings(user=seat.user, mail=mail, **{"digest_hour": 7, "digest_weekday": 0, **kwargs})
