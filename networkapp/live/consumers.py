"""The live socket of a network: checks whether its reader can follow it, and passes on what the hub has for the reader.

Written against ASGI itself: a Channels consumer would need a layer channel and two thread hops for every socket.
"""

import asyncio
import contextlib
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from enum import IntEnum
from functools import partial
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from networkapp.discussion.queries.unread import waiting_for
from networkapp.live import messages
from networkapp.live.auth import SignedIn, Standing, find_person, find_standing, is_signed_out
from networkapp.live.handshake import after_of, cookies_of, query_of, variant_of
from networkapp.live.hub import hub
from networkapp.live.messages import Variant
from networkapp.live.presence import Teller

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Find = Callable[[dict[str, str]], Standing | None]
Look = Callable[[], Awaitable[SignedIn | None]]
Ask = Callable[[], Awaitable[bool]]
Choose = Callable[[str], str]

FRAME_LENGTH = 1024
MISTAKES = 10
# An open page sends a frame every few seconds; a client that sends this number in this time tries to occupy the
# process.
MOST_FRAMES, SPAN = 120, 10.0
CLOSING_SECONDS = 2.0


class Close(IntEnum):
    """Why a socket is closed; docs/realtime.md says what browsers do about each."""

    GONE = 1000
    NONSENSE = 4400
    SIGNED_OUT = 4401
    STANDING_ENDED = 4403
    NOT_HERE = 4404
    TOO_SLOW = 4408


async def network_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Follow one network: `/ws/networks/<slug>/?after=<sequence>&language=<code>&zone=<name>`."""
    slug = scope["url_route"]["kwargs"]["slug"]
    await follow(scope, receive, send, name=slug, find=partial(find_standing, slug), line=NetworkLine)


async def desk_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Keep one person's pages equal: `/ws/desk/?language=<code>`."""
    await receive()
    await send({"type": "websocket.accept"})
    variant = variant_of(query_of(scope))
    with contextlib.suppress(OSError):
        async with hub().threads as threads:
            cookies = cookies_of(scope)
            asked = partial(threads.run, is_signed_out, cookies)
            line = DeskLine(send, None, partial(threads.run, find_person, cookies), asked)
            code = await line.follow(receive, "", variant, None)
        if code != Close.GONE:
            await _close(send, code, variant)


async def follow(
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    name: str,
    find: Find,
    choose: Choose | None = None,
    line: "Callable[..., Line] | None" = None,
) -> None:
    """Send what the log has for the person whom `find` recognises by the cookies, for as long as it does.

    `choose` may narrow this to a part of the log: it takes a frame and returns that one, or another in its place.
    """
    await receive()
    await send({"type": "websocket.accept"})
    query = query_of(scope)
    variant = variant_of(query)
    with contextlib.suppress(OSError):
        try:
            after = after_of(query)
        except ValueError:
            return await _close(send, Close.NONSENSE, variant)
        async with hub().threads as threads:
            cookies = cookies_of(scope)
            look, asked = partial(threads.run, find, cookies), partial(threads.run, is_signed_out, cookies)
            code = await (line or Line)(send, choose, look, asked).follow(receive, name, variant, after)
        if code != Close.GONE:
            await _close(send, code, variant)


