"""Activities and findings of independent bodies, with their sources. They are not part of any score."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.models import Finding, MonitoringEvent
from evaluation.sources.findings import recorded_events, recorded_findings
from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE
from networkapp.api.problems import NOT_VALID
from networkapp.networks.queries.countries import country_name

COUNTRY = Query("", max_length=2, description="Country code. Without it: all countries.")
router = Router(tags=["Findings of independent bodies"])


class MonitoringOut(Schema):
    """The common fields of events and findings: body, country, document and source."""

    body: str = Field(description="Monitoring body, for example GRETA.")
    country: str = Field(description=COUNTRY_CODE)
    state: str = Field(description="Name of the country.")
    is_sample: bool = Field(description="Whether the country is invented.")
    round: int | None = Field(description="Monitoring round.")
    document: str = Field(description="Document of the body.")
    date: datetime.date | None = Field(description="Null if the source gives none.")
    source: str
    source_url: str = Field(description="Web address of the source.")
    retrieved_on: datetime.date | None = Field(description="Date of the data")
    revision: int = Field(description="1, plus one for each change by the source.")

    @staticmethod
    def resolve_country(item: MonitoringEvent | Finding) -> str:
        return str(item.country)

    @staticmethod
    def resolve_state(item: MonitoringEvent | Finding) -> str:
        return country_name(code=str(item.country))


class MonitoringEventOut(MonitoringOut):
    """An event in a monitoring round, for example a visit, a report, a reply or a due date."""

    event: str = Field(
        alias="kind", description="For example `visit_start`, `report_published` or `government_reply_due`."
    )


class FindingResponseOut(Schema):
    """A reply of the government to a finding, or a measure that was reported."""

    kind: str = Field(description="`reply` or `measure`.")
    text: str
    date: datetime.date | None
    document: str = Field(description="Document that contains it.")
    status: str = Field(description="Progress of a measure: `planned`, `under_way`, `done` or `not_done`.")
    reported_by: str = Field(description="Who reports the progress.")
    by_government: bool = Field(description="Whether the government entered it here itself.")
    source: str
    source_url: str = Field(description="Web address of the source.")

    @staticmethod
    def resolve_by_government(response: Any) -> bool:
        return response.seat_id is not None


class FindingOut(MonitoringOut):
    """A finding of an independent body, with replies of the government and measures."""

    reference: str = Field(description="Paragraph or article of the document.")
    strength: str = Field(description="`urges`, `considers`, `invites`, `recommends`, `welcomes` or `notes`.")
    text: str = Field(description="The finding in the body's own words.")
    recommendation: int | None = Field(description="Number of the related recommendation.")
    criterion: str = Field(alias="series_id", description="Series of the related criterion, if any.")
    responses: list[FindingResponseOut]


@router.get(
    "/evaluation/monitoring/", response={200: list[MonitoringEventOut], **NOT_VALID}, summary="List monitoring events"
)
@paginate(Pages)
def show_events(request: HttpRequest, country: str = COUNTRY) -> QuerySet[MonitoringEvent]:
    """Return visits, reports and other activities of independent bodies, by country, body, round and date."""
    return recorded_events(country=country)


@router.get("/evaluation/findings/", response={200: list[FindingOut], **NOT_VALID}, summary="List findings")
@paginate(Pages)
def show_findings(request: HttpRequest, country: str = COUNTRY) -> QuerySet[Finding]:
    """Return the findings of independent bodies, by country, body and round."""
    return recorded_findings(country=country)
