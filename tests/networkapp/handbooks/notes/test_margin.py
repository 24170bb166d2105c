"""Notes in the margin of a chapter: which are shown, how many, and in how many queries."""

from typing import Any

import pytest
from django.test import Client

from networkapp.db.prepared_statements import CompiledQuery
from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience
from networkapp.handbooks.notes import margin as annotation_margin
from networkapp.handbooks.notes.margin import NOTES_PER_SECTION, margin_of_chapter
from tests.factories.annotations import note_on, rewrite, sections_of
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
PRIVATE, DELEGATION, NETWORK = NoteAudience.PRIVATE, NoteAudience.DELEGATION, NoteAudience.NETWORK


@pytest.fixture
def chapter() -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(slug="joint", visibility="public")), 1, "first", "second")


def seat_in(chapter: ChapterPage, code: str = "XA", **kwargs: Any) -> Any:
    return SeatFactory(network=chapter.handbook.network, delegation=DelegationFactory(code=code), **kwargs)


def notes_by_section(chapter: ChapterPage, reader: Any) -> dict[int, list[int]]:
    margin = margin_of_chapter(chapter=chapter, user=reader)
    assert margin is not None
    return {section.pk: [note.pk for note in margin.of(section.pk).shown] for section in sections_of(chapter)}


def test_margin_shows_exactly_the_notes_that_the_reader_can_see(chapter: ChapterPage) -> None:
    writer, (first, second) = seat_in(chapter).user, sections_of(chapter)
    kept = {audience: note_on(first, writer, audience=audience) for audience in (PRIVATE, DELEGATION, NETWORK)}
    beside = note_on(second, writer, audience=NETWORK)
    for reader in (
        writer,
        seat_in(chapter).user,
        seat_in(chapter, "XB").user,
        seat_in(chapter, capacity="government").user,
    ):
        seen = set(Annotation.objects.seen_by(reader))
        assert notes_by_section(chapter, reader) == {
            first.pk: [note.pk for note in reversed(kept.values()) if note in seen],
            second.pk: [note.pk for note in [beside] if note in seen],
        }


def test_seat_of_the_delegation_in_another_network_gives_no_access_to_notes(chapter: ChapterPage) -> None:
    first = sections_of(chapter)[0]
    for audience in (DELEGATION, NETWORK):
        note_on(first, seat_in(chapter).user, audience=audience)
    assert notes_by_section(chapter, SeatFactory().user)[first.pk] == []


def test_resolved_note_is_not_in_the_margin(chapter: ChapterPage) -> None:
    writer, first = seat_in(chapter).user, sections_of(chapter)[0]
    note = note_on(first, writer)
    Annotation.objects.filter(pk=note.pk).update(resolved_at="2026-01-01T00:00Z")
    assert notes_by_section(chapter, writer)[first.pk] == []


def test_margin_shows_the_newest_notes_and_counts_the_others(
    chapter: ChapterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, first = seat_in(chapter).user, sections_of(chapter)[0]
    written = [note_on(first, writer).pk for _number in range(5)]
    beside = margin_of_chapter(chapter=chapter, user=writer)
    assert beside is not None
    assert [note.pk for note in beside.of(first.pk).shown] == written[::-1][:NOTES_PER_SECTION]
    assert (beside.of(first.pk).number, beside.of(first.pk).more) == (5, False)
    monkeypatch.setattr(annotation_margin, "MAX_NOTES", 4)
    monkeypatch.setattr(annotation_margin, "_newest", CompiledQuery(annotation_margin.newest_notes_by_audience))
    cut = margin_of_chapter(chapter=chapter, user=writer)
    assert cut is not None
    assert (cut.of(first.pk).more, cut.of(sections_of(chapter)[1].pk).more) == (True, True)


def test_margin_note_on_just_changed_text_has_an_uncertain_position(chapter: ChapterPage) -> None:
    writer, first = seat_in(chapter).user, sections_of(chapter)[0]
    note_on(first, writer, "first")
    before = margin_of_chapter(chapter=chapter, user=writer)
    rewrite(chapter, "Not the first.", "second")
    after = margin_of_chapter(chapter=chapter, user=writer)
    assert before is not None
    assert after is not None
    assert (before.of(first.pk).shown[0].is_position_certain, after.of(first.pk).shown[0].is_position_certain) == (
        True,
        False,
    )


def test_margin_note_includes_the_text_around_its_quote(chapter: ChapterPage) -> None:
    writer, first = seat_in(chapter).user, sections_of(chapter)[0]
    rewrite(chapter, f"{'A long way before it. ' * 5}Help is owed. And after it.", "second")
    first.refresh_from_db()
    note_on(first, writer, "Help is owed.")
    note_on(first, writer, "And after it.")
    margin = margin_of_chapter(chapter=chapter, user=writer)
    assert margin is not None
    last, owed = margin.of(first.pk).shown
    assert (owed.before, owed.after) == (" A long way before it. A long way before it. "[-40:], " And after it.")
    assert last.after == ""


def test_chapter_page_shows_notes_to_members_and_nothing_to_visitors(client: Client, chapter: ChapterPage) -> None:
    writer, first = seat_in(chapter).user, sections_of(chapter)[0]
    note_on(first, writer, "first", audience=NETWORK, body="Why **first**?")
    page = client.get(chapter.url).content.decode()
    assert ("Reason" in page, "note-handle" in page, "notes.js" in page) == (False, False, False)
    client.force_login(writer)
    page = client.get(chapter.url).content.decode()
    for part in (
        "Why <strong>first</strong>?",
        "<h3>Member, XA <span>the network</span></h3>",
        'data-quote="first" data-before="" data-after=""',
        f'href="/handbooks/sections/{first.pk}/notes/#write"',
    ):
        assert part in page
