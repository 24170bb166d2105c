"""Along a subject each reader finds what the tables give her, and counts no more."""

import pytest

from networkapp.models import Subject
from networkapp.permissions import Action
from tests.access.conftest import World
from tests.access.places import bait
from tests.access.readers import ALL, Reader, allows

WORDS = {"handbooks": "1 Chapter", "decisions": "Decision", "inquiries": "Inquiry", "meetings": "Meeting"}


@pytest.fixture
def subject(world: World) -> Subject:
    """One that a chapter, a decision, an inquiry and a meeting of every network are about."""
    found: Subject = Subject.objects.create(slug="everything", title="Everything")
    for place in (*world.places.values(), world.elsewhere):
        for thing in (place.meeting, place.decision, place.inquiry):
            thing.subjects.add(found)
        place.chapter.subjects = [found]
        place.chapter.save()
    return found


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_a_subject_tells_of_each_network_what_the_reader_may_know(
    world: World, subject: Subject, reader: Reader
) -> None:
    answer = world.ask(reader, "GET", "/subjects/everything/")
    page, parts = answer.content.decode(), {part.key: part for part in answer.context["page"].parts}
    got = {
        (visibility, word): f"{word} {bait(place.network)}" in page
        for visibility, place in world.places.items()
        for word in WORDS.values()
    }
    seen = {visibility: allows(Action.SEE, reader, visibility) for visibility in world.places}
    assert got == {(visibility, word): seen[visibility] for visibility, word in got}
    known = sum(seen.values()) + (reader.name == "everything, in another network")
    assert {key: parts[key].all_of_them if key in parts else 0 for key in WORDS} == dict.fromkeys(WORDS, known)
