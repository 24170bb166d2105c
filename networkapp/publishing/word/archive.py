"""A .docx as an archive: what it may be made of, and its texts alone, without pictures, for whoever parses it."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from networkapp.publishing.archives import OLE, kind_of_archive
from networkapp.publishing.kinds import NotTaken
from networkapp.publishing.word.shapes import NotRead

_MOST_OF_A_TEXT, _MOST_OF_TEXTS, _MOST_OF_A_PICTURE = 60_000_000, 120_000_000, 60_000_000
_MAIN = re.compile(r"word/document\d*\.xml")
# Both ways in which an XML file may be written down.
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)")
_BROKEN = (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error)
# What pandoc passes over in silence, with all that is inside: embeddings of a direction, and simple fields.
_WRAPPINGS = re.compile(rb"</?w:(?:dir|bdo|fldSimple)\b[^>]*>")
_FALLBACK = re.compile(rb"<mc:Fallback\b[^>]*(?:(?<=/)>|(?<!/)>(?:(?!<mc:Fallback\b).)*?</mc:Fallback>)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Archive:
    """Its XML parts by name, and the whole, from which pictures are taken one by one."""

    parts: Mapping[str, bytes]
    names: tuple[str, ...]
    content: bytes

    @property
    def main(self) -> bytes:
        return self.parts[next(name for name in self.parts if _MAIN.fullmatch(name))]

    def named(self, beginning: str) -> dict[str, bytes]:
        return {name: part for name, part in self.parts.items() if name.startswith(beginning)}

    def picture(self, name: str) -> bytes:
        """What the part of this name holds; NotTaken `broken` where there is none, or it is too large."""
        try:
            with ZipFile(BytesIO(self.content)) as archive, archive.open(name) as part:
                found = part.read(_MOST_OF_A_PICTURE + 1)
        except (KeyError, *_BROKEN) as broken:
            raise NotTaken("broken") from broken
        if len(found) > _MOST_OF_A_PICTURE:
            raise NotTaken("broken")
        return found

    def lean(self) -> bytes:
        """The same document with empty pictures, so that they are named where they stand and take no room."""
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name in self.names:
                archive.writestr(name, self.parts.get(name, b""))
        return made.getvalue()


def open_archive(content: bytes) -> Archive:
    """The archive, once it is known that it is a Word document and stays within bounds when it is unpacked.

    NotRead: `not_word`, `old_word`, `locked`, `macros`, `bomb`, `broken`.
    """
    _require_word(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            texts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
            if len({part.filename for part in archive.infolist()}) < len(archive.infolist()):
                raise NotRead("broken")
            parts = _read_texts(archive, texts)
            names = tuple(archive.namelist())
    except _BROKEN as broken:
        raise NotRead("broken") from broken
    if not any(_MAIN.fullmatch(name) for name in parts):
        raise NotRead("broken")
    return Archive(parts=parts, names=names, content=content)


def _require_word(content: bytes) -> None:
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        old = "WordDocument".encode("utf-16-le") in content
        raise NotRead("locked" if locked else "old_word" if old else "not_word")
    if not content.startswith(b"PK"):
        raise NotRead("not_word")
    try:
        kind = kind_of_archive(content)
    except NotTaken as reason:
        raise NotRead(reason.reason if reason.reason in {"macros", "bomb", "broken"} else "not_word") from reason
    if kind != "docx":
        raise NotRead("not_word")


def _read_texts(archive: ZipFile, texts: list[ZipInfo]) -> dict[str, bytes]:
    """The parts as they are, whatever the archive says of their size; no entities, which could grow without end."""
    parts, left = {}, _MOST_OF_TEXTS
    for info in texts:
        most = min(left, _MOST_OF_A_TEXT)
        with archive.open(info) as part:
            text = part.read(most + 1)
        if len(text) > most:
            raise NotRead("bomb")
        left -= len(text)
        if _DECLARES.search(text):
            raise NotRead("broken")
        main = _MAIN.fullmatch(info.filename) or info.filename.startswith(("word/footnotes", "word/endnotes"))
        parts[info.filename] = _plainer(text) if main else text
    return parts


def _plainer(text: bytes) -> bytes:
    """Without what stands there a second time for older programs, the innermost first, and without wrappings."""
    found = 1
    while found:
        text, found = _FALLBACK.subn(b"", text)
    return _WRAPPINGS.sub(b"", text)
