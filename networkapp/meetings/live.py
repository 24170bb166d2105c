"""Live updates of meetings on open pages, with the partials that a new page shows."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from networkapp.meetings.actions.speaking_list import speaking_list_of
from networkapp.meetings.models import Meeting
from networkapp.models import Event
from networkapp.registry import ListUpdate

FLOOR = "networkapp/meetings/speaking_list_rows.html"


def floor_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the present speaking list, once for each meeting, with the last of these events."""
    last = {event.payload["meeting"]: event.sequence for event in events}
    meetings = Meeting.objects.filter(network=events[0].network_id, pk__in=last).select_related("at_item", "network")
    places: dict[int, list[ListUpdate]] = {event.sequence: [] for event in events}
    for meeting in meetings:
        name = f"floor-{meeting.pk}"
        html = render_to_string(FLOOR, {"floor": speaking_list_of(meeting=meeting)})
        places[last[meeting.pk]].append(ListUpdate(list=name, id=f"{name}-now", html=html))
    return places
