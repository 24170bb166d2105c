"""Pages of handbooks, permanent URLs, pictures and documents, with one access check."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from networkapp.handbooks.models import ChapterPage, HandbookPage, Section
from networkapp.models import Network
from tests.factories.handbooks import make_chapter, make_document, make_handbook, make_image, make_rendition, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@world
def public(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"), standfirst="To read.")


def log_in(client: Client, network: Network) -> None:
    client.force_login(SeatFactory(network=network).user)


def test_chapter_page_shows_contents_law_date_neighbours_and_permalinks(client: Client, public: HandbookPage) -> None:
    make_chapter(public, 1)
    chapter = make_chapter(public, 2, sections=[section("law", law_as_of="2026-05-01"), section("help")])
    make_chapter(public, 3)
    page = client.get(chapter.url).content.decode()
    law, help_ = Section.objects.filter(page=chapter)
    for part in (
        "<h1>Chapter 2</h1>",
        f'id="{law.anchor}"',
        f'href="#{help_.anchor}" aria-label="2.2, link to this section"',
        "Law as of 1 May 2026",
        "No legal content",
        'rel="prev" href="/handbooks/handbook-of-joint/chapter-1/"',
        'rel="next" href="/handbooks/handbook-of-joint/chapter-3/"',
        'aria-current="page"><span class="n">2</span>',
        '<div class="reading" lang="en">',
    ):
        assert part in page


def test_section_permalink_redirects_to_the_section_or_states_its_withdrawal(
    client: Client, public: HandbookPage
) -> None:
    chapter = make_chapter(public, 1, "a", "b")
    first, second = Section.objects.filter(page=chapter)
    answer = client.get(first.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, f"{chapter.url}#{first.anchor}")
    chapter.sections = list(chapter.sections.raw_data)[:1]
    chapter.save_revision().publish()
    gone = client.get(second.get_absolute_url())
    assert gone.status_code == 410
    assert b"Section 1.2" in gone.content
    assert client.get("/handbooks/sections/999999/").status_code == 404


def test_chapter_page_declares_its_language_and_links_to_translations(client: Client, public: HandbookPage) -> None:
    chapter = make_chapter(public, 1)
    russian = make_handbook(public.network, language="ru", translation_of=public)
    make_chapter(russian, 1, translation_of=chapter)
    page = client.get("/ru/handbooks/handbook-of-joint/chapter-1/").content.decode()
    assert '<html lang="ru"' in page
    assert '<div class="reading" lang="ru">' in page
    assert 'href="/handbooks/handbook-of-joint/chapter-1/" lang="en" hreflang="en">English</a>' in page


def test_handbook_list_shows_only_readable_handbooks(client: Client, public: HandbookPage) -> None:
    closed = NetworkFactory(slug="secret", visibility="closed")
    make_handbook(closed)
    index = public.get_parent().url
    assert b"Handbook of secret" not in client.get(index).content
    log_in(client, closed)
    assert b"Handbook of secret" in client.get(index).content


def status(client: Client, address: str) -> int:
    """Return the status code after redirects; a file is read to its end, which closes it."""
    answer = client.get(address, follow=True)
    if answer.streaming:
        assert b"".join(answer)
    return answer.status_code


MATRIX = {
    "public": {"nobody": 200, "elsewhere": 200, "inside": 200},
    "members": {"nobody": 404, "elsewhere": 200, "inside": 200},
    "closed": {"nobody": 404, "elsewhere": 404, "inside": 200},
}


@pytest.mark.parametrize("visibility", MATRIX)
@pytest.mark.parametrize("who", MATRIX["public"])
def test_page_section_document_and_picture_have_the_same_access(
    client: Client, db: None, visibility: str, who: str
) -> None:
    network = NetworkFactory(slug="alpha", visibility=visibility)
    handbook = make_handbook(network)
    chapter = make_chapter(handbook, 1, "bait")
    image, document = make_image(network), make_document(network)
    rendition = make_rendition(image)
    if who != "nobody":
        log_in(client, network if who == "inside" else NetworkFactory(slug="beta"))
    addresses = [
        handbook.url,
        chapter.url,
        Section.objects.get(page=chapter).get_absolute_url(),
        document.url,
        image.file.url,
        rendition.url,
    ]
    answers = [status(client, address) for address in addresses]
    assert answers == [MATRIX[visibility][who]] * len(addresses)


def test_pictures_without_network_are_public_and_document_files_have_no_media_url(client: Client, db: None) -> None:
    image, document = make_image(), make_document()
    answer = client.get(make_rendition(image).url)
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"\x89PNG")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get("/media/no-such-file.png").status_code == 404


def test_picture_in_a_section_has_alt_text_and_caption(client: Client, public: HandbookPage) -> None:
    image = make_image(public.network)
    make_rendition(image, "width-960")
    chapter = make_chapter(public, 1)
    raw = list(chapter.sections.raw_data)
    value = {"image": image.pk, "alternative": "Two boats", "caption": "On the sea"}
    raw[0]["value"]["body"].append({"type": "figure", "value": value, "id": "0b0f5a52-0000-4000-8000-000000000001"})
    chapter.sections = raw
    chapter.save_revision().publish()
    page = client.get(chapter.url).content.decode()
    assert 'alt="Two boats"' in page
    assert "<figcaption" in page


def test_unpublished_chapter_and_its_sections_return_404(client: Client, public: HandbookPage) -> None:
    chapter = make_chapter(public, 1)
    address = chapter.url
    section_address = Section.objects.get(page=chapter).get_absolute_url()
    ChapterPage.objects.get(pk=chapter.pk).unpublish()
    assert client.get(address).status_code == 404
    assert client.get(section_address).status_code == 404
    assert Locale.objects.count() == 1
