"""Positions of notes after their chapter was published again, what is stored of them, and who is notified."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import Annotation, AnnotationMove, ChapterPage, NoteAudience
from networkapp.handbooks.notes.actions import QuotedWords, find_note
from networkapp.handbooks.notes.notices import LOST, desk_items, render_notices
from networkapp.handbooks.notes.reanchoring import carry_missed_notes, carry_notes, likely_positions, move_note
from networkapp.models import Notification
from tests.factories.annotations import note_on, rewrite, sections_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
TEXT = "Help is owed at once to everybody. It lasts a month in all cases.\nShelter is free for everybody."
MONTH = "It lasts a month in all cases."


@pytest.fixture
def chapter() -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"), title="The handbook")
    blocks = [{"type": "text", "html": "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))}]
    return make_chapter(handbook, sections=[section("help", blocks=blocks), section("law")])


@pytest.fixture
def member(chapter: ChapterPage) -> Any:
    return SeatFactory(network=chapter.handbook.network).user


def published(chapter: ChapterPage, *texts: str) -> ChapterPage:
    """Publish the chapter with these texts, run the background task, and return the chapter."""
    found = rewrite(chapter, *texts)
    carry_notes.call(chapter.pk)
    return found


def noted(chapter: ChapterPage, writer: Any, quote: str = MONTH, **kwargs: Any) -> Annotation:
    return note_on(sections_of(chapter)[0], writer, quote, **kwargs)


def place(note: Annotation) -> tuple[str, str]:
    """Return the result, and the words of the note, in the text in which they were last certain."""
    found = Annotation.objects.select_related("wording").get(pk=note.pk)
    return found.place, found.wording.text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"New on top of it.\n{TEXT}", "carried"),
        (TEXT.replace("a month", "a year"), "needs_look"),
        ("Shelter is free for everybody.\nHelp is owed at once to everybody. It lasts a month in all cases.", "moved"),
        ("Nothing of it.", "orphaned"),
    ],
    ids=["carried", "check needed", "moved", "orphaned"],
)
def test_republishing_stores_the_new_position_of_a_note_and_keeps_its_quote(
    chapter: ChapterPage, member: Any, text: str, expected: str
) -> None:
    note = noted(chapter, member, "Shelter is free for everybody." if expected == "moved" else MONTH)
    published(chapter, text, "law")
    found, words = place(note)
    assert words == Annotation.objects.get(pk=note.pk).quote == note.quote
    assert found == expected


def test_note_follows_a_moved_paragraph(chapter: ChapterPage, member: Any) -> None:
    first = "The first of all these sentences."
    published(chapter, f"{first}\nThe second comes here.\nThe third comes here.", "law")
    note = noted(chapter, member, first)
    published(chapter, f"The second comes here.\nThe third comes here.\n{first}", "law")
    assert place(note) == ("moved", first)
    [move] = AnnotationMove.objects.all()
    assert (move.was, move.place, move.quote, move.start) == ("written", "moved", first, 0)


def test_note_on_changed_text_needs_a_check_and_returns_when_the_text_is_restored(
    chapter: ChapterPage, member: Any
) -> None:
    note = noted(chapter, member)
    published(chapter, TEXT.replace("a month", "a year"), "law")
    assert place(note) == ("needs_look", MONTH)
    published(chapter, TEXT, "law")
    assert place(note) == ("carried", MONTH)
    assert [(move.was, move.place) for move in note.moves.all()] == [
        ("needs_look", "carried"),
        ("written", "needs_look"),
    ]


def test_carrying_notes_twice_has_no_further_effect(chapter: ChapterPage, member: Any) -> None:
    notes = [noted(chapter, member), noted(chapter, member, "Shelter"), noted(chapter, member, "")]
    published(chapter, TEXT.replace("a month", "a year"), "law")
    before = [place(note) for note in notes]
    carry_notes.call(chapter.pk)
    assert [place(note) for note in notes] == before
    assert before == [("needs_look", MONTH), ("carried", "Shelter"), ("carried", "")]
    assert AnnotationMove.objects.count() == 1


def test_notes_of_a_removed_section_are_orphaned_and_return_with_the_section(chapter: ChapterPage, member: Any) -> None:
    law = sections_of(chapter)[1]
    note = note_on(law, member, "law")
    raw = list(chapter.sections.raw_data)
    gone = published(chapter, TEXT)
    assert place(note)[0] == "orphaned"
    with pytest.raises(Refused) as refused:
        move_note(note=find_note(pk=note.pk, user=member), user=member)
    assert refused.value.code == "section_gone"
    gone.sections = raw
    gone.save_revision().publish()
    carry_notes.call(chapter.pk)
    assert place(note) == ("carried", "law")


def test_publishing_carries_notes_over_after_commit(
    chapter: ChapterPage, member: Any, django_capture_on_commit_callbacks: Any
) -> None:
    note = noted(chapter, member)
    with django_capture_on_commit_callbacks(execute=True):
        rewrite(chapter, f"New on top of it.\n{TEXT}", "law")
    assert place(note) == ("carried", MONTH)


def test_hourly_job_carries_missed_notes_over(chapter: ChapterPage, member: Any) -> None:
    note = noted(chapter, member)
    rewrite(chapter, f"New on top of it.\n{TEXT}", "law")
    hour = timezone.now().replace(minute=0) + timedelta(hours=2)
    assert carry_missed_notes(now=hour.replace(minute=1)) == 0
    assert carry_missed_notes(now=hour) == 1
    assert place(note) == ("carried", MONTH)
    assert carry_missed_notes(now=hour) == 0


def test_user_chooses_the_new_position_of_a_note(chapter: ChapterPage, member: Any) -> None:
    note = noted(chapter, member, audience=NoteAudience.NETWORK)
    published(chapter, TEXT.replace("a month", "a year"), "law")
    found = find_note(pk=note.pk, user=member)
    [likely, *_others] = likely_positions(found)
    assert likely.of(found.section.text) == "It lasts a year in all cases."
    other = SeatFactory(network=chapter.handbook.network).user
    with pytest.raises(NotAllowed):
        move_note(note=find_note(pk=note.pk, user=other), user=other)
    move_note(note=found, user=member, words=QuotedWords(quote="It lasts a year in all cases."))
    assert place(note) == ("written", "It lasts a year in all cases.")
    assert [(move.quote, move.by) for move in note.moves.all()] == [(MONTH, note.seat), (MONTH, None)]


def test_author_and_assignee_of_lost_notes_are_notified_once_per_handbook(chapter: ChapterPage, member: Any) -> None:
    assignee = SeatFactory(network=chapter.handbook.network)
    for _number in range(3):
        note = noted(chapter, member, audience=NoteAudience.NETWORK)
    Annotation.objects.filter(pk=note.pk).update(assigned_to=assignee)
    published(chapter, "Nothing of it.", "law")
    by_user = {one.user: one for one in Notification.objects.filter(kind=LOST)}
    assert set(by_user) == {member, assignee.user}
    [item] = render_notices(user=member, notifications=[by_user[member]]).values()
    assert (str(item.title), item.detail) == ("Check 3 notes: the text has changed", "The handbook")
    assert [str(line.title) for line in desk_items(user=member)] == [str(item.title)]
    lines = [str(line.title) for line in desk_items(user=assignee.user)]
    assert "Check 1 note: the text has changed" in lines
    published(chapter, "Something else here.", "law")
    assert Notification.objects.filter(kind=LOST).count() == 2


def test_notification_of_lost_notes_is_hidden_once_they_have_their_position_again(
    chapter: ChapterPage, member: Any
) -> None:
    noted(chapter, member)
    published(chapter, "Nothing of it.", "law")
    [notice] = Notification.objects.filter(kind=LOST)
    published(chapter, TEXT, "law")
    assert render_notices(user=member, notifications=[notice]) == {}
