"""Handbooks of the networks as they are published: contents, chapters, and the text of sections."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate
from wagtail.query import PageQuerySet

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.handbooks import shelf
from networkapp.models import Section

router = Router(tags=["Handbooks"])


class PageOut(Schema):
    """A published page. `url` is where it stands today."""

    id: int
    title: str
    standfirst: str
    language: str = Field(alias="locale.language_code", description="The language it is written in.")
    first_published_at: datetime | None
    last_published_at: datetime | None
    url: str | None

    @staticmethod
    def resolve_url(page: Any, context: dict[str, Any]) -> str | None:
        return page.get_url(context["request"])


class LicenceOut(Schema):
    """Under which licence a text may be used."""

    name: str = Field(description="Its SPDX identifier, where it has one.")
    link: str = Field(description="Where it stands, or empty.")


class HandbookOut(PageOut):
    """A handbook of a network, in one language. Translations of it share `translation_key`."""

    network: str = Field(alias="network.slug", description="The slug of its network.")
    original: bool = Field(description="Whether it is the original of its translations.")
    edition: str = Field(description="As in 2026-11, or empty.")
    translation_key: str
    licence: LicenceOut | None = Field(alias="licensed", description="Nothing, where nothing is said about it.")

    @staticmethod
    def resolve_original(handbook: Any) -> bool:
        return handbook.translated_from_id is None

    @staticmethod
    def resolve_translation_key(handbook: Any) -> str:
        return str(handbook.translation_key)


class ChapterOut(PageOut):
    """A chapter; its number stays when it is moved."""

    number: int


class TranslationOut(Schema):
    """How a section of a translation stands to its original, which alone is authoritative."""

    state: str = Field(description="current, unverified, behind, untranslated, or orphaned: not in the original.")
    original: int | None = Field(None, alias="source.pk", description="The id of the section of the original.")
    machine: bool = Field(alias="row.machine", description="Whether the text comes from a machine.")
    engine: str = Field(alias="row.engine", description="Which machine, where that is known.")
    verified_at: datetime | None = Field(alias="row.verified_at", description="When it was compared and found right.")
    verified_as: str = Field(alias="row.verified_office", description="The office of who compared it.")


class SectionOut(Schema):
    """A section. Its `id` and `url` outlive every edit, so they are what to cite."""

    id: int
    number: str = Field(description="Chapter and place in it, as in 3.2; changes when sections are moved.")
    title: str
    text: str = Field(description="What it says, without marks: one line per piece of text.")
    law_as_of: date | None = Field(description="The day as of which it is known to describe the law.")
    url: str = Field(alias="get_absolute_url", description="Its permanent address.")
    translation: TranslationOut | None = Field(alias="standing", description="Nothing for an original.")


class OneSectionOut(SectionOut):
    """A section, with its chapter."""

    chapter: int = Field(alias="page_id", description="The id of its chapter.")


class WholeHandbookOut(HandbookOut):
    """A handbook with its published chapters in reading order."""

    chapters: list[ChapterOut]

    @staticmethod
    def resolve_chapters(handbook: Any, context: dict[str, Any]) -> list[Any]:
        return shelf.chapters_of(handbook=handbook, reader=context["request"].user)


class WholeChapterOut(ChapterOut):
    """A chapter with its published sections in reading order."""

    handbook: int = Field(description="The id of its handbook.")
    subjects: list[str] = Field(description="Slugs of subjects.")
    sections: list[SectionOut]

    @staticmethod
    def resolve_handbook(chapter: Any) -> int:
        return int(chapter.handbook.pk)

    @staticmethod
    def resolve_subjects(chapter: Any) -> list[str]:
        return [subject.slug for subject in chapter.subjects.all()]

    @staticmethod
    def resolve_sections(chapter: Any) -> list[Section]:
        return shelf.sections_with_standing(chapter=chapter)


@router.get("/handbooks/", response={200: list[HandbookOut], **UNUSABLE}, summary="Handbooks")
@paginate(Pages)
def show_handbooks(
    request: HttpRequest,
    network: str = Query("", description="Slug of a network."),
    language: str = Query("", max_length=12, description="Code of the language it is written in."),
) -> PageQuerySet:
    """The published handbooks that the reader may read, by title."""
    return shelf.handbooks_for(reader=request.user, network=network, language=language)


@router.get("/handbooks/{int:pk}/", response={200: WholeHandbookOut, **NOT_THERE}, summary="One handbook")
def show_handbook(request: HttpRequest, pk: int) -> Any:
    """A handbook and its contents."""
    return shelf.find_handbook(pk=pk, reader=request.user)


@router.get("/chapters/{int:pk}/", response={200: WholeChapterOut, **NOT_THERE}, summary="One chapter")
def show_chapter(request: HttpRequest, pk: int) -> Any:
    """A chapter with the text of its sections as they are published today."""
    return shelf.find_chapter(pk=pk, reader=request.user)


@router.get("/sections/{int:pk}/", response={200: OneSectionOut, **NOT_THERE}, summary="One section")
def show_section(request: HttpRequest, pk: int) -> Section:
    """A section by its permanent number. One that was withdrawn is a 404 here; its page says when it was."""
    found = shelf.find_current_section(pk=pk, reader=request.user)
    return next(section for section in shelf.sections_with_standing(chapter=found.page) if section.pk == pk)
