"""A .docx as an archive: its allowed parts, and its texts alone, without pictures, for parsing."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from networkapp.files.kinds import RejectedFile
from networkapp.files.legacy_office import OLE
from networkapp.files.office_archives import kind_of_archive
from networkapp.handbooks.word_import.reader.values import UnreadableDocument

_MOST_OF_A_TEXT, _MOST_OF_TEXTS, _MOST_OF_A_PICTURE = 60_000_000, 120_000_000, 60_000_000
_MAIN = re.compile(r"word/document\d*\.xml")
# Both ways in which an XML file may be written down.
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O\0C|E\0N\0T)")
_BROKEN = (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error)
# What pandoc passes over in silence, with all that is inside: embeddings of a direction, and simple fields.
_WRAPPINGS = re.compile(rb"</?w:(?:dir|bdo|fldSimple)\b[^<>]*>")
# What other programs write around a paragraph instead of in it, where pandoc does not look for it.
_OUTSIDE = re.compile(
    rb"((?:<w:bookmarkStart\b[^<>]{0,200}/>\s{0,9}(?:<w:bookmarkEnd\b[^<>]{0,99}/>\s{0,9})?){1,9})"
    rb"(<w:p(?: [^<>]{0,300})?>(?:\s{0,9}<w:pPr>(?:(?!</?w:p[ >]).){0,2000}?</w:pPr>)?)",
    re.DOTALL,
)
# A reference to another place of the document, as a simple field.
_REFERS = re.compile(
    rb'<w:fldSimple\b[^<>"]{0,99}w:instr="\s{0,9}REF\s{1,9}([\w.-]{1,99})\s[^"<>]{0,99}\\h\b[^"<>]{0,99}"[^<>/]{0,99}>'
)
# Signs that were raised or lowered by hand, and made smaller.
_SHIFTED = re.compile(rb'<w:position w:val="(-?)[1-9]\d{0,2}"\s?/>(?=<w:sz )')
# And a paragraph beside a text box, or a text box beside a paragraph: one of them is read.
_MARKS = re.compile(rb"<(/?)(?:mc:AlternateContent|w:pict)\b[^<>]*?(/?)>|</w:p>")
_BOX = re.compile(rb"<w:txbxContent\b[^<>]*>")
_PICTURES = (b"<pic:pic", b"<v:imagedata")


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A Word archive: its XML parts by name, and the whole, from which pictures are read one by one.

    `main` is the part with the text, in which `boxes`, the text of its text boxes, follow their paragraphs.
    """

    parts: Mapping[str, bytes]
    names: tuple[str, ...]
    content: bytes
    main: bytes
    boxes: tuple[bytes, ...]

    def named(self, beginning: str) -> dict[str, bytes]:
        return {name: part for name, part in self.parts.items() if name.startswith(beginning)}

    def picture(self, name: str) -> bytes:
        """Return the content of the part with this name. RejectedFile: `broken`, if it is missing or too large."""
        try:
            with ZipFile(BytesIO(self.content)) as archive, archive.open(name) as part:
                found = part.read(_MOST_OF_A_PICTURE + 1)
        except (KeyError, *_BROKEN) as broken:
            raise RejectedFile("broken") from broken
        if len(found) > _MOST_OF_A_PICTURE:
            raise RejectedFile("broken")
        return found

    def lean(self) -> bytes:
        """Return the document with empty pictures, so that their positions are known and they take no space."""
        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name in self.names:
                archive.writestr(name, self.parts.get(name, b""))
        return made.getvalue()