class Line:
    """One open socket: passes on what the hub has for its reader until the reader leaves or loses access."""

    # What each frame needs of hundreds of lines is in the object itself, and not in a dictionary beside it.
    __slots__ = ("__dict__", "_choose", "_send")

    def __init__(self, send: Send, choose: Choose | None, look: Look, is_signed_out: Ask) -> None:
        self._send = send
        self._choose = choose
        self._look = look
        self._is_signed_out = is_signed_out
        self._code = Close.GONE
        self._here = False
        self._open = asyncio.timeout(None)
        self._alarm: asyncio.TimerHandle | None = None
        self._looking: asyncio.Task[None] | None = None
        self._doubted = False

    async def follow(self, receive: Receive, name: str, variant: Variant, after: int | None) -> Close:
        """Why it is to be closed, once it is."""
        standing = await self._look()
        if standing is None:
            return Close.SIGNED_OUT if await self._is_signed_out() else Close.NOT_HERE
        self._follower = await self._join(standing, variant, after)
        try:
            async with self._open:
                self._here = True
                self._set_alarm()
                self._follower.begin(self._hello(name, standing))
                self._code = await self._listen(receive)
        except TimeoutError:
            # Somebody else has closed it.
            pass
        finally:
            self._here = False
            await self._leave()
        return self._code

    def send(self, text: str) -> Awaitable[None]:
        return self._send({"type": "websocket.send", "text": self._choose(text) if self._choose else text})

    def doubt(self) -> None:
        """Check the reader's access again."""
        self._doubted = True
        if self._looking is None:
            self._looking = asyncio.create_task(self._look_again())

    def give_up(self) -> None:
        self._close(Close.TOO_SLOW)

    async def _join(self, standing: Any, variant: Variant, after: int | None) -> Any:
        return await hub().join(standing, variant, after, self)

    def _hello(self, name: str, standing: Any) -> str:
        return messages.hello(name, after=self._follower.position, sequence=standing.head)

    async def _listen(self, receive: Receive) -> Close:
        mistakes, heard, clock = 0, deque[float](maxlen=MOST_FRAMES), asyncio.get_running_loop()
        while (message := await receive())["type"] != "websocket.disconnect":
            text = message.get("text")
            if text is None or len(text) > FRAME_LENGTH:
                return Close.NONSENSE
            heard.append(clock.time())
            if len(heard) == MOST_FRAMES and heard[-1] - heard[0] < SPAN:
                return Close.NONSENSE
            if self._hear(_read(text)):
                continue
            mistakes += 1
            if mistakes > MISTAKES:
                return Close.NONSENSE
            self._follower.say(_not_understood(self._follower.variant))
        return Close.GONE

    def _hear(self, frame: Mapping[str, Any]) -> bool:
        """Whether it was understood."""
        if frame.get("type") != "ping":
            return False
        self._follower.say(messages.pong())
        return True

    async def _look_again(self) -> None:
        try:
            while self._doubted:
                self._doubted = False
                standing = await self._look()
                if standing is None:
                    return self._close(Close.SIGNED_OUT if await self._is_signed_out() else Close.STANDING_ENDED)
                self._follower.stand(standing)
                self._set_alarm()
        except Exception:
            logger.exception("Could not read the permissions of a connection. The browser will connect again.")
            self._close(Close.GONE)
        finally:
            self._looking = None

    def _set_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        until = self._follower.standing.until
        if until is not None:
            seconds = max(0.0, (until - timezone.now()).total_seconds())
            self._alarm = asyncio.get_running_loop().call_later(seconds, self.doubt)

    def _close(self, code: Close) -> None:
        if self._here and not self._open.expired():
            self._code = code
            self._open.reschedule(asyncio.get_running_loop().time())

    async def _leave(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        if self._looking is not None:
            self._looking.cancel()
        await self._part()

    async def _part(self) -> None:
        await hub().leave(self._follower)


class NetworkLine(Line):
    """One open page of a network: also passes on what its reader reports about themselves."""

    async def _join(self, standing: Any, variant: Variant, after: int | None) -> Any:
        follower = await super()._join(standing, variant, after)
        self._teller = self._teller_for(follower)
        return follower

    def _teller_for(self, follower: Any) -> Teller:
        return Teller(hub().presence, follower, hub().threads)

    def _hear(self, frame: Mapping[str, Any]) -> bool:
        return super()._hear(frame) or self._teller.hear(frame)

    async def _part(self) -> None:
        await self._teller.leave()
        await super()._part()


class DeskLine(Line):
    """One open page of a person: passes on what waits for this person."""

    async def _join(self, standing: Any, variant: Variant, after: int | None) -> Any:
        return await hub().join_desk(standing, variant, self, _what_waits)

    def _hello(self, name: str, standing: Any) -> str:
        return messages.hello_desk(standing.reader.user)

    async def _part(self) -> None:
        await hub().leave_desk(self._follower)


def _what_waits(person: int) -> str:
    found = waiting_for(person)
    return messages.waiting(found.topics, found.networks, found.notifications, found.order)


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """An address where nothing is; it answers as a network does that the reader may not know of."""
    await receive()
    await send({"type": "websocket.accept"})
    await _close(send, Close.NOT_HERE, variant_of(query_of(scope)))


async def _close(send: Send, code: Close, variant: Variant) -> None:
    """Say why, and close. Who does not read is not waited for."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSING_SECONDS):
            await send({"type": "websocket.send", "text": messages.closed(code, _reason(code, variant))})
            await send({"type": "websocket.close", "code": int(code)})


def _reason(code: Close, variant: Variant) -> str:
    with translation.override(variant.language):
        reasons = {
            Close.NONSENSE: _("Something went wrong."),
            Close.SIGNED_OUT: _("You have been signed out"),
            Close.STANDING_ENDED: _("Your session has expired or your seat has ended. Your text is still here."),
            Close.NOT_HERE: _("Not found, or you do not have access."),
            Close.TOO_SLOW: _("The connection is too slow. Trying again …"),
        }
        return reasons.get(code, "")


def _not_understood(variant: Variant) -> str:
    with translation.override(variant.language):
        return messages.error("not_understood", _("Something went wrong."))


def _read(text: str) -> Mapping[str, Any]:
    """The frame that a browser sent; empty where it is none."""
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return frame if isinstance(frame, dict) else {}
