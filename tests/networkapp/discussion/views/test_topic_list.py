"""The last message in a topic list: its author, its time and its beginning."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from networkapp import events
from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.models import Message
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

PAGE = "/networks/joint/topics/"


@world
def anna(db: None) -> Seat:
    return SeatFactory(
        network=NetworkFactory(slug="joint"),
        delegation=DelegationFactory(code="DK"),
        user=UserFactory(display_name="Anna Berg"),
    )


@pytest.fixture
def page(client: Client, anna: Seat) -> Any:
    client.force_login(SeatFactory(network=anna.network).user, backend="django.contrib.auth.backends.ModelBackend")
    return lambda: [
        " ".join(one.get_text().split())
        for one in BeautifulSoup(client.get(PAGE).content, "html.parser").select(".latest")
    ]


def test_topic_list_shows_author_and_beginning_of_the_last_message(page: Any, anna: Seat) -> None:
    topic = start_topic(anna, "Hotlines")
    add_message(topic, anna, body="We *open* at night. " + "And then " * 40)
    [latest] = page()
    assert latest.startswith("Anna Berg, Denmark: We open at night. And then")
    assert len(latest) < 200


@pytest.mark.parametrize("sealed", ["withdrawn_at", "hidden_at"])
def test_topic_list_shows_no_text_of_withdrawn_or_hidden_messages(page: Any, anna: Seat, sealed: str) -> None:
    message = add_message(start_topic(anna, "Hotlines"), anna, body="Quetzal")
    Message.objects.filter(pk=message.pk).update(**{sealed: timezone.now()})
    assert page() == ["Anna Berg, Denmark"]


def test_frame_of_a_withdrawn_last_message_removes_its_text_from_the_topic_list(anna: Seat) -> None:
    message = add_message(start_topic(anna, "Hotlines"), anna, body="Quetzal")
    begin = anna.network.events.latest("sequence").sequence
    withdraw_message(message=message, user=anna.user, reason="Wrong topic")
    happened = events.events_after(anna.network.pk, begin, limit=9)
    sent = str(messages.encode_events(happened, [Variant("en", "UTC")]))
    assert f"topic-{message.topic_id}" in sent
    assert "Anna Berg, Denmark" in sent
    assert "Quetzal" not in sent
