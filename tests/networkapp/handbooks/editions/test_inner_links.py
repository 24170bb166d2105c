"""Links in the text of a section lead to the section or page in the language of the text, and in its edition."""

from typing import Any
from urllib.parse import urljoin

from django.test import Client
from wagtail.models import Page, PageViewRestriction

from networkapp.documents.book.book import Book
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, EditionSection, EditionText, HandbookPage, Section
from networkapp.handbooks.models.inner_links import rewrite_section_links
from networkapp.handbooks.takeaway.book import build_book
from networkapp.handbooks.takeaway.formats import current_takeaway, edition_takeaway
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


def linking(*hrefs: str, note: str = "", key: str = "from here") -> dict[str, Any]:
    html = "".join(f"<p><a {href}>there</a></p>" for href in hrefs)
    notes = [{"type": "footnote", "html": f"<p><a {note}>there</a></p>"}] if note else []
    html = html or "<p>nothing</p>"
    signed = html.replace("</p>", "[^1]</p>", 1) if note else html
    return {"key": key, "title": key, "blocks": [{"type": "text", "html": signed}, *notes]}


def two_languages(handbook: HandbookPage) -> tuple[ChapterPage, HandbookPage, ChapterPage]:
    """Return a chapter with two sections, the Russian handbook, and its chapter with the first section only."""
    original = make_chapter(handbook, 4, "law", "help")
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    return original, russian, make_chapter(russian, 4, sections=[section("law")], translation_of=original)


def section_at(chapter: ChapterPage, position: int = 1) -> Section:
    return Section.objects.get(page=chapter, position=position)


def by_block(chapter: ChapterPage, position: int = 1) -> str:
    """Return the URL of a section before it is published, as in an imported document."""
    return f"/handbooks/sections/{chapter.pk}/{section_at(chapter, position).block_id}/"


def links(html: str) -> list[str]:
    return [part.partition('"')[0] for part in html.split('<a href="')[1:] if ">there<" in part]


def test_links_in_a_translation_lead_to_translated_sections_or_to_the_original(
    handbook: HandbookPage, client: Client
) -> None:
    original, russian, translated = two_languages(handbook)
    law, help_ = section_at(original), section_at(original, 2)
    hrefs = (
        f'href="{law.get_absolute_url()}"',
        f'href="{by_block(original)}"',
        f'href="http://localhost:8000{law.get_absolute_url()}"',
        f'href="{help_.get_absolute_url()}"',
        f'href="https://example.org{law.get_absolute_url()}"',
        'href="/handbooks/sections/999999/"',
        f'href="/handbooks/sections/999999/{law.block_id}/"',
        f'linktype="page" id="{original.pk}"',
        f'linktype="page" id="{handbook.pk}"',
    )
    written = [linking(*hrefs, note=f'href="{law.get_absolute_url()}"')]
    chapter = make_chapter(handbook, 5, sections=written)
    same = make_chapter(russian, 5, sections=written, translation_of=chapter)
    there = section_at(translated).get_absolute_url()
    stays = [help_.get_absolute_url(), hrefs[4][6:-1], hrefs[5][6:-1], hrefs[6][6:-1]]
    for language in ("en", "ru"):
        client.cookies["django_language"] = language
        assert links(client.get(same.url).content.decode()) == [
            *(there, there, there, *stays, translated.url, russian.url, there)
        ]
        here = law.get_absolute_url()
        assert links(client.get(chapter.url).content.decode()) == [
            *(here, here, here, *stays, original.url, handbook.url, here)
        ]


def test_footnote_links_work_in_a_language_without_a_site(handbook: HandbookPage) -> None:
    _original, russian, _translated = two_languages(handbook)
    make_chapter(handbook, 5, sections=[linking(note='href="https://law.example/"')])
    Page.objects.filter(path__startswith=russian.path).update(url_path="/elsewhere/")
    assert ChapterPage.objects.child_of(russian).get().url is None
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    publish_edition(handbook=handbook, user=editor, changes={})
    noted = EditionSection.objects.get(title__contains="from here")
    assert noted.html.count('<a href="#fn-') == 1


