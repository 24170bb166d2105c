"""Books: one HTML as PDF/UA, EPUB and DOCX, with document features instead of page features."""

import re
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZIP_STORED, ZipFile

import pytest
from PIL import Image

from networkapp.documents.book.book import BookChapter, BookSection, BookTerm, make_book
from networkapp.documents.book.sections import render_section
from networkapp.documents.convert import ConversionError, DocumentFormat
from tests.networkapp.core.book_files import NOTE, SIGN, book, pages, parts, picture, setting, words_in


@pytest.mark.parametrize("language", ["it", "sl", "lld", "hsb", "sr-latn", "pt-br"])
def test_book_in_a_language_that_the_interface_lacks_is_created_in_every_format(language: str) -> None:
    made = {
        form: make_book(book=book(language=language), form=form)
        for form in (DocumentFormat.PDF, DocumentFormat.EPUB, DocumentFormat.DOCX)
    }
    assert b"/Lang(" + language.partition("-")[0].encode() in made[DocumentFormat.PDF]
    assert re.search(rf"<dc:language>{language}</dc:language>", words_in(made[DocumentFormat.EPUB]), re.IGNORECASE)
    assert made[DocumentFormat.DOCX].startswith(b"PK")


def test_pdf_is_tagged_with_its_language_and_conforms_to_pdf_ua() -> None:
    made = make_book(book=book(language="de-AT"), form=DocumentFormat.PDF)
    assert made.startswith(b"%PDF-1.7")
    assert b"/Lang(de-AT)" in made
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Marked true", b"/DisplayDocTitle true"):
        assert mark in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_epub_has_mimetype_contents_language_and_one_file_per_chapter() -> None:
    two = [
        BookChapter(number=n, title=f"Chapter {n}", standfirst="", sections=[
            BookSection(number=f"{n}.1", title="Law", anchor=f"s{n}", law="", html="<p>x</p>")
        ])
        for n in (1, 2)
    ]  # fmt: skip
    made = make_book(book=book(language="ru", chapters=two), form=DocumentFormat.EPUB)
    with ZipFile(BytesIO(made)) as opened:
        first = opened.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert opened.read("mimetype") == b"application/epub+zip"
    inside = parts(made)
    package, nav = inside["EPUB/content.opf"], inside["EPUB/nav.xhtml"]
    assert "<dc:language>ru</dc:language>" in package
    assert ">https://networks.example/1/</dc:identifier>" in package
    assert 'property="dcterms:modified">2026-05-01T00:00:00Z<' in package
    assert re.findall(r">(Contents|\d[^<]+)<", nav) == [
        *("Contents", "1 Chapter 1", "1.1 Law", "2 Chapter 2", "2.1 Law"),
    ]
    assert len([name for name in inside if name.startswith("EPUB/text/ch")]) == 3
    for name, content in inside.items():
        if name.endswith(("xhtml", "opf", "ncx")):
            fromstring(content)


def test_docx_has_its_language_headings_and_footnotes() -> None:
    html = f'<div class="prose"><p>Said{SIGN}.</p></div><div class="margin">{NOTE}</div>'
    inside = parts(make_book(book=book(html, language="de"), form=DocumentFormat.DOCX))
    assert re.findall(r'w:val="Heading(\d)" />.*?<w:t[^>]*>([^<]*)', inside["word/document.xml"])[:2] == [
        ("1", "1 One"),
        ("2", "1.1 First"),
    ]
    assert "Said in 2009." in inside["word/footnotes.xml"]
    assert 'w:val="de"' in inside["word/styles.xml"]


def test_file_names_the_network_as_author_and_the_site_as_publisher() -> None:
    package = parts(make_book(book=book(), form=DocumentFormat.EPUB))["EPUB/content.opf"]
    assert ">Joint network</dc:creator>" in package
    assert "<dc:publisher>Alpine &amp; Baltic networks</dc:publisher>" in package
    word = parts(make_book(book=book(), form=DocumentFormat.DOCX))
    assert "<dc:creator>Joint network</dc:creator>" in word["docProps/core.xml"]
    assert "<Company>Alpine &amp; Baltic networks</Company>" in word["docProps/app.xml"]
    fromstring(word["docProps/app.xml"])
    pdf = make_book(book=book(), form=DocumentFormat.PDF)
    assert b"/Author(Joint network)" in pdf
    assert b"/Subject(Alpine & Baltic networks)" in pdf


@pytest.mark.parametrize("form", [DocumentFormat.PDF, DocumentFormat.EPUB, DocumentFormat.DOCX])
def test_same_book_gives_identical_bytes_and_reports_progress(form: DocumentFormat) -> None:
    notified: list[int] = []
    first = make_book(book=book(), form=form, report_progress=lambda: notified.append(1))
    assert make_book(book=book(), form=form) == first
    assert len(notified) == 2


