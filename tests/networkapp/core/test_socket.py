"""Events on the live socket of a network, on the routed application."""

import asyncio
import json
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from networkapp import events
from networkapp.discussion.actions.messages import edit_message, withdraw_message
from networkapp.discussion.actions.topics import share_topic, unshare_topic
from networkapp.live import messages
from networkapp.live.hub import hub
from networkapp.live.subscriptions import CHUNK_SIZE, VARIANTS_PER_USER
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.networkapp.core.sockets import record, run_sync, socket

pytestmark = pytest.mark.django_db(transaction=True)


async def test_new_message_is_sent_to_open_pages_with_its_html() -> None:
    seat = await run_sync(SeatFactory)
    topic = await run_sync(start_topic, seat)
    async with socket(seat.network.slug, seat.user) as browser:
        assert await browser.frame() == {"type": "hello", "network": seat.network.slug, "after": 2, "sequence": 2}
        message = await run_sync(add_message, topic, seat, body="We *agree*.")
        frame = await browser.frame()
        assert (frame["type"], frame["sequence"], frame["kind"], frame["actor"]) == (
            "event",
            3,
            "message.posted",
            seat.user.pk,
        )
        assert frame["data"] == {"topic": topic.pk, "message": message.pk, "key": str(message.client_key)}
        assert [place["list"] for place in frame["places"]] == [
            f"messages-{topic.pk}",
            "topics",
            "topics-rail",
            f"topic-length-{topic.pk}",
        ]
        assert "<p>We <em>agree</em>.</p>" in frame["places"][0]["html"]


async def test_missed_events_come_first_each_once_and_in_order() -> None:
    seat = await run_sync(SeatFactory)
    await run_sync(record, seat.network, "test.happened", CHUNK_SIZE * 2 + 5)
    async with socket(seat.network.slug, seat.user, "?after=3") as browser:
        writing = asyncio.create_task(run_sync(record, seat.network, "test.later", 20))
        last = CHUNK_SIZE * 2 + 25
        found = await browser.events(last)
        await writing
        assert [sequence for sequence, _kind in found] == list(range(4, last + 1))
    async with socket(seat.network.slug, seat.user, f"?after={last - 2}") as browser:
        assert await browser.events(last) == [(last - 1, "test.later"), (last, "test.later")]


async def test_events_of_a_topic_are_not_sent_to_a_network_that_it_was_removed_from() -> None:
    chair, guest = await run_sync(SeatFactory, offices=["chair"]), await run_sync(SeatFactory, network__slug="guest")
    await run_sync(SeatFactory, user=chair.user, network=guest.network)
    topic = await run_sync(start_topic, chair)
    await run_sync(share_topic, topic=topic, network=guest.network, user=chair.user)
    async with socket("guest", guest.user) as first:
        await run_sync(add_message, topic, chair, body="For the guests of today")
        assert "For the guests of today" in json.dumps(await first.until(2))
        await run_sync(unshare_topic, topic=topic, network=guest.network, user=chair.user)
        assert (await first.until(3))[-1]["kind"] == "topic.unshared"
        async with socket("guest", guest.user, "?after=0") as second:
            assert "For the guests of today" not in json.dumps(await second.until(3))


@pytest.mark.parametrize("language", ["en", "de"])
async def test_events_of_a_changed_or_withdrawn_message_no_longer_contain_its_earlier_text(language: str) -> None:
    seat = await run_sync(SeatFactory)
    topic = await run_sync(start_topic, seat)
    async with socket(seat.network.slug, seat.user) as first:
        edited = await run_sync(add_message, topic, seat, body="A quetzal is edited")
        withdrawn = await run_sync(add_message, topic, seat, body="A quetzal is withdrawn")
        assert json.dumps(await first.until(4)).count("quetzal") == 4  # In the message and in the row of its topic
        await run_sync(edit_message, message=edited, user=seat.user, body="Nothing", base=0)
        await run_sync(withdraw_message, message=withdrawn, user=seat.user)
        await first.until(6)
        async with socket(seat.network.slug, seat.user, f"?after=2&language={language}") as second:
            assert "quetzal" not in json.dumps(await second.until(6))


async def test_connections_at_different_positions_in_the_log_each_get_all_their_events() -> None:
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as first:
        await run_sync(record, seat.network, "test.happened", 5)
        await first.until(5)
        async with socket(seat.network.slug, seat.user, "?after=2") as second:
            await run_sync(record, seat.network, "test.happened", 1)
            assert [sequence for sequence, _kind in await second.events(6)] == [3, 4, 5, 6]
            assert await first.events(6) == [(6, "test.happened")]