def test_links_to_restricted_or_withdrawn_sections_are_replaced_by_readable_ones(
    handbook: HandbookPage, client: Client
) -> None:
    original, russian, translated = two_languages(handbook)
    chapter = make_chapter(russian, 5, sections=[linking(f'href="{section_at(original).get_absolute_url()}"')])
    member = SeatFactory(network=handbook.network).user
    there, here = section_at(translated).get_absolute_url(), section_at(original).get_absolute_url()
    barrier = PageViewRestriction.objects.create(page=translated, restriction_type=PageViewRestriction.LOGIN)
    assert links(client.get(chapter.url).content.decode()) == [here]
    client.force_login(member)
    assert links(client.get(chapter.url).content.decode()) == [there]
    client.logout()
    assert links(client.get(chapter.url).content.decode()) == [here]
    barrier.delete()
    translated = ChapterPage.objects.get(pk=translated.pk)
    translated.sections = []
    translated.save_revision().publish()
    assert links(client.get(chapter.url).content.decode()) == [here]


def published(handbook: HandbookPage) -> dict[str, EditionText]:
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    return {text.language: text for text in edition.texts.select_related("edition__network")}


def found(book: Book, section: EditionSection | Section) -> list[str]:
    [html] = [one.html for chapter in book.chapters for one in chapter.sections if one.anchor == section.anchor]
    return [book.find(href) for href in links(html)]


def test_links_in_an_edition_and_its_files_lead_to_sections_of_the_edition(
    handbook: HandbookPage, client: Client
) -> None:
    original, russian, translated = two_languages(handbook)
    elsewhere = make_chapter(make_handbook(NetworkFactory(slug="other", visibility="public")), 1)
    hrefs = [
        f'href="{by_block(original)}"',
        f'href="{section_at(elsewhere).get_absolute_url()}"',
        f'linktype="page" id="{original.pk}"',
        f'href="{original.url}#{section_at(original).anchor}"',
        f'linktype="page" id="{handbook.pk}"',
        f'linktype="page" id="{elsewhere.pk}"',
    ]
    chapter = make_chapter(handbook, 5, sections=[linking(*hrefs)])
    same = make_chapter(russian, 5, sections=[linking(*hrefs)], translation_of=chapter)
    texts = published(handbook)
    for language, page, aim, start in (("en", chapter, original, handbook), ("ru", same, translated, russian)):
        row = EditionSection.objects.get(section=section_at(page).pk)
        first = section_at(aim).pk
        outside = [section_at(elsewhere).get_absolute_url(), elsewhere.url]
        assert links(row.html) == [
            *(
                f"../../sections/{first}/",
                outside[0],
                f"../../{language}/1/",
                f"../../en/1/#{section_at(original).anchor}",
            ),
            *(f"../../{language}/", outside[1]),
        ]
        at = texts[language].get_absolute_url()
        page_of_edition = f"{at}{row.chapter.position}/"
        assert client.get(urljoin(page_of_edition, f"../../{language}/1/")).status_code == 200
        site = "http://localhost:8000"
        in_file = found(build_book(edition_takeaway(text=texts[language])), row)
        assert in_file[:2] == [f"#s{first}", f"{site}{outside[0]}"]
        assert in_file[4:] == [f"{site}{at}", f"{site}{outside[1]}"]
        today = found(build_book(current_takeaway(handbook=start)), section_at(page))
        assert today[:2] == [f"#s{first}", f"{site}{outside[0]}"]


def test_only_section_links_of_this_site_are_rewritten() -> None:
    html = '<a href="/handbooks/sections/7/">a</a> /handbooks/sections/7/ <a href="/handbooks/sections/7/notes/">b</a>'
    assert rewrite_section_links(html, lambda name: f"/{name}&/") == html.replace(
        '"/handbooks/sections/7/"', '"/7&amp;/"', 1
    )
