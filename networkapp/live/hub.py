"""One listener per server process: hears that something happened, reads it once, hands it to this process's readers.

What happens in this process wakes it at once, with the event as it was written, and what happens in another one through
the channel layer. All else that is sent comes from the log. So without a layer nothing is lost, it is only later: the
hub also asks for the newest sequences every NETWORKAPP_POLL_SECONDS.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.utils import timezone

from networkapp.conf import setting
from networkapp.db.threads import ReaderThreads
from networkapp.events import WAKE_GROUP, local_listeners
from networkapp.live.auth import NetworkAccess, UserAccess, find_outdated
from networkapp.live.connections import Connection, Follower
from networkapp.live.messages import Variant
from networkapp.live.presence import Presence
from networkapp.live.subscriptions import CHUNK_SIZE, NetworkSubscription, cancel_and_wait
from networkapp.live.user_channel import UserChannels, UserPage
from networkapp.models import Event, Network

logger = logging.getLogger(__name__)


class Hub:
    """The rooms and desks of this process, and the two ways in which they are woken."""

    def __init__(self) -> None:
        self.subscriptions: dict[int, NetworkSubscription] = {}
        self.threads = ReaderThreads()
        self.user_channels = UserChannels(self.threads)
        self.presence = Presence()
        self._opening: asyncio.Task[list[asyncio.Task[None]]] | None = None
        self._name = uuid4().hex
        self._loop = asyncio.get_running_loop()

    async def join(
        self, access: NetworkAccess, variant: Variant, after: int | None, connection: Connection
    ) -> Follower:
        """Add a follower to the room: of all events after the sequence `after`, or of events from now on."""
        await self._ensure_open()
        subscription = self.subscriptions.get(access.network)
        if subscription is None:
            subscription = self.subscriptions[access.network] = NetworkSubscription(
                access.network, access.head, self.threads
            )
            # Something may have happened since the reader's access was read.
            subscription.wake(access.head + 1)
        start = access.head if after is None else min(after, access.head)
        follower = Follower(
            subscription, access, subscription.variant_for(access.reader.user, variant), start, connection
        )
        subscription.add(follower)
        return follower

    async def leave(self, follower: Follower) -> None:
        """Remove the follower; the last one closes the room, and the last room closes the hub."""
        await follower.end()
        subscription = self.subscriptions.get(follower.log.network)
        if subscription is not None and subscription.remove(follower):
            del self.subscriptions[subscription.network]
            await subscription.close()
        await self._close_if_unused()

    async def join_user_channel(
        self, access: UserAccess, variant: Variant, connection: Connection, read_state: Callable[[int], str]
    ) -> UserPage:
        """Add an open page to the channel of its user; `read_state` makes the frame with their state."""
        await self._ensure_open()
        return self.user_channels.join(access, variant, connection, read_state)

    async def leave_user_channel(self, page: UserPage) -> None:
        await self.user_channels.leave(page)
        await self._close_if_unused()

    async def _close_if_unused(self) -> None:
        if not self.subscriptions and not self.user_channels.channels and self._opening is not None:
            opening, self._opening = self._opening, None
            local_listeners.pop(self._name, None)
            self.presence.close()
            for task in await opening:
                await cancel_and_wait(task)

    async def _ensure_open(self) -> None:
        opening = None
        while opening is None or opening is not self._opening:
            # While we waited, the last one may have left and closed it.
            opening = self._opening = self._opening or asyncio.create_task(self._open())
            await asyncio.shield(opening)

    async def _open(self) -> list[asyncio.Task[None]]:
        tasks = [asyncio.create_task(self._poll())]
        local_listeners[self._name] = self._receive_locally
        layer = get_channel_layer()
        if layer is not None:
            ready = asyncio.Event()
            tasks.append(asyncio.create_task(self._listen(layer, ready)))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ready.wait(), setting("POLL_SECONDS"))
        return tasks

    async def _listen(self, layer: Any, ready: asyncio.Event) -> None:
        while True:
            try:
                channel = await layer.new_channel("hub")
                await layer.group_add(WAKE_GROUP, channel)
                ready.set()
                try:
                    await self._receive(layer, channel)
                finally:
                    await layer.group_discard(WAKE_GROUP, channel)
            except Exception:
                logger.exception("The channel layer is not available. Polling the event log until it is.")
                await asyncio.sleep(setting("POLL_SECONDS"))

    async def _receive(self, layer: Any, channel: str) -> None:
        while True:
            wake = await layer.receive(channel)
            if wake["type"] == "presence":
                self.presence.receive(wake)
            elif self._name not in wake.get("heard", ()):
                self._wake(wake)

    def _receive_locally(self, wake: Mapping[str, Any], event: Event | None) -> None:
        # A closed loop has no followers left.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._wake, wake, event)

    def _wake(self, wake: Mapping[str, Any], event: Event | None = None) -> None:
        subscription = self.subscriptions.get(wake.get("network", 0))
        if subscription is not None:
            subscription.wake(wake["sequence"], event)
        self.user_channels.receive(wake)

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(setting("POLL_SECONDS"))
            try:
                await self._check()
            except Exception:
                logger.exception("Could not read the newest event numbers. Trying again later.")

    async def _check(self) -> None:
        newest = await self.threads.run(_newest_sequences, list(self.subscriptions))
        for network, sequence in newest.items():
            if (subscription := self.subscriptions.get(network)) is not None:
                subscription.wake(sequence)
        followers = [follower for subscription in self.subscriptions.values() for follower in subscription.followers]
        for start in range(0, len(followers), CHUNK_SIZE):
            await self._check_followers(followers[start : start + CHUNK_SIZE])
        await self.user_channels.check()

    async def _check_followers(self, followers: list[Follower]) -> None:
        now, stalled_before = timezone.now(), asyncio.get_running_loop().time() - setting("STALL_SECONDS")
        outdated = await self.threads.run(find_outdated, {follower.access for follower in followers})
        for follower in followers:
            until = follower.access.until
            if follower.access in outdated or (until is not None and until <= now):
                follower.connection.mark_stale()
            if follower.waits_since is not None and follower.waits_since < stalled_before:
                follower.connection.give_up()


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub() -> Hub:
    """Return the hub of the running event loop; a server process has one, tests have several."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


def _newest_sequences(networks: list[int]) -> dict[int, int]:
    return dict(Network.objects.filter(pk__in=networks).values_list("pk", "last_sequence"))
