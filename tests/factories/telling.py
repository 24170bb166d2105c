"""Notification settings, to test with."""

from typing import Any

from networkapp.domain.notices.watching import choose_settings
from networkapp.models import Rhythm, Seat


def wants(seat: Seat, mail: Rhythm, **given: Any) -> None:
    choose_settings(user=seat.user, mail=mail, **{"digest_hour": 7, "digest_weekday": 0, **given})
