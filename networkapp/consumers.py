"""The live socket of a network: asks whether its reader may be here, and hands on what the hub has for her.

Written against ASGI itself: a Channels consumer would take a layer channel and two thread hops for every socket.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from enum import IntEnum
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import available_timezones

from django.conf import settings
from django.http import parse_cookie
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from networkapp import frames
from networkapp.followers import Follower
from networkapp.frames import Variant
from networkapp.hub import hub, in_thread
from networkapp.standing import Standing, find_standing

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Find = Callable[[dict[str, str]], Standing | None]
Choose = Callable[[str], str]

FRAME_LENGTH = 1024
MISTAKES = 10
CLOSING_SECONDS = 2.0


class Close(IntEnum):
    """Why a socket is closed; docs/realtime.md tells browsers what to do about each."""

    GONE = 1000
    NONSENSE = 4400
    STANDING_ENDED = 4403
    NOT_HERE = 4404
    TOO_SLOW = 4408


async def network_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Follow one network: `/ws/networks/<slug>/?after=<sequence>&language=<code>&zone=<name>`."""
    slug = scope["url_route"]["kwargs"]["slug"]
    await follow(scope, receive, send, name=slug, find=partial(find_standing, slug))


async def follow(
    scope: Scope, receive: Receive, send: Send, *, name: str, find: Find, choose: Choose | None = None
) -> None:
    """Send what the log has for whom `find` knows from her cookies, as long as it knows her.

    `choose` may narrow what is sent to a part of the log: it takes a frame and gives that, or another in its place.
    """
    await receive()
    await send({"type": "websocket.accept"})
    query, cookies = _query(scope), _cookies(scope)
    variant = _variant(query)
    with contextlib.suppress(OSError):
        try:
            after = _after(query)
        except ValueError:
            return await _close(send, Close.NONSENSE, variant)
        standing = await in_thread(find, cookies)
        if standing is None:
            return await _close(send, Close.NOT_HERE, variant)
        follower = await hub().join(standing, variant, after)
        try:
            hello = frames.hello(name, after=follower.position, sequence=standing.head)
            code = await _first(
                _write(follower, send, hello, choose),
                _listen(follower, receive),
                _watch(follower, find, cookies),
                _overrun(follower),
            )
        finally:
            await hub().leave(follower)
        if code != Close.GONE:
            await _close(send, code, variant)


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """An address where nothing is; it answers as a network does that the reader may not know of."""
    await receive()
    await send({"type": "websocket.accept"})
    await _close(send, Close.NOT_HERE, _variant(_query(scope)))


async def _write(follower: Follower, send: Send, hello: str, choose: Choose | None) -> Close:
    await send({"type": "websocket.send", "text": hello})
    async for frame in follower.frames():
        await send({"type": "websocket.send", "text": choose(frame) if choose else frame})
    return Close.GONE


async def _listen(follower: Follower, receive: Receive) -> Close:
    mistakes = 0
    while (message := await receive())["type"] != "websocket.disconnect":
        text = message.get("text")
        if text is None or len(text) > FRAME_LENGTH or (mistakes := mistakes + (not _is_ping(text))) > MISTAKES:
            return Close.NONSENSE
        follower.offer(frames.pong() if _is_ping(text) else _not_understood(follower.variant))
    return Close.GONE


async def _watch(follower: Follower, find: Find, cookies: dict[str, str]) -> Close:
    """Look again whenever her standing may have changed; returns when it is gone."""
    while True:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(follower.doubted.wait(), _seconds_until(follower.standing.until))
        follower.doubted.clear()
        standing: Standing | None = await in_thread(find, cookies)
        if standing is None:
            return Close.STANDING_ENDED
        follower.standing = standing


async def _overrun(follower: Follower) -> Close:
    await follower.overrun.wait()
    return Close.TOO_SLOW


async def _first(*ways: Coroutine[Any, Any, Close]) -> Close:
    """The answer of the first that ends; the others are called off."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task.done()).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _close(send: Send, code: Close, variant: Variant) -> None:
    """Say why, and close. Who does not read is not waited for."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSING_SECONDS):
            await send({"type": "websocket.send", "text": frames.closed(code, _reason(code, variant))})
            await send({"type": "websocket.close", "code": int(code)})


def _reason(code: Close, variant: Variant) -> str:
    with translation.override(variant.language):
        reasons = {
            Close.NONSENSE: _("This was not understood."),
            Close.STANDING_ENDED: _("You are signed out, or your seat has ended. What you wrote is still here."),
            Close.NOT_HERE: _("There is nothing here that you may follow."),
            Close.TOO_SLOW: _("The line is too slow; it will be tried again."),
        }
        return reasons.get(code, "")


def _not_understood(variant: Variant) -> str:
    with translation.override(variant.language):
        return frames.error("not_understood", _("This was not understood."))


def _is_ping(text: str) -> bool:
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(frame, dict) and frame.get("type") == "ping"


def _seconds_until(moment: datetime | None) -> float | None:
    return None if moment is None else max(0.0, (moment - timezone.now()).total_seconds())


def _query(scope: Scope) -> dict[str, str]:
    pairs = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return {name: values[-1] for name, values in pairs.items()}


def _cookies(scope: Scope) -> dict[str, str]:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return parse_cookie("; ".join(lines))


def _after(query: dict[str, str]) -> int | None:
    """The sequence to go on from; ValueError where it is not one."""
    text = query.get("after")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValueError(text)
    return int(text)


def _variant(query: dict[str, str]) -> Variant:
    language, zone = query.get("language", ""), query.get("zone", "")
    return Variant(
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        zone=zone if zone in _zones() else settings.TIME_ZONE,
    )


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
