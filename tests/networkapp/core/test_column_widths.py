"""Column widths of tables in Word documents, and the page format of these documents."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader

from networkapp.documents.convert import DocumentFormat, make_document
from networkapp.documents.tables.widths import with_widths

TABLE = (
    "<table><thead><tr><th>Recommendation</th><th>XA</th><th>Coverage</th></tr></thead>"
    "<tbody><tr><th>Conventions signed, ratified and in national law of each state</th><td>A</td><td>100 %</td></tr>"
    '<tr><td colspan="3">Nothing else was published of the year before, which is said here</td></tr></tbody></table>'
)
DAY = datetime(2026, 3, 2, tzinfo=UTC)


def widths(html: str) -> list[int]:
    return [int(share) for share in re.findall(r'<col style="width: (\d+)%"', html)]


def part(made: bytes, name: str = "word/document.xml") -> str:
    return ZipFile(BytesIO(made)).read(name).decode()


def test_columns_with_long_texts_are_wider_and_no_word_is_cut() -> None:
    first, code, coverage = widths(with_widths(TABLE))
    assert first > 70 > coverage > code >= 5
    assert abs(first + code + coverage - 100) <= 2


def test_many_columns_with_long_texts_fit_their_longest_words() -> None:
    cells = "".join(f"<td>{word} {'and so on ' * 30}</td>" for word in ("Substantial", "a", "b", "c", "d"))
    found = widths(with_widths(f"<table><tr>{cells}</tr></table>"))
    assert found[0] == max(found)
    assert found[0] > 100 * (len("Substantial") + 4) / 84 - 1


def test_caption_stays_first_and_other_html_is_unchanged() -> None:
    table = TABLE.replace("<table>", "<table><caption>Bands</caption>")
    made = with_widths(f"<p>Before &amp; after</p>{table}")
    assert made.startswith("<p>Before &amp; after</p><table><caption>Bands</caption><colgroup>")
    assert re.sub("<colgroup>.*?</colgroup>", "", made).replace("/>", ">") == f"<p>Before &amp; after</p>{table}"


def test_text_without_tables_and_single_column_tables_are_unchanged() -> None:
    assert with_widths("<p>a < b</p>") == "<p>a < b</p>"
    assert widths(with_widths("<table><tr><td>One</td></tr></table>")) == []


def test_word_document_is_a4_with_tables_as_wide_as_the_page() -> None:
    made = make_document(
        html=f"<h2>Part</h2>{TABLE}", title="Report", site="", language="en", form=DocumentFormat.DOCX, dated=DAY
    )
    text = part(made)
    assert '<w:pgSz w:w="11906" w:h="16838" />' in text
    assert 'w:type="pct" w:w="5000"' in text
    grid = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', text)]
    assert grid[0] > 5 * grid[1]
    assert (text.count("<w:tr>"), text.count("<w:cantSplit />"), text.count("<w:tblHeader")) == (3, 3, 1)
    assert 'w:styleId="Cell"' in part(made, "word/styles.xml")


def test_same_content_gives_an_identical_docx() -> None:
    fields = {"title": "Report", "site": "", "language": "en", "form": DocumentFormat.DOCX, "dated": DAY}
    made = [make_document(html=TABLE, **fields) for _time in range(2)]
    assert made[0] == made[1]


def test_table_in_a_pdf_is_as_wide_as_the_page_and_shares_it_by_words() -> None:
    made = make_document(
        html="<table><tr><td>left</td><td>right</td></tr></table>", title="T", site="", language="en",
        form=DocumentFormat.PDF, dated=DAY,
    )  # fmt: skip
    text = PdfReader(BytesIO(made)).pages[0].extract_text(extraction_mode="layout")
    [line] = [line for line in text.splitlines() if "left" in line]
    assert line.index("right") - line.index("left") > 20
