"""Find what an office document would load from the web when it is opened: the server would learn who opens it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import unquote
from zipfile import ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from networkapp.files.kinds import RejectedFile

_MAY_BRING_MACROS = frozenset({"attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath"})
# Followed only if the reader clicks.
_LINKS = frozenset({"hyperlink", "a"})
_HREF = "{http://www.w3.org/1999/xlink}href"
_OF_OPEN_DOCUMENT = ("content.xml", "styles.xml")
_EXCHANGES = frozenset({"ddeLink", "dde-source", "dde-connection", "dde-connection-decl"})
"""With these a document contacts another program, which it can start."""
_ASKS_PROGRAM = re.compile(r"(?<!\S)DDE(?:AUTO)?\s", re.IGNORECASE)
_LOADS = re.compile(
    r"(?<!\S)(?:INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK)\s+(?:[\w.]+\s+)?(\"[^\"]*\"|[^\s\"]+)", re.IGNORECASE
)
_MOST_READ, _MOST_ELEMENTS, _MOST_FIELDS, _PIECE = 100_000_000, 3_000_000, 1_000_000, 65_536
_ASKING_NOBODY = frozenset({"cid", "data", "about"})
_DISK = re.compile(r"[a-z][:|]")
# How a house calls its own servers: one word, and no number of a computer.
_OWN_SERVER = re.compile(r"(?!0x)(?=[a-z0-9_-]*[a-z])[a-z0-9_-]{1,63}")


def require_no_external_content(archive: ZipFile) -> None:
    """Check that nothing is loaded from another host. RejectedFile: `macros` (possible ones, or a program), `afar`,
    `bomb`, `broken`."""
    watch = _Watch()
    of_word = any(name.lower().startswith("word/") for name in archive.namelist())
    for part in archive.infolist():
        name = part.filename.lower()
        if name.endswith((".rels", *_OF_OPEN_DOCUMENT)):
            _read(archive, part, watch)
        elif "externallink" in name or (of_word and _may_be_xml(archive, part)):
            # What is no XML holds no fields either: no program reads it as such.
            with suppress(_NoXml):
                _read(archive, part, watch)


def is_external(address: str) -> bool:
    """Return whether loading this contacts another host: it is not in the document, on the reader's disk or server.

    >>> is_external("https://a.example/"), is_external(r"file:///\\\\a.example\\x"), is_external("media/a.png")
    (True, True, False)
    >>> is_external("file:///C:/Templates/a.dotx"), is_external(r"\\\\server\\a.dotx")
    (False, False)
    """
    plain = unquote("".join(address.split())).replace("\\", "/").lower()
    if _DISK.match(plain):
        return False
    scheme, colon, rest = plain.partition(":")
    if not colon or "/" in scheme:
        scheme, rest = "", plain
    if scheme not in {"", "file"}:
        return scheme not in _ASKING_NOBODY
    inner = rest.lstrip("/")
    slashes = len(rest) - len(inner)
    if slashes < 2 or (scheme and slashes == 3) or _DISK.match(inner):
        return False
    return _OWN_SERVER.fullmatch(inner.partition("/")[0]) is None


def require_harmless_fields(fields: str) -> None:
    """Check that the fields of Word start no program and load nothing from another host. RejectedFile: `macros`,
    `afar`."""
    if _ASKS_PROGRAM.search(fields):
        raise RejectedFile("macros")
    if any(is_external(found[1].strip('"').replace("\\\\", "\\")) for found in _LOADS.finditer(fields)):
        raise RejectedFile("afar")


class _Watch:
    """Receives each element while it is read, and stores none."""

    def __init__(self) -> None:
        self.left = _MOST_ELEMENTS
        self._said: list[str] = []
        self._size = 0
        self._is_field = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.left -= 1
        if not self.left:
            raise RejectedFile("bomb")
        name = tag.rpartition("}")[2]
        if name in _EXCHANGES:
            raise RejectedFile("macros")
        self._is_field = name == "instrText"
        if name == "fldSimple":
            self._hear(f" {next((value for key, value in attributes.items() if key.endswith('}instr')), '')} ")
        elif name == "fldChar":
            self._hear(" ")
        target = attributes.get("Target")
        kind = re.split("[/}]", tag if target is None else attributes.get("Type", ""))[-1]
        if kind not in _LINKS and is_external(target or attributes.get(_HREF) or ""):
            raise RejectedFile("macros" if kind in _MAY_BRING_MACROS else "afar")

    def data(self, text: str) -> None:
        if self._is_field:
            self._hear(text)

    def end(self, tag: str) -> None:
        self._is_field = False

    def close(self) -> None:
        """Return the text of the fields of this part, which may be split."""
        fields, self._said, self._size = "".join(self._said), [], 0
        require_harmless_fields(fields)

    def _hear(self, text: str) -> None:
        self._size += len(text)
        if self._size > _MOST_FIELDS:
            raise RejectedFile("bomb")
        self._said.append(text)


def _read(archive: ZipFile, part: ZipInfo, watch: _Watch) -> None:
    if part.file_size > _MOST_READ:
        raise RejectedFile("bomb")
    parser = DefusedXMLParser(target=watch, forbid_dtd=True)
    try:
        with archive.open(part) as opened:
            while piece := opened.read(_PIECE):
                parser.feed(piece)
        parser.close()
    except (ParseError, DefusedXmlException) as broken:
        raise _NoXml("broken") from broken


def _may_be_xml(archive: ZipFile, part: ZipInfo) -> bool:
    with archive.open(part) as opened:
        return opened.read(_PIECE).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


class _NoXml(RejectedFile):
    """A part that is not read by anybody either."""