def open_archive(content: bytes) -> Archive:
    """Return the archive, after checking that it is a Word document and of limited size when unpacked.

    NotRead: `not_word`, `old_word`, `locked`, `macros`, `bomb`, `broken`.
    """
    _require_word(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            texts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
            if len({part.filename for part in archive.infolist()}) < len(archive.infolist()):
                raise UnreadableDocument("broken")
            parts = _read_texts(archive, texts)
            names = tuple(archive.namelist())
    except _BROKEN as broken:
        raise UnreadableDocument("broken") from broken
    main = next((name for name in parts if _MAIN.fullmatch(name)), None)
    if main is None:
        raise UnreadableDocument("broken")
    parts[main], boxes = _boxes_after(parts[main])
    return Archive(parts=parts, names=names, content=content, main=parts[main], boxes=tuple(boxes))


def _require_word(content: bytes) -> None:
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        old = "WordDocument".encode("utf-16-le") in content
        raise UnreadableDocument("locked" if locked else "old_word" if old else "not_word")
    if not content.startswith(b"PK"):
        raise UnreadableDocument("not_word")
    try:
        kind = kind_of_archive(content, is_opened=False)
    except RejectedFile as reason:
        raise UnreadableDocument(
            reason.reason if reason.reason in {"macros", "bomb", "broken"} else "not_word"
        ) from reason
    if kind != "docx":
        raise UnreadableDocument("not_word")


def _read_texts(archive: ZipFile, texts: list[ZipInfo]) -> dict[str, bytes]:
    """Return the parts as they are, whatever the archive says of their size; no entities, which could grow without
    end."""
    parts, left = {}, _MOST_OF_TEXTS
    for info in texts:
        most = min(left, _MOST_OF_A_TEXT)
        with archive.open(info) as part:
            text = part.read(most + 1)
        if len(text) > most:
            raise UnreadableDocument("bomb")
        left -= len(text)
        if _DECLARES.search(text):
            raise UnreadableDocument("broken")
        is_text = info.filename.startswith("word/")
        parts[info.filename] = _WRAPPINGS.sub(b"", _with_references(text)) if is_text else text
    return parts


def _with_references(text: bytes) -> bytes:
    """Return the part with simple fields that refer to a place in the document as links to it, and with text at these
    places.

    Text that was only moved up or down becomes superscript or subscript.
    """
    text = _SHIFTED.sub(_aligned, _OUTSIDE.sub(rb"\2\1", text))
    made, at = [], 0
    for begins, start, end, rest in element_spans(text, _REFERS, b"</w:fldSimple>"):
        refers = _REFERS.match(text, begins)
        name = refers[1] if refers else b""
        made += [text[at:begins], b'<w:hyperlink w:anchor="', name, b'">', text[start:end], b"</w:hyperlink>"]
        at = rest
    return b"".join([*made, text[at:]])


def _aligned(shifted: re.Match[bytes]) -> bytes:
    return b'<w:vertAlign w:val="%s"/>' % (b"subscript" if shifted[1] else b"superscript")


def element_spans(text: bytes, opening: re.Pattern[bytes], closing: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield for each element its start, the start and end of its content, and its end; in one pass over the text.

    Where one is not closed, none after it is either: nobody looks for the end of each of them anew.
    """
    at = 0
    while (begins := opening.search(text, at)) and (end := text.find(closing, begins.end())) >= 0:
        at = end + len(closing)
        yield begins.start(), begins.end(), end, at


def _boxes_after(text: bytes) -> tuple[bytes, list[bytes]]:
    """Return the part with the text of text boxes after the paragraph beside them, and that text.

    A box with pictures stays as it is.
    """
    made: list[bytes] = []
    boxes: list[bytes] = []
    moved, depth, at, begins = 0, 0, 0, 0
    for mark in _MARKS.finditer(text):
        if mark[0] == b"</w:p>":
            if depth == 0 and moved < len(boxes):
                made += [text[at : mark.end()], *boxes[moved:]]
                moved, at = len(boxes), mark.end()
        elif mark[1]:
            depth = max(depth - 1, 0)
            # A nested one is handled with its outer one, and once.
            drawn = text[begins : mark.end()] if depth == 0 else b""
            first = drawn.partition(b"</mc:Choice>")[0]
            texts = [first[start:end] for _begin, start, end, _rest in element_spans(first, _BOX, b"</w:txbxContent>")]
            if texts and not any(picture in drawn for picture in _PICTURES):
                made.append(text[at:begins])
                boxes += texts
                at = mark.end()
        elif not mark[2]:
            begins = begins if depth else mark.start()
            depth += 1
    return b"".join([*made, text[at:]]), boxes
