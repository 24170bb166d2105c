"""Frames at the pace of a line: nothing is lost, doubled or out of order where it stops and goes on."""

import asyncio
import json
from typing import Any

import pytest
from channels.db import database_sync_to_async
from config.asgi import application
from django.db import transaction

from networkapp import events
from networkapp.followers import begun
from tests.factories.networks import SeatFactory
from tests.networkapp.sockets import log_in, socket

pytestmark = pytest.mark.django_db(transaction=True)


def record(network: Any, count: int) -> None:
    for _number in range(count):
        with transaction.atomic():
            events.record(network, "test.happened", {})


class Slow:
    """A browser whose line takes nothing while it is shut."""

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


@pytest.mark.parametrize("room", [256, 4])
async def test_a_line_that_stops_and_goes_on_gets_everything_once_and_in_order(room: int, monkeypatch: Any) -> None:
    monkeypatch.setattr("networkapp.followers.WAITING_FRAMES", room)
    seat = await database_sync_to_async(SeatFactory)()
    key = await database_sync_to_async(log_in)(seat.user)
    slow = Slow()
    headers = [(b"origin", b"http://localhost"), (b"cookie", f"sessionid={key}".encode())]
    scope = {"type": "websocket", "path": f"/ws/networks/{seat.network.slug}/", "query_string": b"", "headers": headers}
    async with socket(seat.network.slug, seat.user) as fast:
        serving = asyncio.create_task(application(scope, slow.inbox.get, slow.send))
        await asyncio.wait_for(slow.greeted.wait(), 5)
        for newest in (8, 16, 24):
            slow.open.clear()
            await database_sync_to_async(record)(seat.network, 8)
            await fast.until(newest)
            slow.open.set()
        async with asyncio.timeout(5):
            while not slow.seen or slow.seen[-1] < newest:
                await asyncio.sleep(0.01)
        assert slow.seen == list(range(1, newest + 1))
        await slow.inbox.put({"type": "websocket.disconnect"})
        await asyncio.wait_for(serving, 5)


async def test_what_can_be_done_at_once_needs_no_task_and_what_cannot_goes_on_where_it_stopped() -> None:
    done: list[str] = []
    gate = asyncio.Event()

    async def work(waits: bool) -> None:
        done.append("begun")
        if waits:
            await gate.wait()
        done.append("ended")

    assert begun(work(False)) is None
    assert done == ["begun", "ended"]
    rest = begun(work(True))
    assert rest is not None
    assert done == ["begun", "ended", "begun"]
    gate.set()
    await rest
    assert done == ["begun", "ended", "begun", "ended"]
