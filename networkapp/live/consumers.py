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

from networkapp.discussion.queries.unread import unread_counts
from networkapp.live import messages
from networkapp.live.auth import NetworkAccess, UserAccess, find_network_access, find_user_access, is_signed_out
from networkapp.live.handshake import after_of, cookies_of, query_of, variant_of
from networkapp.live.hub import hub
from networkapp.live.messages import Variant
from networkapp.live.presence import PresenceReporter

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
FindAccess = Callable[[dict[str, str]], NetworkAccess | None]
LoadAccess = Callable[[], Awaitable[UserAccess | None]]
IsSignedOut = Callable[[], Awaitable[bool]]
FilterFrame = Callable[[str], str]

MOST_FRAME_CHARACTERS = 1024
MOST_INVALID_FRAMES = 10
# An open page sends a frame every few seconds; a client that sends this number in this time tries to occupy the
# process.
MOST_FRAMES, MOST_FRAMES_SECONDS = 120, 10.0
CLOSING_SECONDS = 2.0


class CloseCode(IntEnum):
    """The reasons for closing a socket; docs/realtime.md says how browsers react to each."""

    GONE = 1000
    INVALID = 4400
    SIGNED_OUT = 4401
    ACCESS_ENDED = 4403
    NOT_FOUND = 4404
    TOO_SLOW = 4408


async def network_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Follow one network: `/ws/networks/<slug>/?after=<sequence>&language=<code>&zone=<name>`."""
    slug = scope["url_route"]["kwargs"]["slug"]
    await follow_log(
        scope,
        receive,
        send,
        name=slug,
        find_access=partial(find_network_access, slug),
        connection_class=NetworkConnection,
    )


async def desk_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Keep one person's pages equal: `/ws/desk/?language=<code>`."""
    await receive()
    await send({"type": "websocket.accept"})
    variant = variant_of(query_of(scope))
    with contextlib.suppress(OSError):
        async with hub().threads as threads:
            cookies = cookies_of(scope)
            signed_out = partial(threads.run, is_signed_out, cookies)
            connection = DeskConnection(send, None, partial(threads.run, find_user_access, cookies), signed_out)
            code = await connection.follow(receive, "", variant, None)
        if code != CloseCode.GONE:
            await _close(send, code, variant)


async def follow_log(
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    name: str,
    find_access: FindAccess,
    filter_frame: FilterFrame | None = None,
    connection_class: "Callable[..., SocketConnection] | None" = None,
) -> None:
    """Send what the log has for the person whom `find_access` recognises by the cookies, for as long as it does.

    `filter_frame` may narrow this to a part of the log: it takes a frame and returns that one, or another in its place.
    """
    await receive()
    await send({"type": "websocket.accept"})
    query = query_of(scope)
    variant = variant_of(query)
    with contextlib.suppress(OSError):
        try:
            after = after_of(query)
        except ValueError:
            return await _close(send, CloseCode.INVALID, variant)
        async with hub().threads as threads:
            cookies = cookies_of(scope)
            load_access, signed_out = (
                partial(threads.run, find_access, cookies),
                partial(threads.run, is_signed_out, cookies),
            )
            code = await (connection_class or SocketConnection)(send, filter_frame, load_access, signed_out).follow(
                receive, name, variant, after
            )
        if code != CloseCode.GONE:
            await _close(send, code, variant)


