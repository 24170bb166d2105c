"""Socket clients that cost next to nothing, so that a server is measured and not they."""

import asyncio
import base64
import os
import re
import struct
import time

NUMBER = re.compile(rb"number-(\d+)-")


class Client(asyncio.Protocol):
    """Takes frames, remembers which numbered messages it saw, and tells the room when it has a new one."""

    def __init__(self, room: "Room", request: bytes, *, counts: bool) -> None:
        self.room = room
        self.counts = counts
        self.request = request
        self.opened = asyncio.get_running_loop().create_future()
        self.greeted = asyncio.get_running_loop().create_future()
        self.seen: list[int] = []
        self.closed = False
        self._buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.opened.done():
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            self.opened.set_result(b" 101 " in head)
            self._buffer = bytearray(rest)
        while (frame := self._frame()) is not None:
            if not self.greeted.done():
                self.greeted.set_result(None)
            number = NUMBER.search(frame)
            if number and self.counts:
                self.seen.append(int(number[1]))
                self.room.received(int(number[1]))

    def connection_lost(self, error: Exception | None) -> None:
        self.closed = True
        if not self.opened.done():
            self.opened.set_result(False)

    def say(self, text: str) -> None:
        """Send a text frame (masked with zeros, which is a mask)."""
        data = text.encode()
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack("!H", len(data))
        self.transport.write(b"\x81" + size + b"\0\0\0\0" + data)

    def _frame(self) -> bytes | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4]), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10]), 10
        if len(buffer) < start + size:
            return None
        frame = bytes(buffer[start : start + size])
        del buffer[: start + size]
        return frame


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
        self.left[number] = len(self.clients)
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
