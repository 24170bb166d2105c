"""Published handbooks of the networks: contents, chapters, and the text of sections."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema
from ninja.pagination import paginate
from wagtail.query import PageQuerySet

from networkapp.api.pagination import Pages
from networkapp.api.parameters import LANGUAGE, NETWORK, NETWORK_SLUG, PERMANENT_PAGE, SUBJECT_SLUGS
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.handbooks.models import Section
from networkapp.handbooks.pages import queries

router = Router(tags=["Handbooks"])


class PageOut(Schema):
    """A published page."""

    id: int
    title: str
    summary: str = Field(alias="standfirst")
    language: str = Field(alias="locale.language_code", description="Code of the language that it is written in.")
    first_published_at: datetime | None
    last_published_at: datetime | None
    url: str | None = Field(description="Its current address.")

    @staticmethod
    def resolve_url(page: Any, context: dict[str, Any]) -> str | None:
        return page.get_url(context["request"])


class LicenceOut(Schema):
    """The licence of a text."""

    name: str = Field(description="SPDX identifier of the licence if it has one, otherwise its name.")
    link: str = Field(description="Web address of the licence, or empty.")


class HandbookOut(PageOut):
    """A handbook of a network, in one language."""

    network: str = Field(alias="network.slug", description=NETWORK_SLUG)
    original: bool = Field(description="Whether this is the original; otherwise it is a translation.")
    edition: str = Field(description="Name of the latest edition, for example `2026-11`, or empty.")
    translation_key: str = Field(description="The same for the original and all its translations.")
    licence: LicenceOut | None = Field(alias="licensed", description="Null if no licence is stated.")

    @staticmethod
    def resolve_original(handbook: Any) -> bool:
        return handbook.translated_from_id is None

    @staticmethod
    def resolve_translation_key(handbook: Any) -> str:
        return str(handbook.translation_key)


class ChapterOut(PageOut):
    """A chapter of a handbook."""

    number: int = Field(description="Number of the chapter. It does not change when the chapter is moved.")


class TranslationOut(Schema):
    """Whether a translated section is up to date. Only the original is authoritative."""

    state: str = Field(
        description="`current` (up to date), `unverified` (not verified), `behind` (outdated), `untranslated` or "
        "`orphaned` (not in the original)."
    )
    original: int | None = Field(None, alias="source.pk", description="Id of the section in the original.")
    machine: bool = Field(alias="row.machine", description="Whether it is a machine translation.")
    engine: str = Field(alias="row.engine", description="Name of the translation software, if known.")
    verified_at: datetime | None = Field(
        alias="row.verified_at", description="When somebody last confirmed that it matches the original."
    )
    verified_as: str = Field(alias="row.verified_office", description="Office of the person who confirmed it.")


class SectionOut(Schema):
    """A section of a chapter. To cite it, use `id` or `url`: they do not change when the text is edited."""

    id: int
    number: str = Field(
        description="Number of the chapter and of the section in it, for example `3.2`. It changes when sections move."
    )
    title: str
    text: str = Field(description="Plain text, one paragraph per line.")
    law_as_of: date | None = Field(description="Law date: the section described the law correctly on this day.")
    url: str = Field(alias="get_absolute_url", description=PERMANENT_PAGE)
    translation: TranslationOut | None = Field(alias="translation_status", description="Null for an original.")


class SectionDetailOut(SectionOut):
    """A section and the id of its chapter."""

    chapter: int = Field(alias="page_id", description="Id of its chapter.")


class HandbookDetailOut(HandbookOut):
    """A handbook with its published chapters in reading order."""

    chapters: list[ChapterOut]

    @staticmethod
    def resolve_chapters(handbook: Any, context: dict[str, Any]) -> list[Any]:
        return queries.chapters_of(handbook=handbook, user=context["request"].user)


class ChapterDetailOut(ChapterOut):
    """A chapter with its published sections in reading order."""

    handbook: int = Field(description="Id of its handbook.")
    subjects: list[str] = Field(description=SUBJECT_SLUGS)
    sections: list[SectionOut]

    @staticmethod
    def resolve_handbook(chapter: Any) -> int:
        return int(chapter.handbook.pk)

    @staticmethod
    def resolve_subjects(chapter: Any) -> list[str]:
        return [subject.slug for subject in chapter.subjects.all()]

    @staticmethod
    def resolve_sections(chapter: Any) -> list[Section]:
        return queries.sections_with_translation_status(chapter=chapter)


@router.get("/handbooks/", response={200: list[HandbookOut], **NOT_VALID}, summary="List handbooks")
@paginate(Pages)
def show_handbooks(request: HttpRequest, network: str = NETWORK, language: str = LANGUAGE) -> PageQuerySet:
    """Return the published handbooks that you can read, ordered by title. Each language is a handbook of its own."""
    return queries.readable_handbooks(user=request.user, network=network, language=language)


@router.get("/handbooks/{int:pk}/", response={200: HandbookDetailOut, **NOT_FOUND}, summary="Show a handbook")
def show_handbook(request: HttpRequest, pk: int = Path(..., description="Id of the handbook.")) -> Any:
    """Return a handbook and the list of its chapters."""
    return queries.find_handbook(pk=pk, user=request.user)


@router.get("/chapters/{int:pk}/", response={200: ChapterDetailOut, **NOT_FOUND}, summary="Show a chapter")
def show_chapter(request: HttpRequest, pk: int = Path(..., description="Id of the chapter.")) -> Any:
    """Return a chapter with the current text of its sections."""
    return queries.find_chapter(pk=pk, user=request.user)


@router.get("/sections/{int:pk}/", response={200: SectionDetailOut, **NOT_FOUND}, summary="Show a section")
def show_section(request: HttpRequest, pk: int = Path(..., description="Id of the section.")) -> Section:
    """Return the current text of a section. 404 if it was withdrawn; its page then shows when."""
    found = queries.find_current_section(pk=pk, user=request.user)
    return next(section for section in queries.sections_with_translation_status(chapter=found.page) if section.pk == pk)
