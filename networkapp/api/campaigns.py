"""Campaigns of the networks that the reader may see."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.days.campaigns import list_campaigns, whole_campaigns
from networkapp.domain.library.entries import find_subject
from networkapp.models import Campaign

router = Router(tags=["Campaigns"])


class CampaignOut(Schema):
    """A campaign as a network records it."""

    slug: str
    network: str = Field(alias="network.slug", description="The slug of the network that records it.")
    own: bool = Field(description="Whether the network ran it or took part; else it is of others.")
    is_sample: bool = Field(description="Invented, to try the site with.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="What was done.")
    target_group: str
    places: str
    countries: list[str] = Field(description="ISO 3166-1, two letters.")
    begins: str = Field(description="As far as it is known: 2010, 2010-10 or 2010-10-18.")
    ends: str = Field(description="The same, or empty.")
    still_runs: bool = Field(description="Where this is false and the end is empty, nobody here knows it.")
    tested: str = Field(description="Beforehand: yes, no or unknown.")
    evaluated: str = Field(description="Afterwards: yes, no or unknown.")
    subjects: list[str] = Field(description="Slugs of subjects.")
    source: str
    read_on: date | None = Field(description="When the source was read.")
    url: str = Field(alias="get_absolute_url")

    @staticmethod
    def resolve_target_group(campaign: Campaign) -> str:
        return campaign.said["target_group"].text

    @staticmethod
    def resolve_places(campaign: Campaign) -> str:
        return campaign.said["places"].text

    @staticmethod
    def resolve_countries(campaign: Any) -> list[str]:
        return [str(country) for country in campaign.country_list]

    @staticmethod
    def resolve_subjects(campaign: Campaign) -> list[str]:
        return [subject.slug for subject in campaign.subjects.all()]


class MaterialOut(Schema):
    """A document to download, or a report."""

    title: str
    kind: str = Field(description="material, test or evaluation.")
    language: str
    licence: str
    url: str


class WholeCampaignOut(CampaignOut):
    """A campaign with who took part, what was found, and its material."""

    organisations: list[str] = Field(description="Slugs of organisations.")
    delegations: list[str] = Field(description="Codes of delegations.")
    findings: dict[str, str] = Field(description="How it was tested and evaluated, with whom, and what was found.")
    material: list[MaterialOut]

    @staticmethod
    def resolve_organisations(campaign: Campaign) -> list[str]:
        return [one.slug for one in campaign.organisations.all()]

    @staticmethod
    def resolve_delegations(campaign: Campaign) -> list[str]:
        return [one.code for one in campaign.delegations.all()]

    @staticmethod
    def resolve_findings(campaign: Campaign) -> dict[str, str]:
        return {name: said.text for name, said in campaign.said.items() if name.startswith(("tested_", "evaluated_"))}

    @staticmethod
    def resolve_material(campaign: Any) -> list[Any]:
        return list(campaign.material.all())


@router.get("/campaigns/", response={200: list[CampaignOut], **UNUSABLE}, summary="Campaigns")
@paginate(Pages)
def show_campaigns(
    request: HttpRequest,
    subject: str = Query("", description="Slug of a subject."),
    country: str = Query("", pattern="^([A-Za-z]{2})?$", description="ISO 3166-1, two letters."),
    year: int | None = Query(None, ge=1900, le=9998, description="In which it ran."),
) -> QuerySet[Campaign]:
    """The campaigns of the networks that the reader may know of, newest first. 422 where there is no such subject."""
    wanted = find_subject(slug=subject)
    return list_campaigns(user=request.user, subject=wanted, country=country.upper(), year=year)


@router.get("/campaigns/{slug}/", response={200: WholeCampaignOut, **NOT_THERE}, summary="One campaign")
def show_campaign(request: HttpRequest, slug: str) -> Campaign:
    """A campaign with what is known of its test and evaluation, and its material."""
    return get_object_or_404(whole_campaigns(user=request.user), slug=slug)
