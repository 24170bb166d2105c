"""Tables, quotations, line breaks and foreign text in the files of a book."""

import re

import pypandoc
import pytest

from networkapp.documents.book.book import READ, make_book
from networkapp.documents.book.sections import render_section
from networkapp.documents.convert import DocumentFormat
from networkapp.handbooks.word_import.reader.reading import read_word
from networkapp.text.html_text import with_cell_lines
from tests.factories.word import html as html_of
from tests.networkapp.core.book_files import book, setting, words_in


def test_table_of_sixty_columns_is_split_into_nine_that_repeat_the_first_column() -> None:
    head = "".join(f"<th>H{n}</th>" for n in range(60))
    cells = "".join(f"<td>{n}</td>" for n in range(60))
    html = f"<table><caption>Counts</caption><thead><tr>{head}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"
    made = render_section(html, level=1, setting=setting())
    captions = re.findall(r"<caption>([^<]*)</caption>", made)
    assert (captions[0], captions[-1]) == (
        "Table 1. Counts (columns 2 to 8 of 60)",
        "Table 1. Counts (columns 58 to 60 of 60)",
    )
    tables = re.findall(r"<table>.*?</table>", made)
    assert len(tables) == len(captions) == 9
    assert all(table.count("<th>H0</th>") == table.count("<td>0</td>") == 1 for table in tables)
    shown = re.findall(r"<td>(\d+)</td>", made)
    assert sorted({int(n) for n in shown}) == list(range(60))


def test_last_part_of_a_split_table_can_have_one_column_besides_the_first() -> None:
    head = "".join(f"<th>H{n}</th>" for n in range(16))
    made = render_section(f"<table><caption>Counts</caption><tr>{head}</tr></table>", level=1, setting=setting())
    assert re.findall(r"<caption>([^<]*)</caption>", made)[-1] == "Table 1. Counts (column 16 of 16)"


def test_caption_with_a_number_gets_no_second_one_and_counting_continues() -> None:
    words = ("Figure 7: Doors", "Windows", "Figures of 2024")
    html = "".join(
        f'<figure><img src="/p" alt="Shown"><figcaption>{caption}</figcaption></figure>' for caption in words
    )
    html += (
        "<table><caption>Table 3 – Counts</caption><tbody><tr><td>Who</td></tr><tr><td>Police</td></tr></tbody></table>"
    )
    made = render_section(html, level=1, setting=setting(pictures=["/p"]))
    assert re.findall(r"<(?:em|caption|figcaption)>([^<]*)<", made) == [
        "Figure 7: Doors",
        "Figure 2. Windows",
        "Figure 3. Figures of 2024",
        "Table 3 – Counts",
    ]


def test_table_without_a_header_gets_its_first_row_as_header() -> None:
    html = "<table><tbody><tr><td>Who</td></tr><tr><td>Police</td></tr></tbody></table>"
    made = render_section(html, level=1, setting=setting())
    assert made == (
        "<table><thead><tr><th>Who</th></tr></thead><tbody><tr><td>Police</td></tr></tbody></table>"
    )  # fmt: skip


def test_typst_markdown_and_html_commands_in_texts_stay_text_in_every_format() -> None:
    typst = '#import "@preview/x:1.0.0" #read("/etc/passwd") $x$ *b* \\ @ref &lt;label&gt; `raw` {{ x }} [^1] $$'
    html = f"<p>{typst}</p><p>= no heading</p><p>- no list</p><script>no()</script><p><a href='javascript:no()'>j</a>"
    for form in (DocumentFormat.PDF, DocumentFormat.EPUB, DocumentFormat.DOCX):
        made = make_book(book=book(html, title=f"# {typst}", facts=[(typst, typst)]), form=form)
        if form is not DocumentFormat.PDF:
            assert "no()" not in words_in(made)
            assert "read(&quot;/etc/passwd&quot;)" in words_in(made) or 'read("/etc/passwd")' in words_in(made)
        assert b"root:" not in made


def test_text_in_other_languages_and_right_to_left_text_is_marked() -> None:
    html = '<p lang="ru">Привет</p><p>שלום עולם</p><p>A <span lang="de">Wort</span></p>'
    made = render_section(html, level=1, setting=setting())
    assert made == (
        '<div lang="ru"><p>Привет</p></div><div dir="rtl"><p>שלום עולם</p></div><p>A <span lang="de">Wort</span></p>'
    )
    assert 'data-typst:text:lang="&quot;ru&quot;"' in render_section(html, level=1, setting=setting(DocumentFormat.PDF))
    assert b"<pdfuaid:part>1" in make_book(book=book(html), form=DocumentFormat.PDF)


CELLS = """<table><thead><tr><th>Who</th><th>What</th></tr></thead>
<tbody><tr><td>Police\nLabour inspectors</td><td>x</td></tr></tbody></table>"""


@pytest.mark.parametrize("form", [DocumentFormat.EPUB, DocumentFormat.DOCX])
def test_line_breaks_in_cells_and_quotations_are_kept(form: DocumentFormat) -> None:
    html = with_cell_lines(CELLS) + "<blockquote>Said<br/>twice</blockquote>"
    result = words_in(make_book(book=book(html), form=form))
    if form is DocumentFormat.EPUB:
        assert "Police<br />\nLabour inspectors" in result
        assert re.search(r"<blockquote>\s*(?:<p>)?Said<br />\s*twice", result)
    else:
        assert re.search(r"Police</w:t></w:r><w:r><w:br ?/></w:r><w:r><w:t[^>]*>Labour inspectors", result)
        assert re.search(r'<w:pStyle w:val="BlockText" ?/></w:pPr><w:r><w:t[^>]*>Said', result)


def test_pdf_shows_line_breaks_in_cells_and_quotations() -> None:
    body = pypandoc.convert_text(
        render_section(
            with_cell_lines(CELLS) + "<blockquote>Said</blockquote>", level=1, setting=setting(DocumentFormat.PDF)
        ),
        "typst",
        format=READ,
    )
    assert re.search(r"Police \\\n\s*Labour inspectors", body)
    assert "#quote(block: true)[" in body
    assert make_book(book=book(with_cell_lines(CELLS)), form=DocumentFormat.PDF).startswith(b"%PDF")


def test_quotation_exported_as_docx_is_imported_as_a_quotation() -> None:
    made = make_book(book=book("<p>x</p><blockquote>Said</blockquote>"), form=DocumentFormat.DOCX)
    assert "<blockquote>Said</blockquote>" in html_of(read_word(made))


def test_very_long_words_can_break_in_pdf() -> None:
    word = "x" * 400
    made = render_section(f"<p>{word}</p>", level=1, setting=setting(DocumentFormat.PDF))
    assert max(map(len, made.split("\u200b"))) < 20
    assert made.replace("\u200b", "") == f"<p>{word}</p>"
    assert render_section(f"<p>{word}</p>", level=1, setting=setting()) == f"<p>{word}</p>"


def test_characters_without_a_font_do_not_break_the_pdf() -> None:
    made = make_book(book=book("<p>Да 👍 שלום</p>"), form=DocumentFormat.PDF)
    assert b"<pdfuaid:part>1" in made
