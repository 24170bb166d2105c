"""The search in a handbook and in an edition: in its language, in reading order, for its readers."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from wagtail.models import PageViewRestriction

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.queries import find_text
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.handbooks.pages.search import MAX_PASSAGES, search_edition, search_handbook
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

NOBODY = AnonymousUser()


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


def found(handbook: HandbookPage, query: str) -> list[str]:
    return [one.number for one in search_handbook(handbook=handbook, query=query, user=NOBODY).found]


def test_handbook_search_requires_all_words_and_lists_sections_in_reading_order(handbook: HandbookPage) -> None:
    make_chapter(handbook, 2, sections=[section("b", "Shelter and money for victims")])
    make_chapter(handbook, 1, sections=[section("a", "Money"), section("c", "A shelter costs money")])
    other = make_handbook(NetworkFactory(slug="other", visibility="public"))
    make_chapter(other, 1, sections=[section("x", "Shelter and money elsewhere")])
    assert found(handbook, "shelter money") == ["2.1", "1.2"]
    assert found(handbook, "shelters") == ["2.1", "1.2"]
    assert found(handbook, "nothing") == found(handbook, "  ") == []


def test_search_result_links_to_its_section_with_an_excerpt(handbook: HandbookPage) -> None:
    chapter = make_chapter(handbook, 1, sections=[section("a", "word " * 200 + "a shelter here")])
    passage = search_handbook(handbook=handbook, query="shelter", user=NOBODY).found[0]
    assert passage.address == f"{chapter.url}#{chapter.published_sections.get().anchor}"
    assert "a shelter here" in passage.excerpt
    assert len(passage.excerpt) < 300


def test_handbook_search_finds_inflected_forms_in_the_language_of_the_text(handbook: HandbookPage) -> None:
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    make_chapter(russian, 1, sections=[section("a", "Помощь ЖЕРТВАМ торговли людьми")])
    with translation.override("en"):
        assert found(russian, "жертва") == ["1.1"]


def test_handbook_search_omits_restricted_chapters(handbook: HandbookPage) -> None:
    chapter = make_chapter(handbook, 1, sections=[section("a", "Shelter")])
    PageViewRestriction.objects.create(page=chapter, restriction_type=PageViewRestriction.LOGIN)
    assert found(handbook, "shelter") == []


def test_handbook_search_limits_the_number_of_results(handbook: HandbookPage) -> None:
    make_chapter(handbook, 1, sections=[section(f"s{n}", "Shelter") for n in range(MAX_PASSAGES + 1)])
    passages = search_handbook(handbook=handbook, query="shelter", user=NOBODY)
    assert (len(passages.found), passages.more) == (MAX_PASSAGES, True)


def test_edition_search_finds_the_text_of_the_edition(handbook: HandbookPage) -> None:
    chapter = make_chapter(handbook, 1, sections=[section("a", "Shelter")])
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    ChapterPage.objects.get(pk=chapter.pk).delete()
    text = find_text(edition=edition.pk, language="en", user=NOBODY)
    passage = search_edition(text=text, query="shelters").found[0]
    frozen = text.chapters.get().sections.get()
    assert passage.address == f"/handbooks/editions/{edition.pk}/en/1/#{frozen.anchor}"
