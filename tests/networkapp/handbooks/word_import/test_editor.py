"""Every draft created from a Word document opens in Wagtail's editor, whatever the document contains."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from networkapp.handbooks.models import ChapterPage, HandbookPage, WordImport
from tests.factories import word as w
from tests.factories.handbooks import make_chapter
from tests.factories.networks import editor_of

Bring = Callable[..., WordImport]
Make = Callable[..., list[ChapterPage]]
BREAK, BOLD_BREAK = "<w:r><w:br/></w:r>", "<w:r><w:rPr><w:b/></w:rPr><w:br/></w:r>"
IN_A_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
INDENTED = '<w:ind w:left="720"/>'
QUOTES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}</w:style>'
    for key, name, based in (
        ("Quote", "Quote", ""),
        ("IntenseQuote", "Intense Quote", ""),
        ("Quotations", "Quotations", ""),
        ("Mine", "Our words of others", '<w:basedOn w:val="Quote"/>'),
    )
)


def quoted(*texts: str, style: str = "Quote") -> str:
    return w.paragraph(*texts, style=style)


# Features that broke or were lost in the test documents of pandoc, docx4j and mammoth, one document each.
FEATURES = {
    "break in a paragraph": (w.paragraph("one", BREAK, "two"),),
    "break at the end of a paragraph": (w.paragraph("one", BREAK), w.paragraph("two")),
    "break in bold words": (w.paragraph(w.bold("one"), BOLD_BREAK, w.bold("two"), "x"),),
    "two paragraphs in an item": (w.item("one"), w.paragraph("two", properties=INDENTED), w.item("three")),
    "break in an item": (w.paragraph("a", BREAK, "b", properties=IN_A_LIST),),
    "list in a list": (w.item("one"), w.item("two", depth=1), w.item("three", 2, 2), w.item("four")),
    "letters in a list of letters": (w.item("one", 3), w.item("two", 3, 1), w.item("three", 3)),
    "list in letters in a list": (w.item("one"), w.item("two", 3, 1), w.item("three", 3, 1)),
    "quotation": (quoted("one", BREAK, "two"), quoted(w.bold("bold")), w.paragraph("x")),
    "quotation with a footnote": (quoted("said", w.note(1)), w.paragraph("x")),
    "break in a cell": (w.table(["A", "B"], [w.cell("one", "two"), w.cell(w.paragraph("a", BREAK, "b"))], head=1),),
    "text of a program": (w.paragraph(w.run('one <a href="two">')), w.paragraph(w.run("a < b & c > d"))),
    "heading without text at the end": (w.paragraph("one"), w.heading(2, "two")),
    "link in a link": (
        w.paragraph(f'<w:hyperlink w:anchor="here">{w.run("one")}{w.inner("there", "two")}</w:hyperlink>'),
        w.paragraph(w.mark("here"), w.mark("there"), "three"),
    ),
}  # fmt: skip


@pytest.fixture
def opens(handbook: HandbookPage, client: Client) -> Callable[[ChapterPage], str]:
    """Return a function that opens a draft as an editor of the network, and returns the page."""
    client.force_login(editor_of(handbook.network))

    def open_it(page: ChapterPage) -> str:
        answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200
        return str(answer.content.decode())

    return open_it


@pytest.mark.parametrize("feature", FEATURES)
def test_imported_draft_opens_in_the_editor(
    feature: str, bring: Bring, make: Make, opens: Callable[[ChapterPage], str]
) -> None:
    body = (w.heading(1, "Chapter"), w.heading(2, "Section"), *FEATURES[feature])
    [draft] = make(bring(w.document(*body, notes={1: "Note"}, more_styles=QUOTES)), "new")
    opens(draft)
    result = " ".join(str(block.value["body"].get_prep_value()) for block in draft.sections)
    for word in ("one", "two", "three"):
        assert (word in result) == (word in str(FEATURES[feature]))


def test_imported_line_breaks_are_stored_as_the_editor_writes_them(bring: Bring, make: Make) -> None:
    [draft] = make(bring(w.document(w.heading(1, "Chapter"), w.paragraph("one", BREAK, "two"))), "new")
    [text] = draft.sections[0].value["body"]
    assert text.value.source == "<p>one<br/>two</p>"


@pytest.mark.parametrize("style", ["Quote", "IntenseQuote", "Quotations", "Mine"])
def test_paragraph_in_a_quotation_style_becomes_a_quotation(style: str, bring: Bring, make: Make) -> None:
    body = (w.heading(1, "Chapter"), quoted("said", style=style), w.paragraph("x", properties=INDENTED))
    [draft] = make(bring(w.document(*body, more_styles=QUOTES)), "new")
    [text] = draft.sections[0].value["body"]
    assert text.value.source == "<blockquote>said</blockquote><p>x</p>"


def test_stored_draft_with_an_unclosed_line_break_opens_and_is_corrected_when_saved(
    handbook: HandbookPage, opens: Callable[[ChapterPage], str]
) -> None:
    chapter = make_chapter(handbook, 1, "law")
    revision = chapter.save_revision()
    content = revision.content
    assert "<p>law</p>" in content["sections"]
    type(revision).objects.filter(pk=revision.pk).update(
        content={**content, "sections": content["sections"].replace("<p>law</p>", "<p>law<br>and<br>order</p>")}
    )
    ChapterPage.objects.filter(pk=chapter.pk).update(has_unpublished_changes=True)
    assert "order" in opens(chapter)
    draft = ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object()
    assert "<p>law<br/>and<br/>order</p>" in draft.save_revision().content["sections"]


def test_raw_section_values_are_normalised_for_the_editor(
    handbook: HandbookPage, opens: Callable[[ChapterPage], str]
) -> None:
    chapter = make_chapter(handbook, 1, "law")
    box = {"type": "box", "value": {"title": "Box", "text": "<p>a<br>b</p><li>c</li>"}, "id": "b1"}
    note = {"type": "footnote", "value": "<b><p>note</p></b>", "id": "f1"}
    value: dict[str, Any] = {"title": "T", "law_as_of": None, "law_undecided": True, "body": [box, note]}
    chapter.sections = [{"type": "section", "value": value, "id": "s1"}]
    chapter.save_revision(clean=False)
    opens(chapter)
    [section] = ChapterPage.objects.get(pk=chapter.pk).get_latest_revision_as_object().sections.get_prep_value()
    stored_box, stored_note = section["value"]["body"]
    assert stored_box["value"]["text"] == "<p>a<br/>b</p><p>c</p>"
    assert stored_note["value"] == "<p><b>note</b></p>"
