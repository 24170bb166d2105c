"""The sockets of this site under uvicorn: `uvicorn --ws config.lines:Line`."""

import socket
from asyncio import BaseTransport
from functools import lru_cache

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

SECONDS = 20
CLOSING_SECONDS = 3.0


class Line(WebSocketsSansIOProtocol):
    """A line that takes nothing for 20 seconds is dropped, with what waits for it.

    uvicorn closes a line only once everything has left through it. Where nobody reads at the other end, that is never:
    the line keeps its buffers, and a server that is asked to stop does not. And whoever floods a line goes on for ten
    seconds after it was closed, until uvicorn waits no longer for an answer to that: three are enough.

    What hundreds of lines are sent at once is encoded once, as `websockets.broadcast` does it.
    """

    def connection_made(self, transport: BaseTransport) -> None:
        """Called when a browser has connected: the kernel is told how long it may take nothing."""
        line = transport.get_extra_info("socket")
        if line.family in (socket.AF_INET, socket.AF_INET6) and hasattr(socket, "TCP_USER_TIMEOUT"):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SECONDS * 1000)
        self.close_timeout = CLOSING_SECONDS
        super().connection_made(transport)

    async def send(self, message: ASGISendEvent) -> None:
        """A text on an open line goes out as it is encoded for all; anything else is uvicorn's."""
        if (
            message["type"] == "websocket.send"
            and (text := message.get("text")) is not None
            and self.handshake_complete
            and self.conn.state is State.OPEN
            and self.writable.is_set()
            and not self.conn.extensions
        ):
            self.transport.write(_encoded(text))
        else:
            await super().send(message)


@lru_cache(maxsize=8)
def _encoded(text: str) -> bytes:
    return bytes(Frame(Opcode.TEXT, text.encode()).serialize(mask=False))
