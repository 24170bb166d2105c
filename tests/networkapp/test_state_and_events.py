"""State + events = fresh state: an open page with the frames applied is what a fresh page would be."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from networkapp import events, frames
from networkapp.domain.messages import edit_message, react, withdraw_message
from networkapp.frames import Variant
from networkapp.models import Seat
from tests.factories.discussion import say, start_topic
from tests.factories.networks import DelegationFactory
from tests.networkapp.live_pages import OpenPage

Give = Callable[..., Seat]


def post_here(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic, author, body="Here, with *weight*.")


def post_elsewhere(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic.network.topics.exclude(pk=topic.pk).get(), author)


def post_herself(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic, reader)


def open_another(topic: Any, author: Seat, reader: Seat) -> None:
    say(start_topic(author, title="A third <topic>"), author)


def answer(topic: Any, author: Seat, reader: Seat) -> None:
    say(topic, reader, reply_to=topic.messages.first(), drafted_by=author)


def change(topic: Any, author: Seat, reader: Seat) -> None:
    edit_message(message=topic.messages.first(), editor=author.user, body="Otherwise.", base=0)


def change_later(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    topic.messages.filter(pk=topic.messages.first().pk).update(posted_at=timezone.now() - timedelta(hours=1))
    for number, body in enumerate(["First.", "Second."]):
        message = topic.messages.first()
        edit_message(message=message, editor=author.user, body=body, reason="<b>", base=number and 2)


def withdraw(topic: Any, author: Seat, reader: Seat) -> None:
    answer(topic, author, reader)
    withdraw_message(message=topic.messages.first(), author=author.user, reason="A mistake")


def react_and_take_back(topic: Any, author: Seat, reader: Seat) -> None:
    react(message=topic.messages.first(), person=reader.user, kind="agree")
    react(message=topic.messages.first(), person=reader.user, kind="thanks")
    react(message=topic.messages.first(), person=reader.user, kind="agree", on=False)


ACTS = (
    *(post_here, post_elsewhere, post_herself, open_another),
    *(answer, change, change_later, withdraw, react_and_take_back),
)


def do_much(topic: Any, author: Seat, reader: Seat) -> None:
    for act in (post_here, post_elsewhere, open_another, post_herself, post_here, react_and_take_back, withdraw):
        act(topic, author, reader)
    say(topic, author, body="|a|\n|-|\n|<b>1</b>|")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("page", ["topic", "topics"])
@pytest.mark.parametrize("act", [*ACTS, do_much])
def test_an_open_page_with_the_frames_is_what_a_fresh_one_would_be(
    seat: Give, client: Client, act: Callable[[Any, Seat, Seat], None], page: str, language: str
) -> None:
    author = seat("member", starts_at=timezone.now() - timedelta(1))
    reader = seat("expert", network=author.network, delegation=DelegationFactory(code="XB"))
    start_topic(author, title="Another")
    topic = start_topic(author)
    say(topic, author)
    client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
    address = topic.get_absolute_url() if page == "topic" else f"/networks/{topic.network.slug}/topics/"
    headers = {"accept-language": language}
    client.get(topic.get_absolute_url(), headers=headers)
    old = OpenPage(client.get(address, headers=headers).content.decode())

    act(topic, author, reader)

    variant = Variant(str(old.live["data-language"]), str(old.live["data-zone"]))
    missed = events.after(topic.network_id, old.seen - 1, limit=99)
    with translation.override("ru"):
        made = frames.encode(missed, [variant])
    old.apply(json.loads(text) for text in made.values())
    fresh = OpenPage(client.get(address, headers=headers).content.decode())
    assert old.lists() == fresh.lists()
    assert old.counts() == fresh.counts()
    assert old.seen == fresh.seen
