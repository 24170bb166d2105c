"""Campaigns."""

from typing import Any

from home.domain.demo.recording.days import CampaignFields, Material, record_campaign
from networkapp.campaigns.models import Campaign
from networkapp.models import Network


def make_campaign(
    network: Network,
    title: str = "A campaign",
    *,
    document: Any = None,
    more: dict[str, Any] | None = None,
    **plain: Any,
) -> Campaign:
    """A campaign of 2025 in Latvia; `more` goes to record_campaign, the rest to what is the same in every language."""
    facts = {"begins": "2025-10", "ends": "2026-01", "countries": ["LV"], **plain}
    words = {"en": {"title": title, "text": "Posters."}, "de": {"title": f"{title} (de)", "text": "Plakate."}}
    material = [Material(title=f"Leaflet of {title}", document=document)] if document else []
    fields = {"slug": f"campaign-{network.slug}", "words": words, "material": material, **(more or {})}
    return record_campaign(network=network, plain=CampaignFields(**facts), **fields)
