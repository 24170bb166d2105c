"""Handbooks, their chapters and glossary, translations, reviews, imported documents, and readers' marks."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Comment, CommentReply, TaskState

from home.domain.demo.recording.library import record_term
from networkapp.dossiers.actions.change_requests import chapters_to_change
from networkapp.handbooks.models import ChapterPage, HandbookPage, NoteAudience, Section
from networkapp.handbooks.notes.margin import margin_of_chapter
from networkapp.handbooks.notes.reanchoring import carry_notes
from networkapp.handbooks.pages.progress import mark_section_read, progress_in, save_for_later
from networkapp.handbooks.reviews.actions import review_items, submitted_draft_items
from networkapp.handbooks.takeaway.formats import current_takeaway
from networkapp.handbooks.translations.desk import desk_items as translations_on_the_desk
from tests.factories.annotations import note_on, rewrite, sections_of
from tests.factories.editions import edit, with_other_words
from tests.factories.handbooks import make_chapter, make_file, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory, editor_of
from tests.query_counts.table import ROWS, Call, Case, Page


def _handbook() -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"), standfirst="To read.")


def _member(handbook: HandbookPage) -> Any:
    return SeatFactory(network=handbook.network).user


def handbooks() -> Case:
    reader = UserFactory()
    for number in ROWS:
        network = NetworkFactory(slug=f"joint-{number}", visibility="public")
        book = make_handbook(network)
        russian = make_handbook(network, language="ru", translation_of=book)
        chapter = make_chapter(book, 1, sections=[section(f"x{number}")])
        make_chapter(russian, 1, sections=[section(f"x{number}", "y")], translation_of=chapter)
        editor = SeatFactory(network=network, user=reader, offices=["editor"]).user
        yield [Page(9, book.get_parent().url), Page(14, book.get_parent().url, editor)]


def chapters_and_sections() -> Case:
    handbook = _handbook()
    member, editor = _member(handbook), SeatFactory(network=handbook.network, offices=["editor"]).user
    for number in ROWS:
        chapter = make_chapter(handbook, number, *(f"{number}-{place}" for place in range(5 * number)))
        yield [
            Page(11, handbook.url),
            Page(11, chapter.url),
            Page(15, handbook.url, member),
            Page(16, chapter.url, member),
            Call(1, chapters_to_change, handbook=handbook, user=editor),
        ]


def a_chapter_full_of_links_and_terms() -> Case:
    handbook = _handbook()
    member = _member(handbook)
    target = make_chapter(handbook, 9, *map(str, range(20)))
    places = list(Section.objects.filter(page=target))
    for number in ROWS:
        record_term(title={"en": f"word{number}"}, text={"en": "What it means."}, forms={}, taken_from={"en": "A book"})
        chapter = make_chapter(handbook, number, sections=[_linking(target, place) for place in places[: 6 * number]])
        yield [Page(11, chapter.url), Page(16, chapter.url, member)]


def _linking(chapter: ChapterPage, place: Section) -> dict[str, Any]:
    """Return a section with an internal link, a cross-reference and terms of the glossary."""
    link = f'<a href="/handbooks/sections/{chapter.pk}/{place.block_id}/">there</a>'
    blocks = [
        {"type": "text", "html": f"<p>{link} word1 and word2 and word3</p>"},
        {"type": "cross_reference", "section": place.pk},
    ]
    return {"key": f"to {place.pk}", "title": f"To {place.pk}", "blocks": blocks}


def glossary() -> Case:
    for number in ROWS:
        titles = {"en": f"word {number}", "ru": f"слово {number}"}
        record_term(title=titles, text=titles, forms={}, taken_from={"en": "A book"})
        yield [Page(2, "/handbooks/glossary/?language=ru")]


def translated_chapters() -> Case:
    english = _handbook()
    russian = make_handbook(english.network, language="ru", translation_of=english)
    member = _member(english)
    translator = SeatFactory(network=english.network, capacity="expert", delegation=None, offices=["translator"]).user
    for number in ROWS:
        keys = [f"{number}-{place}" for place in range(5 * number)]
        original = make_chapter(english, number, *keys)
        texts = [section(key, f"по-русски {key}", title=f"О {key}") for key in keys]
        translated = make_chapter(russian, number, sections=texts, translation_of=original)
        edit(original, with_other_words)
        yield [
            Page(16, original.url, member),
            Page(17, translated.url, member),
            Call(1, translations_on_the_desk, user=translator),
        ]


def drafts_in_review() -> Case:
    handbook = _handbook()
    editor, translator = editor_of(handbook.network), editor_of(handbook.network, "translator")
    for number in ROWS:
        _hand_in(make_chapter(handbook, number, "law"), translator)
        yield [Call(1, review_items, user=editor), Call(1, submitted_draft_items, user=translator)]


def _hand_in(chapter: ChapterPage, by: Any) -> TaskState:
    draft = ChapterPage.objects.get(pk=chapter.pk)
    draft.title = "Other"
    draft.save_revision(user=by)
    return draft.get_workflow().start(draft, by).current_task_state


def a_review_with_comments() -> Case:
    handbook = _handbook()
    editor, translator = editor_of(handbook.network), editor_of(handbook.network, "translator")
    state = _hand_in(make_chapter(handbook, 1, "law"), translator)
    for number in ROWS:
        about = {"page": state.revision.content_object, "contentpath": "title"}
        comment = Comment.objects.create(user=translator, text=f"Comment {number}", **about)
        CommentReply.objects.create(comment=comment, user=editor, text="The state.")
        yield [Page(24, f"/handbooks/reviews/{state.pk}/", editor)]


def files_of_a_chapter() -> Case:
    handbook = _handbook()
    chapter = make_chapter(handbook, 1, "law", "help")
    for form in ("pdf", "epub", "docx"):
        make_file(current_takeaway(handbook=handbook, chapter=chapter), form=form)
        yield [Page(9, f"/handbooks/files/{chapter.pk}/", grows=False), Page(11, chapter.url, grows=False)]


def what_a_reader_marked() -> Case:
    handbook = _handbook()
    chapter, reader = make_chapter(handbook, 1, "law", "help", "money"), _member(handbook)
    sections = [place.pk for place in sections_of(chapter)]
    for place in sections:
        mark_section_read(section=place, user=reader)
        save_for_later(section=place, user=reader)
        yield [
            Page(16, chapter.url, reader, grows=False),
            Page(15, handbook.url, reader, grows=False),
            Page(9, "/handbooks/reading-list/", reader),
            Page(34, "/desk/", reader, grows=False),
            Page(7, f"/handbooks/sections/in/{handbook.pk}/?query=about", reader, grows=False),
            Call(1, progress_in, sections=sections, user=reader, grows=False),
            Call(0, progress_in, sections=sections, user=AnonymousUser(), grows=False),
        ]


def notes() -> Case:
    handbook = _handbook()
    chapter, reader = make_chapter(handbook, 1, "law", "help"), _member(handbook)
    place, fresh = sections_of(chapter)[0], ChapterPage.objects.get(pk=chapter.pk)
    assert fresh.handbook.network.visibility == "public"
    for _row in ROWS:
        note_on(place, reader, audience=NoteAudience.NETWORK)
        yield [
            Page(8, "/handbooks/notes/", reader),
            Page(18, f"/handbooks/sections/{place.pk}/notes/", reader),
            Page(9, f"/handbooks/chapters/{chapter.pk}/notes/", reader),
            Page(16, chapter.url, reader),
            Page(35, "/desk/", reader, grows=False),
            Call(1, margin_of_chapter, chapter=fresh, user=reader, grows=False),
            Call(0, margin_of_chapter, chapter=fresh, user=AnonymousUser(), grows=False),
        ]


def notes_of_a_deleted_chapter() -> Case:
    handbook = _handbook()
    reader = _member(handbook)
    for number in ROWS:
        chapter = make_chapter(handbook, number, "law")
        note_on(sections_of(chapter)[0], reader)
        chapter.delete()
        yield [Page(8, "/handbooks/notes/", reader)]


def notes_carried_to_a_new_text() -> Case:
    handbook = _handbook()
    chapter, reader = make_chapter(handbook, 1, sections=[section("help", "It lasts a month.")]), _member(handbook)
    note_on(sections_of(chapter)[0], reader, "It lasts a month.")
    carry_notes.call(rewrite(chapter, "It lasts a month. It is free.").pk)
    for number in ROWS:
        for _each in range(9 * number):
            note_on(sections_of(chapter)[0], reader, "It lasts a month.")
        rewrite(chapter, f"New on top {number}.\nIt lasts a month. It is free.")
        yield [Call(10, carry_notes.call, chapter.pk, grows=False)]
