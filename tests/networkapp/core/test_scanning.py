"""Virus scanning with clamd: clean files, infected files, and a scanner that does not answer."""

import contextlib
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from networkapp.files.scanning import NoVerdict, Verdict, scan

WORM = b"a worm lives here"


class Clamd(socketserver.StreamRequestHandler):
    """A stand-in for clamd that answers zINSTREAM: it reads the parts and reports on the whole."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        whole = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            whole += self.rfile.read(size)
        if b"too much" in whole:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            self.wfile.write(b"stream: Test.Worm FOUND\0" if WORM in whole else b"stream: OK\0")


@pytest.fixture(params=["tcp", "unix"])
def clamd(request: Any, tmp_path: Path, settings: Any) -> Iterator[None]:
    if request.param == "tcp":
        server: Any = socketserver.TCPServer(("127.0.0.1", 0), Clamd)
        settings.NETWORKAPP_CLAMD = f"tcp://127.0.0.1:{server.server_address[1]}"
    else:
        server = socketserver.UnixStreamServer(str(tmp_path / "clamd.ctl"), Clamd)
        settings.NETWORKAPP_CLAMD = f"unix://{tmp_path}/clamd.ctl"
    with server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield
        server.shutdown()


def test_clamd_scans_the_whole_file(clamd: None) -> None:
    file = BytesIO(b"a letter" * 20_000)
    assert scan(file) == Verdict()
    assert file.tell() == 0
    assert scan(BytesIO(b"x" * 100_000 + WORM)) == Verdict(found="Test.Worm")
    with pytest.raises(NoVerdict):
        scan(BytesIO(b"too much"))


def test_files_pass_without_a_scanner_and_none_passes_if_the_scanner_is_unreachable(settings: Any) -> None:
    assert scan(BytesIO(WORM)) is None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # Nobody listens on this port.
        settings.NETWORKAPP_CLAMD = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NoVerdict):
            scan(BytesIO(b"a letter"))
    settings.NETWORKAPP_CLAMD = "unix:///nowhere/clamd.ctl"
    with pytest.raises(NoVerdict):
        scan(BytesIO(b"a letter"))


def by_its_name(file: SimpleUploadedFile) -> Verdict:
    return Verdict(found="a bad name" if str(file.name) == "bad" else "")


def test_host_can_configure_its_own_scanner(settings: Any) -> None:
    settings.NETWORKAPP_VIRUS_SCANNER = f"{__name__}.by_its_name"
    assert scan(SimpleUploadedFile("bad", b"x")) == Verdict(found="a bad name")
    assert scan(SimpleUploadedFile("good", b"x")) == Verdict()
    settings.NETWORKAPP_VIRUS_SCANNER = "nowhere.at_all"
    with pytest.raises(NoVerdict):
        scan(SimpleUploadedFile("good", b"x"))


class Silent(socketserver.BaseRequestHandler):
    """Accepts all data and never answers."""

    def handle(self) -> None:
        while self.request.recv(65536):
            pass


class Dripping(socketserver.BaseRequestHandler):
    """Answers one character now and then, without end."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.request.sendall(b"s")
                time.sleep(0.02)


class HangingUp(socketserver.BaseRequestHandler):
    """Reads a little and disconnects."""

    def handle(self) -> None:
        self.request.recv(10)


class Rambling(socketserver.BaseRequestHandler):
    """Answers at length, with neither result."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.request.sendall(b"OK but " * 30_000)


class Contradicting(socketserver.BaseRequestHandler):
    """Answers that the file is clean, and something else."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.request.recv(10)
            self.request.sendall(b"stream: OK\nstream: Test.Worm FOUND or not\0")


@pytest.mark.parametrize("handler", [Silent, Dripping, HangingUp, Rambling, Contradicting])
def test_scanner_without_a_clear_answer_in_time_lets_no_file_pass(handler: Any, settings: Any) -> None:
    settings.NETWORKAPP_SCAN_SECONDS = 0.3
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        settings.NETWORKAPP_CLAMD = f"tcp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        with pytest.raises(NoVerdict):
            scan(BytesIO(b"a letter" * 100_000))
        server.shutdown()
