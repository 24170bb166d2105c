"""Notes stay available to their authors after the chapter is deleted."""

from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from networkapp.handbooks.models import Annotation, ChapterPage, HandbookPage, NoteAudience, OrphanedNote
from networkapp.handbooks.notes.actions import QuotedWords, withdraw_note
from networkapp.handbooks.notes.reanchoring import move_note
from networkapp.models import Seat
from networkapp.networks.actions.personal_data import personal_data
from tests.factories.annotations import note_on, sections_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

NOTES = "/handbooks/notes/"


@world
def chapter(db: None) -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="closed"))
    return make_chapter(handbook, sections=[section("help", "Help is owed at once. It is free.")])


@pytest.fixture
def writer(chapter: ChapterPage, client: Client) -> Any:
    user = SeatFactory(network=chapter.handbook.network).user
    client.force_login(user)
    return user


def shown(client: Client) -> str:
    return " ".join(client.get(NOTES).content.decode().split())


@pytest.mark.parametrize("audience", list(NoteAudience))
@pytest.mark.parametrize("deleted", ["chapter", "the handbook"])
def test_note_of_a_deleted_chapter_or_handbook_is_kept_for_its_author(
    client: Client, chapter: ChapterPage, writer: Any, audience: NoteAudience, deleted: str
) -> None:
    note_on(sections_of(chapter)[0], writer, "It is free.", audience=audience, body="Is it?")
    page = ChapterPage.objects.get() if deleted == "chapter" else HandbookPage.objects.get()
    page.delete()
    assert Annotation.objects.count() == 0
    page_now = shown(client)
    for words in ("Notes on deleted text", "1.1 About help, Handbook of joint", "It is free.", "Is it?"):
        assert words in page_now
    assert [row["body"] for row in personal_data(user=writer)["orphanednote"]] == ["Is it?"]
    client.force_login(SeatFactory(network=chapter.handbook.network).user)
    assert "Is it?" not in shown(client)


def test_author_whose_seat_ended_sees_the_note_of_a_deleted_chapter_without_new_titles(
    client: Client, chapter: ChapterPage, writer: Any
) -> None:
    note_on(sections_of(chapter)[0], writer, body="Is it?")
    writer.seats.all().delete()
    raw = list(chapter.sections.raw_data)
    raw[0]["value"]["title"] = "Quetzal"
    chapter.sections = raw
    chapter.save_revision().publish()
    ChapterPage.objects.get().delete()
    page = shown(client)
    assert ("Is it?" in page, "Quetzal" in page, "About help" in page) == (True, False, False)


@pytest.mark.parametrize("stays", [True, False])
def test_former_author_sees_the_quote_they_chose_and_not_a_later_position(
    client: Client, chapter: ChapterPage, writer: Any, stays: bool
) -> None:
    seat = writer.seats.get()
    note_on(sections_of(chapter)[0], writer, "It is free.", audience=NoteAudience.DELEGATION, body="Is it?")
    if not stays:
        Seat.objects.filter(pk=seat.pk).update(ends_at=F("starts_at"))
    successor: Any = SeatFactory(network=chapter.handbook.network, delegation=seat.delegation).user
    raw = list(chapter.sections.raw_data)
    raw[0]["value"]["body"][0]["value"] = "<p>Help is owed at once. Quetzal pays.</p>"
    chapter.sections = raw
    chapter.save_revision().publish()
    move_note(note=Annotation.objects.get(), user=successor, words=QuotedWords(quote="Quetzal pays."))
    ChapterPage.objects.get().delete()
    page = shown(client)
    assert ("Is it?" in page, "Quetzal" in page, "It is free." in page) == (True, stays, not stays)


def test_withdrawn_note_is_not_kept_when_its_chapter_is_deleted(
    client: Client, chapter: ChapterPage, writer: Any
) -> None:
    withdraw_note(note=note_on(sections_of(chapter)[0], writer, audience=NoteAudience.NETWORK), user=writer)
    ChapterPage.objects.get().delete()
    assert OrphanedNote.objects.count() == 0


def test_only_its_author_deletes_a_kept_note(client: Client, chapter: ChapterPage, writer: Any) -> None:
    note_on(sections_of(chapter)[0], writer)
    ChapterPage.objects.get().delete()
    left = OrphanedNote.objects.get()
    client.force_login(SeatFactory(network=chapter.handbook.network).user)
    for number in (left.pk, "x", "9" * 30):
        assert client.post(NOTES, {"left": number}).status_code == 302
    assert OrphanedNote.objects.count() == 1
    client.force_login(writer)
    client.post(NOTES, {"left": left.pk})
    assert OrphanedNote.objects.count() == 0
