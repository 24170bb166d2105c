"""State + events = fresh state: an open page with the frames applied is what a fresh page would be."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from networkapp import events, frames
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


def do_much(topic: Any, author: Seat, reader: Seat) -> None:
    for act in (post_here, post_elsewhere, open_another, post_herself, post_here):
        act(topic, author, reader)
    say(topic, author, body="|a|\n|-|\n|<b>1</b>|")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("page", ["topic", "topics"])
@pytest.mark.parametrize("act", [post_here, post_elsewhere, post_herself, open_another, do_much])
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
