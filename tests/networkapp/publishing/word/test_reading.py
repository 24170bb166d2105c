"""What is read out of a Word document, and what is said of the rest."""

from time import perf_counter
from typing import Any

import pytest

from networkapp.publishing.word.archive import _WRAPPINGS, _boxes_after
from networkapp.publishing.word.left_out import _said_once
from networkapp.publishing.word.outline import Chapter, Levels, arrange, guess
from networkapp.publishing.word.reading import read_word
from networkapp.publishing.word.shapes import Document, NotRead
from tests.factories import word as w


def blocks(document: Document) -> list[tuple[str, Any]]:
    return [(block.kind, dict(block.value)) for piece in document.pieces for block in piece.blocks]


def html(document: Document) -> str:
    return "".join(value["html"] for kind, value in blocks(document) if kind == "text")


def lost(document: Document) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.where, loss.detail) for loss in document.losses]


def chapters(document: Document, levels: Levels | None = None) -> list[Chapter]:
    return arrange(document, levels or guess(document), name="brought")


def titles(made: list[Chapter]) -> list[tuple[str, list[str]]]:
    return [(chapter.title, [section.title for section in chapter.sections]) for chapter in made]


def test_headings_lists_links_footnotes_tables_and_pictures_come_along() -> None:
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


def test_each_section_counts_its_own_footnotes_from_one_and_what_only_looks_like_a_sign_is_none() -> None:
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


def test_a_footnote_of_a_heading_belongs_to_the_first_paragraph_below_it_and_one_of_a_table_to_its_cell() -> None:
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


def test_merged_cells_stay_merged_and_their_words_stand_in_the_first_of_them() -> None:
    rows = (
        [w.cell("both", wide=2), w.cell("c")],
        [w.cell("down", down="begins"), "x", "y"],
        [w.cell(down="goes on"), "z", w.cell("two", "lines")],
    )
    document = read_word(w.document(w.table(*rows, columns=3)))
    [(_kind, value)] = blocks(document)
    assert value["rows"] == [["both", "", "c"], ["down", "x", "y"], ["", "z", "two\nlines"]]
    assert value["merged"] == (
        {"row": 0, "col": 0, "rowspan": 1, "colspan": 2},
        {"row": 1, "col": 0, "rowspan": 2, "colspan": 1},
    )
    assert lost(document) == []


def test_a_cell_of_the_head_does_not_reach_down_out_of_it() -> None:
    rows = (
        [w.cell("State", down="begins"), w.cell("Cases", wide=2)],
        [w.cell(down="goes on"), "2023", "2024"],
        ["A", "1", "2"],
    )
    document = read_word(w.document(w.table(*rows, columns=3, head=2)))
    [(_kind, value)] = blocks(document)
    assert value["merged"] == ({"row": 0, "col": 1, "rowspan": 1, "colspan": 2},)
    assert lost(document) == [("table_head", "", "State")]


def test_links_inside_of_the_document_lead_to_the_section_and_those_to_nothing_are_words() -> None:
    simple = f'<w:fldSimple w:instr=" REF _Ref2 \\h ">{w.run("2.1")}</w:fldSimple>'
    document = read_word(
        w.document(
            w.heading(1, "Law"),
            *(w.heading(2, "Rights"), w.paragraph("See ", w.inner("_Ref2", "Duties"), ", ", simple)),
            w.paragraph(w.inner("middle", "there"), " and ", w.inner("gone", "nowhere"), w.field("_Ref2", "2.2")),
            w.paragraph(w.mark("_Ref2"), w.run("Duties"), style="Heading2"),
            w.paragraph("text ", w.mark("middle"), w.run("more")),
        )
    )
    rights, duties = chapters(document)[0].sections
    assert rights.blocks[0].value["html"] == (
        '<p>See <a href="#duties">Duties</a>, <a href="#duties">2.1</a></p>'
        '<p><a href="#middle">there</a> and nowhere<a href="#duties">2.2</a></p>'
    )
    assert (rights.anchors, duties.anchors) == (("law", "rights"), ("duties", "middle"))
    assert lost(document) == [("cross_reference", "Rights", "nowhere")]


def test_a_place_that_is_marked_around_a_paragraph_is_found() -> None:
    start, end = w.mark("law").split("/>", 1)
    marked = f"{start}/>{w.heading(2, 'Duties')}{end}"
    document = read_word(w.document(w.heading(1, "A"), w.paragraph(w.inner("law", "there")), marked, w.paragraph("x")))
    assert '<a href="#duties">there</a>' in html(document)
    assert lost(document) == []


