"""Editions of handbooks, and their text in one language."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import PERMANENT_PAGE
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.handbooks.api.handbooks import LicenceOut
from networkapp.handbooks.editions import queries as reading
from networkapp.handbooks.models import Edition, EditionText
from networkapp.handbooks.pages import queries as shelf

router = Router(tags=["Handbooks"])


class EditionTextOut(Schema):
    """An edition in one language."""

    language: str = Field(description="Language code.")
    title: str
    summary: str = Field(alias="standfirst")
    changes: str = Field(description="What has changed since the previous edition, in the editor's words.")
    url: str = Field(alias="get_absolute_url", description=PERMANENT_PAGE)
    licence: LicenceOut | None = Field(alias="licensed", description="Null if no licence is stated.")


class EditionOut(Schema):
    """An edition: the text of a handbook on one day, in all languages of that day. It never changes."""

    id: int
    number: int = Field(description="1 for the first edition of the handbook.")
    label: str = Field(description="Name of the edition in citations, for example `2026-05`.")
    published_at: datetime
    digest: str = Field(description="SHA-256 of the published content.")
    texts: list[EditionTextOut] = Field(description="The edition by language.")

    @staticmethod
    def resolve_texts(edition: Any) -> list[EditionText]:
        return list(edition.texts.all())


class EditionSectionOut(Schema):
    """A section in an edition."""

    section: int = Field(description="Id of the section, the same in all editions.")
    number: str = Field(description="Number of the chapter and of the section in it, for example `3.2`.")
    title: str
    text: str = Field(alias="plain", description="Plain text, one paragraph per line.")
    law_as_of: date | None = Field(description="Law date: the section described the law correctly on this day.")


class EditionChapterOut(Schema):
    """A chapter in an edition."""

    number: int
    part: str = Field(description="Title of the part of the handbook, if it has parts.")
    title: str
    summary: str
    sections: list[EditionSectionOut]


class EditionDetailOut(EditionTextOut):
    """The full text of an edition in one language, in reading order."""

    edition: str = Field(alias="edition.label", description="Name of the edition, for example `2026-05`.")
    chapters: list[EditionChapterOut]

    @staticmethod
    def resolve_chapters(text: EditionText) -> list[Any]:
        return [
            {
                "number": chapter.number,
                "part": chapter.part,
                "title": chapter.title,
                "summary": chapter.standfirst,
                "sections": sections,
            }
            for chapter, sections in reading.sections_by_chapter(text=text)
        ]


@router.get(
    "/handbooks/{int:pk}/editions/",
    response={200: list[EditionOut], **NOT_FOUND, **NOT_VALID},
    summary="List the editions of a handbook",
)
@paginate(Pages)
def show_editions(request: HttpRequest, pk: int = Path(..., description="Id of the handbook.")) -> QuerySet[Edition]:
    """Return the editions of a handbook, newest first."""
    handbook = shelf.find_handbook(pk=pk, user=request.user)
    return reading.editions_of(handbook=handbook.translation_key, user=request.user)


@router.get("/editions/{int:pk}/{language}/", response={200: EditionDetailOut, **NOT_FOUND}, summary="Show an edition")
def show_edition(
    request: HttpRequest,
    pk: int = Path(..., description="Id of the edition."),
    language: str = Path(..., description="Language code, such as `en`."),
) -> EditionText:
    """Return an edition in one of its languages, with the text of its sections."""
    return reading.find_text(edition=pk, language=language, user=request.user)
