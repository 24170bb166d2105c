"""Subjects and countries: what the site has about each, with links."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from networkapp.api.never import never_ranked
from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.countries.pages import Country, countries_for, country_page
from networkapp.domain.library.entries import list_subjects
from networkapp.domain.subjects.pages import subject_page
from networkapp.models import Subject

router = Router(tags=["Subjects and countries"])
router.add_decorator(never_ranked)


class EntryOut(Schema):
    """One entry of a part."""

    title: str = Field(alias="name")
    url: str = Field(description="Its page on this site; empty where it has none.")
    detail: str = Field(description="What matters of it, in a line.")
    language: str = Field(description="The language of the title, where it need not be the reader's.")
    date: datetime | date | None


class PartOut(Schema):
    """What one part of the site holds about it: the first entries, and how many there are for this reader."""

    key: str
    title: str
    number: int = Field(alias="all_of_them")
    url: str = Field(description="Where all of it stands, or it is told in full; empty where that is here.")
    entries: list[EntryOut]

    @staticmethod
    def resolve_title(part: Any) -> str:
        return str(part.title)


class SubjectOut(Schema):
    """What things are about. `slug` is what filters take."""

    slug: str
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text")
    url: str = Field(alias="get_absolute_url")


class WholeSubjectOut(SubjectOut):
    """A subject with what stands about it."""

    parts: list[PartOut]


class CountryOut(Schema):
    """A country that takes part."""

    code: str = Field(description="ISO 3166-1, two letters.")
    name: str
    is_sample: bool = Field(description="Whether it is made up.")
    delegations: list[str] = Field(description="Their codes.")
    url: str

    @staticmethod
    def resolve_delegations(country: Any) -> list[str]:
        return [getattr(one, "code", one) for one in country.delegations]


class WholeCountryOut(CountryOut):
    """A country with everything about it. Holders of seats who agreed are named on its page, not here."""

    parts: list[PartOut]


@router.get("/subjects/", response={200: list[SubjectOut], **UNUSABLE}, summary="Subjects")
@paginate(Pages)
def show_subjects(request: HttpRequest) -> QuerySet[Subject]:
    """The subjects in the order of the working group's recommendations."""
    return list_subjects()


@router.get("/subjects/{slug}/", response={200: WholeSubjectOut, **NOT_THERE}, summary="One subject")
def show_subject(request: HttpRequest, slug: str) -> SimpleNamespace:
    """What stands about a subject anywhere on this site, as far as the reader may see it."""
    page = subject_page(slug=slug, reader=request.user)
    subject: Any = page.subject
    return SimpleNamespace(
        slug=subject.slug,
        local_title=subject.local_title,
        local_text=subject.local_text,
        get_absolute_url=subject.get_absolute_url(),
        parts=page.parts,
    )


@router.get("/countries/", response={200: list[CountryOut], **UNUSABLE}, summary="Countries")
@paginate(Pages)
def show_countries(request: HttpRequest) -> list[Country]:
    """The countries with a delegation in a network that the reader may know of, by name; sample countries last."""
    return countries_for(reader=request.user)


@router.get("/countries/{code}/", response={200: WholeCountryOut, **NOT_THERE}, summary="One country")
def show_country(request: HttpRequest, code: str) -> SimpleNamespace:
    """What stands about a country anywhere on this site, as far as the reader may see it."""
    page = country_page(code=code, reader=request.user)
    own = {name: getattr(page.country, name) for name in ("code", "name", "is_sample", "delegations", "url")}
    return SimpleNamespace(**own, parts=page.parts)
