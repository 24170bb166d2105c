"""Which headings become chapters and sections."""

import pytest

from networkapp.handbooks.word_import.reader.numbers import depth_of_number, split_numbers
from networkapp.handbooks.word_import.reader.outline import (
    Levels,
    arrange_chapters,
    document_title,
    guess_levels,
    levels_in,
)
from networkapp.handbooks.word_import.reader.values import Block, Piece, WordDocument

TEXT = Block(kind="text", value={"html": f"<p>{'word ' * 2_000}</p>"})
SHORT = Block(kind="text", value={"html": "<p>few words</p>"})


def document(*headings: tuple[int, str], title: str = "", block: Block = TEXT) -> WordDocument:
    pieces = tuple(
        Piece(level=max(level, 0), title=heading, blocks=(block,), is_bold=level < 0) for level, heading in headings
    )
    return WordDocument(title=title, pieces=pieces, losses=())


def read(made: WordDocument, levels: Levels | None = None) -> list[tuple[str, list[str]]]:
    return [
        (chapter.title, [section.title for section in chapter.sections])
        for chapter in arrange_chapters(made, levels or guess_levels(made), name="the name")
    ]


def test_highest_headings_become_chapters_and_the_next_level_sections() -> None:
    made = document((1, "A"), (2, "a1"), (3, "deep"), (2, "a2"), (1, "B"), (2, "b1"))
    assert read(made) == [("A", ["A", "a1", "a2"]), ("B", ["B", "b1"])]


def test_text_before_the_first_heading_becomes_a_chapter_named_after_the_document() -> None:
    assert read(document((0, ""), (1, "A"), (2, "a"), title="Guide"))[0] == ("Guide", ["Guide"])
    assert read(document((0, ""), (1, "A"), (2, "a")))[0] == ("the name", ["the name"])


def test_single_top_heading_is_the_title_of_the_document() -> None:
    made = document((1, "Guide"), (2, "A"), (3, "a"), (2, "B"), (3, "b"), block=SHORT)
    assert read(made) == [("Guide", ["Guide"]), ("A", ["A", "a"]), ("B", ["B", "b"])]


def in_parts(made: WordDocument, levels: Levels | None = None) -> list[tuple[str, str]]:
    return [
        (chapter.part, chapter.title)
        for chapter in arrange_chapters(made, levels or guess_levels(made), name="the name")
    ]


def bare(level: int, title: str) -> Piece:
    return Piece(level=level, title=title, anchors=(title,))


def test_headings_named_part_above_chapters_become_parts() -> None:
    rest = document((2, "A"), (3, "a"), (2, "B"), (3, "b"), block=SHORT).pieces
    pieces = (bare(1, "Part I. Law"), *rest, bare(1, "Part II. Help"), *rest)
    made = WordDocument(title="", pieces=pieces, losses=())
    assert guess_levels(made) == Levels(part=1, chapter=2, section=3)
    assert in_parts(made) == [
        ("Part I. Law", "A"),
        ("Part I. Law", "B"),
        ("Part II. Help", "A"),
        ("Part II. Help", "B"),
    ]


def test_empty_headings_above_long_chapters_become_parts() -> None:
    rest = document((2, "A"), (3, "a"), (2, "B"), (3, "b")).pieces
    large = WordDocument(title="", pieces=(bare(1, "Law"), *rest, bare(1, "Help"), *rest), losses=())
    assert guess_levels(large) == Levels(part=1, chapter=2, section=3)
    short = document((1, "Law"), (2, "A"), (3, "a"), (2, "B"), (1, "Help"), (2, "C"), (3, "c"), block=SHORT)
    assert guess_levels(short) == Levels(chapter=1, section=2)


def test_text_of_a_part_becomes_a_chapter_and_links_to_an_empty_part_lead_to_its_first() -> None:
    rest = document((2, "A"), (3, "a"), block=SHORT).pieces
    result = Piece(level=1, title="Help", blocks=(SHORT,))
    made = WordDocument(title="", pieces=(bare(1, "Law"), *rest, result, *rest), losses=())
    levels = Levels(part=1, chapter=2, section=3)
    assert in_parts(made, levels) == [("Law", "A"), ("Help", "Help"), ("Help", "A")]
    assert arrange_chapters(made, levels, name="x")[0].sections[0].anchors == ("Law",)


def test_title_page_is_distinguished_from_an_introduction() -> None:
    chapters = document((1, "A"), (2, "a"), (1, "B"), (2, "b")).pieces
    front = Block(kind="text", value={"html": "<p><b>Guide &amp; more</b></p><p>By the secretariat, 2024</p>"})
    for first, is_title in (
        (Piece(level=0, title="", blocks=(front,)), True),
        (Piece(level=0, title="", blocks=(TEXT,)), False),
        (Piece(level=1, title="Foreword", blocks=(SHORT,)), False),
    ):
        made = WordDocument(title="", pieces=(first, *chapters), losses=())
        read = arrange_chapters(made, Levels(chapter=1, section=2), name="n")
        assert [chapter.is_title_page for chapter in read] == [is_title, False, False]
        assert document_title(made, read) == ("Guide & more" if is_title else "")


