"""Steps of minutes that several tests take: draft, send out, correct, end the period."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from networkapp.errors import Refused
from networkapp.meetings.actions.minutes import (
    draft_minutes,
    open_for_corrections,
    propose_correction,
)
from networkapp.meetings.models import Meeting, Minutes, MinutesCorrection
from networkapp.models import Seat


def refused(act: Callable[..., Any], **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**named)
    return refusal.value.code


def drafted(meeting: Meeting, chair: Seat) -> Minutes:
    return draft_minutes(meeting=meeting, user=chair.user)


def sent(meeting: Meeting, chair: Seat) -> Minutes:
    until = timezone.now() + timedelta(days=3)
    return open_for_corrections(minutes=drafted(meeting, chair), user=chair.user, until=until)


def end_period(minutes: Minutes) -> datetime:
    """End the correction period of the minutes a minute ago; return when."""
    ended = timezone.now() - timedelta(minutes=1)
    Minutes.objects.filter(pk=minutes.pk).update(corrections_until=ended)
    minutes.refresh_from_db()
    return ended


def correct(minutes: Minutes, seat: Seat, words: str = "It was four, not three.") -> MinutesCorrection:
    return propose_correction(minutes=minutes, user=seat.user, words=words, client_key=uuid4())