class SocketConnection:
    """One open socket: passes on what the hub has for its reader until the reader leaves or loses access."""

    # What each frame needs of hundreds of lines is in the object itself, and not in a dictionary beside it.
    __slots__ = ("__dict__", "_filter_frame", "_send")

    def __init__(
        self, send: Send, filter_frame: FilterFrame | None, load_access: LoadAccess, is_signed_out: IsSignedOut
    ) -> None:
        self._send = send
        self._filter_frame = filter_frame
        self._load_access = load_access
        self._is_signed_out = is_signed_out
        self._code = CloseCode.GONE
        self._is_open = False
        self._lifetime = asyncio.timeout(None)
        self._expiry_timer: asyncio.TimerHandle | None = None
        self._reloading: asyncio.Task[None] | None = None
        self._is_stale = False

    async def follow(self, receive: Receive, name: str, variant: Variant, after: int | None) -> CloseCode:
        """Serve the connection until it ends, and return the code with which to close it."""
        access = await self._load_access()
        if access is None:
            return CloseCode.SIGNED_OUT if await self._is_signed_out() else CloseCode.NOT_FOUND
        self._follower = await self._join(access, variant, after)
        try:
            async with self._lifetime:
                self._is_open = True
                self._set_expiry_timer()
                self._follower.begin(self._hello(name, access))
                self._code = await self._listen(receive)
        except TimeoutError:
            # Somebody else has closed it.
            pass
        finally:
            self._is_open = False
            await self._leave()
        return self._code

    def send(self, text: str) -> Awaitable[None]:
        return self._send({"type": "websocket.send", "text": self._filter_frame(text) if self._filter_frame else text})

    def mark_stale(self) -> None:
        """Check the reader's access again."""
        self._is_stale = True
        if self._reloading is None:
            self._reloading = asyncio.create_task(self._reload_access())

    def give_up(self) -> None:
        self._close(CloseCode.TOO_SLOW)

    async def _join(self, access: Any, variant: Variant, after: int | None) -> Any:
        return await hub().join(access, variant, after, self)

    def _hello(self, name: str, access: Any) -> str:
        return messages.hello(name, after=self._follower.position, sequence=access.head)

    async def _listen(self, receive: Receive) -> CloseCode:
        invalid_frames, received_at, clock = 0, deque[float](maxlen=MOST_FRAMES), asyncio.get_running_loop()
        while (message := await receive())["type"] != "websocket.disconnect":
            text = message.get("text")
            if text is None or len(text) > MOST_FRAME_CHARACTERS:
                return CloseCode.INVALID
            received_at.append(clock.time())
            if len(received_at) == MOST_FRAMES and received_at[-1] - received_at[0] < MOST_FRAMES_SECONDS:
                return CloseCode.INVALID
            if self._receive(_parse(text)):
                continue
            invalid_frames += 1
            if invalid_frames > MOST_INVALID_FRAMES:
                return CloseCode.INVALID
            self._follower.send_frame(_invalid_frame_error(self._follower.variant))
        return CloseCode.GONE

    def _receive(self, frame: Mapping[str, Any]) -> bool:
        """Handle a message of the browser, and return whether it was understood."""
        if frame.get("type") != "ping":
            return False
        self._follower.send_frame(messages.pong())
        return True

    async def _reload_access(self) -> None:
        try:
            while self._is_stale:
                self._is_stale = False
                access = await self._load_access()
                if access is None:
                    return self._close(CloseCode.SIGNED_OUT if await self._is_signed_out() else CloseCode.ACCESS_ENDED)
                self._follower.replace_access(access)
                self._set_expiry_timer()
        except Exception:
            logger.exception("Could not read the permissions of a connection. The browser will connect again.")
            self._close(CloseCode.GONE)
        finally:
            self._reloading = None

    def _set_expiry_timer(self) -> None:
        if self._expiry_timer is not None:
            self._expiry_timer.cancel()
        until = self._follower.access.until
        if until is not None:
            seconds = max(0.0, (until - timezone.now()).total_seconds())
            self._expiry_timer = asyncio.get_running_loop().call_later(seconds, self.mark_stale)

    def _close(self, code: CloseCode) -> None:
        if self._is_open and not self._lifetime.expired():
            self._code = code
            self._lifetime.reschedule(asyncio.get_running_loop().time())

    async def _leave(self) -> None:
        if self._expiry_timer is not None:
            self._expiry_timer.cancel()
        if self._reloading is not None:
            self._reloading.cancel()
        await self._unsubscribe()

    async def _unsubscribe(self) -> None:
        await hub().leave(self._follower)


class NetworkConnection(SocketConnection):
    """One open page of a network: also passes on what its reader reports about themselves."""

    async def _join(self, access: Any, variant: Variant, after: int | None) -> Any:
        follower = await super()._join(access, variant, after)
        self._presence = self._presence_reporter(follower)
        return follower

    def _presence_reporter(self, follower: Any) -> PresenceReporter:
        return PresenceReporter(hub().presence, follower, hub().threads)

    def _receive(self, frame: Mapping[str, Any]) -> bool:
        return super()._receive(frame) or self._presence.receive(frame)

    async def _unsubscribe(self) -> None:
        await self._presence.leave()
        await super()._unsubscribe()


class DeskConnection(SocketConnection):
    """One open page of a person: passes on what waits for this person."""

    async def _join(self, access: Any, variant: Variant, after: int | None) -> Any:
        return await hub().join_user_channel(access, variant, self, _unread_frame)

    def _hello(self, name: str, access: Any) -> str:
        return messages.desk_hello(access.reader.user)

    async def _unsubscribe(self) -> None:
        await hub().leave_user_channel(self._follower)


def _unread_frame(person: int) -> str:
    unread = unread_counts(person=person)
    return messages.unread(unread.topics, unread.networks, unread.notifications, unread.order)


async def refuse_unknown_path(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer at an address that does not exist, exactly like a network that the reader cannot see."""
    await receive()
    await send({"type": "websocket.accept"})
    await _close(send, CloseCode.NOT_FOUND, variant_of(query_of(scope)))


async def _close(send: Send, code: CloseCode, variant: Variant) -> None:
    """Send the reason and close the connection, without waiting for a reader who does not receive."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSING_SECONDS):
            await send({"type": "websocket.send", "text": messages.closed(code, _reason(code, variant))})
            await send({"type": "websocket.close", "code": int(code)})


def _reason(code: CloseCode, variant: Variant) -> str:
    with translation.override(variant.language):
        reasons = {
            CloseCode.INVALID: _("Something went wrong."),
            CloseCode.SIGNED_OUT: _("You have been signed out"),
            CloseCode.ACCESS_ENDED: _("Your session has expired or your seat has ended. Your text is still here."),
            CloseCode.NOT_FOUND: _("Not found, or you do not have access."),
            CloseCode.TOO_SLOW: _("The connection is too slow. Trying again …"),
        }
        return reasons.get(code, "")


def _invalid_frame_error(variant: Variant) -> str:
    with translation.override(variant.language):
        return messages.error("not_understood", _("Something went wrong."))


def _parse(text: str) -> Mapping[str, Any]:
    """Return the JSON object that the browser sent; empty if it is invalid."""
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return frame if isinstance(frame, dict) else {}
