"""Metadata of meetings for search engines and link previews."""

from typing import Any

from django.utils.formats import date_format

from networkapp.meetings.models import Meeting
from networkapp.metadata.cards import breadcrumbs_to
from networkapp.metadata.pages import organisation
from networkapp.networks.queries.countries import country_name
from networkapp.registry.metadata import Card


def meeting_card(meeting: Meeting) -> Card:
    """Return the metadata of the page of a meeting."""
    words = meeting.in_language()
    day = date_format(meeting.date)
    where = ", ".join(filter(None, (meeting.place, country_name(code=meeting.country))))
    status = "EventCancelled" if meeting.is_cancelled else "EventScheduled"
    facts = {
        "@type": "Event",
        "startDate": meeting.local_start or meeting.date,
        "endDate": meeting.local_end,
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "Place", "name": meeting.place, "address": _country(meeting)},
        "organizer": organisation(meeting.network),
    }
    return Card(
        title=f"{meeting.label}: {words.title}",
        description=words.text or f"{meeting.network.local_name}, {day}, {where}",
        path=meeting.get_absolute_url(),
        over=meeting.network.local_name,
        under=f"{day}, {where}",
        way=breadcrumbs_to("networkapp:meetings"),
        facts=facts,
    )


def _country(meeting: Meeting) -> dict[str, Any]:
    return {"@type": "PostalAddress", "addressCountry": str(meeting.country)} if meeting.country else {}
