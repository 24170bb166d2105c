"""Parts of handbooks: headings that are published with their first chapter, and chapters outside parts."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.documents.book.book import BookChapter, BookSection, make_book
from networkapp.documents.convert import DocumentFormat
from networkapp.handbooks.models import ChapterPage, HandbookPage, PartPage
from networkapp.handbooks.pages.parts import unpublished_part_items
from networkapp.networks.actions.seats import sync_groups
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.networkapp.core.book_files import book, parts


@pytest.fixture
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


def draft_of_part(handbook: HandbookPage, **fields: Any) -> PartPage:
    part = PartPage(title="Draft title", locale=handbook.locale, live=False, **fields)
    HandbookPage.objects.get(pk=handbook.pk).add_child(instance=part)
    part.save_revision()
    return part


def chapter_in(part: PartPage, number: int = 1, by: Any = None) -> ChapterPage:
    chapter = make_chapter(part.handbook, number)
    chapter.unpublish()
    ChapterPage.objects.get(pk=chapter.pk).move(PartPage.objects.get(pk=part.pk), pos="last-child")
    ChapterPage.objects.get(pk=chapter.pk).save_revision(user=by).publish()
    return chapter


def editor_of(handbook: HandbookPage, *offices: str) -> Any:
    seat = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=list(offices))
    sync_groups()
    return seat.user


def headings(handbook: HandbookPage) -> list[str | None]:
    return [group.part.title if group.part else None for group in handbook.contents()]


def test_part_is_published_with_its_first_published_chapter(handbook: HandbookPage, client: Client) -> None:
    part = draft_of_part(handbook)
    part.title = "What it says last"
    part.save_revision()
    chapter_in(part, by=editor_of(handbook, "editor"))
    assert headings(handbook) == ["What it says last"]
    assert "What it says last</h3>" in client.get(handbook.url).content.decode()


def test_part_is_not_published_with_its_chapter_if_scheduled_unpublished_or_not_permitted(
    handbook: HandbookPage,
) -> None:
    later = timezone.now() + timedelta(days=1)
    put_off = draft_of_part(handbook, slug="put-off", go_live_at=later)
    chapter_in(put_off, 1)
    not_hers = draft_of_part(handbook, slug="not-hers")
    chapter_in(not_hers, 2, by=editor_of(handbook, "translator"))
    taken_down = draft_of_part(handbook, slug="taken-down")
    taken_down.get_latest_revision().publish()
    PartPage.objects.get(pk=taken_down.pk).unpublish()
    chapter_in(taken_down, 3)
    assert headings(handbook) == [None]
    assert not PartPage.objects.filter(live=True).exists()


def test_chapter_outside_parts_is_listed_beside_the_parts(handbook: HandbookPage, client: Client) -> None:
    chapter_in(draft_of_part(handbook), 1)
    make_chapter(handbook, 2)
    assert headings(handbook) == ["Draft title", None]
    page = client.get(f"/handbooks/sections/in/{handbook.pk}/whole/").content.decode()
    assert re.findall(r'<li( class="[^"]*")?>(?:<a[^>]*>)?([^<]*)', page.partition("whole-contents")[2])[:3] == [
        (' class="in-part"', "Draft title"),
        ("", "1 Chapter 1"),
        (' class="of-no-part"', "2 Chapter 2"),
    ]
    section = BookSection(number="1", title="Law", anchor="s1", law="", html="<p>x</p>")
    chapters = [
        BookChapter(number=number, title=f"Chapter {number}", standfirst="", sections=[section], part=part)
        for number, part in enumerate(("", "Part one", ""), start=1)
    ]
    made = parts(make_book(book=book(chapters=chapters), form=DocumentFormat.DOCX))["word/document.xml"]
    assert re.findall(r'w:val="Heading(\d)" />.*?<w:t[^>]*>([^<]*)', made) == [
        *(("1", "1 Chapter 1"), ("2", "1 Law")),
        *(("1", "Part one"), ("2", "2 Chapter 2"), ("3", "1 Law")),
        *(("1", "3 Chapter 3"), ("2", "1 Law")),
    ]


def test_editor_desk_lists_draft_parts_with_published_chapters(
    handbook: HandbookPage,
) -> None:
    editor, translator = editor_of(handbook, "editor"), editor_of(handbook, "translator")
    elsewhere = editor_of(make_handbook(NetworkFactory(slug="other", visibility="public")), "editor")
    part = draft_of_part(handbook)
    assert list(unpublished_part_items(user=editor)) == []
    chapter = chapter_in(part, by=translator)
    [item] = unpublished_part_items(user=editor)
    assert (item.title, item.url) == ("Publish the part “Draft title”", f"/admin/pages/{part.pk}/edit/")
    assert list(unpublished_part_items(user=translator)) == list(unpublished_part_items(user=elsewhere)) == []
    PartPage.objects.get(pk=part.pk).save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    assert list(unpublished_part_items(user=editor)) == []
    PartPage.objects.get(pk=part.pk).scheduled_revision.publish()
    ChapterPage.objects.get(pk=chapter.pk).unpublish()
    assert list(unpublished_part_items(user=editor)) == []


def test_editor_desk_lists_an_unpublished_part_until_it_is_republished(handbook: HandbookPage) -> None:
    editor, part = editor_of(handbook, "editor"), draft_of_part(handbook)
    chapter_in(part, by=editor)
    PartPage.objects.get(pk=part.pk).unpublish()
    assert len(list(unpublished_part_items(user=editor))) == 1
    PartPage.objects.get(pk=part.pk).get_latest_revision().publish()
    assert list(unpublished_part_items(user=editor)) == []
