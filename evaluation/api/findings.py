"""What independent bodies did about countries and found in them, each with its source. Part of no score."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.domain.findings.reading import recorded_events, recorded_findings
from evaluation.models import Finding, MonitoringEvent
from networkapp.api.paging import Pages
from networkapp.api.problems import UNUSABLE
from networkapp.domain.countries.names import country_name

COUNTRY = Query("", max_length=2, description="Two letters.")
router = Router(tags=["Findings of others"])


class FromABodyOut(Schema):
    """Where an event or a finding stands, and who says so."""

    body: str = Field(description="Who monitors, as in GRETA.")
    country: str = Field(description="ISO 3166-1, two letters; XA to XZ are sample countries.")
    state: str = Field(description="The country's name.")
    is_sample: bool = Field(description="Whether the country is invented, to show how findings read.")
    round: int | None
    document: str
    date: datetime.date | None = Field(description="Null where the source gives none.")
    source: str
    source_url: str
    retrieved_on: datetime.date | None = Field(description="As of which day.")
    revision: int = Field(description="1, and one more for each time that the source changed it.")

    @staticmethod
    def resolve_country(item: MonitoringEvent | Finding) -> str:
        return str(item.country)

    @staticmethod
    def resolve_state(item: MonitoringEvent | Finding) -> str:
        return country_name(str(item.country))


class EventOut(FromABodyOut):
    """Something that happened in a round: a visit, a report, a reply, a day that is due."""

    event: str = Field(alias="kind", description="As in `visit_start`, `report_published`, `government_reply_due`.")


class ResponseOut(Schema):
    """A reply of the government, or a measure that was reported."""

    kind: str = Field(description="`reply` or `measure`.")
    text: str
    date: datetime.date | None
    document: str
    status: str = Field(description="Of a measure: `planned`, `under_way`, `done` or `not_done`.")
    said_by: str = Field(description="Who says how far the measure is.")
    by_government: bool = Field(description="Whether a seat of that government wrote it here itself.")
    source: str
    source_url: str

    @staticmethod
    def resolve_by_government(response: Any) -> bool:
        return response.seat_id is not None


class FindingOut(FromABodyOut):
    """What a body found, in its own words, with what was answered to it."""

    reference: str = Field(description="Paragraph or article.")
    strength: str = Field(description="`urges`, `considers`, `invites`, `recommends`, `welcomes` or `notes`.")
    text: str
    recommendation: int | None = Field(description="Number of the recommendation that it touches.")
    criterion: str = Field(alias="series_id", description="Series of the criterion that it touches, if any.")
    responses: list[ResponseOut]


@router.get("/evaluation/monitoring/", response={200: list[EventOut], **UNUSABLE}, summary="Monitoring events")
@paginate(Pages)
def show_events(request: HttpRequest, country: str = COUNTRY) -> QuerySet[MonitoringEvent]:
    """What bodies did, by country, body, round and day."""
    return recorded_events(country=country)


@router.get("/evaluation/findings/", response={200: list[FindingOut], **UNUSABLE}, summary="Findings of others")
@paginate(Pages)
def show_findings(request: HttpRequest, country: str = COUNTRY) -> QuerySet[Finding]:
    """What bodies found, by country, body and round."""
    return recorded_findings(country=country)