def test_a_link_in_a_table_is_told_as_what_it_is() -> None:
    cell = w.cell(w.paragraph(w.inner("law", "there")))
    document = read_word(w.document(w.paragraph(w.mark("law"), w.run("Law"), style="Heading1"), w.table([cell, "b"])))
    assert [loss.kind for loss in document.losses] == ["table_references"]


def test_a_table_of_sixty_columns_is_carried_whole_and_said_to_be_wide() -> None:
    names = [f"c{n}" for n in range(60)]
    document = read_word(w.document(w.table(names, names)))
    assert blocks(document)[0][1]["rows"] == [names, names]
    assert ("table_wide", "", "60") in lost(document)


def test_tracked_insertions_are_text_deletions_are_gone_and_both_are_told_with_comments() -> None:
    inserted = f'<w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">{w.run("new ")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="A" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>old</w:delText></w:r></w:del>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    said = f'{w.HEAD}<w:comments {w.W}><w:comment w:id="0" w:author="B" w:date="2024-01-01T00:00:00Z">'
    said += f"{w.paragraph('Is this right?')}</w:comment></w:comments>"
    document = read_word(
        w.document(
            w.heading(1, "Law"),
            w.paragraph('<w:commentRangeStart w:id="0"/>', w.run("The "), inserted, deleted, w.run("rule"), comment),
            w.paragraph(deleted.replace("old", "And that."), w.run("It holds.")),
            more={"word/comments.xml": said},
        )
    )
    assert html(document) == "<p>The new rule</p><p>It holds.</p>"
    assert lost(document) == [
        ("comment", "Law", "Is this right?"),
        ("insertion", "Law", "new"),
        ("deletion", "Law", "old … And that."),
    ]
    assert [loss.count for loss in document.losses] == [1, 1, 2]


def test_lists_with_letters_keep_them_as_typed_text() -> None:
    document = read_word(w.document(w.item("one", numbering=3), w.item("two", numbering=3)))
    assert html(document) == "<p>a. one</p><p>b. two</p>"
    assert lost(document) == [("list_marks", "", "one")]


def test_what_stands_in_directions_fields_and_old_text_boxes_is_carried_or_told() -> None:
    inside = f"<w:txbxContent>{w.paragraph('in the box')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"
    document = read_word(
        w.document(
            w.paragraph(f'<w:dir w:val="rtl">{w.run("turned ")}</w:dir>', w.run("text")),
            w.paragraph(f'<w:fldSimple w:instr="DATE">{w.run("today")}</w:fldSimple>'),
            w.paragraph(box, w.run("beside it")),
        )
    )
    assert html(document) == "<p>turned text</p><p>today</p><p>beside it</p><p>in the box</p>"
    assert lost(document) == [("text_box", "", "in the box")]


def test_words_that_are_read_nowhere_are_named_whatever_the_reason() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{w.run('over')}</w:rt><w:rubyBase>{w.run('under it')}</w:rubyBase></w:ruby></w:r>"
    document = read_word(w.document(w.paragraph(ruby)))
    assert lost(document) == [("text", "", "overunder it")]


def test_heads_of_pages_drawings_and_embedded_files_are_told_with_their_words() -> None:
    drawing = '<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><a:t>Step one</a:t></dgm:dataModel>'
    document = read_word(
        w.document(
            w.paragraph("Text"),
            more={
                "word/header1.xml": f"{w.HEAD}<w:hdr {w.W}>{w.paragraph('Ministry of X')}</w:hdr>",
                "word/footer1.xml": f"{w.HEAD}<w:ftr {w.W}>{w.paragraph('')}</w:ftr>",
                "word/diagrams/data1.xml": drawing,
                "word/embeddings/sheet1.xlsx": b"PK",
            },
        )
    )
    assert lost(document) == [
        ("page_header", "", "Ministry of X"),
        ("drawing", "", "Step one"),
        ("embedded", "", "sheet1.xlsx"),
    ]


def test_links_lead_to_the_web_and_to_addresses_of_mail_and_nowhere_else() -> None:
    document = read_word(
        w.document(
            w.paragraph(w.link("a", "script"), w.link("b", "file"), w.link("c", "mail")),
            w.table([w.cell(w.paragraph(w.link("d", "site"))), "x"], ["y", "z"]),
            links={
                "a": "javascript:alert(1)",
                "b": "file:///C:/plan.docx",
                "c": "mailto:a@example.org",
                "d": "https://example.org/",
            },
        )
    )
    assert html(document) == '<p>scriptfile<a href="mailto:a@example.org">mail</a></p>'
    assert lost(document) == [
        ("link", "", "script: javascript:alert(1)"),
        ("link", "", "file: file:///C:/plan.docx"),
        ("table_links", "", "https://example.org/"),
    ]


