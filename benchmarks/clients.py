"""Socket clients that use almost no CPU, so that the server is measured and not the clients."""

import asyncio
import base64
import os
import struct
import time
from typing import Any
from uuid import UUID

MARK = b'"key":"00000000-0000-0000-0000-'
DIGITS = 12


def message_frame(number: int, text: str = "x" * 280) -> str:
    """The text of a sender's message: the number is in the key, which every frame about this message contains once."""
    return f'{{"key":"{UUID(int=number)}","text":"{text}"}}'


class Client(asyncio.Protocol):
    """Counts the numbered messages that arrive, and reports each to the room."""

    def __init__(self, room: "Room", request: bytes, *, counts: bool) -> None:
        self.room = room
        self.counts = counts
        self.request = request
        self.opened = asyncio.get_running_loop().create_future()
        self.greeted = asyncio.get_running_loop().create_future()
        self.seen: list[int] = []
        self.closed = False
        self._rest = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if not self.opened.done():
            head, _found, data = data.partition(b"\r\n\r\n")
            self.opened.set_result(b" 101 " in head)
        if data and not self.greeted.done():
            self.greeted.set_result(None)
        if self.counts:
            self._count(self._rest + data)

    def _count(self, data: bytes) -> None:
        end, found = 0, data.find(MARK)
        while 0 <= found <= len(data) - len(MARK) - DIGITS:
            end = found + len(MARK) + DIGITS
            number = int(data[end - DIGITS : end], 16)
            self.seen.append(number)
            self.room.received(number)
            found = data.find(MARK, end)
        self._rest = data[max(end, len(data) - len(MARK) - DIGITS) :]

    def connection_lost(self, error: Exception | None) -> None:
        self.closed = True
        for future in (self.opened, self.greeted):
            if not future.done():
                future.set_result(False)

    def say(self, text: str) -> None:
        """Send a text frame (masked with zeros, which is a mask)."""
        data = text.encode()
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack("!H", len(data))
        self.transport.write(b"\x81" + size + b"\0\0\0\0" + data)


class Room:
    """All clients of one run."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.clients: list[Client] = []
        self.left: dict[int, int] = {}
        self.last: dict[int, float] = {}
        self.all_here = asyncio.Event()

    async def open(self, path: str, cookie: str = "", *, counts: bool = True) -> Client:
        """A client whose socket is open; with a cookie, one who was let in and has been greeted."""
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            + (f"Cookie: {cookie}\r\n" if cookie else "")
            + "\r\n"
        )
        loop = asyncio.get_running_loop()
        _transport, client = await loop.create_connection(
            lambda: Client(self, request.encode(), counts=counts), "127.0.0.1", self.port
        )
        if not await client.opened:
            raise ConnectionError(path)
        if cookie:
            await client.greeted
        return client

    def expect(self, number: int) -> None:
        self.left[number] = sum(client.counts for client in self.clients)
        self.all_here.clear()

    def received(self, number: int) -> None:
        if number in self.left:
            self.left[number] -= 1
            if not self.left[number]:
                self.last[number] = time.perf_counter()
                self.all_here.set()

    def close(self) -> None:
        for client in self.clients:
            client.transport.abort()