async def test_event_for_others_is_sent_as_its_sequence_number_only() -> None:
    chair = await run_sync(SeatFactory, offices=["chair"])
    reader = await run_sync(SeatFactory, network=chair.network, delegation=await run_sync(DelegationFactory, code="XB"))
    async with (
        socket(chair.network.slug, chair.user) as before,
        socket(chair.network.slug, reader.user) as outsider,
    ):
        for browser in (before, outsider):
            await browser.frame()
        await run_sync(record, chair.network, "secret.of.chairs", offices=["chair"])
        assert (await before.frame())["kind"] == "secret.of.chairs"
        assert await outsider.frame() == {"type": "cursor", "sequence": 1}
        await run_sync(record, chair.network, "secret.of.a.delegation", delegation=reader.delegation)
        await run_sync(record, chair.network, "secret.of.one", person=chair.user)
        assert await before.events(3) == [(3, "secret.of.one")]
        assert await outsider.events(3) == [(2, "secret.of.a.delegation")]
    async with socket(chair.network.slug, reader.user, "?after=0") as later:
        await later.frame()
        assert (await later.frame())["kind"] == "secret.of.a.delegation"
        assert await later.frame() == {"type": "cursor", "sequence": 3}


async def test_frames_use_the_language_and_time_zone_of_the_page() -> None:
    seat = await run_sync(SeatFactory)
    topic = await run_sync(start_topic, seat)
    async with (
        socket(seat.network.slug, seat.user, "?language=de&zone=Asia/Tokyo") as far,
        socket(seat.network.slug, seat.user, "?language=xx&zone=Nowhere/Land") as plain,
    ):
        for browser in (far, plain):
            await browser.frame()
        message = await run_sync(add_message, topic, seat)
        items = [(await browser.frame())["places"][0]["html"] for browser in (far, plain)]
    here = message.posted_at.strftime("%H:%M")
    there = (message.posted_at + timedelta(hours=9)).strftime("%H:%M")
    assert [f"{there}</time>" in items[0], f"{here}</time>" in items[1]] == [True, True]


async def test_number_of_time_zones_per_user_is_limited() -> None:
    seat = await run_sync(SeatFactory)
    topic = await run_sync(start_topic, seat)
    wanted = ["Asia/Tokyo", "Asia/Dubai", "Europe/Riga", "America/Lima", "Asia/Seoul"]
    async with AsyncExitStack() as open_pages:
        hers = []
        for zone in wanted:
            page = socket(seat.network.slug, seat.user, f"?zone={zone}")
            hers.append(await open_pages.enter_async_context(page))
            await hers[-1].frame()
        await run_sync(add_message, topic, seat)
        actual = [(await browser.frame())["places"][0]["html"] for browser in hers]
        assert len(hub().subscriptions[seat.network_id].variants) == VARIANTS_PER_USER
        assert [html == actual[0] for html in actual] == [True, False, False, True, True]
    async with socket(seat.network.slug, seat.user, "?zone=America/Lima") as later:
        await later.frame()
        assert [variant.zone for variant in hub().subscriptions[seat.network_id].variants] == ["America/Lima"]


async def test_event_is_rendered_once_for_all_readers_with_the_same_language_and_time_zone(monkeypatch: Any) -> None:
    seat = await run_sync(SeatFactory)
    topic = await run_sync(start_topic, seat)
    requests: list[int] = []
    original = messages.encode_events

    def counting(found: Any, variants: Any) -> Any:
        requests.append(len(found) * len(variants))
        return original(found, variants)

    monkeypatch.setattr(messages, "encode_events", counting)
    query = f"?after={topic.network.last_sequence}"
    async with (
        socket(seat.network.slug, seat.user, query) as first,
        socket(seat.network.slug, seat.user, query) as second,
        socket(seat.network.slug, seat.user, query) as third,
    ):
        for browser in (first, second, third):
            await browser.frame()
        await run_sync(add_message, topic, seat)
        received = [await browser.frame() for browser in (first, second, third)]
    assert received[0] == received[1] == received[2]
    assert sum(requests) == 1


async def test_hub_closes_after_its_last_reader() -> None:
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        assert list(hub().subscriptions) == [seat.network_id]
    assert hub().subscriptions == {}
    assert events.local_listeners == {}
    ours = [task for task in asyncio.all_tasks() if "networkapp" in task.get_coro().cr_code.co_filename]
    assert ours == [asyncio.current_task()]
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await run_sync(record, seat.network, "test.happened")
        assert await browser.events(1) == [(1, "test.happened")]


def test_frames_are_json_objects_with_a_type() -> None:
    assert json.loads(messages.cursor(3)) == {"type": "cursor", "sequence": 3}
