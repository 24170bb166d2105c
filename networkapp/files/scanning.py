"""Looking for viruses in what is uploaded: by clamd where the host names one, or by whatever the host has instead."""

import logging
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

from django.utils.module_loading import import_string

from networkapp.conf import setting

CHUNK = 64 * 1024

logger = logging.getLogger(__name__)


class NoVerdict(Exception):
    """The scanner could not be asked, or did not say yes or no."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The result of a scanner for a file; `found` names what it found, and nothing is a clean file."""

    found: str = ""


Scanner = Callable[[BinaryIO], Verdict]


def scan(file: BinaryIO) -> Verdict | None:
    """Return the result of the host's scanner for the file; None if there is no scanner. NoVerdict if it does not
    respond."""
    path = setting("VIRUS_SCANNER") or ("networkapp.files.scanning.ask_clamd" if setting("CLAMD") else "")
    if not path:
        return None
    try:
        ask: Scanner = import_string(path)
        file.seek(0)
        verdict = ask(file)
        file.seek(0)
    except Exception as failure:
        # Whatever a scanner of the host fails with, the file was not looked at.
        logger.exception("The virus scanner %s failed.", path)
        raise NoVerdict from failure
    return verdict


def ask_clamd(file: BinaryIO) -> Verdict:
    """Send the file to clamd at NETWORKAPP_CLAMD and return its verdict; raise NoVerdict if it gives none.

    NETWORKAPP_CLAMD is `tcp://host:port` or `unix:///path`. clamd(8) describes the command INSTREAM.
    """
    end = time.monotonic() + setting("SCAN_SECONDS")
    with closing(_connect(setting("CLAMD"))) as line:
        _send(line, b"zINSTREAM\0", end)
        for part in _parts(file):
            _send(line, struct.pack("!L", len(part)) + part, end)
        _send(line, struct.pack("!L", 0), end)
        answer = _answer(line, end).rstrip(b"\0\n").decode("utf-8", "replace")
    result = answer.removeprefix("stream: ")
    if result == "OK":
        return Verdict()
    if result.endswith(" FOUND"):
        return Verdict(found=result.removesuffix(" FOUND"))
    raise NoVerdict(answer)


def _connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(setting("SCAN_SECONDS"))
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=setting("SCAN_SECONDS"))


def _parts(file: BinaryIO) -> Iterator[bytes]:
    while part := file.read(CHUNK):
        yield part


def _send(line: socket.socket, part: bytes, end: float) -> None:
    _hurry(line, end)
    line.sendall(part)


def _answer(line: socket.socket, end: float) -> bytes:
    answer = b""
    while len(answer) < CHUNK and not answer.endswith(b"\0"):
        _hurry(line, end)
        part = line.recv(4096)
        if not part:
            break
        answer += part
    return answer


def _hurry(line: socket.socket, end: float) -> None:
    """Limit the next read to the time left until `end`, so that a slow response cannot take longer than none at all.

    Raises TimeoutError if there is no time left.
    """
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)
