"""Suggestions for an agenda: what earlier meetings left open."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from networkapp.meetings.models import ActionItem, ActionState, AgendaKind, Meeting, MeetingState, Minutes, MinutesState
from networkapp.meetings.registry import MAX_SUGGESTIONS, AgendaSuggestion


def last_held_meeting(*, meeting: Meeting) -> Meeting | None:
    """Return the last meeting of the network held before this one."""
    meetings = Meeting.objects.filter(network=meeting.network_id, state=MeetingState.HELD, date__lte=meeting.date)
    found: Meeting | None = meetings.exclude(pk=meeting.pk).order_by("-date", "-number").first()
    return found


def suggest_last_minutes(*, meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Yield the minutes of the previous meeting if they are not approved yet."""
    waiting = Minutes.objects.filter(meeting__network=meeting.network_id, meeting__date__lte=meeting.date)
    waiting = waiting.exclude(meeting=meeting.pk).exclude(state=MinutesState.APPROVED).select_related("meeting")
    for minutes in waiting.order_by("meeting__date", "pk")[:MAX_SUGGESTIONS]:
        title = _("Minutes of meeting %(number)s") % {"number": minutes.meeting.number}
        yield AgendaSuggestion(about=minutes, title=title, detail=minutes.get_state_display())


def suggest_open_actions(*, meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Yield open action items of earlier meetings."""
    still = ActionItem.objects.filter(meeting__network=meeting.network_id, state=ActionState.OPEN)
    found = still.exclude(meeting=meeting.pk).select_related("meeting", "delegation", "owner__delegation")
    for action in found.order_by("due_on", "pk")[:MAX_SUGGESTIONS]:
        whose = action.owner.label if action.owner else action.delegation.label if action.delegation else ""
        yield AgendaSuggestion(
            about=action, title=action.text[:300], kind=AgendaKind.ACTIONS, detail=f"{action.meeting.label}, {whose}"
        )
