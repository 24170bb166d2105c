"""Meetings to test with."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from home.domain.demo.recording.meetings import record_meeting
from networkapp.meetings.actions.agenda import AgendaEntry, add_agenda_item
from networkapp.meetings.actions.meetings import MeetingPlan, call_meeting
from networkapp.meetings.models import AgendaItem, Meeting, MeetingState
from networkapp.models import Network, Seat

ZONE = "Europe/Helsinki"


def make_meeting(network: Network, **kwargs: Any) -> Meeting:
    """The first meeting of the network, as it is given."""
    fields = {"number": 1, "slug": f"meeting-{network.slug}", "date": date(2026, 1, 1), "place": "Here"}
    return record_meeting(**{"network": network, "country": "XA", "theme": {"en": "Help"}, **fields, **kwargs})


def plan(**kwargs: Any) -> MeetingPlan:
    """A meeting on the tenth day from now, nine to five in Helsinki."""
    day = datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None, hour=9, minute=0, second=0, microsecond=0) + timedelta(10)
    fields = {"title": "Help for children", "starts": day, "ends": day + timedelta(hours=8), "time_zone": ZONE}
    return MeetingPlan(**{**fields, "place": "Here", "link": "https://meet.example.org/room", **kwargs})


def call(seat: Seat, **kwargs: Any) -> Meeting:
    """A meeting that the holder of `seat` calls."""
    return call_meeting(network=seat.network, user=seat.user, plan=plan(**kwargs), client_key=uuid4())


def put_item(meeting: Meeting, seat: Seat, title: str = "Hotlines", **kwargs: Any) -> AgendaItem:
    return add_agenda_item(meeting=meeting, user=seat.user, entry=AgendaEntry(title=title, **kwargs))


def was(meeting: Meeting, *, days: int = 1, is_held: bool = True) -> Meeting:
    """Move the meeting as if it had begun this number of days ago."""
    start = timezone.now() - timedelta(days=days)
    state = MeetingState.HELD if is_held else MeetingState.ANNOUNCED
    fields = {"starts_at": start, "ends_at": start + timedelta(hours=8), "date": start.date(), "state": state}
    Meeting.objects.filter(pk=meeting.pk).update(**fields)
    found: Meeting = Meeting.objects.select_related("network").get(pk=meeting.pk)
    return found
