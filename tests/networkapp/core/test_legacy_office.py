"""Documents of Office before 2007: macros and external references are found, also in compressed content."""

import time
import zlib
from contextlib import suppress
from struct import pack

import pytest

from networkapp.files.inspection import inspect_file
from networkapp.files.kinds import RejectedFile
from networkapp.files.legacy_office import kind_of_old_office
from tests.factories.attachments import archive, old_office

WORD, EXCEL, SLIDES = (old_office("Root Entry", part) for part in ("WordDocument", "Workbook", "PowerPoint Document"))
MACROS, PACKAGED = (name.encode("utf-16-le") for name in ("_VBA_PROJECT", "\x01Ole10Native"))
BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)


def packed(content: bytes) -> bytes:
    """Return the content as PowerPoint stores embedded content of another program."""
    small = zlib.compress(content)
    return b"\x10\x00\x11\x10" + pack("<II", len(small) + 4, len(content)) + small


def sheet(kind: int, name: bytes = b"Sheet1") -> bytes:
    return b"\x85\x00" + pack("<HIBB", 8 + len(name), 4711, 0, kind) + bytes([len(name), 0]) + name


def field(text: str, encoding: str = "latin-1") -> bytes:
    return f"\x13 {text} \x14seen\x15".encode(encoding)


ACTIVE = {
    "macros of PowerPoint": (SLIDES + packed(b"..." + MACROS), "macros"),
    "a program on a slide": (SLIDES + packed(b"..." + PACKAGED), "program"),
    "macros in a document on a slide": (SLIDES + packed(SLIDES + packed(MACROS)), "macros"),
    "something packed that cannot be read": (SLIDES + packed(bytes(9_000))[:-9] + bytes(9), "macros"),
    "something packed that becomes huge": (SLIDES + packed(bytes(60_000_000)), "bomb"),
    "a sheet of macros": (EXCEL + BOF + sheet(0) + sheet(1, b"Macro1"), "macros"),
    "a module of macros": (EXCEL + BOF + sheet(6), "macros"),
    "a workbook that is locked": (EXCEL + BOF + b"\x2f\x00\x36\x00\x01\x00\x01\x00", "broken"),
    "a field that asks a program": (WORD + field('DDEAUTO c:\\\\cmd.exe "/c calc"'), "macros"),
    "a field with a picture from afar": (WORD + field('INCLUDEPICTURE "https://elsewhere.example/seen.png"'), "afar"),
    "the same in wide letters": (
        WORD + field('includepicture "https://elsewhere.example/seen.png" \\d', "utf-16-le"), "afar"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ACTIVE)
def test_old_office_document_with_code_or_external_content_is_refused(what: str) -> None:
    content, why = ACTIVE[what]
    for made in (
        content,
        archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>", "xl/old.dat": content}),
    ):
        with pytest.raises(RejectedFile) as refused:
            inspect_file(name="paper.doc", content=made)
        assert refused.value.reason == why


def test_ordinary_old_office_documents_are_accepted() -> None:
    taken = {
        WORD
        + field("HYPERLINK https://elsewhere.example/")
        + field('INCLUDEPICTURE "media/a.png"')
        + field("INDEX"): "doc",
        EXCEL + BOF + sheet(0) + sheet(2, b"Chart1"): "xls",
        SLIDES + packed(old_office("Workbook")): "ppt",
        SLIDES + b"\x10\x00\x11\x10" + bytes(8): "ppt",
    }
    assert [kind_of_old_office(content) for content in taken] == list(taken.values())


@pytest.mark.parametrize("piece", [b"\x13\x00", b"\x13 DDE", b"\x13 IN", b"\x85\x00", b"\x09\x08\x10\x00\x00\x06"])
def test_checking_an_old_office_document_takes_less_than_five_seconds(piece: bytes) -> None:
    began = time.process_time()
    with suppress(RejectedFile):
        inspect_file(name="a.doc", content=WORD + piece * (9_000_000 // len(piece)))
    assert time.process_time() - began < 5
