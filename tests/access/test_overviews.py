"""Pages of subjects and countries show and count only what the reader may see."""

from typing import Any

import pytest
from django.utils import timezone

from networkapp.models import Seat, Subject
from networkapp.permissions import Action
from tests.access.conftest import World
from tests.access.readers import ALL, OWN, Reader, allows
from tests.access.restricted_words import bait

WORDS = {"handbooks": "Chapter", "decisions": "Decision", "inquiries": "Inquiry", "meetings": "Meeting"}


@pytest.fixture
def subject(world: World) -> Subject:
    """A subject that a chapter, a decision, an inquiry and a meeting of every network have."""
    found: Subject = Subject.objects.create(slug="everything", title="Everything")
    for place in (*world.places.values(), world.elsewhere):
        for thing in (place.meeting, place.decision, place.inquiry):
            thing.subjects.add(found)
        place.chapter.subjects = [found]
        place.chapter.save()
    return found


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_subject_page_lists_and_counts_only_what_the_reader_may_see(
    world: World, subject: Subject, reader: Reader
) -> None:
    answer = world.ask(reader, "GET", "/subjects/everything/")
    page, parts = answer.content.decode(), {part.key: part for part in answer.context["page"].parts}
    got = {
        (visibility, word): f">{word} {bait(place.network)}<" in page
        for visibility, place in world.places.items()
        for word in WORDS.values()
    }
    seen = {visibility: allows(Action.SEE, reader, visibility) for visibility in world.places}
    assert got == {(visibility, word): seen[visibility] for visibility, word in got}
    interface = world.ask(reader, "GET", "/api/v1/subjects/everything/").content.decode()
    assert {visibility: bait(place.network) in interface for visibility, place in world.places.items()} == seen
    known = sum(seen.values()) + (reader.name == "everything, in another network")
    assert {key: parts[key].all_of_them if key in parts else 0 for key in WORDS} == dict.fromkeys(WORDS, known)


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_country_page_lists_and_counts_only_what_the_reader_may_see(world: World, reader: Reader) -> None:
    answer = world.ask(reader, "GET", f"/countries/{OWN.lower()}/")
    page, parts = answer.content.decode(), {part.key: part for part in answer.context["page"].parts}
    words = ("Meeting", "Inquiry", "Task")
    got = {
        (visibility, word): f">{word} {bait(place.network)}<" in page
        for visibility, place in world.places.items()
        for word in words
    }
    seen = {visibility: allows(Action.SEE, reader, visibility) for visibility in world.places}
    assert got == {(visibility, word): seen[visibility] for visibility, word in got}
    known = sum(seen.values()) + (reader.name == "everything, in another network")
    interface = world.ask(reader, "GET", f"/api/v1/countries/{OWN.lower()}/").content.decode()
    assert {visibility: bait(place.network) in interface for visibility, place in world.places.items()} == seen
    for key in ("answers", "follow-up"):
        assert (parts[key].all_of_them if key in parts else 0) == known
    slugs = {network.slug for _one, of_it in delegations(parts) for network, _seats in of_it}
    assert {place.network.slug for place in world.places.values() if place.network.slug in slugs} == {
        place.network.slug for visibility, place in world.places.items() if seen[visibility]
    }


def delegations(parts: Any) -> Any:
    return parts["delegations"].context["delegations"] if "delegations" in parts else []


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_names_of_members_are_shown_only_to_readers_who_may_see_the_network(world: World, reader: Reader) -> None:
    for place in world.places.values():
        Seat.objects.filter(pk=place.seat.pk).update(named_since=timezone.now())
        type(place.seat.user).objects.filter(pk=place.seat.user_id).update(display_name=f"Person {bait(place.network)}")
    for visibility, place in world.places.items():
        page = world.ask(reader, "GET", f"/networks/{place.network.slug}/").content.decode()
        assert ("Person" in page) == allows(Action.SEE, reader, visibility)
