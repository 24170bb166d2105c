"""What networks decided about countries and recommendations: judgements, derived from no number."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.domain.verdicts import recorded_verdicts
from evaluation.models import Verdict
from networkapp.api.paging import Pages
from networkapp.api.problems import UNUSABLE
from networkapp.domain.countries.names import country_name

router = Router(tags=["Political verdicts"])


class VerdictOut(Schema):
    """A political verdict. Never changed: a later one takes its place, and both stay."""

    country: str = Field(description="ISO 3166-1, two letters; XA to XZ are sample countries.")
    state: str = Field(description="The country's name.")
    network: str = Field(alias="network.name", description="The network that decided.")
    is_sample: bool = Field(description="Whether the country is invented, to show how verdicts read.")
    recommendation: int
    verdict: str = Field(alias="says", description="`implemented`, `partly` or `not`.")
    reason: str
    decision: str = Field(description="Which decision of the network it is.")
    decision_url: str
    decided_on: datetime.date
    recorded_at: datetime.datetime
    stands: bool = Field(description="Whether it is the latest of this network on the country and recommendation.")

    @staticmethod
    def resolve_country(verdict: Any) -> str:
        return str(verdict.country)

    @staticmethod
    def resolve_state(verdict: Any) -> str:
        return country_name(str(verdict.country))


@router.get("/evaluation/verdicts/", response={200: list[VerdictOut], **UNUSABLE}, summary="Political verdicts")
@paginate(Pages)
def show_verdicts(
    request: HttpRequest,
    country: str = Query("", max_length=2, description="Two letters."),
    recommendation: int | None = Query(None, ge=1, le=99, description="Its number."),
) -> QuerySet[Verdict]:
    """What the networks decided whose results the reader may read, by country, network and recommendation."""
    return recorded_verdicts(user=request.user, country=country, recommendation=recommendation)
