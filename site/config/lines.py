"""The sockets of this site under uvicorn: `uvicorn --ws config.lines:Line`."""

import socket
from asyncio import BaseTransport

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

SECONDS = 20
CLOSING_SECONDS = 3.0


class Line(WebSocketsSansIOProtocol):
    """A line that takes nothing for 20 seconds is dropped, with what waits for it.

    uvicorn closes a line only once everything has left through it. Where nobody reads at the other end, that is never:
    the line keeps its buffers, and a server that is asked to stop does not. And whoever floods a line goes on for ten
    seconds after it was closed, until uvicorn waits no longer for an answer to that: three are enough.
    """

    def connection_made(self, transport: BaseTransport) -> None:
        """Called when a browser has connected: the kernel is told how long it may take nothing."""
        line = transport.get_extra_info("socket")
        if line.family in (socket.AF_INET, socket.AF_INET6) and hasattr(socket, "TCP_USER_TIMEOUT"):
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SECONDS * 1000)
        self.close_timeout = CLOSING_SECONDS
        super().connection_made(transport)
