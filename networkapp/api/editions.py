"""Editions of handbooks: which there are, and what each says in one language."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from networkapp.api.handbooks import LicenceOut
from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.editions import reading
from networkapp.domain.handbooks import shelf
from networkapp.models import Edition, EditionText

router = Router(tags=["Handbooks"])


class EditionTextOut(Schema):
    """An edition in one language."""

    language: str
    title: str
    standfirst: str
    changes: str = Field(description="What its editor says has changed since the edition before.")
    url: str = Field(alias="get_absolute_url", description="Its address, which stays.")
    licence: LicenceOut | None = Field(alias="licensed", description="Nothing, where nothing is said about it.")


class EditionOut(Schema):
    """A whole handbook as it stood on one day, in all languages that it had then. It never changes."""

    id: int
    number: int
    label: str = Field(description="How it is cited, as in 2026-05.")
    published_at: datetime
    digest: str = Field(description="SHA-256 over all that is read in it, as it was published.")
    texts: list[EditionTextOut]

    @staticmethod
    def resolve_texts(edition: Any) -> list[EditionText]:
        return list(edition.texts.all())


class EditionSectionOut(Schema):
    """A section as it stood."""

    section: int = Field(description="Its permanent number, the same in all editions.")
    number: str = Field(description="Chapter and place in it, as in 3.2.")
    title: str
    text: str = Field(alias="plain", description="What it says, without marks: one line per piece of text.")
    law_as_of: date | None


class EditionChapterOut(Schema):
    """A chapter as it stood."""

    number: int
    part: str
    title: str
    standfirst: str
    sections: list[EditionSectionOut]


class WholeEditionOut(EditionTextOut):
    """All that an edition says in one language, in reading order."""

    edition: str = Field(alias="edition.label")
    chapters: list[EditionChapterOut]

    @staticmethod
    def resolve_chapters(text: EditionText) -> list[Any]:
        told = ("number", "part", "title", "standfirst")
        return [
            {**{name: getattr(chapter, name) for name in told}, "sections": sections}
            for chapter, sections in reading.sections_by_chapter(text)
        ]


@router.get(
    "/handbooks/{int:pk}/editions/", response={200: list[EditionOut], **NOT_THERE, **UNUSABLE}, summary="Editions"
)
@paginate(Pages)
def show_editions(request: HttpRequest, pk: int) -> QuerySet[Edition]:
    """The editions of a handbook, the newest first."""
    handbook = shelf.find_handbook(pk=pk, reader=request.user)
    return reading.editions_of(handbook=handbook.translation_key, user=request.user)


@router.get("/editions/{int:pk}/{language}/", response={200: WholeEditionOut, **NOT_THERE}, summary="One edition")
def show_edition(request: HttpRequest, pk: int, language: str) -> EditionText:
    """An edition in one of its languages, with the text of its sections."""
    return reading.find_text(edition=pk, language=language, user=request.user)