def test_pictures_without_words_of_their_own_or_of_a_kind_no_browser_shows_are_told() -> None:
    document = read_word(
        w.document(
            w.heading(1, "Maps"),
            w.paragraph(w.picture("p1", words="image001.png")),
            w.paragraph(w.picture("p2", words="A drawing")),
            pictures={"p1": w.drawn(), "p2": b"\x01\x00\x00\x00 an old drawing"},
        )
    )
    assert blocks(document) == [("figure", {"part": "word/media/p1.png", "alternative": "", "caption": ""})]
    assert lost(document) == [("picture_words", "Maps", ""), ("picture_kind", "Maps", "A drawing")]


def test_what_looks_like_markup_is_text() -> None:
    document = read_word(w.document(w.paragraph(w.run("<script>alert(1)</script> & <b>"))))
    assert html(document) == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>"


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    document = read_word(w.document(w.table([w.cell("Remember", "this")])))
    assert blocks(document) == [("text", {"html": "<p>Remember</p><p>this</p>"})]


def test_styles_that_stand_in_the_outline_or_in_templates_of_the_united_nations_are_headings() -> None:
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


def test_a_paragraph_that_stands_in_the_outline_by_itself_is_a_heading_and_one_with_a_style_keeps_that_level() -> None:
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


def test_what_runs_from_right_to_left_is_named_and_empty_paragraphs_are_not() -> None:
    turned, straight = '<w:bidi w:val="1"/>', '<w:bidi w:val="0"/>'
    paragraphs = [(f"نص {number}", turned) for number in range(42)]
    document = read_word(
        w.document(
            *(w.paragraph(text, properties=mark) for text, mark in [*paragraphs, ("", turned), ("Text", straight)])
        )
    )
    assert [loss.kind for loss in document.losses] == ["right_to_left"] * 41
    first, *_others, more = document.losses
    assert (first.detail, first.count, more.detail, more.count) == ("نص 0", 1, "…", 2)


def test_a_paragraph_that_runs_from_right_to_left_is_read_once_however_often_it_says_so() -> None:
    often = '<w:bidi w:val="1"/>' * 100_000
    document = read_word(w.document(w.paragraph("نص", properties=often), w.paragraph("Text")))
    assert [(loss.kind, loss.detail, loss.count) for loss in document.losses] == [("right_to_left", "نص", 1)]


def test_what_was_raised_or_lowered_by_hand_is_so_in_the_text_and_reported_where_it_cannot_be() -> None:
    up, down, moved = (
        '<w:position w:val="8"/><w:sz w:val="12"/>',
        '<w:position w:val="-4"/><w:sz w:val="12"/>',
        '<w:position w:val="8"/>',
    )
    document = read_word(
        w.document(
            w.paragraph(
                "10",
                w.run("6", up),
                w.run(" H"),
                w.run("2", down),
                w.run("O is water, "),
                w.run("see", up),
                w.run("n", moved),
            )
        )
    )
    assert html(document) == "<p>10⁶ H₂O is water, seen</p>"
    assert lost(document) == [("raised", "", "see")]


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
def test_what_is_no_sound_word_document_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_word(content)
    assert refused.value.reason == reason


def test_what_was_read_is_the_same_after_it_was_kept_as_json() -> None:
    document = read_word(w.document(w.heading(1, "Law"), w.table(["a", "b"], ["c", "d"]), w.paragraph("text")))
    assert Document.from_json(document.as_json()) == document


@pytest.mark.parametrize(
    ("begins", "repeated"),
    [("", "<w:pict "), ("", "<w:dir "), ("<w:pict>", "<w:txbxContent>"), ("", "<w:pict>"), ("", "<w:moveFrom/>")],
)
def test_what_is_opened_over_and_over_and_never_closed_takes_no_time(begins: str, repeated: str) -> None:
    text = (begins + repeated * 50_000 + "</w:pict>" * (50_000 if repeated == "<w:pict>" else 1)).encode()
    started = perf_counter()
    with_boxes, boxes = _boxes_after(_WRAPPINGS.sub(b"", text))
    _said_once(with_boxes)
    assert (boxes, perf_counter() - started < 2) == ([], True)
