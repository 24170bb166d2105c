"""Redirects from old addresses of moved and renamed pages, in every language, with all pages below them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from networkapp.handbooks.models import ChapterPage, HandbookPage, PartPage
from tests.factories.handbooks import handbook_index, make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
Rename = Callable[[Page, str], None]


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Any) -> Rename:
    """Return a function that renames a page as an editor does, by publishing a new version."""

    def renamed(page: Page, slug: str) -> None:
        page = Page.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return renamed


def answer_at(client: Client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.get("Location", "")


@pytest.fixture
def books() -> dict[str, HandbookPage]:
    """Return a public handbook with a chapter in English and in Russian, and a closed one."""
    public, closed = (NetworkFactory(slug=kind, visibility=kind) for kind in ("public", "closed"))
    english = make_handbook(public, slug="old")
    chapter = make_chapter(english)
    russian = make_handbook(public, language="ru", slug="old", translation_of=english)
    make_chapter(russian, translation_of=chapter)
    hidden = make_handbook(closed, slug="old-of-closed")
    make_chapter(hidden)
    return {"en": english, "ru": russian, "closed": hidden}


def chapter_of(book: HandbookPage) -> ChapterPage:
    found: ChapterPage = ChapterPage.objects.descendant_of(book).get()
    return found


@pytest.mark.parametrize("language", ["en", "ru"])
def test_renamed_handbook_redirects_its_chapters_too(
    books: dict[str, HandbookPage], client: Client, rename: Rename, language: str
) -> None:
    book = books[language]
    old, old_chapter = book.url, chapter_of(book).url
    rename(book, "new")
    new = HandbookPage.objects.get(pk=book.pk)
    assert new.url == old.replace("old", "new")
    assert answer_at(client, old) == (301, new.url)
    assert answer_at(client, old_chapter) == (301, chapter_of(new).url)
    assert answer_at(client, f"{old_chapter}?print=1") == (301, chapter_of(new).url)
    assert answer_at(client, chapter_of(new).url) == (200, "")


def test_renaming_a_handbook_leaves_versions_in_other_languages_at_their_address(
    books: dict[str, HandbookPage], client: Client, rename: Rename
) -> None:
    rename(books["en"], "new")
    assert answer_at(client, chapter_of(books["ru"]).url) == (200, "")


def test_chapter_renamed_twice_redirects_from_both_old_addresses(
    books: dict[str, HandbookPage], client: Client, rename: Rename
) -> None:
    chapter = chapter_of(books["en"])
    first = chapter.url
    rename(chapter, "second")
    second = ChapterPage.objects.get(pk=chapter.pk).url
    rename(chapter, "third")
    third = ChapterPage.objects.get(pk=chapter.pk).url
    assert [answer_at(client, path) for path in (first, second)] == [(301, third), (301, third)]


def test_chapter_moved_into_a_part_redirects_to_its_new_address(books: dict[str, HandbookPage], client: Client) -> None:
    book, chapter = books["en"], chapter_of(books["en"])
    old = chapter.url
    part = book.add_child(instance=PartPage(title="Part", slug="part"))
    chapter.move(part, pos="last-child")
    moved = ChapterPage.objects.get(pk=chapter.pk)
    assert moved.url == f"{book.url}part/{chapter.slug}/"
    assert answer_at(client, old) == (301, moved.url)


def test_reused_address_shows_its_new_page_instead_of_a_redirect(
    books: dict[str, HandbookPage], client: Client, rename: Rename
) -> None:
    old = books["en"].url
    rename(books["en"], "new")
    make_handbook(NetworkFactory(visibility="public"), slug="old", title="Another")
    assert answer_at(client, old) == (200, "")


def test_old_address_of_a_closed_page_redirects_only_its_readers(
    books: dict[str, HandbookPage], client: Client, rename: Rename
) -> None:
    book = books["closed"]
    old = [book.url, chapter_of(book).url]
    rename(book, "secret-title")
    gets = [client.get(path) for path in old]
    never = client.get(old[0].replace("old", "never"))
    assert [answer.status_code for answer in [*gets, never]] == [404, 404, 404]
    assert [answer.get("Location") for answer in gets] == [None, None]
    member: Any = SeatFactory(network=book.network).user
    client.force_login(member)
    assert answer_at(client, old[0]) == (301, HandbookPage.objects.get(pk=book.pk).url)


def test_renamed_list_of_handbooks_redirects_everything_below_it(
    books: dict[str, HandbookPage], client: Client, rename: Rename
) -> None:
    old = chapter_of(books["en"]).url
    rename(handbook_index("en"), "guides")
    assert answer_at(client, old) == (301, old.replace("/handbooks/", "/guides/"))
