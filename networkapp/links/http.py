"""Checking whether web addresses still work, and never one inside our own network.

Typed addresses are requested only by http and https, at the ports of the web, and at public addresses: each name is
looked up once, all its addresses are checked, and the connection goes to the checked one, so that no second look-up can
redirect it inwards. Every redirect is checked in the same way. Only the head of the response is read.
"""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri

PORTS = {"http": 80, "https": 443}
OPEN_PORTS = frozenset({80, 443, 8080, 8443})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
MAX_REDIRECTS = 3
SECONDS = 5.0
"""For each of up to four questions, all in all."""
RESERVED = ("example", "invalid", "test", "localhost", "local", "example.com", "example.net", "example.org")
"""Names that stand for nobody (RFC 2606, 6761, 6762), as in examples and demonstrations."""
AGENT = {"User-Agent": "link check (asks once a week whether a document still stands there)", "Accept": "*/*"}


class LinkState(StrEnum):
    """The result of checking an address. UNSURE means nothing: a server that is down, refuses us, or may not be
    asked."""

    THERE = "there"
    NOWHERE = "nowhere"
    UNSURE = "unsure"


class NotPublicAddress(OSError):
    """The address is not one that everybody can reach."""


Resolver = Callable[[str, int], tuple[str, int]]
"""From a host and port to where the line goes; Inside or gaierror where it goes nowhere."""


def resolve_public_address(host: str, port: int) -> tuple[str, int]:
    """Return an IP address of the host, and `port`. NotPublicAddress if any of its addresses is not public."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not _is_for_everybody(address):
            raise NotPublicAddress(address)
    return found[0], port


def look_up(url: str, *, reach: Resolver = resolve_public_address) -> LinkState:
    """Check whether `url` works. NOWHERE is only a definite answer: 404 and 410, or a name that does not exist."""
    for _hop in range(MAX_REDIRECTS + 1):
        try:
            parts = urlsplit(url)
            if not _may_be_asked(parts):
                return LinkState.UNSURE
            status, location = _request_head(parts, reach)
        except socket.gaierror as failure:
            return LinkState.NOWHERE if failure.errno == socket.EAI_NONAME else LinkState.UNSURE
        except (OSError, HTTPException, ValueError):
            return LinkState.UNSURE
        if status in GONE:
            return LinkState.NOWHERE
        if status not in REDIRECTS:
            return LinkState.THERE if 200 <= status < 300 else LinkState.UNSURE
        url = urljoin(url, location)
    return LinkState.UNSURE


def _is_for_everybody(address: str) -> bool:
    number = ip_address(address.partition("%")[0])
    # An address of the old kind within one of the new is what it carries.
    carried = [getattr(number, name, None) for name in ("ipv4_mapped", "sixtofour")]
    every = [number, *(one for one in carried if one), *(getattr(number, "teredo", None) or ())]
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in every)


def _may_be_asked(parts: SplitResult) -> bool:
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme not in PORTS or parts.username is not None or not host:
        return False
    if any(host == name or host.endswith(f".{name}") for name in RESERVED):
        return False
    return (parts.port or PORTS[parts.scheme]) in OPEN_PORTS


def _request_head(parts: SplitResult, reach: Resolver) -> tuple[int, str]:
    """Return the status and, of a redirect, where to; the body is not read."""
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    line = (
        _ResolvedSecureConnection(host, port, reach)
        if parts.scheme == "https"
        else _ResolvedConnection(host, port, reach)
    )
    timer = Timer(SECONDS, line.hang_up)
    timer.start()
    try:
        line.request("GET", iri_to_uri(urlunsplit(("", "", parts.path or "/", parts.query, ""))), headers=AGENT)
        answer = line.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        timer.cancel()
        line.close()


class _ResolvedConnection(HTTPConnection):
    """A line to where `reach` says, which ends when it is hung up, whatever it waits for."""

    def __init__(self, host: str, port: int, reach: Resolver) -> None:
        super().__init__(host, port)
        self._reach = reach

    def connect(self) -> None:
        self.sock = socket.create_connection(self._reach(self.host, self.port), timeout=SECONDS)

    def hang_up(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class _ResolvedSecureConnection(_ResolvedConnection):
    default_port = PORTS["https"]

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()
