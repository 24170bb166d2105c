"""Topics and messages to test with, made the way members make them."""

from typing import Any
from uuid import uuid4

from networkapp.discussion.actions.post import open_topic, post_message
from networkapp.discussion.models import Message, Topic
from networkapp.models import Seat


def start_topic(seat: Seat, title: str = "Hotlines", body: str = "Let us begin.", **kwargs: Any) -> Topic:
    """A topic that the holder of the seat opened."""
    return open_topic(
        **{"network": seat.network, "user": seat.user, "title": title, "body": body, "client_key": uuid4(), **kwargs}
    )


def add_message(topic: Topic, seat: Seat, body: str = "Agreed.", **kwargs: Any) -> Message:
    """A message that the holder of the seat posted."""
    return post_message(**{"topic": topic, "user": seat.user, "body": body, "client_key": uuid4(), **kwargs})
