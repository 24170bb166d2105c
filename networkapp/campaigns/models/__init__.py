"""The models of campaigns, one file per topic."""

from networkapp.campaigns.models.campaign_parts import CampaignCountry, CampaignMaterial, CampaignTranslation
from networkapp.campaigns.models.campaigns import Campaign
from networkapp.campaigns.models.days import DayOfYear, DayTranslation, Deed, DeedTranslation, QuietDay

__all__ = [
    "Campaign",
    "CampaignCountry",
    "CampaignMaterial",
    "CampaignTranslation",
    "DayOfYear",
    "DayTranslation",
    "Deed",
    "DeedTranslation",
    "QuietDay",
]
