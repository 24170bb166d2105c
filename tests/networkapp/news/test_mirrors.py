"""Aliases of chapters follow their original within a network, and never changes of another network."""

import pytest
from django.test import Client
from wagtail.models import Page

from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.handbooks.models.pages import PartPage
from networkapp.models import Network
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, UserFactory

pytestmark = pytest.mark.django_db
BAIT = "quetzal"


@pytest.fixture
def closed() -> Network:
    made: Network = NetworkFactory(slug="closed", visibility="closed")
    return made


@pytest.fixture
def public() -> Network:
    made: Network = NetworkFactory(slug="public", visibility="public")
    return made


def chapter_of(network: Network, slug: str = "book") -> ChapterPage:
    return make_chapter(make_handbook(network, slug=slug), 1, sections=[section("first", "Plain words.")])


def administrator() -> Client:
    client = Client()
    person = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def rewrite(chapter: ChapterPage, words: str) -> None:
    chapter.title = words
    chapter.save_revision().publish()


@pytest.mark.parametrize("alias", [True, False])
def test_chapter_can_be_copied_but_not_aliased_into_a_handbook_of_another_network(
    closed: Network, public: Network, alias: bool
) -> None:
    chapter, other = chapter_of(closed, "one"), chapter_of(public, "two").handbook
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": other.pk, **({"alias": "on"} if alias else {})}
    answer = administrator().post(f"/admin/pages/{chapter.pk}/copy/", data)
    assert ChapterPage.objects.filter(slug="copy").exists() is not alias
    assert "Plain words" not in answer.content.decode()


def test_alias_of_a_chapter_within_its_network_follows_changes(public: Network) -> None:
    chapter, other = chapter_of(public, "one"), chapter_of(public, "two").handbook
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": other.pk, "alias": "on"}
    administrator().post(f"/admin/pages/{chapter.pk}/copy/", data)
    rewrite(chapter, "New words")
    assert ChapterPage.objects.get(slug="copy").title == "New words"


def make_alias(chapter: ChapterPage, handbook: HandbookPage) -> ChapterPage:
    """Create an alias of the chapter in another handbook, as a script can, or as editors could before."""
    alias: ChapterPage = chapter.create_alias(parent=handbook, update_slug="mirror")
    return alias


def test_alias_of_a_chapter_moved_to_another_network_no_longer_follows_it(closed: Network, public: Network) -> None:
    chapter, other = chapter_of(public, "one"), chapter_of(public, "two").handbook
    alias = make_alias(chapter, other)
    chapter.move(make_handbook(closed, slug="three"), pos="last-child")
    rewrite(ChapterPage.objects.get(pk=chapter.pk), BAIT)
    assert BAIT not in Client().get(alias.url).content.decode()


def test_alias_of_a_chapter_no_longer_follows_once_its_handbook_changes_network(
    closed: Network, public: Network
) -> None:
    chapter, other = chapter_of(public, "one"), chapter_of(public, "two").handbook
    alias = make_alias(chapter, other)
    book = HandbookPage.objects.get(pk=chapter.handbook.pk)
    book.network = closed
    book.save_revision().publish()
    rewrite(ChapterPage.objects.get(pk=chapter.pk), BAIT)
    assert BAIT not in Client().get(alias.url).content.decode()


def test_part_cannot_be_aliased_into_a_handbook_of_another_network(closed: Network, public: Network) -> None:
    book = make_handbook(closed, slug="one")
    part = PartPage(title="Part", slug="part")
    book.add_child(instance=part)
    other = chapter_of(public, "two").handbook
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": other.pk, "alias": "on", "copy_subpages": "on"}
    administrator().post(f"/admin/pages/{part.pk}/copy/", data)
    assert not Page.objects.filter(slug="copy").exists()
