"""Awareness days, and the activities on them of networks that the user can see."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import NETWORK_SLUG, PAGE
from networkapp.api.problems import NOT_VALID
from networkapp.campaigns.models import AwarenessDay, DayActivity
from networkapp.campaigns.queries.days import list_activities, list_days

router = Router(tags=["Awareness days"])


class DayOut(Schema):
    """An awareness day, observed on the same date every year."""

    slug: str = Field(description="Identifies the day in addresses and filters.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="Purpose of the day.")
    month: int = Field(description="1 to 12.")
    day: int = Field(description="Day of the month, 1 to 31.")
    since: int = Field(description="First year in which it was observed.")
    source: str = Field(description="Who established the day, and by which act.")
    source_link: str = Field(description="Web address of the source, or empty.")
    checked_on: date | None = Field(alias="read_on", description="When the source was checked.")
    url: str = Field(alias="get_absolute_url", description=PAGE)


class ActivityOut(Schema):
    """An activity of a network on an awareness day in one year, in the network's words."""

    network: str = Field(alias="network.slug", description=NETWORK_SLUG)
    day: str = Field(alias="day.slug", description="Slug of the awareness day, as in `/days/`.")
    year: int
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text")
    language: str = Field(alias="title_language", description="Language code of the title.")
    link: str = Field(description="Web address with more information, or empty.")
    url: str = Field(alias="get_absolute_url", description=PAGE)


@router.get("/days/", response={200: list[DayOut], **NOT_VALID}, summary="List awareness days")
@paginate(Pages)
def show_days(request: HttpRequest) -> QuerySet[AwarenessDay]:
    """Return all awareness days in the order of the calendar."""
    return list_days()


@router.get("/activities/", response={200: list[ActivityOut], **NOT_VALID}, summary="List activities on awareness days")
@paginate(Pages)
def show_activities(
    request: HttpRequest,
    day: str = Query("", description="Slug of an awareness day, as in `/days/`. Without it: all days."),
    year: int | None = Query(None, ge=1900, le=2999, description="Without it: all years."),
) -> QuerySet[DayActivity]:
    """Return what the networks that you can see did on awareness days, the latest year first."""
    narrowed = {"day__slug": day, "year": year}
    return list_activities(user=request.user).filter(**{name: value for name, value in narrowed.items() if value})
