"""The library of publications and the directory of organisations, for everyone."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import PAGE, SUBJECT, SUBJECT_SLUGS
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.library import queries as library
from networkapp.library.models import Organisation, Publication
from networkapp.networks.queries.subjects import find_subject

router = Router(tags=["Library"])


class OrganisationOut(Schema):
    """An organisation that works in the field."""

    slug: str = Field(description="Identifies the organisation in addresses.")
    name: str = Field(alias="local_title")
    abbreviation: str
    text: str = Field(alias="local_text", description="Its mandate.")
    instruments: list[str] = Field(
        alias="instrument_list", description="Conventions and plans that it is responsible for."
    )
    programmes: list[str] = Field(alias="programme_list", description="Programmes, projects and campaigns.")
    contacts: list[str] = Field(alias="contact_list", description="Offices, addresses and telephone numbers.")
    area: str = Field(description="Region where it works.")
    website: str = Field(description="Web address, or empty.")
    status: str = Field(description="`active`, `renamed`, `merged`, `ended`, or empty if no source shows it.")
    status_note: str = Field(description="What changed, and when.")
    status_source: str = Field(description="Web address of the source of the status, or empty.")
    status_on: date | None = Field(description="Date of the source of the status.")
    subjects: list[str] = Field(description=SUBJECT_SLUGS)
    url: str = Field(alias="get_absolute_url", description=PAGE)

    @staticmethod
    def resolve_subjects(organisation: Organisation) -> list[str]:
        return [subject.slug for subject in organisation.subjects.all()]


class PublicationOut(Schema):
    """A handbook, guideline or report of another organisation. The site has a link to it, not its text."""

    slug: str = Field(description="Identifies the publication in addresses.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="Its purpose, in one sentence.")
    language: str = Field(description="Code of the original language of the title.")
    kind: str = Field(
        description="`handbook`, `guidelines`, `toolkit`, `tool`, `training`, `study`, `report`, `standard`, "
        "`strategy`, `political commitment`, `law` or `model law`."
    )
    year: int | None = Field(description="Year of publication.")
    symbol: str = Field(description="Official number or symbol, if any.")
    written_under: str = Field(description="Law that applied when it was written, if relevant.")
    law_as_of: date | None = Field(description="Law date: it described the law correctly on this day.")
    note: str = Field(description="Relevance for the networks.")
    isbn: str
    doi: str
    issuer: str = Field(alias="issuer.slug", description="Slug of the organisation that issued it.")
    partners: list[str] = Field(description="Slugs of other organisations that issued it.")
    languages: list[str] = Field(description="Codes of the languages in which it is available.")
    subjects: list[str] = Field(description=SUBJECT_SLUGS)
    link: str = Field(description="Web address of the publication at its issuer.")
    link_checked_on: date | None = Field(alias="checked_on", description="When the link last worked.")
    link_dead_since: date | None = Field(description="When the link stopped working. Null if it works.")
    url: str = Field(alias="get_absolute_url", description=PAGE)

    @staticmethod
    def resolve_link_dead_since(publication: Any) -> date | None:
        return publication.failing_since if publication.is_probably_dead else None

    @staticmethod
    def resolve_partners(publication: Publication) -> list[str]:
        return [partner.slug for partner in publication.partners.all()]

    @staticmethod
    def resolve_languages(publication: Any) -> list[str]:
        return [row.language for row in publication.languages.all()]

    @staticmethod
    def resolve_subjects(publication: Publication) -> list[str]:
        return [subject.slug for subject in publication.subjects.all()]


@router.get("/organisations/", response={200: list[OrganisationOut], **NOT_VALID}, summary="List organisations")
@paginate(Pages)
def show_organisations(request: HttpRequest, subject: str = SUBJECT) -> QuerySet[Organisation]:
    """Return the organisations that work in the field, ordered by name."""
    return library.list_organisations(subject=find_subject(slug=subject))


@router.get("/organisations/{slug}/", response={200: OrganisationOut, **NOT_FOUND}, summary="Show an organisation")
def show_organisation(
    request: HttpRequest, slug: str = Path(..., description="Slug of the organisation.")
) -> Organisation:
    """Return an organisation of the directory."""
    return get_object_or_404(library.list_organisations(), slug=slug)


@router.get("/publications/", response={200: list[PublicationOut], **NOT_VALID}, summary="List publications")
@paginate(Pages)
def show_publications(
    request: HttpRequest,
    subject: str = SUBJECT,
    language: str = Query("", max_length=12, description="Language code: available in this language."),
    kind: str = Query("", max_length=24, description="For example `handbook` or `guidelines`. Without it: all kinds."),
    words: str = Query("", max_length=100, description="Words to find in the title, the number or the issuer's name."),
) -> QuerySet[Publication]:
    """Return the publications in the library, ordered by title."""
    wanted = find_subject(slug=subject)
    return library.list_publications(subject=wanted, language=language, kind=kind, words=words.replace("\x00", " "))


@router.get("/publications/{slug}/", response={200: PublicationOut, **NOT_FOUND}, summary="Show a publication")
def show_publication(
    request: HttpRequest, slug: str = Path(..., description="Slug of the publication.")
) -> Publication:
    """Return a publication of the library."""
    return get_object_or_404(library.list_publications(), slug=slug)
