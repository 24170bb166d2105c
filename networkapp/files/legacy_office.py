"""Documents as Office wrote them until 2007, small file systems, recognised by their bytes."""

import re
import zlib
from collections.abc import Iterator

from networkapp.files.external_references import require_harmless_fields
from networkapp.files.kinds import RejectedFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKAGED = "Ole10Native".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")

_PARTS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
# A sheet of Excel that is one of macros or a module of them: where it begins, how it is shown, its kind, its name.
_SHEET = re.compile(rb"\x85\x00(.)\x00.{4}[\x00-\x02][\x01\x06](.)(.)", re.DOTALL)
# Excel opens by itself what is locked with the word that it uses for that; nobody else reads what is in it.
_LOCKED = re.compile(rb"\x2f\x00[\x04-\xff]\x00[\x00\x01]\x00", re.DOTALL)
_BEGINS = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]", re.DOTALL)
# What PowerPoint keeps of other programs, its macros among it, is packed: how long it is, how long it becomes.
_OBJECT = re.compile(rb"\x10\x00\x11\x10(.{4})(.{4})(?=\x78)", re.DOTALL)
# A field of Word, in characters of one byte or of two.
_FIELD = re.compile(rb"\x13\x00?(?:[ \t]\x00?){0,9}(?=D\x00?D\x00?E|I\x00?[NM]|L\x00?I\x00?N)", re.IGNORECASE)
_LONGEST_FIELD, _MOST_FIELDS = 2_000, 10_000
_MOST_UNPACKED, _DEEPEST = 50_000_000, 3


def kind_of_old_office(content: bytes) -> str:
    """Return the key of KINDS for a document of old Office. RejectedFile: as `require_harmless`, or `unknown`."""
    require_harmless(content)
    for part, kind in _PARTS.items():
        if _names(part) in content:
            return kind
    raise RejectedFile("unknown")


def require_harmless(content: bytes) -> None:
    """Check that a document has no macros, programs or fields that load from elsewhere, nor a file inside that does.

    Raises RejectedFile: `macros`, `program`, `afar`, `broken` (it is locked), `bomb`.
    """
    _require_harmless(content, depth=0)


def _require_harmless(content: bytes, *, depth: int) -> None:
    if MACROS in content or any(map(_is_sheet_of_macros, _SHEET.finditer(content))):
        raise RejectedFile("macros")
    if PACKAGED in content:
        raise RejectedFile("program")
    if any(_LOCKED.search(content, begins.end(), begins.end() + 40) for begins in _BEGINS.finditer(content)):
        raise RejectedFile("broken")
    for number, found in enumerate(_FIELD.finditer(content) if _names("WordDocument") in content else ()):
        if number >= _MOST_FIELDS:
            raise RejectedFile("bomb")
        require_harmless_fields(f" {_said(content, found)} ")
    for packed in _unpacked(content):
        if depth >= _DEEPEST:
            raise RejectedFile("bomb")
        _require_harmless(packed, depth=depth + 1)


def _names(part: str) -> bytes:
    """Return a directory entry: the name, and zeros up to its 64 bytes."""
    return part.encode("utf-16-le").ljust(64, b"\0")


def _is_sheet_of_macros(found: "re.Match[bytes]") -> bool:
    """Return whether the length that is given is that of the name, as old and as new Excel writes it."""
    size, signs, wide = found[1][0], found[2][0], found[3][0]
    return 0 < signs <= 31 and size in {7 + signs, 8 + signs * (1 + wide)}


def _said(content: bytes, found: "re.Match[bytes]") -> str:
    is_wide = content[found.start() + 1] == 0
    piece = content[found.end() : found.end() + _LONGEST_FIELD]
    return re.split("[\x13-\x15]", piece.decode("utf-16-le" if is_wide else "latin-1", "replace"), maxsplit=1)[0]


def _unpacked(content: bytes) -> Iterator[bytes]:
    left = _MOST_UNPACKED
    for found in _OBJECT.finditer(content):
        length = int.from_bytes(found[1], "little") - len(found[2])
        if not 0 < length <= len(content) - found.end():
            continue
        opened = zlib.decompressobj()
        try:
            unpacked = opened.decompress(content[found.end() : found.end() + length], left)
        except zlib.error as unread:
            raise RejectedFile("macros") from unread
        left -= len(unpacked)
        if left <= 0:
            raise RejectedFile("bomb")
        if not opened.eof:
            raise RejectedFile("macros")
        yield unpacked
