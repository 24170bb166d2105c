"""Links in Word documents: to the web, to a bookmark in the document, and broken ones."""

from networkapp.handbooks.word_import.reader.reading import read_word
from tests.factories import word as w
from tests.factories.word import chapters, html, lost


def test_internal_links_lead_to_their_section_and_broken_ones_become_text() -> None:
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


def test_bookmark_around_a_paragraph_is_found() -> None:
    start, end = w.mark("law").split("/>", 1)
    marked = f"{start}/>{w.heading(2, 'Duties')}{end}"
    document = read_word(w.document(w.heading(1, "A"), w.paragraph(w.inner("law", "there")), marked, w.paragraph("x")))
    assert '<a href="#duties">there</a>' in html(document)
    assert lost(document) == []


def test_internal_link_in_a_table_is_reported() -> None:
    cell = w.cell(w.paragraph(w.inner("law", "there")))
    document = read_word(w.document(w.paragraph(w.mark("law"), w.run("Law"), style="Heading1"), w.table([cell, "b"])))
    assert [loss.kind for loss in document.losses] == ["table_references"]


def test_only_web_and_email_links_are_imported() -> None:
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
