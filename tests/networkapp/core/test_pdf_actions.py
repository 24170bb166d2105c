"""PDFs that act on opening are not shown inline by a browser."""

import time
import zlib

import pytest

from networkapp.files.inspection import inspect_file
from networkapp.files.pdf_actions import has_automatic_actions
from tests.factories.attachments import PDF


def packed(objects: bytes, dictionary: bytes = b"<</Type /ObjStm /Length 9>>", line: bytes = b"\n") -> bytes:
    return dictionary + b" stream" + line + zlib.compress(objects) + b"\nendstream"


ACTIONS = {
    "a script when opened": b"<</OpenAction <</S /JavaScript /JS (app.alert)>>>>",
    "a name in hex": b"<</S /J#61vaScript>>",
    "an address when opened": b"<</Type /Catalog /OpenAction <</S /URI /URI (https://a.example/)>>>>",
    "an action elsewhere when opened": b"<</Type /Catalog /OpenAction 5 0 R>> 5 0 obj <</S /URI>> endobj",
    "an action behind a comment when opened": b"<</OpenAction%\n<</S /URI>>>>",
    "an opening action with a name in hex": b"<</Open#41ction<</S/URI/URI(https://a.example/)>>>>",
    "a form that is sent": b"<</S /SubmitForm /F (https://a.example/)>>",
    "a form that is emptied": b"<</S/ResetForm>>",
    "data that are loaded": b"<</S /ImportData /F (a.fdf)>>",
    "an action at a page": b"<</Type /Page /AA <</O 7 0 R>>>>",
    "an action at a field, elsewhere": b"<</FT /Tx /AA 12 0 R>>",
    "a program that is started": b"<</S /Launch /F (a.exe)>>",
    "another file that is opened": b"<</S /GoToR /F (//a.example/b.pdf)>>",
    "a file in the file that is opened": b"<</S /GoToE>>",
    "a form of Acrobat": b"<</AcroForm <</XFA 8 0 R>>>>",
    "a file in the file": b"<</Type /EmbeddedFile>>",
    "a file in the file that has no type": b"<</Type /Filespec /F (a.exe) /EF <</F 9 0 R>>>>",
    "a film": b"<</S /Rendition /R 4 0 R>>",
    "a page with programs": b"<</Subtype /RichMedia>>",
    "what nobody can look through": b"trailer <</Encrypt 3 0 R>>",
    "packed": packed(b"<</S /JavaScript>>"),
    "packed with a name in hex": packed(b"<</S /JavaScript>>", b"<</Type /Obj#53tm /Length 9>>", b"\r\n"),
    "packed behind blanks": packed(b"<</S /URI>> /OpenAction 4 0 R", b"<</Type /ObjStm" + b" " * 600 + b"/Length 9>>"),
    "packed deep": packed(bytes(range(256)) * 400 + b"<</S /SubmitForm>>"),
    "packed in a stream that does not say so": packed(b"<</S /JavaScript>>", b"<</N 1 /First 4 /Length 9>>"),
    "packed after a harmless one": packed(b"<</A 1>>") + packed(b"<</S /JavaScript>>", b"<</N 1 /First 4 0 R>>"),
    "packed behind a long dictionary": packed(b"<</S /JavaScript>>", b"<</N 1 /First 4" + b" " * 3_000 + b">>"),
    "packed in another way": b"<</Type /ObjStm /Length 9>> stream\n\x00\x01\x02 endstream",
}
HARMLESS = {
    "a place when opened": b"<</Type /Catalog /OpenAction [3 0 R /XYZ null null 0]>>",
    "a place when opened, without a blank": b"<</Type /Catalog /OpenAction[3 0 R /Fit]>>",
    "a link": b"<</Type /Annot /Subtype /Link /A <</S /URI /URI (https://a.example/)>>>>",
    "a link inside the file": b"<</Subtype /Link /A <</S /GoTo /D [3 0 R /Fit]>>>>",
    "an outline": b"<</Type /Outlines /First 5 0 R /Last 9 0 R>> endobj",
    "packed objects": packed(b"<</Type /Page>> <</Subtype /Link /A <</S /URI>>>>"),
    "a font called AA": b"<</BaseFont /AAAAAA+Arial /Font <</AA1 4 0 R>>>>",
    "a picture that has the letters by chance": b"\x00/AA\x17\x99 /EF\xfe",
}


@pytest.mark.parametrize("what", ACTIONS)
def test_pdf_that_acts_by_itself_is_stored_but_not_shown_inline(what: str) -> None:
    paper = inspect_file(name="a.pdf", content=PDF + ACTIONS[what])
    assert (paper.kind, paper.harmless) == ("pdf", False)


@pytest.mark.parametrize("what", HARMLESS)
def test_pdf_with_links_and_bookmarks_is_shown_inline(what: str) -> None:
    assert inspect_file(name="a.pdf", content=PDF + HARMLESS[what]).harmless


def test_pdf_with_too_many_compressed_streams_is_not_shown_inline() -> None:
    """Checking all streams would take minutes, so such a file is offered as a download only."""
    streams = b"/ObjStm stream\n" + zlib.compress(b"")
    assert not has_automatic_actions(b"%PDF-1.7\n" + streams * 5_000)
    assert has_automatic_actions(b"%PDF-1.7\n" + streams * 400_000)


def test_checking_a_large_pdf_takes_less_than_five_seconds() -> None:
    began = time.process_time()
    assert not has_automatic_actions(b"%PDF-1.7\n" + b"/F 1 0 R/Open /EFG /A\x00\x01" * 1_000_000)
    assert time.process_time() - began < 5
