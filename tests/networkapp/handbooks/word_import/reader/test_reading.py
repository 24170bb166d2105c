"""Content that is imported from a Word document, and the report on the rest."""

from time import process_time

import pytest

from networkapp.handbooks.word_import.reader.archive import _WRAPPINGS, _boxes_after
from networkapp.handbooks.word_import.reader.losses import _without_duplicates
from networkapp.handbooks.word_import.reader.outline import Levels
from networkapp.handbooks.word_import.reader.reading import read_word
from networkapp.handbooks.word_import.reader.values import UnreadableDocument, WordDocument
from tests.factories import word as w
from tests.factories.word import chapters, html, lost


def test_headings_lists_links_footnotes_tables_and_pictures_are_imported() -> None:
    document = read_word(
        w.document(
            w.heading(1, "Law"),
            w.heading(2, "Duties"),
            w.paragraph("States ", w.bold("must"), " act", w.note(1), w.run(". See "), w.link("k", "there")),
            w.item("first"),
            w.item("inner", depth=1),
            w.item("second"),
            w.item("point", numbering=2),
            w.table(["Year", "Number"], ["2024", "7"], head=1),
            w.paragraph(w.picture(words="A map of the region")),
            w.paragraph("Map 1. The region", style="caption"),
            notes={1: "Article 5."},
            links={"k": "https://example.org/a?b=1&c=2"},
            pictures={"p1": w.drawn()},
        )
    )
    [chapter] = chapters(document)
    [section] = chapter.sections
    assert (chapter.title, section.title) == ("Law", "Duties")
    assert [(block.kind, dict(block.value)) for block in section.blocks] == [
        (
            "text",
            {
                "html": "<p>States <b>must</b> act[^1]. See "
                '<a href="https://example.org/a?b=1&amp;c=2">there</a></p>'
                "<ol><li>first<ol><li>inner</li></ol></li><li>second</li></ol><ul><li>point</li></ul>"
            },
        ),
        ("table", {"rows": [["Year", "Number"], ["2024", "7"]], "head": True, "caption": "", "merged": []}),
        (
            "figure",
            {"part": "word/media/p1.png", "alternative": "A map of the region", "caption": "Map 1. The region"},
        ),
        ("footnote", {"number": 1, "html": "<p>Article 5.</p>"}),
    ]
    assert lost(document) == []


def test_footnotes_are_numbered_per_section_and_typed_footnote_marks_stay_text() -> None:
    document = read_word(
        w.document(
            w.heading(1, "Law"),
            *(w.heading(2, "One"), w.paragraph("a", w.note(1), w.run("b"), w.note(2))),
            *(w.heading(2, "Two"), w.paragraph("c", w.note(3), w.run(" and [^1] typed"))),
            notes={1: "first", 2: "second", 3: "third"},
        )
    )
    one, two = chapters(document)[0].sections
    assert [block.value["html"] for block in one.blocks] == ["<p>a[^1]b[^2]</p>", "<p>first</p>", "<p>second</p>"]
    assert [block.value["html"] for block in two.blocks] == ["<p>c[^1] and [ ^1] typed</p>", "<p>third</p>"]


def test_footnote_of_a_heading_moves_to_the_next_paragraph_and_of_a_table_to_its_cell() -> None:
    document = read_word(
        w.document(
            w.paragraph(w.run("Law"), w.note(1), style="Heading1"),
            w.table([w.cell(w.paragraph(w.run("a"), w.note(2))), "b"], ["c", "d"]),
            w.paragraph("text"),
            w.heading(1, "Help"),
            w.paragraph("more"),
            notes={1: "first", 2: "second"},
        )
    )
    [section] = chapters(document, Levels(chapter=1, section=0))[0].sections
    table, text, *_notes = section.blocks
    assert (table.value["rows"][0][0], text.value["html"]) == ("a[^2]", "<p>text[^1]</p>")
    assert [loss.kind for loss in document.losses] == ["heading_note"]


def test_lettered_lists_become_text_with_their_letters() -> None:
    document = read_word(w.document(w.item("one", numbering=3), w.item("two", numbering=3)))
    assert html(document) == "<p>a. one</p><p>b. two</p>"
    assert lost(document) == [("list_marks", "", "one")]


