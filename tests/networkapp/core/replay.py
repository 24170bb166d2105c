"""Server processes and browsers with breaking connections: the routed application, and pages as live.js keeps them.

A process is an event loop of its own in a thread of its own, with its own hub; what they share is the database.
"""

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

from config.asgi import application
from django.conf import settings
from django.db import connections
from django.test import Client

from networkapp.models import Network
from tests.networkapp.core.live_pages import OpenPage
from tests.networkapp.core.sockets import ORIGIN

PATIENCE = 20.0


class Process:
    """One server process of the site."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()


class Line:
    """A connection to one process. Frames sent while it is cut are lost; while it is stalled, they wait."""

    def __init__(self, process: Process, path: str, query: str, session: str) -> None:
        self.frames: deque[dict[str, Any]] = deque()
        self._process = process
        headers = [ORIGIN, (b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode())]
        scope = {"type": "websocket", "path": path, "query_string": query.encode(), "headers": headers}
        process.run(self._open(scope))

    @property
    def is_over(self) -> bool:
        """Return whether the process has ended the connection; a stalled one does not even receive the reason."""
        return self._task.done() and not self.frames

    def stall(self, stalled: bool) -> None:
        change = self._flows.clear if stalled else self._flows.set
        self._process.loop.call_soon_threadsafe(change)

    def cut(self) -> None:
        """Cut the connection: both ends know at once, and frames under way are lost."""
        self._process.run(self._end())
        self.frames.clear()

    async def _open(self, scope: dict[str, Any]) -> None:
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._flows = asyncio.Event()
        self._flows.set()
        await self._inbox.put({"type": "websocket.connect"})
        self._task = asyncio.create_task(application(scope, self._inbox.get, self._send))

    async def _send(self, message: dict[str, Any]) -> None:
        await self._flows.wait()
        if message["type"] == "websocket.send":
            self.frames.append(json.loads(message["text"]))

    async def _end(self) -> None:
        self._flows.set()
        await self._inbox.put({"type": "websocket.disconnect", "code": 1006})
        await self._task


class Browser:
    """An open page that outlives its connections: it reconnects after the last sequence number that it has seen."""

    def __init__(self, name: str, client: Client, network: Network, address: str, process: Process) -> None:
        self.name = name
        self.client = client
        self.network = network
        self.address = address
        self.process = process
        self.line: Line | None = None
        self._late: list[dict[str, Any]] = []
        self.reload()

    def fresh(self) -> OpenPage:
        return OpenPage(self.client.get(self.address).content.decode())

    def reload(self) -> None:
        self.cut()
        self.page = self.fresh()
        self.connect()

    def connect(self) -> None:
        if self.line is None:
            live = self.page.live
            query = urlencode({"after": self.page.seen, "language": live["data-language"], "zone": live["data-zone"]})
            session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
            self.line = Line(self.process, f"/ws/networks/{self.network.slug}/", query, session)

    def cut(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            line.cut()

    def read(self, most: int = 1_000) -> None:
        """Read the frames that have arrived; sometimes the last frames of an older connection come again."""
        while self.line and self.line.frames and most:
            frame = self.line.frames.popleft()
            self.page.apply([frame])
            self._late = [*self._late[-4:], frame]
            most -= 1

    def hear_again(self) -> None:
        self.page.apply(self._late)

    def catch_up(self) -> None:
        """Read until the page has seen everything in the log of its network."""
        head = Network.objects.values_list("last_sequence", flat=True).get(pk=self.network.pk)
        until = time.monotonic() + PATIENCE
        while self.page.seen < head:
            if self.line and self.line.is_over:
                self.cut()
            self.connect()
            self.read()
            assert time.monotonic() < until, f"{self.name} stays at {self.page.seen} of {head}"
            time.sleep(0.005)


def at_once(*acts: Callable[[], object]) -> None:
    """Run all functions at the same time in threads, and raise the exception of any of them."""
    together = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> None:
        together.wait(PATIENCE)
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(one, act) for act in acts]:
            done.result(PATIENCE)
