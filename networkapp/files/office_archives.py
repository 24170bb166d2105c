"""Documents of offices that are archives, by what lies in them; old ones may lie in them, too."""

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from networkapp.files.external_references import require_no_external_content
from networkapp.files.kinds import KINDS, RejectedFile
from networkapp.files.legacy_office import MACROS, OLE, PACKAGED, require_harmless

# Word in a browser numbers its document: word/document2.xml, word/document22.xml.
_OPEN_XML_PARTS = {r"word/document\d{0,3}\.xml": "docx", r"xl/workbook\.xml": "xlsx", r"ppt/presentation\.xml": "pptx"}
# Limits of the unpacked size of a document, and of the number of its parts.
_MOST_UNPACKED = 300_000_000
_MOST_PARTS = 10_000
_MOST_READ = 1_000_000
_MOST_INSIDE, _DEEPEST = 100, 3
_ZIP = b"PK\x03\x04"


def kind_of_archive(content: bytes, *, is_opened: bool = True) -> str:
    """Return the key of KINDS of a document that is an archive, unpacking only some small parts of it.

    One that is never opened by anybody, since only its text is taken, may load from elsewhere and carry files.
    RejectedFile: `bomb` (it would become too large), `macros` (also such as it would load from elsewhere), `afar` (it
    would load something else from there), `program` (one is packed into it), `broken`, `unknown`. So are documents
    inside it.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _require_small(parts)
            _require_without_macros(archive)
            if is_opened:
                _require_quiet(archive, _Inside(left=_MOST_UNPACKED - sum(part.file_size for part in parts)))
            return _kind_of_parts(archive)
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error) as broken:
        raise RejectedFile("broken") from broken


def _require_small(parts: list[ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise RejectedFile("bomb")
    # Of two parts of one name some programs open the first, and others the second.
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise RejectedFile("broken")
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise RejectedFile("broken")


def _require_without_macros(archive: ZipFile) -> None:
    low = [name.lower() for name in archive.namelist()]
    running = ("basic/", "scripts/", "xl/macrosheets/", "word/activex/", "xl/activex/", "ppt/activex/")
    if any(name.endswith("vbaproject.bin") or name.startswith(running) for name in low):
        raise RejectedFile("macros")
    if b"macroenabled" in _read(archive, "[Content_Types].xml").lower():
        raise RejectedFile("macros")


@dataclass
class _Inside:
    """Limits of documents inside a document: `left` of their bytes, their number, and the nesting."""

    left: int
    number: int = 0
    depth: int = 0


def _require_quiet(archive: ZipFile, inside: _Inside) -> None:
    """Check that the document, and documents in it, load nothing from elsewhere and contain no programs or macros."""
    require_no_external_content(archive)
    for part in archive.infolist():
        with archive.open(part) as opened:
            begins = opened.read(len(OLE))
            if begins.startswith(_ZIP):
                _look_inside(begins + opened.read(), inside)
            elif begins == OLE:
                require_harmless(begins + opened.read())
            elif part.filename.lower().endswith(".bin"):
                _require_no_program(opened, begins)


def _look_inside(content: bytes, inside: _Inside) -> None:
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        inside.left -= sum(part.file_size for part in parts)
        inside.number, inside.depth = inside.number + 1, inside.depth + 1
        if inside.left < 0 or inside.number > _MOST_INSIDE or inside.depth > _DEEPEST:
            raise RejectedFile("bomb")
        _require_small(parts)
        _require_without_macros(archive)
        _require_quiet(archive, inside)
        inside.depth -= 1


def _require_no_program(opened: IO[bytes], begins: bytes) -> None:
    before = begins
    while piece := opened.read(_MOST_READ):
        if PACKAGED in before + piece:
            raise RejectedFile("program")
        if MACROS in before + piece:
            raise RejectedFile("macros")
        before = piece[-len(MACROS) :]


def _read(archive: ZipFile, name: str) -> bytes:
    return archive.open(name).read(_MOST_READ) if name in archive.NameToInfo else b""


def _kind_of_parts(archive: ZipFile) -> str:
    written = _read(archive, "mimetype")[:200].decode("ascii", "replace").strip()
    for kind, content_type in KINDS.items():
        if written == content_type:
            return kind
    names = archive.namelist()
    for part, kind in _OPEN_XML_PARTS.items():
        if "[Content_Types].xml" in names and any(re.fullmatch(part, name) for name in names):
            return kind
    raise RejectedFile("unknown")
