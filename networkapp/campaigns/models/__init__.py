"""The models of campaigns, one file per topic."""

from networkapp.campaigns.models.campaign_parts import CampaignCountry, CampaignMaterial, CampaignTranslation
from networkapp.campaigns.models.campaigns import Campaign
from networkapp.campaigns.models.days import (
    AwarenessDay,
    AwarenessDayTranslation,
    DayActivity,
    DayActivityTranslation,
    NoActivity,
)

__all__ = [
    "AwarenessDay",
    "AwarenessDayTranslation",
    "Campaign",
    "CampaignCountry",
    "CampaignMaterial",
    "CampaignTranslation",
    "DayActivity",
    "DayActivityTranslation",
    "NoActivity",
]
