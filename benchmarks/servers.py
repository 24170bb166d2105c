"""The servers that are compared.

`floor` is a bare broadcast, `stock` a chat room as in the tutorial of Channels, `auth` a greeting behind
AuthMiddlewareStack, `ours` this site.
"""

import asyncio
import json
import sys
import uuid
from typing import Any

import django
import uvicorn
import websockets
from channels.db import database_sync_to_async
from channels.exceptions import DenyConnection
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import re_path
from django.utils.module_loading import import_string


class Stock(AsyncWebsocketConsumer):
    """A room as the tutorial of Channels has it: every socket in the group, one handler call for each."""

    async def connect(self) -> None:
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("room", self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send("room", {"type": "said", "text": text_data})

    async def said(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


class Greeting(AsyncWebsocketConsumer):
    """Sends `hello` to a signed-in person, and nothing else."""

    async def connect(self) -> None:
        if not self.scope["user"].is_authenticated:
            raise DenyConnection
        await self.accept()
        await self.send(text_data="hello")


class Sender(AsyncWebsocketConsumer):
    """The socket that a measurement opens first, to see that the server is running."""


async def serve_floor(port: int) -> None:
    """What one process of Python can do at all: one frame, written to every socket."""
    everybody: set[Any] = set()

    async def room(connection: Any) -> None:
        everybody.add(connection)
        try:
            async for text in connection:
                everybody.discard(connection)
                websockets.broadcast(everybody, text)
        finally:
            everybody.discard(connection)

    async with websockets.serve(room, "127.0.0.1", port, compression=None, ping_interval=None):
        await asyncio.Future()


def stock() -> Any:
    return ProtocolTypeRouter({"websocket": URLRouter([re_path("", Stock.as_asgi())])})


def auth() -> Any:
    # Imported by name, because Django must be set up first.
    stack = import_string("channels.auth.AuthMiddlewareStack")
    addresses = [re_path("room", Greeting.as_asgi()), re_path("", Sender.as_asgi())]
    return ProtocolTypeRouter({"websocket": stack(URLRouter(addresses))})


class Ours:
    """The site itself, and one socket more, over which a message can be posted without the cost of a page."""

    def __init__(self) -> None:
        self.site = import_string("config.asgi.application")
        self.post_message = import_string("networkapp.discussion.actions.post.post_message")
        topics = import_string("networkapp.discussion.models.Topic").objects.select_related(
            "network", "opened_by__user"
        )
        self.topic: Any = topics.get(network__slug="bench")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket" or scope["path"] != "/post/":
            await self.site(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.accept"})
        posting = set()
        while (message := await receive())["type"] == "websocket.receive":
            # As requests do, one does not wait for another.
            task = asyncio.create_task(database_sync_to_async(self.post, thread_sensitive=False)(message["text"]))
            posting.add(task)
            task.add_done_callback(posting.discard)

    def post(self, text: str) -> None:
        message, author = json.loads(text), self.topic.opened_by.user
        key = uuid.UUID(message["key"])
        self.post_message(topic=self.topic, user=author, body=message["text"], client_key=key)


def main(which: str, port: int) -> None:
    if which == "floor":
        asyncio.run(serve_floor(port))
        return
    django.setup()
    app = {"stock": stock, "auth": auth, "ours": Ours}[which]()
    ws = "config.lines:Line" if which == "ours" else "auto"
    fields = {"ws": ws, "ws_per_message_deflate": False, "ws_ping_interval": None, "timeout_graceful_shutdown": 3}
    uvicorn.run(app, port=port, log_level="warning", **fields)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
