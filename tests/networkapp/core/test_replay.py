"""With random acts and connection breaks, every page shows each acknowledged message once and in order.

Each seed is another stretch of life; `REPLAY=<seeds>x<steps>` lives more of them, or longer ones, and `REPLAY_FROM`
is the first seed.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from networkapp.discussion.models import Message, Topic
from networkapp.live import connections, subscriptions
from tests.networkapp.core.replay import Browser, Process
from tests.networkapp.core.replay_world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.replay]
FIRST = int(os.environ.get("REPLAY_FROM", "0"))
SEEDS, STEPS = (int(number) for number in os.environ.get("REPLAY", "2x50").split("x"))
BETWEEN_LOOKS = 25


@pytest.fixture
def processes(settings: Any, monkeypatch: Any) -> Iterator[list[Process]]:
    """Run two processes with small queues; without Redis, each finds all events by polling."""
    if not settings.REDIS_URL:
        settings.CHANNEL_LAYERS = {}
    settings.NETWORKAPP_POLL_SECONDS = 0.1
    settings.NETWORKAPP_STALL_SECONDS = 0.5
    settings.NETWORKAPP_TOPIC_PAGE_SIZE = 10_000
    monkeypatch.setattr(subscriptions, "CHUNK_SIZE", 5)
    monkeypatch.setattr(subscriptions, "RECENT_EVENTS", 8)
    monkeypatch.setattr(connections, "MOST_QUEUED_FRAMES", 6)
    made = [Process(), Process()]
    yield made
    for process in made:
        process.stop()


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_every_page_shows_each_acknowledged_message_once_and_in_order_after_connection_breaks(
    seed: int, processes: list[Process]
) -> None:
    world = World(seed, processes)
    for number in range(STEPS):
        print(number, world.step())
        if number % BETWEEN_LOOKS == BETWEEN_LOOKS - 1:
            for browser in world.browsers[:-2]:
                look_at(browser, world)
    world.send_what_waits()
    for browser in world.browsers:
        look_at(browser, world)
        browser.cut()


def look_at(browser: Browser, world: World) -> None:
    """Reconnect the page, and check that it equals a freshly loaded page."""
    if browser.line is not None:
        browser.line.stall(False)
    browser.catch_up()
    fresh = browser.fresh()
    assert browser.page.lists() == fresh.lists(), browser.name
    assert browser.page.seen == fresh.seen, browser.name
    if browser.name.startswith("list"):
        # A topic that returns from another network counts as read, which only the desk socket reports.
        alone, anew = (page.counts().items() for page in (browser.page, fresh))
        assert {one for one in alone ^ anew if one[0] not in world.wandered} == set(), browser.name
    shown = browser.page.entries(f"messages-{world.topic.pk}")
    if shown is not None:
        messages = Message.objects.filter(topic=world.topic).order_by("sequence")
        assert shown == [f"message-{pk}" for pk in messages.values_list("pk", flat=True)], browser.name
        for key, pk in world.acknowledged.items():
            assert Message.objects.get(client_key=key).pk == pk
            assert shown.count(f"message-{pk}") == 1, browser.name
        assert Topic.objects.get(pk=world.topic.pk).length == len(shown)
