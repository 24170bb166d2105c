"""The library of handbooks by others, and the directory of organisations: public."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.library import entries as library
from networkapp.models import Organisation, Publication

router = Router(tags=["Library"])


class OrganisationOut(Schema):
    """A body that works on the subject."""

    slug: str
    name: str = Field(alias="local_title")
    abbreviation: str
    text: str = Field(alias="local_text", description="Its mandate, in this site's words.")
    instruments: list[str] = Field(alias="instrument_list", description="Conventions and plans that it keeps.")
    programmes: list[str] = Field(alias="programme_list", description="Programmes, projects and campaigns.")
    contacts: list[str] = Field(alias="contact_list", description="Offices, addresses and numbers.")
    area: str = Field(description="Where it works, in words.")
    website: str
    subjects: list[str] = Field(description="Slugs of subjects.")
    url: str = Field(alias="get_absolute_url")

    @staticmethod
    def resolve_subjects(organisation: Organisation) -> list[str]:
        return [subject.slug for subject in organisation.subjects.all()]


class PublicationOut(Schema):
    """Somebody else's handbook, guideline or report. This site keeps where it is, not the text."""

    slug: str
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="In one sentence, what it is for.")
    language: str = Field(description="The language of the title, unless it was translated.")
    kind: str
    year: int | None
    symbol: str = Field(description="Number or symbol, where it has one.")
    written_under: str = Field(description="The law it was written under, where that matters.")
    law_as_of: date | None = Field(description="The day as of which what it says of the law is known to be true.")
    note: str = Field(description="Why it matters to the networks.")
    isbn: str
    doi: str
    issuer: str = Field(alias="issuer.slug", description="Slug of the organisation that issued it.")
    partners: list[str] = Field(description="Slugs of the organisations that issued it too.")
    languages: list[str] = Field(description="Codes of the languages in which it can be had.")
    subjects: list[str] = Field(description="Slugs of subjects.")
    link: str = Field(description="Where its issuer keeps it.")
    link_checked_on: date | None = Field(
        alias="checked_on", description="The last day on which this site found something at the link."
    )
    link_dead_since: date | None = Field(
        description="Since when nothing stands at the link; null while something does."
    )
    url: str = Field(alias="get_absolute_url")

    @staticmethod
    def resolve_link_dead_since(publication: Any) -> date | None:
        return publication.failing_since if publication.seems_gone else None

    @staticmethod
    def resolve_partners(publication: Publication) -> list[str]:
        return [partner.slug for partner in publication.partners.all()]

    @staticmethod
    def resolve_languages(publication: Any) -> list[str]:
        return [row.language for row in publication.languages.all()]

    @staticmethod
    def resolve_subjects(publication: Publication) -> list[str]:
        return [subject.slug for subject in publication.subjects.all()]


@router.get("/organisations/", response={200: list[OrganisationOut], **UNUSABLE}, summary="Organisations")
@paginate(Pages)
def show_organisations(
    request: HttpRequest, subject: str = Query("", description="Slug of a subject.")
) -> QuerySet[Organisation]:
    """The directory by name. 422 where there is no such subject."""
    return library.list_organisations(subject=library.find_subject(slug=subject))


@router.get("/organisations/{slug}/", response={200: OrganisationOut, **NOT_THERE}, summary="One organisation")
def show_organisation(request: HttpRequest, slug: str) -> Organisation:
    """One body of the directory."""
    return get_object_or_404(library.list_organisations(), slug=slug)


@router.get("/publications/", response={200: list[PublicationOut], **UNUSABLE}, summary="Publications")
@paginate(Pages)
def show_publications(
    request: HttpRequest,
    subject: str = Query("", description="Slug of a subject."),
    language: str = Query("", max_length=12, description="Code of a language in which it can be had."),
    kind: str = Query("", max_length=24, description="As in handbook or guidelines."),
    words: str = Query("", max_length=100, description="Words in title, number or the name of who issued it."),
) -> QuerySet[Publication]:
    """The library by title. 422 where there is no such subject."""
    wanted = library.find_subject(slug=subject)
    return library.list_publications(subject=wanted, language=language, kind=kind, words=words.replace("\x00", " "))


@router.get("/publications/{slug}/", response={200: PublicationOut, **NOT_THERE}, summary="One publication")
def show_publication(request: HttpRequest, slug: str) -> Publication:
    """One publication of the library."""
    return get_object_or_404(library.list_publications(), slug=slug)
