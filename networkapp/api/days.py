"""Days of the year, and what networks that the reader may see did on them."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import UNUSABLE
from networkapp.domain.days.register import list_days, list_deeds
from networkapp.models import DayOfYear, Deed

router = Router(tags=["Days of the year"])


class DayOut(Schema):
    """A day that comes every year, for all networks."""

    slug: str
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="What it is for.")
    month: int
    day: int
    since: int = Field(description="The first year in which it was kept.")
    source: str
    source_link: str
    read_on: date | None = Field(description="When the source was read.")
    url: str = Field(alias="get_absolute_url")


class DeedOut(Schema):
    """What a network did on such a day in one year, in its own words."""

    network: str = Field(alias="network.slug", description="The slug of the network.")
    day: str = Field(alias="day.slug", description="The slug of the day.")
    year: int
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text")
    language: str = Field(alias="title_language", description="The language of the title.")
    link: str = Field(description="Where more of it can be read; empty where that is nowhere.")
    url: str = Field(alias="get_absolute_url")


@router.get("/days/", response={200: list[DayOut], **UNUSABLE}, summary="Days of the year")
@paginate(Pages)
def show_days(request: HttpRequest) -> QuerySet[DayOfYear]:
    """All days of the year, from January on."""
    return list_days()


@router.get("/deeds/", response={200: list[DeedOut], **UNUSABLE}, summary="What networks did on days of the year")
@paginate(Pages)
def show_deeds(
    request: HttpRequest,
    day: str = Query("", description="Slug of a day."),
    year: int | None = Query(None, ge=1900, le=2999),
) -> QuerySet[Deed]:
    """What the networks that the reader may know of wrote down, the newest year first."""
    narrowed = {"day__slug": day, "year": year}
    return list_deeds(user=request.user).filter(**{name: value for name, value in narrowed.items() if value})
