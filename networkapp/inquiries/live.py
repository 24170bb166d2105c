"""Live updates of inquiries on open pages: that something has changed, and the current status.

They do not show what has changed: not everybody who gets the event can see the same of it.
"""

from collections.abc import Sequence

from django.template.loader import render_to_string

from networkapp.inquiries.models import Inquiry
from networkapp.models import Event
from networkapp.registry import ListUpdate

NEWS = "networkapp/inquiries/reload_note.html"


def inquiry_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the notice for the page of the inquiry, in one query for any number of events."""
    known = Inquiry.objects.select_related("network").in_bulk({event.payload["inquiry"] for event in events})
    return {event.sequence: [_news_partial(known[pk])] for event in events if (pk := event.payload["inquiry"]) in known}


def _news_partial(inquiry: Inquiry) -> ListUpdate:
    name = f"inquiry-news-{inquiry.pk}"
    return ListUpdate(list=name, id=name, html=render_to_string(NEWS, {"inquiry": inquiry}))
