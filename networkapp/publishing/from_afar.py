"""What an office document would load from elsewhere when it is opened, which tells others that it is."""

import re
from collections.abc import Mapping
from urllib.parse import unquote
from zipfile import ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from networkapp.publishing.kinds import NotTaken

_MAY_BRING_MACROS = frozenset({"attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath"})
# Followed only by whoever clicks.
_LINKS = frozenset({"hyperlink", "a"})
_HREF = "{http://www.w3.org/1999/xlink}href"
_OF_OPEN_DOCUMENT = ("content.xml", "styles.xml")
_MOST_READ, _MOST_ELEMENTS, _PIECE = 100_000_000, 3_000_000, 65_536
_ASKING_NOBODY = frozenset({"cid", "data", "about"})
_DISK = re.compile(r"[a-z][:|]")
# How a house calls its own servers: one word, and no number of a computer.
_OWN_SERVER = re.compile(r"(?!0x)(?=[a-z0-9_-]*[a-z])[a-z0-9_-]{1,63}")


def require_all_inside(archive: ZipFile) -> None:
    """Nothing is loaded from another house. NotTaken: `macros` (that could have some), `afar`, `bomb`, `broken`."""
    watch = _Watch()
    for part in archive.infolist():
        if part.filename.lower().endswith((".rels", *_OF_OPEN_DOCUMENT)):
            _read(archive, part, watch)


def is_from_afar(address: str) -> bool:
    """Whether who loads this asks another house: it is no place in the document, on her disk, or on her own server.

    >>> is_from_afar("https://a.example/"), is_from_afar(r"file:///\\\\a.example\\x"), is_from_afar("media/a.png")
    (True, True, False)
    >>> is_from_afar("file:///C:/Templates/a.dotx"), is_from_afar(r"\\\\server\\a.dotx")
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


class _Watch:
    """Hears of each element while it is read, and keeps none."""

    def __init__(self) -> None:
        self.left = _MOST_ELEMENTS

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        self.left -= 1
        if not self.left:
            raise NotTaken("bomb")
        target = given.get("Target")
        kind = re.split("[/}]", tag if target is None else given.get("Type", ""))[-1]
        if kind not in _LINKS and is_from_afar(target or given.get(_HREF) or ""):
            raise NotTaken("macros" if kind in _MAY_BRING_MACROS else "afar")

    def close(self) -> None:
        """Nothing is left to do."""


def _read(archive: ZipFile, part: ZipInfo, watch: _Watch) -> None:
    if part.file_size > _MOST_READ:
        raise NotTaken("bomb")
    parser = DefusedXMLParser(target=watch, forbid_dtd=True)
    try:
        with archive.open(part) as opened:
            while piece := opened.read(_PIECE):
                parser.feed(piece)
        parser.close()
    except (ParseError, DefusedXmlException) as broken:
        raise NotTaken("broken") from broken
