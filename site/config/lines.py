"""The sockets of this site under uvicorn: `uvicorn --ws config.lines:Line`."""

import socket
from asyncio import BaseTransport, Transport
from functools import lru_cache

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

SECONDS = 20
CLOSING_SECONDS = 3.0


class Line(WebSocketsSansIOProtocol):
    """A connection that accepts nothing for 20 seconds is dropped, with what waits for it.

    uvicorn closes a connection only once everything has left through it. If nobody reads at the other end, that is
    never: the connection keeps its buffers, and a server that is asked to stop does not. A client that floods a
    connection continues for ten seconds after it was closed, until uvicorn waits no longer for a reply to that: three
    are enough.

    A text that is sent to hundreds of connections at once is encoded once, as `websockets.broadcast` does it.
    """

    # What a text needs to know of each of hundreds of lines lies in the object itself. In its dictionary, in uvicorn's
    # protocol and in its event, it took as long to find as the text takes to send.
    __slots__ = ("_through",)
    _through: Transport | None

    def connection_made(self, transport: BaseTransport) -> None:
        """Called when a browser has connected: tells the kernel how long the connection may accept nothing."""
        line = transport.get_extra_info("socket")
        if line.family in (socket.AF_INET, socket.AF_INET6) and hasattr(socket, "TCP_USER_TIMEOUT"):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SECONDS * 1000)
        self.close_timeout = CLOSING_SECONDS
        self._through = None
        super().connection_made(transport)

    def pause_writing(self) -> None:
        """Called when the line is full."""
        self._through = None
        super().pause_writing()

    def resume_writing(self) -> None:
        """Called when the line has room again."""
        super().resume_writing()
        self._look()

    async def send(self, message: ASGISendEvent) -> None:
        """A text on an open line goes out as it is encoded for all; anything else is uvicorn's."""
        through, text = self._through, message.get("text")
        if through is not None and text is not None and not through.is_closing():
            through.write(_encoded(text))
            return
        self._through = None
        await super().send(message)
        self._look()

    def _look(self) -> None:
        """Whether a text may go out as it is: the line is open, has room, and compresses nothing."""
        is_open = self.handshake_complete and self.conn.state is State.OPEN
        self._through = self.transport if is_open and self.writable.is_set() and not self.conn.extensions else None


@lru_cache(maxsize=8)
def _encoded(text: str) -> bytes:
    return bytes(Frame(Opcode.TEXT, text.encode()).serialize(mask=False))
