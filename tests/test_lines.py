"""Websocket connections under uvicorn carry every text frame whole, of any length and with and without compression."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from config.lines import Line
from uvicorn.protocols.utils import ClientDisconnected
from websockets.asyncio.client import connect

TEXTS = ["", "x", "õ" * 62, "ж" * 63, "x" * 126, "ß" * 40_000, '{"said":"…"}']


@asynccontextmanager
async def serving(app: Callable[..., Any], **kwargs: Any) -> AsyncIterator[str]:
    config = uvicorn.Config(app, port=0, ws=Line, lifespan="off", log_level="critical", **kwargs)
    started = asyncio.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            started.set()

    server = Server(config)
    running = asyncio.create_task(server.serve())
    await started.wait()
    try:
        yield f"ws://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        await running


async def accepted(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})


@pytest.mark.parametrize("compressed", [True, False])
async def test_text_frames_arrive_whole_and_in_order(compressed: bool) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await accepted(receive, send)
        for text in TEXTS:
            await send({"type": "websocket.send", "text": text})
        await send({"type": "websocket.send", "bytes": b"\x00\x01"})
        await send({"type": "websocket.close", "code": 1000})

    async with serving(app, ws_per_message_deflate=compressed) as address:
        for _line in range(3):
            async with connect(address, max_size=None) as line:
                assert [message async for message in line] == [*TEXTS, b"\x00\x01"]
                assert (line.close_code, bool(line.protocol.extensions)) == (1000, compressed)


async def test_sending_to_a_slow_reader_waits_until_it_has_read() -> None:
    done = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await accepted(receive, send)
        for _frame in range(400):
            await send({"type": "websocket.send", "text": "x" * 60_000})
        done.set()
        await receive()

    async with serving(app, ws_per_message_deflate=False) as address, connect(address, max_queue=1) as line:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(done.wait(), 0.3)
        for _frame in range(400):
            assert len(await line.recv()) == 60_000
        await asyncio.wait_for(done.wait(), 10)


async def test_sending_to_a_closed_connection_raises_client_disconnected() -> None:
    future = asyncio.get_running_loop().create_future()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await accepted(receive, send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        try:
            await send({"type": "websocket.send", "text": "Too late."})
        except ClientDisconnected as error:
            future.set_result(type(error))
            raise

    async with serving(app, ws_per_message_deflate=False) as address:
        async with connect(address):
            pass
        assert await asyncio.wait_for(future, 10) is ClientDisconnected


async def test_sending_after_closing_the_connection_raises_runtime_error() -> None:
    future = asyncio.get_running_loop().create_future()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await accepted(receive, send)
        for text in ("In time.", "The last."):
            await send({"type": "websocket.send", "text": text})
        await send({"type": "websocket.close", "code": 1000})
        try:
            await send({"type": "websocket.send", "text": "Too late."})
        except RuntimeError as error:
            future.set_result(type(error))

    async with serving(app, ws_per_message_deflate=False) as address, connect(address) as line:
        assert [message async for message in line] == ["In time.", "The last."]
        assert (line.close_code, await asyncio.wait_for(future, 10)) == (1000, RuntimeError)
