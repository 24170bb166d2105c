"""Notes on sections are in no page, list, search or file of a reader outside their audience."""

import pytest
from django.core import serializers

from networkapp.handbooks.models import Annotation, NoteAudience
from networkapp.models import Event, Network
from networkapp.permissions import ALLOWED, Action
from tests.access.conftest import World
from tests.access.places import Place
from tests.access.readers import ALL, OWN, Reader, allows
from tests.access.restricted_words import NOTE_BAIT


def baits(text: str, network: Network) -> set[str]:
    """Return the audiences of this network's notes whose bait is in the text."""
    return {audience for audience in NoteAudience.values if f"{NOTE_BAIT}-{audience}-{network.slug}" in text}


def expected(reader: Reader, visibility: str) -> set[str]:
    roles = ALLOWED[Action.NOTE_TO_DELEGATION]
    chosen = [seat for seat in reader.seats if (seat.where, seat.term, seat.delegation) == ("here", "now", OWN)]
    hers = reader.is_signed_in and any({seat.capacity, *seat.offices} & roles for seat in chosen)
    seen = {NoteAudience.NETWORK.value} if allows(Action.READ, reader, visibility) else set()
    return seen | ({NoteAudience.DELEGATION.value} if hers else set())


def pages_about(place: Place) -> list[str]:
    section, chapter = place.section.pk, place.chapter
    return [
        chapter.url,
        f"/handbooks/sections/{section}/notes/",
        f"/handbooks/chapters/{chapter.pk}/notes/",
        f"/admin/pages/{chapter.pk}/edit/",
        f"/handbooks/editions/{place.edition.pk}/en/1/",
    ]


def pages_without(place: Place) -> list[str]:
    return [
        *("/handbooks/notes/", "/handbooks/notes/?state=open", "/handbooks/notes/?request=asked", "/desk/"),
        *("/notifications/", "/desk/data/about-me.json", f"/search/?query={NOTE_BAIT}"),
        place.chapter.handbook.url,
        f"/handbooks/editions/of/{place.edition.handbook}/",
        f"/networks/{place.network.slug}/",
        f"/networks/{place.network.slug}/topics/",
        f"/api/v1/handbooks/{place.chapter.handbook.pk}/",
        f"/api/v1/chapters/{place.chapter.pk}/",
        f"/api/v1/sections/{place.section.pk}/",
    ]


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_pages_about_a_chapter_show_only_the_notes_for_their_reader(world: World, reader: Reader) -> None:
    for visibility in (Network.Visibility.CLOSED, Network.Visibility.PUBLIC):
        place = world.places[visibility]
        for path in pages_about(place):
            answer = world.ask(reader, "GET", path)
            found = baits(answer.content.decode(), place.network)
            assert found == (expected(reader, visibility) if answer.status_code == 200 else set()), path


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_pages_that_are_not_about_a_chapter_show_no_notes(world: World, reader: Reader) -> None:
    place = world.places[Network.Visibility.PUBLIC]
    for path in pages_without(place):
        answer = world.ask(reader, "GET", path)
        # The search page repeats the query.
        assert f"{NOTE_BAIT}-" not in answer.content.decode(), path


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_note_page_is_not_found_by_readers_outside_its_audience(world: World, reader: Reader) -> None:
    place = world.places[Network.Visibility.PUBLIC]
    for note in Annotation.objects.filter(network=place.network):
        answer = world.ask(reader, "GET", f"/handbooks/notes/{note.pk}/")
        seen = note.audience in expected(reader, Network.Visibility.PUBLIC)
        assert answer.status_code == (200 if seen else 404 if reader.is_signed_in else 302)


def test_event_log_contains_no_note_text_and_restricts_note_events_to_the_notes_audience(world: World) -> None:
    assert NOTE_BAIT not in serializers.serialize("json", Event.objects.all())
    events = Event.objects.filter(kind__startswith="note.")
    assert {Annotation.objects.get(pk=event.payload["note"]).audience for event in events} == set(NoteAudience.values)
    for event in events:
        note = Annotation.objects.get(pk=event.payload["note"])
        whom = {
            NoteAudience.PRIVATE: (Event.Audience.PERSON, None, note.owner_id),
            NoteAudience.DELEGATION: (Event.Audience.DELEGATION, note.delegation_id, None),
            NoteAudience.NETWORK: (Event.Audience.NETWORK, None, None),
        }
        audience = (event.audience, event.audience_delegation_id, event.audience_person_id)
        assert audience == whom[NoteAudience(note.audience)]


def test_search_finds_no_notes(world: World) -> None:
    found = world.ask("everything, of another country", "GET", "/search/", data={"query": NOTE_BAIT}).context["found"]
    assert list(found) == []
