"""The event log of a network, which its socket sends: each reader gets only their events."""

import pytest

from evaluation.permissions import Action as Assess
from networkapp import events
from networkapp.discussion.actions.post import MESSAGE_POSTED
from networkapp.errors import NotAllowed
from networkapp.models import Network
from networkapp.permissions import Action
from tests.access.conftest import World
from tests.access.readers import ALL, Reader, allows

CLOSED = Network.Visibility.CLOSED


@pytest.mark.parametrize("reader", [one for one in ALL if one.account != "none"], ids=lambda reader: reader.name)
def test_event_log_shows_assessment_events_only_to_their_readers(world: World, reader: Reader) -> None:
    network, person = world.closed.network, world.users[reader.name]
    person.refresh_from_db()
    if not allows(Action.READ, reader, CLOSED):
        with pytest.raises(NotAllowed):
            events.read_events(network, person)
        return
    kinds = {event.kind for event in events.read_events(network, person, limit=1000)}
    assert MESSAGE_POSTED in kinds
    assert "invitation.sent" not in kinds
    if not allows(Assess.READ, reader, CLOSED):
        assert {kind for kind in kinds if kind.startswith("assessment.")} == set()


def test_event_log_contains_assessment_events_that_could_leak(world: World) -> None:
    kinds = {event.kind for event in events.read_events(world.closed.network, world.users["member"], limit=1000)}
    assert "assessment.answered" in kinds
