"""Notes beside an edition: those whose words are certainly in it, for people who can see them."""

from typing import Any

from django.test import Client

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, Edition, NoteAudience
from networkapp.handbooks.notes.reanchoring import carry_notes
from tests.factories.annotations import note_on, rewrite, sections_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

TEXT = "The person may not be expelled. Help is owed at once."
NEXT = "The person may be expelled. Help is owed at once."


@world
def chapter(db: None) -> ChapterPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    return make_chapter(handbook, sections=[section("help", TEXT), section("law", "Law.")])


def publish(chapter: ChapterPage) -> Edition:
    network = chapter.handbook.network
    editor: Any = SeatFactory(network=network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=chapter.handbook, user=editor, changes={})


def member(chapter: ChapterPage, code: str) -> Any:
    return SeatFactory(network=chapter.handbook.network, delegation=DelegationFactory(code=code)).user


def shown(client: Client, edition: Edition) -> str:
    return " ".join(client.get(f"/handbooks/editions/{edition.pk}/en/1/").content.decode().split())


def test_note_on_the_current_text_is_shown_in_an_edition_with_the_same_text(
    client: Client, chapter: ChapterPage
) -> None:
    writer, edition = member(chapter, "XA"), publish(chapter)
    note = note_on(sections_of(chapter)[0], writer, "Help is owed at once.", body="When?")
    client.force_login(writer)
    page = shown(client, edition)
    assert f'id="note-{note.pk}" data-quote="Help is owed at once."' in page
    assert "Add note" not in page


def test_note_is_not_shown_in_an_edition_on_text_that_only_resembles_its_quote(
    client: Client, chapter: ChapterPage
) -> None:
    writer, old = member(chapter, "XA"), publish(chapter)
    changed = rewrite(chapter, NEXT, "Law.")
    section = sections_of(changed)[0]
    here = note_on(section, writer, "The person may be expelled.", body="On the new one.")
    both = note_on(section, writer, "Help is owed at once.", body="On both.")
    client.force_login(writer)
    assert f"note-{here.pk}" not in shown(client, old)
    assert f"note-{both.pk}" not in shown(client, old)
    new = publish(changed)
    page = shown(client, new)
    assert f'id="note-{here.pk}" data-quote="The person may be expelled."' in page
    assert f"note-{both.pk}" in page


def test_lost_note_is_shown_in_the_edition_it_was_written_on(client: Client, chapter: ChapterPage) -> None:
    writer, old = member(chapter, "XA"), publish(chapter)
    note = note_on(sections_of(chapter)[0], writer, "The person may not be expelled.")
    rewrite(chapter, NEXT, "Law.")
    carry_notes.call(chapter.pk)
    note.refresh_from_db()
    assert note.place == "needs_look"
    client.force_login(writer)
    page = shown(client, old)
    assert f'id="note-{note.pk}" data-quote="The person may not be expelled."' in page


def test_notes_in_an_edition_are_visible_to_their_audience_only(client: Client, chapter: ChapterPage) -> None:
    writer, edition = member(chapter, "XA"), publish(chapter)
    for audience in NoteAudience:
        note_on(sections_of(chapter)[0], writer, audience=audience, body=f"Quetzal {audience.value}")
    seen = {}
    for name, reader in (("hers", writer), ("delegation", member(chapter, "XA")), ("other", member(chapter, "XB"))):
        client.force_login(reader)
        page = shown(client, edition)
        seen[name] = [audience.value for audience in NoteAudience if f"Quetzal {audience.value}" in page]
    client.logout()
    assert seen == {
        "hers": ["private", "delegation", "network"],
        "delegation": ["delegation", "network"],
        "other": ["network"],
    }
    assert "Quetzal" not in shown(client, edition)
    assert "notes.js" not in shown(client, edition)


def test_note_on_a_removed_section_is_shown_in_the_edition(client: Client, chapter: ChapterPage) -> None:
    writer, edition = member(chapter, "XA"), publish(chapter)
    note = note_on(sections_of(chapter)[1], writer)
    rewrite(chapter, TEXT)
    client.force_login(writer)
    assert f'id="note-{note.pk}"' in shown(client, edition)


def test_notes_on_a_removed_section_are_readable_and_no_note_can_be_added(client: Client, chapter: ChapterPage) -> None:
    writer, edition = member(chapter, "XA"), publish(chapter)
    gone = sections_of(chapter)[1]
    for number in range(4):
        note_on(gone, writer, body=f"Quetzal {number}")
    rewrite(chapter, TEXT)
    address = f"/handbooks/sections/{gone.pk}/notes/"
    client.force_login(writer)
    assert f'<a href="{address}">All 4 notes<' in shown(client, edition)
    page = client.get(address).content.decode()
    assert [f"Quetzal {number}" in page for number in range(4)] == [True] * 4
    assert "was removed from its chapter on" in page
    assert "Add note" not in page
    assert client.post(address, {"body": "One more.", "audience": "private"}).status_code == 404
    client.force_login(member(chapter, "XB"))
    assert "Quetzal" not in client.get(address).content.decode()


def test_notes_of_an_unpublished_chapter_are_not_shown_in_an_edition(client: Client, chapter: ChapterPage) -> None:
    writer, edition = member(chapter, "XA"), publish(chapter)
    note = note_on(sections_of(chapter)[0], writer, "Help is owed at once.", body="When?")
    client.force_login(writer)
    assert f'id="note-{note.pk}"' in shown(client, edition)
    ChapterPage.objects.get(pk=chapter.pk).unpublish()
    assert f'id="note-{note.pk}"' not in shown(client, edition)
