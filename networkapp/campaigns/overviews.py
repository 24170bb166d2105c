"""Campaigns about a subject, in a country, or of a network."""

from django.urls import reverse
from django.utils.translation import gettext as _

from networkapp.campaigns.queries.campaigns import list_campaigns
from networkapp.overviews.entries import first_entries
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart


def campaigns(*, overview: Overview) -> list[OverviewPart]:
    """Return the campaigns of a network, about a subject or in a country, newest first, for an overview."""
    run = list_campaigns(
        user=overview.reader, subject=overview.subject, country=overview.country, network=overview.network
    )
    found, number = first_entries(run, overview)
    entries = tuple(
        OverviewEntry(
            title=(title := campaign.texts["title"]).text,
            url=campaign.get_absolute_url(),
            detail=", ".join(part for part in (campaign.when, overview.network_of(campaign)) if part),
            language=title.language,
        )
        for campaign in found
    )
    address = overview.listed_at(reverse("networkapp:campaigns"))
    return [OverviewPart(key="campaigns", title=_("Campaigns"), entries=entries, number=number, url=address)]
