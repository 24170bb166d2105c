"""A test client for live sockets of the routed application."""

import asyncio
import json
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote

from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from config.asgi import application
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from networkapp import events

ORIGIN = (b"origin", b"http://localhost")
PATIENCE = 20.0
"""Seconds after which what should have come will not, on a machine that has other things to do, too."""


def log_in(user: Any) -> str:
    """Return the key of a new session of this user."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


async def run_sync(function: Callable[..., Any], *arguments: Any, **kwargs: Any) -> Any:
    return await database_sync_to_async(function)(*arguments, **kwargs)


def record(network: Any, kind: str, count: int = 1, **kwargs: Any) -> None:
    for _number in range(count):
        with transaction.atomic():
            events.record(network, kind, {}, **kwargs)


class Socket:
    def __init__(self, slug: str, session: str, query: str, origin: tuple[bytes, bytes]) -> None:
        headers = [origin, (b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode())]
        path = unquote(f"/ws/networks/{slug}/" if slug else "/ws/desk/")
        scope = {"type": "websocket", "path": path, "query_string": query.lstrip("?").encode(), "headers": headers}
        self.end = ApplicationCommunicator(application, scope)

    async def open(self) -> bool:
        """Return whether the server accepts; it has then subscribed to events, or stated why not.

        A socket is accepted before its reader is known, so what a test does right after that could be before the moment
        from which they follow.
        """
        await self.end.send_input({"type": "websocket.connect"})
        accepted = bool((await self.end.receive_output(PATIENCE))["type"] == "websocket.accept")
        async with asyncio.timeout(PATIENCE):
            while accepted and self.end.output_queue.empty() and not self.end.future.done():
                await asyncio.sleep(0.001)
        return accepted

    async def leave(self) -> None:
        """Close the connection, and wait until the server has noticed."""
        await self.end.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.end.wait(PATIENCE)

    async def send(self, text: str | None = None, raw: bytes | None = None) -> None:
        await self.end.send_input({"type": "websocket.receive", "text": text, "bytes": raw})

    async def frame(self, within: float = PATIENCE) -> dict[str, Any]:
        """Return the next frame."""
        message = await self.end.receive_output(within)
        assert message["type"] == "websocket.send", message
        frame: dict[str, Any] = json.loads(message["text"])
        return frame

    async def until(self, sequence: int) -> list[dict[str, Any]]:
        """Return all frames up to the one that reaches this sequence number."""
        frames = [await self.frame()]
        while frames[-1]["type"] == "hello" or frames[-1].get("sequence", 0) < sequence:
            frames.append(await self.frame())
        return frames

    async def events(self, sequence: int) -> list[tuple[int, str]]:
        """Return the events up to this sequence number."""
        frames = await self.until(sequence)
        return [(frame["sequence"], frame["kind"]) for frame in frames if frame["type"] == "event"]

    async def closing(self, within: float = PATIENCE) -> tuple[int, int]:
        """Return the code in the last frame and the code of the close itself; frames before it are ignored."""
        result = 0
        while (message := await self.end.receive_output(within))["type"] == "websocket.send":
            frame = json.loads(message["text"])
            result = frame["code"] if frame["type"] == "closed" else result
        return result, message["code"]


def desk_of(user: Any, session: str = "") -> Any:
    """Return an open desk socket of this user, which is closed after the block."""
    return socket("", user, session=session)


@asynccontextmanager
async def socket(slug: str, user: Any = None, query: str = "", session: str = "", origin: Any = ORIGIN) -> Any:
    """Yield an open network socket of this user; close it after the block."""
    key = session or (await database_sync_to_async(log_in)(user) if user is not None else "")
    made = Socket(slug, key, query, origin)
    try:
        yield made if await made.open() else None
    finally:
        await made.leave()
