"""Layout of documents: page numbers, rows that stay whole, names that are not hyphenated, cover and contents."""

import io
import re
import zipfile

import pypdf
import pytest

from networkapp.documents.convert import DocumentFormat, make_document
from networkapp.documents.tables.widths import has_tall_rows

LONG_NAME = "Menschenrechtsbeauftragtenkonferenz"
INTRODUCTION = "<p>What it is about.</p>"
PARTS = (
    "<section><h2>First part</h2><p>Text.</p><h3>Inner part</h3></section>"
    "<section><h2>Second part</h2><p>Text.</p></section>"
)


def table(rows: int, cell: str) -> str:
    body = "".join(f"<tr><th>begins{number}</th><td>{cell} ends{number}</td></tr>" for number in range(rows))
    return f"<h2>Table</h2><table><thead><tr><th>Row</th><th>Text</th></tr></thead><tbody>{body}</tbody></table>"


def made(html: str, form: DocumentFormat, **kwargs: bool) -> bytes:
    return make_document(html=html, title="Title of it", site="A site", language="de", form=form, **kwargs)


def pages_of(html: str, **kwargs: bool) -> list[str]:
    read = pypdf.PdfReader(io.BytesIO(made(html, DocumentFormat.PDF, **kwargs)))
    return [" ".join(page.extract_text().split()) for page in read.pages]


def docx_part(html: str, name: str, **kwargs: bool) -> str:
    with zipfile.ZipFile(io.BytesIO(made(html, DocumentFormat.DOCX, **kwargs))) as package:
        return package.read(name).decode()


def test_row_of_a_table_stays_on_one_page_of_a_pdf() -> None:
    pages = pages_of(table(30, "some words in this cell " * 20))
    assert len(pages) > 2
    for number in range(30):
        begins = [place for place, page in enumerate(pages) if re.search(rf"\bbegins{number}\b", page)]
        ends = [place for place, page in enumerate(pages) if re.search(rf"\bends{number}\b", page)]
        assert begins == ends


def test_row_that_no_page_can_hold_is_not_cut_off() -> None:
    pages = pages_of(table(2, "some words in this cell " * 600))
    assert len(pages) > 3
    assert re.search(r"\bends1\b", pages[-1])


@pytest.mark.parametrize(("signs", "is_tall"), [(400, False), (4000, True)])
def test_table_is_tall_if_a_row_may_need_more_than_half_a_page(signs: int, is_tall: bool) -> None:
    assert has_tall_rows(table(1, "x" * signs) + table(1, "x")) == [is_tall, False]


def test_long_names_are_not_hyphenated_in_tables_and_headings() -> None:
    cells = "".join(f"<td>{LONG_NAME}</td>" for _column in range(3))
    html = f"<h2>{'Die Arbeit der ' * 4}{LONG_NAME}</h2><table><tr>{cells}</tr></table>"
    text = " ".join(pages_of(html))
    assert text.count(LONG_NAME) == 4


def test_word_document_has_page_numbers_and_repeats_heads_of_tables() -> None:
    html = table(3, "words")
    assert " PAGE " in docx_part(html, "word/footer1.xml")
    document = docx_part(html, "word/document.xml")
    assert 'footerReference w:type="default" r:id="rIdFoot"' in document
    assert (document.count("<w:tblHeader"), document.count("<w:cantSplit />")) == (1, 4)
    assert "footer1.xml" in docx_part(html, "word/_rels/document.xml.rels")
    assert "footer1.xml" in docx_part(html, "[Content_Types].xml")


def test_pdf_with_a_cover_has_title_contents_and_text_on_pages_of_their_own() -> None:
    cover, contents, text = pages_of(INTRODUCTION + PARTS, has_cover=True)
    assert cover == "Title of it Site: A site What it is about."
    assert re.sub(r"[\s.]+", " ", contents) == "Title of it Contents First part 3 Inner part 3 Second part 3 2"
    assert text.startswith("Title of it First part Text. Inner part Second part Text.")


def test_word_document_with_a_cover_has_contents_that_link_to_their_headings() -> None:
    document = docx_part(INTRODUCTION + PARTS, "word/document.xml", has_cover=True)
    linked = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', document)
    assert linked == ["first-part", "inner-part", "second-part"]
    assert [f'w:name="{anchor}"' in document for anchor in linked] == [True] * 3
    assert document.index("What it is about.") < document.index('w:br w:type="page"') < document.index("TOC1")
    assert "<w:titlePg />" in document
    assert "updateFields" in docx_part(INTRODUCTION + PARTS, "word/settings.xml", has_cover=True)


def test_document_without_a_cover_has_no_contents() -> None:
    document = docx_part(INTRODUCTION + PARTS, "word/document.xml")
    assert ("TOC1" in document, "titlePg" in document) == (False, False)
    assert len(pages_of(INTRODUCTION + PARTS)) == 1


def test_text_without_a_heading_is_all_on_the_cover() -> None:
    assert pages_of(INTRODUCTION, has_cover=True) == ["Title of it Site: A site What it is about."]
    assert "TOC1" not in docx_part(INTRODUCTION, "word/document.xml", has_cover=True)
