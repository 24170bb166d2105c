"""Contents of a file of a handbook: text, pictures, links, terms and licence, of an edition and of the current text."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from networkapp.documents.convert import DocumentFormat
from networkapp.files import generated
from networkapp.handbooks.models import (
    ChapterPage,
    EditionSection,
    EditionText,
    GlossaryTerm,
    HandbookFile,
    HandbookPage,
    Section,
)
from networkapp.handbooks.takeaway.book import build_book
from networkapp.handbooks.takeaway.formats import current_takeaway, edition_takeaway
from tests.factories.editions import file_text, next_edition, reworded, two_chapters
from tests.factories.handbooks import make_chapter, make_handbook, make_image, make_rendition, section
from tests.factories.site import ALPINE, make_site
from tests.worlds import world

State = HandbookFile.State


@world
def handbook(db: None) -> HandbookPage:
    return two_chapters()


def test_file_of_an_edition_contains_its_text_although_the_handbook_changed(
    handbook: HandbookPage, text: EditionText, made: Callable[..., HandbookFile]
) -> None:
    reworded(ChapterPage.objects.first(), "what it says now")
    file = made(edition_takeaway(text=text))
    assert (file.state, file.step, file.tries) == (State.READY, generated.ALL_STEPS, 1)
    assert str(file) == f"handbook-{text.edition.label}-en.epub"
    assert file.size == file.file.size
    words = file_text(file)
    for item in (
        "Handbook",
        "The joint one",
        text.edition.label,
        text.edition.digest,
        "1.1 About law",
        "2.1 About return",
    ):
        assert item in words
    assert "what it says now" not in words


def test_file_states_the_site_name_in_the_language_of_the_handbook(
    handbook: HandbookPage, text: EditionText, made: Callable[..., HandbookFile]
) -> None:
    make_site(**ALPINE)
    file = made(edition_takeaway(text=text))
    assert "<dc:publisher>Alpine parliamentary network</dc:publisher>" in file_text(file)
    assert dict(build_book(edition_takeaway(text=text)).facts)["Site"] == "Alpine parliamentary network"
    german = make_handbook(handbook.network, language="de", translation_of=handbook)
    make_chapter(german, 1, translation_of=ChapterPage.objects.get(number=1))
    before = current_takeaway(handbook=german)
    assert dict(build_book(before).facts)[_in("de", "Site")] == "Parlamentarisches Netzwerk der Alpen"
    make_site(names={"de": "Alpennetz"})
    assert current_takeaway(handbook=german).digest != before.digest
    assert edition_takeaway(text=text).digest == file.digest


def _in(language: str, text: str) -> str:
    with translation.override(language):
        return gettext(text)


def test_file_states_the_translation_status_and_is_recreated_when_it_changes(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    sections = [section("law", "What the law says elsewhere")]
    chapter = make_chapter(russian, 1, sections=sections, translation_of=ChapterPage.objects.get(number=1))
    before = made(current_takeaway(handbook=russian))
    row = Section.objects.get(page=chapter)
    with translation.override("ru"):
        unverified, behind = capfirst(gettext("not verified")), gettext("Was outdated")
    assert unverified in file_text(before)
    original = Section.objects.get(page__number=1, page__locale=handbook.locale, block_id=row.block_id)
    reworded(original.page, "Newer words")
    digest = current_takeaway(handbook=HandbookPage.objects.get(pk=russian.pk)).digest
    assert digest != before.digest
    frozen = next_edition(handbook).texts.get(language="ru")
    section_in = EditionSection.objects.get(chapter__text=frozen)
    EditionSection.objects.filter(pk=section_in.pk).update(state="behind")
    assert behind in file_text(made(edition_takeaway(text=frozen)))


def test_word_file_of_a_whole_handbook_updates_its_table_of_contents_on_opening(
    handbook: HandbookPage, text: EditionText, made: Callable[..., HandbookFile]
) -> None:
    whole = made(edition_takeaway(text=text), DocumentFormat.DOCX)
    assert '<w:updateFields w:val="true" />' in file_text(whole)
    only = EditionSection.objects.select_related("chapter").filter(chapter__text=text)[0]
    assert "updateFields" not in file_text(made(edition_takeaway(text=text, section=only), DocumentFormat.DOCX))


def test_files_of_editions_and_of_the_current_text_contain_pictures(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    image = make_image(handbook.network)
    make_rendition(image, "width-960")
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": "Open"}
    make_chapter(handbook, 3, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])
    text = next_edition(handbook).texts.select_related("edition__network").get()
    for takeaway in (edition_takeaway(text=text), current_takeaway(handbook=handbook)):
        book = build_book(takeaway)
        assert [content[:4] for content in book.pictures.values()] == [b"\x89PNG"]
        words = file_text(made(takeaway))
        assert 'alt="A door"' in words
        assert "Figure 1. Open" in words


def test_section_links_are_internal_to_the_file_and_other_links_lead_to_the_site(
    handbook: HandbookPage, settings: Any
) -> None:
    settings.NETWORKAPP_BASE_URL = "https://networks.example"
    law = Section.objects.get(title="About law")
    find = build_book(current_takeaway(handbook=handbook)).find
    assert find(f"/handbooks/sections/{law.pk}/") == f"#s{law.pk}"
    assert find(f"/handbooks/handbook/chapter-1/#s{law.pk}") == f"#s{law.pk}"
    assert find(f"/handbooks/sections/{law.page_id}/{law.block_id}/") == f"#s{law.pk}"
    other = f"/handbooks/sections/{law.page_id}/5f2d3f0e-2b0c-4d57-9a77-6f3e2d1b8c41/"
    assert find(other) == f"https://networks.example{other}"
    assert find("/handbooks/sections/999999/") == "https://networks.example/handbooks/sections/999999/"
    assert find("https://elsewhere.example/") == "https://elsewhere.example/"
    assert find("#nowhere") == ""


def test_cross_reference_is_internal_in_the_whole_file_and_leads_to_the_site_in_others(
    handbook: HandbookPage, settings: Any
) -> None:
    settings.NETWORKAPP_BASE_URL = "https://networks.example"
    target = Section.objects.get(title="About law")
    reference = {"type": "cross_reference", "value": target.pk, "id": "5f2d3f0e-2b0c-4d57-9a77-6f3e2d1b8c41"}
    chapter = ChapterPage.objects.get(number=2)
    raw = list(chapter.sections.raw_data)
    raw[0]["value"]["body"].append(reference)
    chapter.sections = raw
    chapter.save_revision().publish()
    text = next_edition(handbook).texts.select_related("edition__network").get()
    for whole, alone, outside in (
        (
            edition_takeaway(text=text),
            edition_takeaway(text=text, chapter=text.chapters.last()),
            f"https://networks.example/handbooks/editions/{text.edition_id}/sections/{target.pk}/",
        ),
        (
            current_takeaway(handbook=handbook),
            current_takeaway(handbook=handbook, chapter=chapter),
            f"https://networks.example/handbooks/sections/{target.pk}/",
        ),
    ):
        for takeaway, leads in ((whole, f"#s{target.pk}"), (alone, outside)):
            book = build_book(takeaway)
            [href] = re.findall(r'class="cross-reference".*?href="([^"]*)"', book.chapters[-1].sections[0].html)
            assert book.find(href) == leads


def test_file_labels_are_in_the_language_of_the_handbook(handbook: HandbookPage) -> None:
    german = make_handbook(handbook.network, language="de", title="Handbuch", slug="handbuch")
    make_chapter(german, 1, sections=[section("recht", law_as_of="2026-05-01")])
    book = build_book(current_takeaway(handbook=german))
    assert (book.language, dict(book.facts)[book.facts[1][0]]) == ("de", "Deutsch")
    assert book.chapters[0].sections[0].law.endswith("1. Mai 2026")


def test_file_ends_with_the_glossary_terms_in_its_text_as_defined_in_its_edition(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    term = GlossaryTerm.objects.create(title="Help", text="What is owed", taken_from="CETS 197, Article 12")
    GlossaryTerm.objects.create(title="Elsewhere", text="Not said here")
    text = next_edition(handbook).texts.select_related("edition__network").get()
    old = current_takeaway(handbook=handbook)
    term.text = "What is due"
    term.save()
    new = current_takeaway(handbook=handbook)
    assert old.digest != new.digest
    for takeaway, value in ((edition_takeaway(text=text), "What is owed"), (new, "What is due")):
        words = file_text(made(takeaway))
        assert re.findall(r"<dt>([^<]*)</dt>\s*<dd>\s*<p>([^<]*)", words) == [
            ("Help", f"{value} (CETS 197, Article 12)")
        ]
    law = Section.objects.get(title="About law")
    assert build_book(current_takeaway(handbook=handbook, section=law, chapter=law.page.specific)).terms == []


@pytest.mark.parametrize("form", [DocumentFormat.EPUB, DocumentFormat.DOCX])
def test_file_states_the_licence(
    handbook: HandbookPage, made: Callable[..., HandbookFile], form: DocumentFormat
) -> None:
    HandbookPage.objects.filter(pk=handbook.pk).update(licence="CC-BY-4.0")
    text = next_edition(handbook).texts.select_related("edition__network").get()
    words = file_text(made(edition_takeaway(text=text), form))
    assert "CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/" in words
    assert ("<dc:rights>CC-BY-4.0" in words) == (form is DocumentFormat.EPUB)
