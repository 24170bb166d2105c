"""The models of meetings, one file per topic."""

from typing import Any

from networkapp.meetings.models.agenda import AgendaItem, AgendaKind, AgendaPaper, MeetingGuest
from networkapp.meetings.models.attendance import TAKING_PART, Attendance, AttendanceMode, Turn
from networkapp.meetings.models.calendars import CalendarFeed
from networkapp.meetings.models.meetings import (
    MEETING_TRANSITIONS,
    Meeting,
    MeetingSeries,
    MeetingState,
    MeetingTranslation,
)
from networkapp.meetings.models.minutes import (
    MINUTES_TRANSITIONS,
    ActionItem,
    ActionState,
    ActionStep,
    CorrectionState,
    Minutes,
    MinutesCorrection,
    MinutesState,
)
from networkapp.meetings.models.packs import MeetingPack

__all__ = [
    "MEETING_TRANSITIONS",
    "MINUTES_TRANSITIONS",
    "TAKING_PART",
    "ActionItem",
    "ActionState",
    "ActionStep",
    "AgendaItem",
    "AgendaKind",
    "AgendaPaper",
    "Attendance",
    "AttendanceMode",
    "CalendarFeed",
    "CorrectionState",
    "Meeting",
    "MeetingGuest",
    "MeetingPack",
    "MeetingSeries",
    "MeetingState",
    "MeetingTranslation",
    "Minutes",
    "MinutesCorrection",
    "MinutesState",
    "Turn",
]

_WITHOUT_REFERENCES: tuple[Any, ...] = (
    ActionItem,
    ActionStep,
    Attendance,
    Minutes,
    MinutesCorrection,
    Turn,
)
for _model in _WITHOUT_REFERENCES:
    _model.wagtail_reference_index_ignore = True
