"""Pictures of another network in editions and exports: for people who can see them in their collection."""

from typing import Any

import pytest

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.pictures import SIZE
from networkapp.handbooks.models import ChapterPage, EditionPicture, HandbookPage, Section
from networkapp.handbooks.takeaway.book import build_book, current_section_html
from networkapp.handbooks.takeaway.formats import current_takeaway, edition_takeaway
from networkapp.models import Network
from tests.factories.handbooks import make_chapter, make_handbook, make_image, make_rendition
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="open", visibility="public"))


def chapter_with_picture(handbook: HandbookPage, network: Network) -> ChapterPage:
    """Return a chapter with a picture of this network, as an author with seats in both networks can write it."""
    image = make_image(network)
    make_rendition(image, SIZE)
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": ""}
    return make_chapter(handbook, 1, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])


def publish(handbook: HandbookPage) -> Any:
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=handbook, user=editor, changes={}).texts.get()


@pytest.mark.parametrize("visibility", ["public", "members", "closed"])
def test_picture_is_included_only_if_every_reader_of_the_handbook_can_see_it(
    handbook: HandbookPage, visibility: str
) -> None:
    chapter = chapter_with_picture(handbook, NetworkFactory(slug="other", visibility=visibility))
    html, pictures = current_section_html(page=chapter, section=Section.objects.get().pk)
    books = [build_book(current_takeaway(handbook=handbook)), build_book(edition_takeaway(text=publish(handbook)))]
    number = 1 if visibility == "public" else 0
    assert [len(found) for found in (pictures, *(book.pictures for book in books), EditionPicture.objects.all())] == [
        number
    ] * 4
    result = [html, *(book.chapters[0].sections[0].html for book in books)]
    assert [(page.count("<img"), page.count("A door")) for page in result] == [(number, 1)] * 3


def test_file_is_recreated_when_a_picture_in_it_becomes_restricted(handbook: HandbookPage) -> None:
    other = NetworkFactory(slug="other", visibility="public")
    chapter_with_picture(handbook, other)
    before = current_takeaway(handbook=handbook).digest
    Network.objects.filter(pk=other.pk).update(visibility="closed")
    assert current_takeaway(handbook=handbook).digest != before