def test_document_can_start_at_heading_level_two_and_skip_levels() -> None:
    assert guess_levels(document((2, "A"), (5, "a"), (2, "B"), (5, "b"))) == Levels(chapter=2, section=5)


def test_headings_of_one_level_are_chapters_if_their_text_is_long_and_else_sections() -> None:
    long = document((1, "A"), (1, "B"), (1, "C"))
    assert guess_levels(long) == Levels(chapter=1, section=0)
    assert read(long) == [("A", ["A"]), ("B", ["B"]), ("C", ["C"])]
    assert read(document((1, "A"), (1, "B"), (1, "C"), block=SHORT)) == [("the name", ["A", "B", "C"])]


def test_document_without_headings_becomes_one_section() -> None:
    assert read(document((0, ""))) == [("the name", ["the name"])]


def test_bold_lines_become_headings_by_number_depth_if_there_are_no_others() -> None:
    made = document((-1, "1. Law"), (-1, "1.1 Duties"), (-1, "1.2 Rights"), (-1, "2. Help"), (-1, "2.1 Who"))
    assert guess_levels(made) == Levels(chapter=1, section=2, bold=True)
    assert read(made) == [("Law", ["Law", "Duties", "Rights"]), ("Help", ["Help", "Who"])]


def test_bold_lines_stay_text_if_there_are_headings() -> None:
    made = document((1, "A"), (2, "a"), (-1, "Mind & this"), (1, "B"), (2, "b"), block=SHORT)
    section = arrange_chapters(made, guess_levels(made), name="x")[0].sections[1]
    assert section.blocks[0].value["html"] == "<p>few words</p><p><b>Mind &amp; this</b></p><p>few words</p>"


def test_deeper_headings_become_headings_in_the_text_of_their_section() -> None:
    made = document((1, "A"), (2, "a"), (3, "x"), (4, "y"), block=SHORT)
    section = arrange_chapters(made, Levels(chapter=1, section=2), name="n")[0].sections[1]
    assert section.blocks[0].value["html"] == ("<p>few words</p><h3>x</h3><p>few words</p><h4>y</h4><p>few words</p>")


def test_empty_heading_becomes_a_bold_line_of_the_following_text() -> None:
    made = document((1, "Part one"), (2, "A"), (3, "a"), (2, "B"), (3, "b"), block=SHORT)
    bare = WordDocument(title="", pieces=(Piece(level=1, title="Part one"), *made.pieces[1:]), losses=())
    chapter = arrange_chapters(bare, Levels(chapter=2, section=3), name="n")[0]
    assert chapter.title == "A"
    assert chapter.sections[0].blocks[0].value["html"] == "<p><b>Part one</b></p><p>few words</p>"


def test_chapter_can_have_500_sections() -> None:
    made = document((1, "A"), *((2, f"s{n}") for n in range(500)), block=SHORT)
    assert len(arrange_chapters(made, Levels(chapter=1, section=2), name="n")[0].sections) == 501


def test_heading_levels_are_encoded_in_urls() -> None:
    spelled = Levels(part=1, chapter=2, section=3, bold=True)
    assert Levels.parse(str(spelled)) == spelled
    assert levels_in(document((2, "A"), (-1, "b")), bold=True) == [2, 3]


@pytest.mark.parametrize(
    ("titles", "plain"),
    [
        (["3.2 Title"], ["Title"]),
        (["1. Why", "2. How"], ["Why", "How"]),
        (["1 Why", "2 How", "3 When"], ["Why", "How", "When"]),
        (["18 October", "15 recommendations"], ["18 October", "15 recommendations"]),
        (["2011 and after"], ["2011 and after"]),
        (["IV. Results", "A. Scope"], ["Results", "Scope"]),
        (["Chapter 3: Victims", "Глава 2. Закон", "Kapitel 1 – Recht"], ["Victims", "Закон", "Recht"]),
        (["3.", "1.2"], ["3.", "1.2"]),
        (["Civil society", "Drivers"], ["Civil society", "Drivers"]),
    ],
)
def test_typed_numbers_are_removed_from_headings(titles: list[str], plain: list[str]) -> None:
    assert [title for _number, title in split_numbers(titles)] == plain


def test_depth_of_a_heading_number_is_counted() -> None:
    assert [depth_of_number(title) for title in ("3.2 a", "1. a", "a", "1.2.3 x")] == [2, 1, 0, 3]


def test_empty_heading_at_the_end_becomes_a_bold_line_of_the_preceding_text() -> None:
    pieces = (Piece(level=1, title="Law", blocks=(SHORT,)), bare(2, "Rights"), bare(1, "Annex"))
    [chapter] = arrange_chapters(
        WordDocument(title="", pieces=pieces, losses=()), Levels(chapter=1, section=2), name="x"
    )
    [section] = chapter.sections
    assert section.blocks[0].value["html"].endswith("<p><b>Rights</b></p><p><b>Annex</b></p>")
    assert section.anchors == ("Rights", "Annex")


def test_document_with_only_headings_becomes_text() -> None:
    alone = WordDocument(title="", pieces=(bare(1, "Testing"),), losses=())
    [chapter] = arrange_chapters(alone, Levels(chapter=1, section=0), name="x")
    [section] = chapter.sections
    assert [block.value["html"] for block in section.blocks] == ["<p><b>Testing</b></p>"]
