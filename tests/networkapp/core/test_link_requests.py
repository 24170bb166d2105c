"""Requests to linked addresses: their result, and no requests to private addresses."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from networkapp.links.http import LinkState, NotPublicAddress, look_up, resolve_public_address

THERE, NOWHERE, UNSURE = LinkState.THERE, LinkState.NOWHERE, LinkState.UNSURE
MOVED = {
    "/moved": "/act",
    "/lost": "https://ministry.parliament.eu/",
    "/inward": "http://127.0.0.1/act",
    "/named-inward": "http://metadata.parliament.eu/act",
    "/file": "file:///etc/passwd",
    "/port": "http://parliament.eu:6379/",
    "/round": "/round",
}


class Answers(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.requested.append(f"{self.headers['Host']}{self.path}")
        code = 302 if self.path in MOVED else {"/act": 200, "/gone": 410, "/busy": 503}.get(self.path, 404)
        self.send_response(code)
        if self.path in MOVED:
            self.send_header("Location", MOVED[self.path])
        self.end_headers()

    def log_message(self, *_given: object) -> None:
        """Log nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Answers.requested = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "state", "criteria"),
    [
        ("/act", THERE, ["/act"]),
        ("/gone", NOWHERE, ["/gone"]),
        ("/none", NOWHERE, ["/none"]),
        ("/busy", UNSURE, ["/busy"]),
        ("/moved", THERE, ["/moved", "/act"]),
        ("/inward", UNSURE, ["/inward"]),
        ("/named-inward", UNSURE, ["/named-inward"]),
        ("/file", UNSURE, ["/file"]),
        ("/port", UNSURE, ["/port"]),
        ("/round", UNSURE, ["/round"] * 4),
    ],
)
def test_link_state_follows_from_the_response_of_the_address(
    server: ThreadingHTTPServer, path: str, state: LinkState, criteria: list[str]
) -> None:
    def reach(host: str, port: int) -> tuple[str, int]:
        """Resolve the parliament's host to the test server, and any other host as usual."""
        name = {"metadata.parliament.eu": "169.254.169.254"}.get(host, host)
        return ("127.0.0.1", server.server_port) if name == "parliament.eu" else resolve_public_address(name, port)

    assert look_up(f"http://parliament.eu{path}", reach=reach) is state
    assert Answers.requested == [f"parliament.eu{one}" for one in criteria]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "2130706433", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "224.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1", "fd00::1", "2002:7f00:1::",
        "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_private_addresses_are_not_requested(host: str) -> None:
    with pytest.raises(NotPublicAddress):
        resolve_public_address(host, 80)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://parliament.eu/act", "file:///etc/passwd", "javascript:alert(1)", "", "https://", "http://[::1/",
        "http://user@parliament.eu/", "http://parliament.eu:22/", "http://parliament.eu:99999/",
        "https://parliament.xa.example.org/act", "http://localhost/", "http://printer.local/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_web_pages_are_not_requested(url: str) -> None:
    def reach(host: str, port: int) -> tuple[str, int]:
        raise AssertionError(f"{host}:{port} was asked")

    assert look_up(url, reach=reach) is UNSURE
