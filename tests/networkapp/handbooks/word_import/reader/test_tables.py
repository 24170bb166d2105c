"""Tables and their pictures in Word documents: what is imported, and what is reported."""

from networkapp.handbooks.word_import.reader.reading import read_word
from tests.factories import word as w
from tests.factories.word import blocks, lost


def test_merged_cells_are_imported_with_their_text_in_the_first_cell() -> None:
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


def test_merged_cell_of_the_table_head_ends_with_the_head() -> None:
    rows = (
        [w.cell("State", down="begins"), w.cell("Cases", wide=2)],
        [w.cell(down="goes on"), "2023", "2024"],
        ["A", "1", "2"],
    )
    document = read_word(w.document(w.table(*rows, columns=3, head=2)))
    [(_kind, value)] = blocks(document)
    assert value["merged"] == ({"row": 0, "col": 1, "rowspan": 1, "colspan": 2},)
    assert lost(document) == [("table_head", "", "State"), ("table_head_merged", "", "State")]


def test_table_of_60_columns_is_imported_and_reported_as_wide() -> None:
    names = [f"c{n}" for n in range(60)]
    document = read_word(w.document(w.table(names, names)))
    assert blocks(document)[0][1]["rows"] == [names, names]
    assert ("table_wide", "", "60") in lost(document)


def test_pictures_without_alt_text_or_in_unsupported_formats_are_reported() -> None:
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


def test_table_of_one_cell_becomes_text() -> None:
    document = read_word(w.document(w.table([w.cell("Remember", "this")])))
    assert blocks(document) == [("text", {"html": "<p>Remember</p><p>this</p>"})]


def test_cell_merged_across_head_and_body_rows_is_split_and_reported() -> None:
    rows = ([w.cell("State", down="begins"), "2023"], [w.cell(down="goes on"), "1"], ["A", "2"])
    document = read_word(w.document(w.heading(1, "Cases"), w.table(*rows, head=1)))
    [(_kind, value)] = blocks(document)
    assert (value["head"], value["rows"], value["merged"]) == (True, [["State", "2023"], ["", "1"], ["A", "2"]], ())
    assert lost(document) == [("table_head", "Cases", "State"), ("table_head_merged", "Cases", "State")]
