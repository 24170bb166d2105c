"""Files of handbooks: made once for a state, in the background, taken up again, handed to whoever may read the text."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import PageViewRestriction

from networkapp.domain import made_files
from networkapp.domain.editions import downloads
from networkapp.domain.editions.bookmaking import book_of
from networkapp.domain.editions.downloads import ask_for_file, files_of, find_file, look_after_files, waiting_before
from networkapp.domain.editions.publishing import publish_edition
from networkapp.domain.editions.takeaways import Takeaway, of_edition, of_today
from networkapp.errors import Refused
from networkapp.models import (
    ChapterPage,
    Edition,
    EditionSection,
    EditionText,
    GlossaryTerm,
    HandbookFile,
    HandbookPage,
    Section,
)
from networkapp.publishing.documents import Form
from tests.factories.handbooks import make_chapter, make_file, make_handbook, make_image, make_rendition, section
from tests.factories.networks import NetworkFactory, SeatFactory

State = HandbookFile.State
VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def handbook(db: None) -> HandbookPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public", name="The joint one"), title="Handbook")
    make_chapter(handbook, 1, sections=[section("law", law_as_of="2026-05-01"), section("help")])
    make_chapter(handbook, 2, "return")
    return handbook


@pytest.fixture
def text(handbook: HandbookPage) -> EditionText:
    return next_edition(handbook).texts.select_related("edition__network").get()


def next_edition(handbook: HandbookPage) -> Edition:
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=handbook, by=editor, changes={})


def reworded(chapter: ChapterPage, words: str) -> None:
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    raw = list(chapter.sections.raw_data)
    raw[0]["value"]["body"][0]["value"] = f"<p>{words}</p>"
    chapter.sections = raw
    chapter.save_revision().publish()


@pytest.fixture
def made(django_capture_on_commit_callbacks: Any) -> Callable[..., HandbookFile]:
    """A file that was asked for and made by the task, as the worker does."""

    def make(takeaway: Takeaway, form: Form = Form.EPUB) -> HandbookFile:
        with django_capture_on_commit_callbacks(execute=True):
            file = ask_for_file(takeaway=takeaway, form=form, reader=VISITOR)
        return HandbookFile.objects.get(pk=file.pk)

    return make


def said(file: HandbookFile) -> str:
    with file.file.open("rb") as opened, ZipFile(BytesIO(opened.read())) as package:
        return " ".join(package.read(name).decode(errors="replace") for name in package.namelist())


def test_a_file_of_an_edition_says_what_the_edition_said_whatever_became_of_the_handbook(
    handbook: HandbookPage, text: EditionText, made: Callable[..., HandbookFile]
) -> None:
    reworded(ChapterPage.objects.first(), "what it says now")
    file = made(of_edition(text=text))
    assert (file.state, file.step, file.tries) == (State.READY, made_files.ALL_STEPS, 1)
    assert str(file) == f"handbook-{text.edition.label}-en.epub"
    assert file.size == file.file.size
    words = said(file)
    for told in (
        "Handbook",
        "The joint one",
        text.edition.label,
        text.edition.digest,
        "1.1 About law",
        "2.1 About return",
    ):
        assert told in words
    assert "what it says now" not in words


def test_a_chapter_and_a_section_are_files_of_their_own(text: EditionText, made: Callable[..., HandbookFile]) -> None:
    chapter = text.chapters.first()
    only = chapter.sections.select_related("chapter").last()
    one, other = made(of_edition(text=text, chapter=chapter)), made(of_edition(text=text, section=only))
    assert str(one) == f"handbook-chapter-1-{text.edition.label}-en.epub"
    assert str(other) == f"handbook-section-1.2-{text.edition.label}-en.epub"
    assert ("About law" in said(one), "About return" in said(one)) == (True, False)
    assert ("About law" in said(other), "About help" in said(other)) == (False, True)


def test_a_file_is_made_once_however_many_ask(text: EditionText, made: Callable[..., HandbookFile]) -> None:
    takeaway = of_edition(text=text)
    first = made(takeaway)
    assert made(takeaway) == first
    downloads.make_file.call(first.pk)
    assert HandbookFile.objects.get().tries == 1
    assert [(form, file) for form, file in files_of(takeaway) if file] == [(Form.EPUB, first)]


def test_the_text_of_today_is_made_with_its_day_and_anew_when_it_changes(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    before = made(of_today(handbook=handbook))
    assert "not an edition" in said(before)
    reworded(ChapterPage.objects.first(), "newer words")
    after = made(of_today(handbook=HandbookPage.objects.get(pk=handbook.pk)))
    assert (after == before, "newer words" in said(after)) == (False, True)
    assert find_file(pk=after.pk, reader=VISITOR) == after
    with pytest.raises(Http404):
        find_file(pk=before.pk, reader=VISITOR)


def test_a_file_that_was_asked_for_before_the_text_changed_is_made_of_what_it_says_then(
    handbook: HandbookPage, django_capture_on_commit_callbacks: Any
) -> None:
    asked = ask_for_file(takeaway=of_today(handbook=handbook), form=Form.EPUB, reader=VISITOR)
    reworded(ChapterPage.objects.first(), "newer words")
    with django_capture_on_commit_callbacks(execute=True):
        downloads.make_file.call(asked.pk)
    file = HandbookFile.objects.get()
    assert (file.pk == asked.pk, file.state, "newer words" in said(file)) == (False, State.READY, True)


def test_what_wagtail_keeps_from_some_is_in_no_file_of_the_whole_and_its_own_file_asks(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    chapter = ChapterPage.objects.get(number=2)
    before = made(of_today(handbook=handbook))
    own = make_file(of_today(handbook=handbook, chapter=chapter), "returns")
    PageViewRestriction.objects.create(page=chapter, restriction_type=PageViewRestriction.LOGIN)
    after = made(of_today(handbook=handbook))
    assert ("About return" in said(before), "About return" in said(after)) == (True, False)
    for kept in (before, own):
        with pytest.raises(Http404):
            find_file(pk=kept.pk, reader=VISITOR)
    member = SeatFactory(network=handbook.network).user
    assert find_file(pk=own.pk, reader=member) == own


def test_a_file_that_names_a_section_of_another_network_is_gone_when_that_network_closes(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    other = make_handbook(NetworkFactory(slug="other", visibility="public"))
    named = Section.objects.get(page=make_chapter(other, 1, sections=[section("quetzal")]))
    reference = {"type": "cross_reference", "section": named.pk}
    make_chapter(handbook, 3, sections=[{**section("more"), "blocks": [reference]}])
    before = made(of_today(handbook=handbook))
    assert "About quetzal" in said(before)
    assert find_file(pk=before.pk, reader=VISITOR) == before
    other.network.visibility = "closed"
    other.network.save()
    with pytest.raises(Http404):
        find_file(pk=before.pk, reader=VISITOR)
    assert "quetzal" not in said(made(of_today(handbook=handbook)))


def test_the_state_of_a_translation_is_said_in_files_and_makes_another_file(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    sections = [section("law", "What the law says elsewhere")]
    chapter = make_chapter(russian, 1, sections=sections, translation_of=ChapterPage.objects.get(number=1))
    before = made(of_today(handbook=russian))
    row = Section.objects.get(page=chapter)
    with translation.override("ru"):
        unverified, behind = gettext("Nobody has verified this translation"), gettext("Was behind the original")
    assert unverified in said(before)
    original = Section.objects.get(page__number=1, page__locale=handbook.locale, block_id=row.block_id)
    reworded(original.page, "Newer words")
    digest = of_today(handbook=HandbookPage.objects.get(pk=russian.pk)).digest
    assert digest != before.digest
    frozen = next_edition(handbook).texts.get(language="ru")
    section_in = EditionSection.objects.get(chapter__text=frozen)
    EditionSection.objects.filter(pk=section_in.pk).update(state="behind")
    assert behind in said(made(of_edition(text=frozen)))


def test_word_is_asked_to_number_the_pages_of_the_contents(
    handbook: HandbookPage, text: EditionText, made: Callable[..., HandbookFile]
) -> None:
    whole = made(of_edition(text=text), Form.DOCX)
    assert '<w:updateFields w:val="true" />' in said(whole)
    only = EditionSection.objects.select_related("chapter").filter(chapter__text=text)[0]
    assert "updateFields" not in said(made(of_edition(text=text, section=only), Form.DOCX))


def test_a_file_is_for_those_who_may_read_the_text(handbook: HandbookPage, text: EditionText) -> None:
    files = [make_file(of_edition(text=text)), make_file(of_today(handbook=handbook))]
    handbook.network.visibility = "closed"
    handbook.network.save()
    member = SeatFactory(network=handbook.network).user
    for file in files:
        with pytest.raises(Http404):
            find_file(pk=file.pk, reader=VISITOR)
        assert find_file(pk=file.pk, reader=member) == file


def test_publishing_an_edition_has_the_whole_made_in_every_form(
    handbook: HandbookPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edition = next_edition(handbook)
    files = HandbookFile.objects.filter(text__edition=edition).order_by("form")
    assert [(file.form, file.scope, file.state) for file in files] == [
        (form, "handbook", State.READY) for form in ("docx", "epub", "pdf")
    ]


def test_what_a_worker_left_lying_is_taken_up_again_and_given_up_after_three_tries(text: EditionText) -> None:
    file = make_file(of_edition(text=text), form="epub")
    later = timezone.now() + timedelta(minutes=11)
    HandbookFile.objects.update(state=State.BUILDING, tries=1)
    assert look_after_files(timezone.now()) == 0
    look_after_files(later)
    file.refresh_from_db()
    assert (file.state, file.tries) == (State.READY, 2)
    HandbookFile.objects.update(state=State.BUILDING, tries=3, asked_at=timezone.now())
    look_after_files(later)
    file.refresh_from_db()
    assert file.state == State.FAILED


def test_a_file_that_failed_is_made_when_it_is_asked_for_again(
    text: EditionText, made: Callable[..., HandbookFile]
) -> None:
    takeaway = of_edition(text=text)
    make_file(takeaway, form="epub")
    HandbookFile.objects.update(state=State.FAILED, tries=3)
    assert made(takeaway).state == State.READY


def test_files_of_past_days_go_and_those_of_editions_stay(handbook: HandbookPage, text: EditionText) -> None:
    kept, past = make_file(of_edition(text=text)), make_file(of_today(handbook=handbook))
    storage, name = past.file.storage, past.file.name
    look_after_files(timezone.now() + timedelta(days=8))
    assert list(HandbookFile.objects.all()) == [kept]
    assert (storage.exists(name), storage.exists(kept.file.name)) == (False, True)


def test_who_asks_too_fast_or_when_much_is_waiting_is_told_so_and_what_is_there_is_for_everybody(
    handbook: HandbookPage, text: EditionText, settings: Any
) -> None:
    whole = make_file(of_edition(text=text), form="epub")
    settings.NETWORKAPP_PACE = {"files_of_visitors": ((1, timedelta(minutes=1)),)}
    waits = ask_for_file(takeaway=of_edition(text=text), form=Form.PDF, reader=VISITOR)
    with pytest.raises(Refused) as refused:
        ask_for_file(takeaway=of_edition(text=text), form=Form.DOCX, reader=VISITOR)
    assert refused.value.code == "too_fast"
    assert ask_for_file(takeaway=of_edition(text=text), form=Form.EPUB, reader=VISITOR) == whole
    settings.NETWORKAPP_PACE = {}
    later = ask_for_file(takeaway=of_today(handbook=handbook), form=Form.PDF, reader=VISITOR)
    assert (waiting_before(waits), waiting_before(later)) == (0, 1)
    settings.NETWORKAPP_FILES_WAITING = 2
    with pytest.raises(Refused, match="Many files are waiting"):
        ask_for_file(takeaway=of_edition(text=text), form=Form.DOCX, reader=VISITOR)


def test_a_picture_comes_along_from_an_edition_and_from_today(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    image = make_image(handbook.network)
    make_rendition(image, "width-960")
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": "Open"}
    make_chapter(handbook, 3, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])
    text = next_edition(handbook).texts.select_related("edition__network").get()
    for takeaway in (of_edition(text=text), of_today(handbook=handbook)):
        book = book_of(takeaway)
        assert [content[:4] for content in book.pictures.values()] == [b"\x89PNG"]
        words = said(made(takeaway))
        assert 'alt="A door"' in words
        assert "Figure 1. Open" in words


def test_links_between_sections_lead_inside_of_the_file_and_all_others_to_the_site(
    handbook: HandbookPage, settings: Any
) -> None:
    settings.NETWORKAPP_BASE_URL = "https://networks.example"
    law = Section.objects.get(title="About law")
    find = book_of(of_today(handbook=handbook)).find
    assert find(f"/handbooks/sections/{law.pk}/") == f"#s{law.pk}"
    assert find(f"/handbooks/handbook/chapter-1/#s{law.pk}") == f"#s{law.pk}"
    assert find(f"/handbooks/sections/{law.page_id}/{law.block_id}/") == f"#s{law.pk}"
    other = f"/handbooks/sections/{law.page_id}/5f2d3f0e-2b0c-4d57-9a77-6f3e2d1b8c41/"
    assert find(other) == f"https://networks.example{other}"
    assert find("/handbooks/sections/999999/") == "https://networks.example/handbooks/sections/999999/"
    assert find("https://elsewhere.example/") == "https://elsewhere.example/"
    assert find("#nowhere") == ""


def test_a_reference_to_a_section_of_the_edition_leads_to_it_in_the_file_of_the_whole_and_to_the_site_elsewhere(
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
            of_edition(text=text),
            of_edition(text=text, chapter=text.chapters.last()),
            f"https://networks.example/handbooks/editions/{text.edition_id}/sections/{target.pk}/",
        ),
        (
            of_today(handbook=handbook),
            of_today(handbook=handbook, chapter=chapter),
            f"https://networks.example/handbooks/sections/{target.pk}/",
        ),
    ):
        for takeaway, leads in ((whole, f"#s{target.pk}"), (alone, outside)):
            book = book_of(takeaway)
            [href] = re.findall(r'class="cross-reference".*?href="([^"]*)"', book.chapters[-1].sections[0].html)
            assert book.find(href) == leads


def test_books_speak_the_language_of_their_handbook(handbook: HandbookPage) -> None:
    german = make_handbook(handbook.network, language="de", title="Handbuch", slug="handbuch")
    make_chapter(german, 1, sections=[section("recht", law_as_of="2026-05-01")])
    book = book_of(of_today(handbook=german))
    assert (book.language, dict(book.facts)[book.facts[1][0]]) == ("de", "Deutsch")
    assert book.chapters[0].sections[0].law.endswith("1. Mai 2026")


def test_terms_of_the_glossary_that_stand_in_a_text_are_explained_at_its_end_as_they_were_in_its_edition(
    handbook: HandbookPage, made: Callable[..., HandbookFile]
) -> None:
    term = GlossaryTerm.objects.create(title="Help", text="What is owed", taken_from="CETS 197, Article 12")
    GlossaryTerm.objects.create(title="Elsewhere", text="Not said here")
    text = next_edition(handbook).texts.select_related("edition__network").get()
    old = of_today(handbook=handbook)
    term.text = "What is due"
    term.save()
    new = of_today(handbook=handbook)
    assert old.digest != new.digest
    for takeaway, told in ((of_edition(text=text), "What is owed"), (new, "What is due")):
        words = said(made(takeaway))
        assert re.findall(r"<dt>([^<]*)</dt>\s*<dd>\s*<p>([^<]*)", words) == [
            ("Help", f"{told} (CETS 197, Article 12)")
        ]
    law = Section.objects.get(title="About law")
    assert book_of(of_today(handbook=handbook, section=law, chapter=law.page.specific)).terms == []


@pytest.mark.parametrize("form", [Form.EPUB, Form.DOCX])
def test_a_file_names_the_licence(handbook: HandbookPage, made: Callable[..., HandbookFile], form: Form) -> None:
    HandbookPage.objects.filter(pk=handbook.pk).update(licence="CC-BY-4.0")
    text = next_edition(handbook).texts.select_related("edition__network").get()
    words = said(made(of_edition(text=text), form))
    assert "CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/" in words
    assert ("<dc:rights>CC-BY-4.0" in words) == (form is Form.EPUB)
