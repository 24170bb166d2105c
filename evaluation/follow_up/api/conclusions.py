"""Conclusions of networks about countries and recommendations: political judgements, not derived from numbers."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.follow_up.verdicts import recorded_verdicts
from evaluation.models import Verdict
from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE
from networkapp.api.problems import NOT_VALID
from networkapp.networks.queries.countries import country_name

router = Router(tags=["Conclusions"])


class ConclusionOut(Schema):
    """A conclusion of a network about a country and a recommendation.

    Conclusions are never changed. If a network concludes again, the earlier conclusion remains in the list.
    """

    country: str = Field(description=COUNTRY_CODE)
    state: str = Field(description="Name of the country.")
    network: str = Field(alias="network.name", description="Name of the network.")
    is_sample: bool = Field(description="Whether the country is invented.")
    recommendation: int = Field(description="Number of the recommendation.")
    conclusion: str = Field(alias="says", description="`implemented`, `partly` or `not`.")
    reason: str
    decision: str = Field(description="Decision of the network that contains the conclusion.")
    decision_url: str = Field(description="Web address of the decision, or empty.")
    decided_on: datetime.date
    recorded_at: datetime.datetime = Field(description="When it was entered here.")
    is_latest: bool = Field(
        alias="stands",
        description="Whether it is the network's latest conclusion about the country and recommendation.",
    )

    @staticmethod
    def resolve_country(verdict: Any) -> str:
        return str(verdict.country)

    @staticmethod
    def resolve_state(verdict: Any) -> str:
        return country_name(code=str(verdict.country))


@router.get("/evaluation/conclusions/", response={200: list[ConclusionOut], **NOT_VALID}, summary="List conclusions")
@paginate(Pages)
def show_conclusions(
    request: HttpRequest,
    country: str = Query("", max_length=2, description="Country code. Without it: all countries."),
    recommendation: int | None = Query(None, ge=1, le=99, description="Number of a recommendation. Without it: all."),
) -> QuerySet[Verdict]:
    """Return the conclusions of the networks whose results you can read, by country, network and recommendation."""
    return recorded_verdicts(user=request.user, country=country, recommendation=recommendation)