def test_text_that_resembles_markup_is_escaped() -> None:
    document = read_word(w.document(w.paragraph(w.run("<script>alert(1)</script> & <b>"))))
    assert html(document) == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>"


def test_styles_with_outline_level_and_united_nations_heading_styles_are_headings() -> None:
    outline = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    more = f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own Chapter"/>{outline}</w:style>'
    more += '<w:style w:type="paragraph" w:styleId="HChG"><w:name w:val="_ H _Ch_G"/></w:style>'
    document = read_word(
        w.document(
            w.paragraph("One", style="Own"), w.paragraph("a"), w.paragraph("Two", style="HChG"), w.paragraph("b"),
            more_styles=more,
        )
    )  # fmt: skip
    assert [(piece.level, piece.title) for piece in document.pieces] == [(1, "One"), (2, "Two")]


def test_paragraph_with_outline_level_is_a_heading_unless_its_style_sets_the_level() -> None:
    shown = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{}"/>'
    body_text, was = (
        '<w:outlineLvl w:val="9"/>',
        '<w:pPrChange w:id="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>',
    )
    based = '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Heading2"/></w:style>'
    document = read_word(
        w.document(
            *(w.paragraph("Chapter", properties=shown.format(0)), w.paragraph("a")),
            *(
                w.paragraph("Section", style="caption", properties=shown.format(1)),
                w.paragraph("b", properties=body_text),
            ),
            *(w.paragraph("Styled", style="Heading3", properties=shown.format(0)), w.paragraph("c", properties=was)),
            *(w.paragraph("Based", style="Mine", properties=shown.format(0)), w.paragraph("d")),
            more_styles=based,
        )
    )
    found = [(piece.level, piece.title, piece.blocks[0].value["html"]) for piece in document.pieces]
    assert found == [
        (1, "Chapter", "<p>a</p>"),
        (2, "Section", "<p>b</p>"),
        (3, "Styled", "<p>c</p>"),
        (2, "Based", "<p>d</p>"),
    ]
    assert lost(document) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "not_word"),
        (b"PK\x03\x04 half of an archive", "broken"),
        (w.pack({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "not_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_word"),
        (w.document(w.paragraph("x"), more={"word/vbaProject.bin": b"x"}), "macros"),
        (w.document(w.paragraph("x"))[:-200], "broken"),
        (w.document("<w:p><w:r>"), "broken"),
        (w.document(w.paragraph("x"), more={"word/styles2.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "broken"),
        (w.document(w.paragraph("x"), more={"word/styles2.xml": '<!DOCTYPE x><x/>'.encode("utf-16")}), "broken"),
        (w.document(w.paragraph("x"), more={"word/big.xml": " " * 61_000_000}), "bomb"),
    ],
    ids=["pdf", "half", "sheet", "locked", "old", "macros", "cut", "xml", "entity", "wide_entity", "bomb"],
)  # fmt: skip
def test_invalid_word_document_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_word(content)
    assert refused.value.reason == reason


def test_parsed_document_is_unchanged_after_json_serialization() -> None:
    document = read_word(w.document(w.heading(1, "Law"), w.table(["a", "b"], ["c", "d"]), w.paragraph("text")))
    assert WordDocument.from_json(document.as_json()) == document


@pytest.mark.parametrize(
    ("begins", "repeated"),
    [("", "<w:pict "), ("", "<w:dir "), ("<w:pict>", "<w:txbxContent>"), ("", "<w:pict>"), ("", "<w:moveFrom/>")],
)
def test_unclosed_repeated_elements_are_parsed_within_2_seconds(begins: str, repeated: str) -> None:
    text = (begins + repeated * 50_000 + "</w:pict>" * (50_000 if repeated == "<w:pict>" else 1)).encode()
    started = process_time()
    with_boxes, boxes = _boxes_after(_WRAPPINGS.sub(b"", text))
    _without_duplicates(with_boxes)
    assert (boxes, process_time() - started < 2) == ([], True)
