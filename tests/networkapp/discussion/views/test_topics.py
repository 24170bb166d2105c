"""The page for managing a topic: what it explains before an action, and what each action does."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from networkapp.discussion.actions.topics import change_state
from networkapp.discussion.models import Topic, TopicState
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory


@pytest.fixture
def chair(db: None, client: Client) -> Seat:
    """A signed-in member of another network with three more readers."""
    chair = SeatFactory(network=NetworkFactory(slug="home"), offices=["chair"])
    guests = NetworkFactory(slug="guest")
    SeatFactory(user=chair.user, network=guests)
    for code in ("XB", "XC", "XD"):
        SeatFactory(network=guests, delegation=DelegationFactory(code=code))
    client.force_login(chair.user, backend="django.contrib.auth.backends.ModelBackend")
    return chair


def page(client: Client, address: str, **data: Any) -> str:
    return " ".join(client.get(address, data).content.decode().split())


def test_share_page_states_how_many_more_people_will_read_how_many_messages(client: Client, chair: Seat) -> None:
    topic = start_topic(chair)
    add_message(topic, chair)
    address = f"{topic.get_absolute_url()}share/"
    result = page(client, address, network="guest")
    assert "3 more people will be able to read this topic." in result
    assert "all 2 messages posted so far" in result
    assert not topic.shares.exists()
    answer = client.post(address, {"network": "guest"}, follow=True)
    assert topic.shares.get().network.slug == "guest"
    assert "Seats of Home and other networks (2 in total)" in answer.content.decode()


def test_invalid_network_or_title_is_refused_with_a_reason(client: Client, chair: Seat) -> None:
    topic = start_topic(chair)
    answer = client.post(f"{topic.get_absolute_url()}move/", {"network": "guest"})
    assert answer.status_code == 422
    assert "You cannot choose this network. Choose another." in answer.content.decode()
    again = client.post(f"{topic.get_absolute_url()}rename/", {"title": "x" * 201})
    assert again.status_code == 422
    assert "x" * 201 in again.content.decode()


def test_closed_topic_hides_the_composer_and_keeps_the_text_of_a_refused_message(client: Client, chair: Seat) -> None:
    topic = start_topic(chair)
    change_state(topic=topic, state=TopicState.CLOSED, user=chair.user)
    fresh = page(client, topic.get_absolute_url())
    assert "Closed by" in fresh
    assert "<div data-writing hidden>" in fresh
    data = {"body": "What I typed", "client_key": str(uuid4())}
    answer = client.post(topic.get_absolute_url(), data)
    kept = answer.content.decode()
    assert answer.status_code == 422
    assert "What I typed" in kept
    assert "The topic is closed, so your message was not posted." in kept
    assert "<div data-writing>" in kept


def test_archived_topic_is_listed_under_closed_topics_only(client: Client, chair: Seat) -> None:
    topic = start_topic(chair, title="Old matters")
    client.post(f"{topic.get_absolute_url()}state/", {"state": "archived"})
    start = f"/networks/{chair.network.slug}/topics/"
    found = [address for address in (start, f"{start}closed/") if "Old matters" in page(client, address)]
    assert found == [f"{start}closed/"]
    assert client.get(topic.get_absolute_url()).status_code == 200
    assert Topic.objects.get().state == TopicState.ARCHIVED
