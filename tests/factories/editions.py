"""Editions to test with: of a small handbook, before and after its text was changed, and what their files say."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from django.contrib.auth.models import AnonymousUser

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.queries import find_text
from networkapp.handbooks.models import ChapterPage, Edition, EditionText, HandbookFile, HandbookPage
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory


def two_chapters() -> HandbookPage:
    """A public handbook of the joint network with two sections of law and help, and one of return."""
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public", name="The joint one"), title="Handbook")
    make_chapter(handbook, 1, sections=[section("law", law_as_of="2026-05-01"), section("help")])
    make_chapter(handbook, 2, "return")
    return handbook


def next_edition(handbook: HandbookPage) -> Edition:
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=handbook, user=editor, changes={})


def reworded(chapter: ChapterPage, words: str) -> None:
    edit(chapter, lambda raw: with_other_words(raw, words))


def file_text(file: HandbookFile) -> str:
    with file.file.open("rb") as opened, ZipFile(BytesIO(opened.read())) as package:
        return " ".join(package.read(name).decode(errors="replace") for name in package.namelist())


def edit(chapter: ChapterPage, change: Callable[[list[dict]], list[dict]]) -> None:
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    chapter.sections = change(list(chapter.sections.raw_data))
    chapter.save_revision().publish()


def text_of(edition: Edition, language: str = "en") -> EditionText:
    return find_text(edition=edition.pk, language=language, user=AnonymousUser())


def with_other_words(raw: list[dict], words: str = "The law of tomorrow") -> list[dict]:
    raw[0]["value"]["body"][0]["value"] = f"<p>{words}</p>"
    return raw