def test_footnotes_are_placed_at_their_marks_and_unmarked_ones_at_the_end_of_the_text() -> None:
    other = NOTE.replace("fn-s1-1", "fn-s1-2").replace("2009", "2011")
    html = f'<div class="prose"><p>One{SIGN}, two.</p><p>Three.</p></div><div class="margin">{NOTE}{other}</div>'
    made = render_section(html, level=2, setting=setting())
    assert re.findall(r"<p>.*?</p>", made)[:2] == [
        '<p>One<a epub:type="noteref" href="#note1">*</a>, two.</p>',
        '<p>Three.<a epub:type="noteref" href="#note2">*</a></p>',
    ]
    assert made.count('<aside epub:type="footnote"') == 2
    assert "↩" not in made


def test_terms_are_listed_once_at_the_end_in_alphabetical_order() -> None:
    victim = BookTerm("Victim", "Anyone.")
    inside = words_in(
        make_book(book=book(terms=[victim, BookTerm("asylum", "Shelter."), victim]), form=DocumentFormat.EPUB)
    )
    assert re.findall(r"<dt>([^<]*)</dt>", inside) == ["asylum", "Victim"]
    assert "Words used" in inside


def test_heading_levels_are_normalised_without_gaps() -> None:
    html = "<h4>Deep</h4><p>x</p><h3>Up</h3><h4>Down</h4><section class='country-box'><h3>Box</h3></section>"
    made = render_section(html, level=2, setting=setting())
    assert re.findall(r"<(h\d)[^>]*>(\w+)", made) == [("h3", "Deep"), ("h3", "Up"), ("h4", "Down"), ("h3", "Box")]


def test_legal_sources_are_separate_from_the_checklist_before_them() -> None:
    html = '<section class="checklist"><ul><li>one</li></ul></section><ul class="sources"><li>CETS 197</li></ul>'
    made = render_section(html, level=1, setting=setting())
    assert made == (
        '<div class="checklist"><ul><li>☐\u00a0one</li></ul></div><p><b>Legal sources</b></p><ul><li>CETS 197</li></ul>'
    )


def test_links_lead_into_the_book_or_to_the_web_and_others_become_text() -> None:
    leads = {"/a/#s1": "#s1", "https://x.example/": "https://x.example/"}
    html = '<p><a href="/a/#s1">in</a> <a href="https://x.example/">out</a> <a href="/gone/">gone</a></p>'
    made = render_section(html, level=1, setting=setting(find=lambda href: leads.get(href, "")))
    assert made == (
        '<p><a href="#s1">in</a> <a href="https://x.example/">out</a> <span>gone</span></p>'
    )  # fmt: skip


def test_missing_or_broken_picture_is_replaced_by_its_alternative_text() -> None:
    shown = '<figure><img src="/p/{0}" alt="A &quot;door&quot; {0}"><figcaption>Open</figcaption></figure>'
    html = "".join(shown.format(n) for n in (1, 2, 3))
    pictures = {"/p/1": picture(), "/p/2": b"no picture"}
    inside = parts(make_book(book=book(html, pictures=pictures), form=DocumentFormat.EPUB))
    assert len([name for name in inside if name.startswith("EPUB/media/")]) == 1
    text = " ".join(inside.values())
    assert 'alt="A &quot;door&quot; 1"' in text
    assert '[Picture: A "door" 2]' in text
    assert '[Picture: A "door" 3]' in text
    assert "Figure 1. Open" in text
    pdf = make_book(book=book(html, pictures=pictures), form=DocumentFormat.PDF)
    assert b"<pdfuaid:part>1" in pdf
    assert b'/Alt(A "door" 1)' in pdf


def test_large_picture_is_scaled_down_and_one_over_100_megapixels_is_not_opened() -> None:
    html = '<figure><img src="/p" alt="A map"></figure>'
    large, larger = picture(8000, 5000), picture(12000, 9000)
    made = make_book(book=book(html, pictures={"/p": large}), form=DocumentFormat.EPUB)
    with ZipFile(BytesIO(made)) as opened, Image.open(BytesIO(opened.read("EPUB/media/file0.png"))) as kept:
        assert kept.size == (1600, 1000)
    assert "[Picture: A map]" in words_in(make_book(book=book(html, pictures={"/p": larger}), form=DocumentFormat.EPUB))


def test_chapter_of_500_sections_is_created_as_pdf() -> None:
    sections = [
        BookSection(number=f"1.{n}", title=f"S {n}", anchor=f"s{n}", law="", html="<p>Text.</p>") for n in range(1, 501)
    ]
    long = [BookChapter(number=1, title="Long", standfirst="", sections=sections)]
    assert pages(make_book(book=book(chapters=long, whole=False, of="Handbook"), form=DocumentFormat.PDF)) > 20


def test_document_of_one_section_begins_with_its_heading_and_has_no_contents() -> None:
    inside = parts(make_book(book=book(whole=False, is_section=True, of="The handbook"), form=DocumentFormat.DOCX))
    assert re.findall(r'w:val="Heading(\d)" />.*?<w:t[^>]*>([^<]*)', inside["word/document.xml"])[0] == (
        "1",
        "1.1 First",
    )


def test_too_deeply_nested_html_raises_a_conversion_error() -> None:
    with pytest.raises(ConversionError):
        make_book(book=book("<div>" * 3000 + "x"), form=DocumentFormat.PDF)
