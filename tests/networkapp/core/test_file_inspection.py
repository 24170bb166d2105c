"""Kinds of uploaded files by their content, and removal of metadata from pictures."""

import time
from io import BytesIO

import pytest
from PIL import Image

from networkapp.files.inspection import (
    KINDS,
    RejectedFile,
    clean_name,
    inspect_file,
    kind_of,
    preview_picture,
    without_metadata,
)
from tests.factories.attachments import CAMERA, PDF, archive, office, old_office, photo

TAKEN = {
    "pdf": PDF,
    "docx": office(),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
    "odt": archive({"mimetype": KINDS["odt"], "content.xml": "<office/>"}),
    "ods": archive({"mimetype": KINDS["ods"], "content.xml": "<office/>"}),
    "odp": archive({"mimetype": KINDS["odp"], "content.xml": "<office/>"}),
    "doc": old_office("Root Entry", "WordDocument"),
    "xls": old_office("Root Entry", "Workbook"),
    "ppt": old_office("Root Entry", "PowerPoint Document"),
    "txt": "Žodžiai, слова, 3 < 5\n".encode(),
    "jpg": photo(),
    "png": photo("PNG"),
    "webp": photo("WEBP"),
}
NOT_TAKEN = {
    "a program for Windows": (b"MZ\x90\x00" + bytes(60), "letter.pdf", "program"),
    "a program for Linux": (b"\x7fELF" + bytes(60), "letter.pdf", "program"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "letter.txt", "program"),
    "a script by its name": (b"Get-Process", "letter.ps1", "program"),
    "a web page": (b"\n<!DOCTYPE html><p>Hello", "letter.txt", "web_page"),
    "a drawing with a script in it": (b"<svg onload='alert(1)'/>", "picture.svg", "web_page"),
    "a text that a browser would read as a page": (b"plain <script>alert(1)</script>", "a.csv", "web_page"),
    "a document with macros": (office(more="word/vbaProject.bin"), "letter.docx", "macros"),
    "a template with macros": (office(types="application/vnd.ms-word.document.macroEnabled.main"), "a.docm", "macros"),
    "an open document with macros": (
        archive({"mimetype": KINDS["odt"], "Basic/script-lc.xml": "<library/>"}), "a.odt", "macros",
    ),
    "an old document with macros": (old_office("WordDocument", "_VBA_PROJECT"), "letter.doc", "macros"),
    "an old installer": (old_office("Root Entry", "Property"), "setup.msi", "unknown"),
    "an archive": (archive({"a.pdf": "x"}), "papers.zip", "unknown"),
    "an archive called a document": (archive({"word/document.xml": "x"}), "papers.docx", "unknown"),
    "half an archive": (office()[:60], "letter.docx", "broken"),
    "no text": (b"\x00\x01\x02 words", "letter.txt", "unknown"),
    "only blanks": (b" \n\t", "letter.txt", "unknown"),
    "a sound": (b"ID3" + bytes(60), "speech.pdf", "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAKEN)
def test_kind_of_a_file_follows_from_its_content_and_not_its_name(kind: str) -> None:
    assert kind_of(TAKEN[kind], "letter.exe" if kind != "txt" else "letter") == kind
    paper = inspect_file(name=f"Letter of XA.{kind}", content=TAKEN[kind])
    assert (paper.name, paper.content_type) == (f"Letter of XA.{kind}", KINDS[kind])
    assert paper.harmless == (kind in {"pdf", "jpg", "png", "webp"})


def test_csv_is_told_apart_from_text_by_its_name() -> None:
    assert kind_of(b"country;count\nXA;3\n", "counts.CSV") == "csv"
    assert kind_of("country;count\n".encode("utf-16"), "counts.csv") == "csv"


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_other_files_are_refused_with_the_reason(what: str) -> None:
    content, name, reason = NOT_TAKEN[what]
    with pytest.raises(RejectedFile) as refused:
        inspect_file(name=name, content=content)
    assert refused.value.reason == reason


def test_document_built_to_slow_down_checks_is_refused_within_three_seconds() -> None:
    began = time.process_time()
    parts = {"[Content_Types].xml": "", "word/document.xml": ""}
    relations = "<r>" + '<Relationship Target="a"/>' * 200_000 + "</r>"
    assert kind_of(archive({**parts, "word/a.rels": relations}), "a.docx") == "docx"
    with pytest.raises(RejectedFile, match="broken"):
        kind_of(archive({**parts, "word/a.rels": "<Relationship " * 20_000}), "a.docx")
    assert time.process_time() - began < 3


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_picture_is_stored_upright_without_location_or_camera_data(form: str) -> None:
    before = photo(form)
    assert CAMERA.encode() in before
    assert Image.open(BytesIO(before)).getexif().get_ifd(0x8825)
    after = without_metadata(before, form)
    drawn = Image.open(BytesIO(after))
    assert drawn.size == (40, 60)
    assert (dict(drawn.getexif()), drawn.getexif().get_ifd(0x8825)) == ({}, {})
    for trace in (CAMERA.encode(), b"Exif", b"xmpmeta", b"tEXt", b"iCCP", b"ICCP", b"ICC_PROFILE"):
        assert trace not in after


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_picture_for_display_is_scaled_down_without_metadata(form: str) -> None:
    taken = inspect_file(name=f"a.{form.lower()}", content=photo(form, size=(1500, 3000)))
    made = preview_picture(taken)
    assert made is not None
    drawn = Image.open(BytesIO(made.content))
    assert (drawn.format, drawn.size, made.width, made.height) == ("WEBP", (960, 480), 960, 480)
    assert not any(trace in made.content for trace in (CAMERA.encode(), b"EXIF", b"XMP ", b"ICCP"))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16", "P", "RGBA"])
def test_picture_of_every_colour_mode_can_be_displayed(mode: str) -> None:
    saved = BytesIO()
    Image.new("RGBA" if mode == "P" else mode, (30, 20)).convert(mode).save(saved, format="PNG")
    made = preview_picture(inspect_file(name="a.png", content=saved.getvalue()))
    assert made is not None
    assert Image.open(BytesIO(made.content)).size == (30, 20)
    assert preview_picture(inspect_file(name="a.pdf", content=PDF)) is None


def test_data_appended_to_a_picture_is_removed() -> None:
    assert b"<script>" not in without_metadata(photo() + b"<script>alert(1)</script>", "JPEG")


def test_animated_broken_or_huge_picture_is_refused() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    moving = BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])
    huge = BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    wide = BytesIO()
    Image.new("RGB", (5_000, 4_000)).save(wide, "WEBP", lossless=True)
    slow = BytesIO()
    Image.new("1", (6_000, 6_000)).save(slow, "PNG")
    cases = (moving, "moving"), (BytesIO(photo()[:200]), "broken"), *((one, "broken") for one in (huge, wide, slow))
    for content, reason in ((made.getvalue(), reason) for made, reason in cases):
        with pytest.raises(RejectedFile) as refused:
            inspect_file(name="picture.jpg", content=content)
        assert refused.value.reason == reason


