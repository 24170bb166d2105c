from hypothesis import given
from hypothesis import strategies as st

from networkapp.decisions.rules.paragraphs import (
    ParagraphPair,
    TextParagraph,
    assign_keys,
    join_paragraphs,
    new_keys,
    pair_paragraphs,
    split_paragraphs,
)

TEXTS = st.lists(st.text("ab1. \n(", min_size=1, max_size=12), max_size=6)


def keyed(**texts: str) -> list[TextParagraph]:
    return [TextParagraph(key, text) for key, text in texts.items()]


def test_blank_lines_part_paragraphs_and_other_ends_of_lines_stay():
    typed = "\r\n One  text\r\n   \r\n\r\nTwo:\n (a) this\n(b)  that \n\n\n"
    assert split_paragraphs(typed) == ["One text", "Two:\n(a) this\n(b) that"]


def test_numbers_that_count_on_from_one_are_left_out_whatever_they_are_written_with():
    assert split_paragraphs("Preamble\n\n1. One\n\n(2) Two\n\n3)\tThree") == ["Preamble", "One", "Two", "Three"]


def test_a_number_that_belongs_to_the_words_stays():
    assert split_paragraphs("18. October is a day.\n\n1.5 million") == ["18. October is a day.", "1.5 million"]


def test_a_text_of_nothing_has_no_paragraphs():
    assert split_paragraphs(" \n\n \t\n1.\n\n") == []


@given(TEXTS)
def test_what_is_shown_to_be_typed_over_is_read_as_the_same_paragraphs(typed: list[str]):
    texts = split_paragraphs("\n\n".join(typed))
    shown = join_paragraphs([TextParagraph(f"p{place}", text) for place, text in enumerate(texts)])
    assert split_paragraphs(shown) == texts


def test_new_keys_are_none_that_any_version_has_had():
    keys = new_keys(["p1", "p7", "p3", "other"])
    assert [next(keys), next(keys)] == ["p8", "p9"]


def test_a_paragraph_keeps_its_key_when_it_moves_on_is_rewritten_or_loses_its_neighbour():
    old = keyed(p1="Help is a duty of the state", p2="Nothing else", p3="Victims must not be detained at all")
    texts = ["A new beginning of it all", "Help is the duty of each state", "Victims must never be detained at all"]
    assert [each.key for each in assign_keys(old, texts, taken=["p9"])] == ["p10", "p1", "p3"]


def test_a_paragraph_alone_between_others_is_the_same_one_however_it_was_rewritten():
    old = keyed(p1="One", p2="Entirely this", p3="Three")
    assert assign_keys(old, ["One", "Something else", "Three"], taken=[]) == keyed(
        p1="One", p2="Something else", p3="Three"
    )


@given(TEXTS, TEXTS)
def test_no_two_paragraphs_ever_have_the_same_key(first: list[str], second: list[str]):
    old = assign_keys([], first, taken=[])
    found = assign_keys(old, second, taken=[])
    assert [each.text for each in found] == second
    assert len({each.key for each in found}) == len(second)


def test_pairs_say_what_became_of_each_paragraph_and_where_it_stood():
    old, new = keyed(p1="One", p2="Two", p3="Three"), keyed(p4="New", p1="One", p3="Third")
    assert pair_paragraphs(old, new) == [
        ParagraphPair(key="p4", fate="added", new="New", new_number=1),
        ParagraphPair(key="p1", fate="same", old="One", new="One", old_number=1, new_number=2),
        ParagraphPair(key="p2", fate="removed", old="Two", old_number=2),
        ParagraphPair(key="p3", fate="changed", old="Three", new="Third", old_number=3, new_number=3),
    ]
