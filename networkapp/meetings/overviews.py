"""Meetings on a subject, in a country, or of a network."""

from django.urls import reverse
from django.utils.translation import gettext as _

from networkapp.meetings.queries.meetings import list_meetings
from networkapp.models import Network
from networkapp.overviews.entries import first_of
from networkapp.registry.network_links import NetworkLink
from networkapp.registry.overviews import Along, Strand, StrandEntry, StrandPart
from networkapp.users import AnyUser


def meetings(strand: Strand) -> list[StrandPart]:
    """Return the meetings of a network, on a subject or in a country, the newest first."""
    met = list_meetings(user=strand.reader, subject=strand.subject, network=strand.network, country=strand.country)
    found, number = first_of(met, strand)
    entries = tuple(
        StrandEntry(
            title=meeting.local_title,
            label=f"{meeting.label}:",
            url=meeting.get_absolute_url(),
            detail=", ".join(part for part in (meeting.place, strand.network_of(meeting)) if part),
            language=meeting.title_language,
            date=meeting.date,
        )
        for meeting in found
    )
    title = _("Meetings in this country") if strand.along == Along.COUNTRY else _("Meetings")
    address = strand.listed_at(reverse("networkapp:meetings"))
    return [StrandPart(key="meetings", title=title, entries=entries, number=number, url=address)]


def link(network: Network, user: AnyUser) -> NetworkLink:
    """Return the link from the page of a network to its meetings."""
    return NetworkLink(title=_("Meetings"), url=f"{reverse('networkapp:meetings')}?network={network.slug}")
