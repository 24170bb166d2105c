"""The live socket of a network with missing notices, invalid frames, floods, bursts and slow readers."""

import asyncio
from typing import Any
from urllib.parse import quote

import pytest
from config.asgi import application

from networkapp import events
from networkapp.live import connections, subscriptions
from networkapp.models import Seat
from tests.factories.networks import SeatFactory
from tests.networkapp.core.sockets import PATIENCE, log_in, record, run_sync, socket

pytestmark = pytest.mark.django_db(transaction=True)


async def test_event_without_a_notice_arrives_at_the_next_poll(settings: Any, monkeypatch: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    settings.CHANNEL_LAYERS = {}
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        monkeypatch.setattr(events, "local_listeners", {})
        await run_sync(record, seat.network, "test.happened")
        assert await browser.events(1) == [(1, "test.happened")]


async def test_events_of_the_same_process_arrive_without_a_channel_layer(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = PATIENCE * 10
    settings.CHANNEL_LAYERS = {}
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await run_sync(record, seat.network, "test.happened")
        assert await browser.events(1) == [(1, "test.happened")]


async def test_event_written_in_this_process_is_not_read_from_the_database(settings: Any, monkeypatch: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = PATIENCE * 10
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        # The first reader triggers one read of the log, which may take a while: an event marks its end.
        await run_sync(record, seat.network, "test.happened")
        await browser.until(1)
        requests: list[int] = []
        original = events.events_after

        def counting(network: int, sequence: int, *, limit: int) -> Any:
            requests.append(sequence)
            return original(network, sequence, limit=limit)

        monkeypatch.setattr(events, "events_after", counting)
        for number in (2, 3, 4):
            await run_sync(record, seat.network, "test.happened")
            assert await browser.events(number) == [(number, "test.happened")]
        assert requests == []


async def test_event_recorded_while_the_log_is_being_read_arrives_at_once(settings: Any, monkeypatch: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = PATIENCE * 10
    seat = await run_sync(SeatFactory)
    original, read = subscriptions._read_and_encode, list[int]()

    def reading(network: int, sequence: int, *others: Any) -> Any:
        found = original(network, sequence, *others)
        if not read:
            record(seat.network, "test.happened")
        read.append(sequence)
        return found

    monkeypatch.setattr(subscriptions, "_read_and_encode", reading)
    async with socket(seat.network.slug, seat.user, "?after=0") as browser:
        assert await browser.events(1) == [(1, "test.happened")]
    assert read == [0, 0]


async def test_event_of_another_process_arrives_by_the_channel_layer(settings: Any, monkeypatch: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = PATIENCE * 10
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        monkeypatch.setattr(events, "local_listeners", {})
        await run_sync(record, seat.network, "test.happened")
        assert await browser.events(1) == [(1, "test.happened")]


async def test_invalid_frame_is_answered_and_the_connection_stays_open() -> None:
    seat = await run_sync(SeatFactory)
    refusal = {"type": "error", "code": "not_understood", "message": "Something went wrong."}
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        for text in ("nonsense", "[1]", "{}", '{"type":"shout"}', "[" * 1000, "\x00"):
            await browser.send(text)
            assert await browser.frame() == refusal
            await browser.send('{"type":"ping"}')
            assert await browser.frame() == {"type": "pong"}


async def test_binary_oversized_and_repeated_invalid_frames_close_the_connection() -> None:
    seat = await run_sync(SeatFactory)
    for sent in ([{"raw": b"\x00"}], [{"text": "x" * 2000}], [{"text": "x"}] * 11):
        async with socket(seat.network.slug, seat.user) as browser:
            for frame in sent:
                await browser.send(**frame)
            assert await browser.closing() == (4400, 4400)


async def test_too_many_valid_frames_close_the_connection() -> None:
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        for _number in range(60):
            await browser.send('{"type":"ping"}')
        assert [(await browser.frame())["type"] for _number in range(61)] == ["hello", *["pong"] * 60]
        for _number in range(60):
            await browser.send('{"type":"ping"}')
        assert await browser.closing() == (4400, 4400)


async def test_invalid_sequence_closes_the_connection() -> None:
    seat = await run_sync(SeatFactory)
    for after in ("x", "-1", "1e3", "9" * 19, "%00", "٣"):
        async with socket(seat.network.slug, seat.user, f"?after={quote(after, safe='%')}") as browser:
            assert await browser.closing() == (4400, 4400)


async def test_sequence_number_beyond_the_log_is_answered_with_the_last_one() -> None:
    seat = await run_sync(SeatFactory)
    await run_sync(record, seat.network, "test.happened")
    async with socket(seat.network.slug, seat.user, "?after=77") as browser:
        assert await browser.frame() == {"type": "hello", "network": seat.network.slug, "after": 1, "sequence": 1}


async def test_burst_larger_than_the_queue_closes_no_connection(monkeypatch: Any) -> None:
    monkeypatch.setattr(connections, "MOST_QUEUED_FRAMES", 10)
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await run_sync(record, seat.network, "test.happened", 60)
        assert [sequence for sequence, _kind in await browser.events(60)] == list(range(1, 61))
        await run_sync(record, seat.network, "test.happened")
        assert await browser.events(61) == [(61, "test.happened")]


@pytest.mark.parametrize("room", [connections.MOST_QUEUED_FRAMES, 10])
async def test_stalled_reader_is_disconnected_and_others_lose_nothing(
    room: int, monkeypatch: Any, settings: Any
) -> None:
    monkeypatch.setattr(connections, "MOST_QUEUED_FRAMES", room)
    settings.NETWORKAPP_POLL_SECONDS = settings.NETWORKAPP_STALL_SECONDS = 0.2
    seat = await run_sync(SeatFactory)
    stuck = asyncio.Event()
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        closing = asyncio.create_task(stalled(seat, stuck))
        await asyncio.wait_for(stuck.wait(), PATIENCE)
        await run_sync(record, seat.network, "test.happened", 30)
        assert [sequence for sequence, _kind in await browser.events(30)] == list(range(1, 31))
        assert await asyncio.wait_for(closing, PATIENCE) == 4408


async def stalled(seat: Seat, stuck: asyncio.Event) -> int:
    """Connect a browser that reads only the first frame; return the code with which it is closed."""
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    await inbox.put({"type": "websocket.connect"})
    codes: list[int] = []

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            codes.append(message["code"])
        elif "hello" in message.get("text", ""):
            stuck.set()
        elif "closed" not in message.get("text", "closed"):
            await asyncio.Event().wait()

    key = await run_sync(log_in, seat.user)
    headers = [(b"origin", b"http://localhost"), (b"cookie", f"sessionid={key}".encode())]
    scope = {"type": "websocket", "path": f"/ws/networks/{seat.network.slug}/", "query_string": b"", "headers": headers}
    await application(scope, inbox.get, send)
    return codes[0]
