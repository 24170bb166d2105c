"""Check whether a PDF runs, opens, sends, loads or contains something by itself.

The names of PDF that do so are looked for in all of its bytes, and in the objects that are packed into streams. The
structure of the file is not followed: readers repair broken files each in their own way, so an object that one reader
cannot reach is opened by another.
"""

import re
import zlib
from collections.abc import Iterator

RULES = 1
"""Raised whenever other files count, so that no answer of earlier rules is used."""
_MOST_PACKED, _MOST_STREAMS, _DICTIONARY, _STEP = 50_000_000, 5_000, 2_000, 16_384


def _spelled(name: str) -> str:
    """Return the name as a pattern: each of its signs may be written in hex, as in /JS or /#4aS."""
    return "".join(f"(?:{sign}|#(?i:{ord(sign):02x}))" for sign in name)


def _names(*names: str, followed_by: str = "") -> re.Pattern[bytes]:
    return re.compile(f"/(?:{'|'.join(map(_spelled, names))})(?!\\w){followed_by}".encode())


_ACTIVE = _names(
    *("JavaScript", "JS", "Launch", "SubmitForm", "ImportData", "ResetForm", "GoToR", "GoToE", "XFA"),
    *("EmbeddedFile", "EmbeddedFiles", "RichMedia", "Rendition", "Movie", "Encrypt"),
)
# What happens when the file is opened. A place in the file, written as an array, is harmless; an action may be any.
_WHEN_OPENED = _names("OpenAction", followed_by=r"(?![\s\x00]*\[)")
# What happens at pages and fields, and files in files: a dictionary, or a reference to one. So short a name occurs in
# pictures by chance.
_SHORT = _names("AA", "EF", followed_by=r"[\s\x00]*(?:<<|%|[0-9]+[\s\x00]+[0-9]+[\s\x00]+R)")
_DOES_SOMETHING = (_ACTIVE, _WHEN_OPENED, _SHORT)
# Objects are packed into streams of this type; some readers ask only where the first of them begins.
_PACKED, _FIRST = _names("ObjStm"), _names("First")


def has_automatic_actions(pdf: bytes) -> bool:
    """Return whether the PDF does something that no reader has asked for, or may do so, if it cannot be checked.

    Links that a reader clicks do not count. An opening action does, unless it is written as a position in the file.
    """
    left = _MOST_PACKED
    try:
        for number, start in enumerate(_streams_of_objects(pdf)):
            packed = _unpacked(pdf, start, left)
            left -= len(packed)
            if left <= 0 or number >= _MOST_STREAMS or _acts(packed):
                return True
    except (ValueError, zlib.error):
        return True
    return _acts(pdf)


def _acts(content: bytes) -> bool:
    return any(pattern.search(content) for pattern in _DOES_SOMETHING)


def _streams_of_objects(pdf: bytes) -> Iterator[int]:
    """Yield where each stream begins that may hold packed objects. ValueError for a dictionary that is too long."""
    seen = set()
    for found in _PACKED.finditer(pdf):
        seen.add(start := pdf.index(b"stream", found.end(), found.end() + _DICTIONARY))
        yield start
    for found in _FIRST.finditer(pdf):
        piece = pdf[found.end() : found.end() + _DICTIONARY]
        at, ends = piece.find(b"stream"), piece.find(b"endobj")
        if at < 0 and ends < 0 and len(piece) == _DICTIONARY:
            raise ValueError("The dictionary is too long.")
        if at >= 0 and not 0 <= ends < at and found.end() + at not in seen:
            yield found.end() + at


def _unpacked(pdf: bytes, start: int, most: int) -> bytes:
    """Return up to `most` bytes of the stream whose keyword is at `start`.

    It is read in steps, since a decompressor copies what it is given beyond the end of its stream.
    """
    at = start + len(b"stream")
    at += 2 if pdf[at : at + 1] == b"\r" else 1
    decompressor, made = zlib.decompressobj(), bytearray()
    while at < len(pdf) and not decompressor.eof and len(made) < most:
        made += decompressor.decompress(pdf[at : at + _STEP], most - len(made))
        at += _STEP - len(decompressor.unconsumed_tail)
    return bytes(made)
