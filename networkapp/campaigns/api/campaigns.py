"""Campaigns of the networks that the user can see."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import NETWORK_SLUG, PAGE, SUBJECT, SUBJECT_SLUGS
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.campaigns.models import Campaign
from networkapp.campaigns.queries.campaigns import campaigns_with_related, list_campaigns
from networkapp.networks.queries.subjects import find_subject

router = Router(tags=["Campaigns"])


class CampaignOut(Schema):
    """A campaign that a network has recorded."""

    slug: str = Field(description="Identifies the campaign in addresses.")
    network: str = Field(alias="network.slug", description=NETWORK_SLUG)
    own: bool = Field(description="Whether the network ran the campaign or took part; false for campaigns of others.")
    is_sample: bool = Field(description="Whether the campaign is invented.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="What was done.")
    target_group: str
    places: str = Field(description="Where it took place, for example airports and ferries.")
    countries: list[str] = Field(description="ISO 3166-1 alpha-2 codes.")
    begins: str = Field(description="First year, month or day: `2010`, `2010-10` or `2010-10-18`.")
    ends: str = Field(description="Last year, month or day, or empty.")
    still_runs: bool = Field(description="If false and `ends` is empty, the end is not known.")
    tested: str = Field(description="Whether it was tested beforehand: `yes`, `no` or `unknown`.")
    evaluated: str = Field(description="Whether it was evaluated afterwards: `yes`, `no` or `unknown`.")
    subjects: list[str] = Field(description=SUBJECT_SLUGS)
    source: str = Field(description="Source of this information.")
    checked_on: date | None = Field(alias="read_on", description="When the source was checked.")
    url: str = Field(alias="get_absolute_url", description=PAGE)

    @staticmethod
    def resolve_target_group(campaign: Campaign) -> str:
        return campaign.texts["target_group"].text

    @staticmethod
    def resolve_places(campaign: Campaign) -> str:
        return campaign.texts["places"].text

    @staticmethod
    def resolve_countries(campaign: Any) -> list[str]:
        return [str(country) for country in campaign.country_list]

    @staticmethod
    def resolve_subjects(campaign: Campaign) -> list[str]:
        return [subject.slug for subject in campaign.subjects.all()]


class MaterialOut(Schema):
    """Campaign material, or a report about the campaign."""

    title: str
    kind: str = Field(description="`material`, `test` (test report) or `evaluation` (evaluation report).")
    language: str = Field(description="Language code.")
    licence: str
    url: str = Field(description="Address of the file or web page.")


class CampaignDetailOut(CampaignOut):
    """A campaign with its participants, its test and evaluation, and its material."""

    organisations: list[str] = Field(description="Slugs of the organisations that took part.")
    delegations: list[str] = Field(description="Codes of the delegations that took part.")
    findings: dict[str, str] = Field(
        description="Texts about the test (`tested_how`, `tested_with`, `tested_found`) and the evaluation "
        "(`evaluated_how`, `evaluated_found`)."
    )
    material: list[MaterialOut]

    @staticmethod
    def resolve_organisations(campaign: Campaign) -> list[str]:
        return [one.slug for one in campaign.organisations.all()]

    @staticmethod
    def resolve_delegations(campaign: Campaign) -> list[str]:
        return [one.code for one in campaign.delegations.all()]

    @staticmethod
    def resolve_findings(campaign: Campaign) -> dict[str, str]:
        return {name: text.text for name, text in campaign.texts.items() if name.startswith(("tested_", "evaluated_"))}

    @staticmethod
    def resolve_material(campaign: Any) -> list[Any]:
        return list(campaign.material.all())


@router.get("/campaigns/", response={200: list[CampaignOut], **NOT_VALID}, summary="List campaigns")
@paginate(Pages)
def show_campaigns(
    request: HttpRequest,
    subject: str = SUBJECT,
    country: str = Query("", pattern="^([A-Za-z]{2})?$", description="Country code. Without it: all countries."),
    year: int | None = Query(None, ge=1900, le=9998, description="A year in which the campaign ran."),
) -> QuerySet[Campaign]:
    """Return the campaigns of the networks that you can see, newest first."""
    wanted = find_subject(slug=subject)
    return list_campaigns(user=request.user, subject=wanted, country=country.upper(), year=year)


@router.get("/campaigns/{slug}/", response={200: CampaignDetailOut, **NOT_FOUND}, summary="Show a campaign")
def show_campaign(request: HttpRequest, slug: str = Path(..., description="Slug of the campaign.")) -> Campaign:
    """Return a campaign with its participants, its test and evaluation, and its material."""
    return get_object_or_404(campaigns_with_related(user=request.user), slug=slug)
