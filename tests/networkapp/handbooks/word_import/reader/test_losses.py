"""Content of a Word document that is imported beside its text, or left out, and how that is reported."""

from networkapp.handbooks.word_import.reader.reading import read_word
from tests.factories import word as w
from tests.factories.word import html, lost


def test_tracked_changes_are_accepted_and_reported_with_comments() -> None:
    inserted = f'<w:ins w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z">{w.run("new ")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="A" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>old</w:delText></w:r></w:del>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    text = f'{w.HEAD}<w:comments {w.W}><w:comment w:id="0" w:author="B" w:date="2024-01-01T00:00:00Z">'
    text += f"{w.paragraph('Is this right?')}</w:comment></w:comments>"
    document = read_word(
        w.document(
            w.heading(1, "Law"),
            w.paragraph('<w:commentRangeStart w:id="0"/>', w.run("The "), inserted, deleted, w.run("rule"), comment),
            w.paragraph(deleted.replace("old", "And that."), w.run("It holds.")),
            more={"word/comments.xml": text},
        )
    )
    assert html(document) == "<p>The new rule</p><p>It holds.</p>"
    assert lost(document) == [
        ("comment", "Law", "Is this right?"),
        ("insertion", "Law", "new"),
        ("deletion", "Law", "old … And that."),
    ]
    assert [loss.count for loss in document.losses] == [1, 1, 2]


def test_text_in_direction_runs_fields_and_text_boxes_is_imported_or_reported() -> None:
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


def test_text_that_is_not_imported_is_reported() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{w.run('over')}</w:rt><w:rubyBase>{w.run('under it')}</w:rubyBase></w:ruby></w:r>"
    document = read_word(w.document(w.paragraph(ruby)))
    assert lost(document) == [("text", "", "overunder it")]


def test_page_headers_drawings_and_embedded_files_are_reported_with_their_text() -> None:
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


def test_right_to_left_paragraphs_are_reported_unless_empty() -> None:
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


def test_paragraph_with_repeated_right_to_left_marks_is_reported_once() -> None:
    often = '<w:bidi w:val="1"/>' * 100_000
    document = read_word(w.document(w.paragraph("نص", properties=often), w.paragraph("Text")))
    assert [(loss.kind, loss.detail, loss.count) for loss in document.losses] == [("right_to_left", "نص", 1)]


def test_manual_superscript_and_subscript_are_converted_or_reported() -> None:
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
