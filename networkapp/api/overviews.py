"""Subjects and countries, with links to what the site has about them."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Router, Schema
from ninja.pagination import paginate

from networkapp.api.no_ranking import without_ranking
from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE, PAGE
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.models import Subject
from networkapp.networks.queries.subjects import list_subjects
from networkapp.overviews.countries import Country, countries_for, country_page
from networkapp.overviews.subjects import subject_page

router = Router(tags=["Subjects and countries"])
router.add_decorator(without_ranking)


class EntryOut(Schema):
    """An item in a part of the site, for example a decision or a publication."""

    title: str = Field(alias="name")
    url: str = Field(description="Path of its page on this site, or empty if it has none.")
    detail: str = Field(description="The most important fact about the item, in one line.")
    language: str = Field(description="Language code of the title if it may differ from your language.")
    date: datetime | date | None


class PartOut(Schema):
    """A part of the site, such as decisions or news, with its first entries about a subject, country or network."""

    key: str = Field(description="Identifies the part; it does not change.")
    title: str
    count: int = Field(alias="all_of_them", description="Number of entries that you can see.")
    url: str = Field(description="Path of the page with all entries. Empty if all of them are listed here.")
    entries: list[EntryOut] = Field(description="The first entries.")

    @staticmethod
    def resolve_title(part: Any) -> str:
        return str(part.title)


class SubjectOut(Schema):
    """A subject, usually that of a recommendation."""

    slug: str = Field(description="Identifies the subject in addresses and filters.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="Description of the subject.")
    url: str = Field(alias="get_absolute_url", description=PAGE)


class SubjectDetailOut(SubjectOut):
    """A subject with an overview of what the site has about it."""

    parts: list[PartOut]


class CountryOut(Schema):
    """A country that takes part in networks."""

    code: str = Field(description=COUNTRY_CODE)
    name: str
    is_sample: bool = Field(description="Whether the country is invented.")
    delegations: list[str] = Field(description="Codes of its delegations, as in `/delegations/`.")
    url: str = Field(description=PAGE)

    @staticmethod
    def resolve_delegations(country: Any) -> list[str]:
        return [getattr(one, "code", one) for one in country.delegations]


class CountryDetailOut(CountryOut):
    """A country with an overview of what the site has about it. The names of its members are on its page only."""

    parts: list[PartOut]


@router.get("/subjects/", response={200: list[SubjectOut], **NOT_VALID}, summary="List subjects")
@paginate(Pages)
def show_subjects(request: HttpRequest) -> QuerySet[Subject]:
    """Return all subjects in the order of the working group's recommendations."""
    return list_subjects()


@router.get("/subjects/{slug}/", response={200: SubjectDetailOut, **NOT_FOUND}, summary="Show a subject")
def show_subject(request: HttpRequest, slug: str = Path(..., description="Slug of the subject.")) -> SimpleNamespace:
    """Return a subject with an overview of everything on this site about it that you can see."""
    page = subject_page(slug=slug, user=request.user)
    subject: Any = page.subject
    return SimpleNamespace(
        slug=subject.slug,
        local_title=subject.local_title,
        local_text=subject.local_text,
        get_absolute_url=subject.get_absolute_url(),
        parts=page.parts,
    )


@router.get("/countries/", response={200: list[CountryOut], **NOT_VALID}, summary="List countries")
@paginate(Pages)
def show_countries(request: HttpRequest) -> list[Country]:
    """Return the countries with a delegation in a network that you can see, ordered by name; sample countries last."""
    return countries_for(user=request.user)


@router.get("/countries/{code}/", response={200: CountryDetailOut, **NOT_FOUND}, summary="Show a country")
def show_country(request: HttpRequest, code: str = Path(..., description="Country code.")) -> SimpleNamespace:
    """Return a country with an overview of everything on this site about it that you can see."""
    page = country_page(code=code, user=request.user)
    own = {name: getattr(page.country, name) for name in ("code", "name", "is_sample", "delegations", "url")}
    return SimpleNamespace(**own, parts=page.parts)
