"""Slow connections: no event is lost, repeated or out of order, and none is sent after the seat has ended."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from config.asgi import application
from django.db import transaction
from wagtail.models import Collection

from networkapp import events
from networkapp.live.connections import run_until_first_wait
from networkapp.live.hub import hub
from networkapp.models import Capacity, Office, Seat
from networkapp.networks.actions.public_names import set_name_publication
from networkapp.networks.actions.seats import change_offices, end_seat
from tests.factories.networks import SeatFactory
from tests.networkapp.core.sockets import PATIENCE, log_in, run_sync, socket

pytestmark = pytest.mark.django_db(transaction=True)


def record(network: Any, count: int) -> None:
    for _number in range(count):
        with transaction.atomic():
            events.record(network, "test.happened", {})


def make_two_seats() -> tuple[Seat, Seat]:
    """Return a member's seat and the secretariat's seat of the same network."""
    secretariat = SeatFactory(capacity=Capacity.SECRETARIAT)
    return SeatFactory(network=secretariat.network, capacity=Capacity.MEMBER), secretariat


class Slow:
    """A browser whose connection accepts nothing while `open` is not set."""

    def __init__(self) -> None:
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.inbox.put_nowait({"type": "websocket.connect"})
        self.open = asyncio.Event()
        self.open.set()
        self.seen: list[int] = []
        self.greeted = asyncio.Event()

    async def send(self, message: dict[str, Any]) -> None:
        await self.open.wait()
        await asyncio.sleep(0)
        frame = json.loads(message.get("text", "{}"))
        if frame.get("type") == "hello":
            self.greeted.set()
        elif frame.get("type") == "event":
            self.seen.append(frame["sequence"])


@asynccontextmanager
async def serving(seat: Seat, slow: Slow, query: str = "") -> AsyncIterator["asyncio.Task[None]"]:
    """Run the server's end of a connection until the browser disconnects."""
    key = await run_sync(log_in, seat.user)
    headers = [(b"origin", b"http://localhost"), (b"cookie", f"sessionid={key}".encode())]
    path, result = f"/ws/networks/{seat.network.slug}/", query.encode()
    scope = {"type": "websocket", "path": path, "query_string": result, "headers": headers}
    task = asyncio.create_task(application(scope, slow.inbox.get, slow.send))
    try:
        yield task
    finally:
        await slow.inbox.put({"type": "websocket.disconnect"})
        await asyncio.wait_for(task, PATIENCE)


@transaction.atomic
def end_seat_and_record_events(seat: Seat, by: Any) -> int:
    """End the seat and record later events in the same transaction; return the sequence number of the end."""
    end_seat(seat=seat, user=by)
    seat.network.refresh_from_db()
    ended = int(seat.network.last_sequence)
    record(seat.network, 3)
    return ended


@pytest.mark.parametrize("room", [256, 4])
async def test_stalled_connection_gets_every_event_once_and_in_order(room: int, monkeypatch: Any) -> None:
    monkeypatch.setattr("networkapp.live.connections.MOST_QUEUED_FRAMES", room)
    seat, slow = await run_sync(SeatFactory), Slow()
    async with socket(seat.network.slug, seat.user) as fast, serving(seat, slow):
        await asyncio.wait_for(slow.greeted.wait(), PATIENCE)
        for newest in (8, 16, 24):
            slow.open.clear()
            await run_sync(record, seat.network, 8)
            await fast.until(newest)
            slow.open.set()
        async with asyncio.timeout(PATIENCE):
            while not slow.seen or slow.seen[-1] < newest:
                await asyncio.sleep(0.01)
        assert slow.seen == list(range(1, newest + 1))


async def test_ended_seat_gets_no_later_events() -> None:
    seat, secretariat = await run_sync(make_two_seats)
    async with (
        socket(seat.network.slug, seat.user) as browser,
        socket(seat.network.slug, secretariat.user) as other,
    ):
        await browser.frame()
        ended = await run_sync(end_seat_and_record_events, seat, secretariat.user)
        seen = []
        while (frame := await browser.frame())["type"] != "closed":
            seen.append(frame["sequence"])
        assert frame["code"] == 4403
        assert max(seen) == ended
        assert (await other.events(ended + 3))[-3:] == [(ended + number, "test.happened") for number in (1, 2, 3)]


async def test_slow_reader_gets_nothing_after_their_seat_ended() -> None:
    seat, secretariat = await run_sync(make_two_seats)
    slow = Slow()
    async with serving(seat, slow, "?after=0") as served, socket(seat.network.slug, secretariat.user) as other:
        await asyncio.wait_for(slow.greeted.wait(), PATIENCE)
        slow.open.clear()
        await run_sync(record, seat.network, 3)
        ended = await run_sync(end_seat_and_record_events, seat, secretariat.user)
        await other.until(ended + 3)
        slow.open.set()
        await asyncio.wait_for(asyncio.shield(served), PATIENCE)
        assert slow.seen == list(range(1, len(slow.seen) + 1))
        assert len(slow.seen) <= ended


async def test_changed_seat_misses_no_later_events() -> None:
    seat, secretariat = await run_sync(make_two_seats)

    @transaction.atomic
    def change() -> None:
        # An earlier test with commits may have emptied every table.
        Collection.get_first_root_node() or Collection.add_root(name="Root")
        change_offices(seat=seat, offices=[Office.RAPPORTEUR], user=secretariat.user)
        record(seat.network, 2)
        with transaction.atomic():
            events.record(seat.network, "test.for_rapporteurs", {}, offices=[Office.RAPPORTEUR])

    async with socket(seat.network.slug, seat.user) as browser:
        start = (await browser.frame())["sequence"]
        await run_sync(change)
        kinds = ["seat.changed", "test.happened", "test.happened", "test.for_rapporteurs"]
        assert await browser.events(start + 4) == list(enumerate(kinds, start + 1))


async def test_access_of_connections_is_not_checked_again_when_a_member_consents_to_being_named() -> None:
    seat, secretariat = await run_sync(make_two_seats)
    async with (
        socket(seat.network.slug, seat.user) as browser,
        socket(seat.network.slug, secretariat.user) as other,
    ):
        before = {follower.access for follower in hub().subscriptions[seat.network_id].followers}
        await run_sync(set_name_publication, seat=seat, user=seat.user, named=True)
        await run_sync(record, seat.network, 1)
        assert await browser.events(2) == [(1, "seat.named"), (2, "test.happened")]
        assert await other.events(2) == [(2, "test.happened")]
        assert {follower.access for follower in hub().subscriptions[seat.network_id].followers} == before


async def test_coroutine_runs_without_a_task_until_it_has_to_wait() -> None:
    done: list[str] = []
    gate = asyncio.Event()

    async def work(waits: bool) -> None:
        done.append("begun")
        if waits:
            await gate.wait()
        done.append("ended")

    assert run_until_first_wait(work(False)) is None
    assert done == ["begun", "ended"]
    rest = run_until_first_wait(work(True))
    assert rest is not None
    assert done == ["begun", "ended", "begun"]
    gate.set()
    await rest
    assert done == ["begun", "ended", "begun", "ended"]
