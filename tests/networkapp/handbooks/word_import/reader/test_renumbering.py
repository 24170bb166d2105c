"""Numbers typed before headings: removed, reported, and updated in references in the text."""

import pytest

from networkapp.handbooks.word_import.reader.inlines import SIGN, SIGN_END
from networkapp.handbooks.word_import.reader.outline import Levels, arrange_chapters, unresolved_references
from networkapp.handbooks.word_import.reader.references import rewrite_links
from networkapp.handbooks.word_import.reader.renumbering import renumbered_cell
from networkapp.handbooks.word_import.reader.values import Block, Piece, WordDocument

LEVELS = Levels(chapter=1, section=2)


def piece(level: int, title: str, html: str = "<p>Text</p>", anchor: str = "") -> Piece:
    blocks = (Block(kind="text", value={"html": html}),)
    return Piece(level=level, title=title, blocks=blocks, anchors=(anchor,) if anchor else ())


def handbook(text: str) -> WordDocument:
    pieces = (
        piece(1, "3. Law", text),
        *(piece(2, "3.1 Duties"), piece(2, "3.2 Rights", anchor="_Ref1"), piece(3, "3.2.1 Appeal")),
        *(piece(1, "4. Help"), piece(2, "4.1 Who helps")),
    )
    return WordDocument(title="", pieces=pieces, losses=())


def referring(text: str) -> str:
    """Return the text as it is stored if the chapters become 7 and 8; each address is the new number."""
    chapters = arrange_chapters(handbook(f"<p>{text}</p>"), LEVELS, name="x")
    names = {}
    for number, chapter in enumerate(chapters, start=7):
        for position, section in enumerate(chapter.sections, start=1):
            for name in section.anchors:
                names[name] = str(number) if name.startswith("§c") else f"{number}.{position}"
    html = chapters[0].sections[0].blocks[0].value["html"]
    return rewrite_links(
        html, lambda name: f"/{names[name]}/", {name: new for name, new in names.items() if name[0] == "§"}
    )


def lost(text: str) -> list[tuple[str, str]]:
    return [(loss.kind, loss.detail) for loss in unresolved_references(handbook(f"<p>{text}</p>"), LEVELS)]


def test_chapters_and_sections_store_their_typed_numbers() -> None:
    law, help_ = arrange_chapters(handbook("<p>x</p>"), LEVELS, name="x")
    assert [(chapter.number, chapter.title) for chapter in (law, help_)] == [("3", "Law"), ("4", "Help")]
    assert [(section.number, section.title) for section in law.sections] == [
        ("", "Law"), ("3.1", "Duties"), ("3.2", "Rights"),
    ]  # fmt: skip
    assert law.sections[2].numbered == (("3.2.1", "Appeal"),)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("see section 3.2.", 'see section <a href="/7.3/">7.3</a>.'),
        ("Sections 3.1 and 3.2 apply", 'Sections <a href="/7.2/">7.2</a> and <a href="/7.3/">7.3</a> apply'),
        ("(see 4.1)", '(see <a href="/8.2/">8.2</a>)'),
        ("Chapter 4 helps", 'Chapter <a href="/8/">8</a> helps'),
        ("section 3.2.1", 'section <a href="/7.3/">7.3</a>'),
        ("siehe Abschnitt 3.2", 'siehe Abschnitt <a href="/7.3/">7.3</a>'),
        ("см. раздел 4.1", 'см. раздел <a href="/8.2/">8.2</a>'),
        ('<a href="#_Ref1">3.2</a>', '<a href="/7.3/">7.3</a>'),
        ('<a href="#_Ref1">Rights</a>', '<a href="/7.3/">Rights</a>'),
        ('<a href="https://a.example/">section 3.2</a>', '<a href="https://a.example/">section 3.2</a>'),
        ("section 3.2 % or 3.25", "section 3.2 % or 3.25"),
    ],
)
def test_reference_by_number_becomes_a_link_with_the_new_number(text: str, stored: str) -> None:
    if "%" in text:
        assert referring(text) == f"<p>{stored}</p>".replace("section 3.2 %", 'section <a href="/7.3/">7.3</a> %')
    else:
        assert referring(text) == f"<p>{stored}</p>"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("see section 9.9", "reference_unknown"),
        ("under section 3.2 of the Act", "reference_law"),
        ("section 3.1 of Directive 2011/36/EU", "reference_law"),
        ("chapter 4 brottsbalken", "reference_law"),
    ],
)
def test_unresolved_reference_is_reported_and_unchanged(text: str, kind: str) -> None:
    assert lost(text) == [(kind, text)]
    assert referring(text) == f"<p>{text}</p>"


def test_ambiguous_number_is_reported_unless_the_reference_names_the_chapter() -> None:
    pieces = (piece(1, "1. Law", "<p>chapter 1, section 1</p>"), piece(2, "1. Duties"), piece(2, "2. Rights"))
    doubled = WordDocument(title="", pieces=(*pieces, piece(1, "2. Help"), piece(2, "1. Who")), losses=())
    assert [(loss.kind, loss.detail) for loss in unresolved_references(doubled, LEVELS)] == [
        ("reference_ambiguous", "chapter 1, section 1")
    ]
    html = arrange_chapters(doubled, LEVELS, name="x")[0].sections[0].blocks[0].value["html"]
    assert html == '<p>chapter <a href="#§c0">1</a>, section 1</p>'


def test_without_typed_numbers_no_references_are_reported() -> None:
    plain = WordDocument(title="", pieces=(piece(1, "Law", "<p>section 3.2</p>"), piece(2, "Duties")), losses=())
    assert unresolved_references(plain, LEVELS) == []


def test_references_in_table_cells_get_the_new_number_without_a_link() -> None:
    block = Block(kind="table", value={"rows": [["See section 3.2"]], "head": False, "caption": "", "merged": ()})
    pieces = (piece(1, "3. Law"), piece(2, "3.2 Rights"), Piece(level=2, title="3.3 Table", blocks=(block,)))
    [chapter] = arrange_chapters(WordDocument(title="", pieces=pieces, losses=()), LEVELS, name="x")
    [[cell]] = chapter.sections[2].blocks[0].value["rows"]
    assert renumbered_cell(cell, {"§s1": "7.2"}) == "See section 7.2"
    assert renumbered_cell(cell, {}) == "See section 3.2"


def test_reference_report_shows_whole_words_without_footnote_marks() -> None:
    words = "A long sentence that stands before the reference, and says: see section 9.9 of it"
    [(_kind, detail)] = lost(
        f"{words}{SIGN}1{SIGN_END}, and also what comes long after it, which nobody needs to read."
    )
    assert detail == "before the reference, and says: see section 9.9 of it, and also what comes long"