def test_progressive_jpeg_with_too_many_scans_is_refused_quickly() -> None:
    """Each scan of a progressive JPEG takes few bytes in the file, but draws the whole picture again."""
    made = BytesIO()
    Image.new("L", (2_000, 2_000)).save(made, "JPEG", progressive=True)
    scans, end = made.getvalue().split(b"\xff\xda"), b"\xff\xd9"
    content = b"\xff\xda".join([*scans[:-1], *[scans[-1].removesuffix(end)] * 2_000]) + end
    began = time.process_time()
    with pytest.raises(RejectedFile) as refused:
        inspect_file(name="a.jpg", content=content)
    assert (refused.value.reason, time.process_time() - began < 1) == ("broken", True)
    assert inspect_file(name="a.jpg", content=made.getvalue()).kind == "jpg"


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\me\\Rede.docx", "docx", "Rede.docx"),
        ("gnp.\u202etxt.exe", "pdf", "gnp.txt.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "a Set-Cookie x.pdf"),
        ("<script>.png", "png", "script.png"),
        ("  .hidden", "txt", "hidden.txt"),
        ("Sta\u0308dte.pdf", "pdf", "Städte.pdf"),
        ("протокол v1.2 final.pdf", "pdf", "протокол v1.2 final.pdf"),
        ("x" * 400 + ".pdf", "pdf", "x" * 194 + ".pdf"),
    ],
)
def test_file_names_are_one_line_of_visible_characters(name: str, kind: str, clean: str) -> None:
    assert clean_name(name, kind) == clean
