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


def test_text_is_split_at_blank_lines_and_other_line_breaks_are_preserved():
    typed = "\r\n One  text\r\n   \r\n\r\nTwo:\n (a) this\n(b)  that \n\n\n"
    assert split_paragraphs(typed=typed) == ["One text", "Two:\n(a) this\n(b) that"]


def test_consecutive_paragraph_numbers_are_removed_in_any_format():
    assert split_paragraphs(typed="Preamble\n\n1. One\n\n(2) Two\n\n3)\tThree") == ["Preamble", "One", "Two", "Three"]


def test_number_that_belongs_to_the_text_is_preserved():
    assert split_paragraphs(typed="18. October is a day.\n\n1.5 million") == ["18. October is a day.", "1.5 million"]


def test_empty_text_has_no_paragraphs():
    assert split_paragraphs(typed=" \n\n \t\n1.\n\n") == []


@given(TEXTS)
def test_text_shown_for_editing_is_split_into_the_same_paragraphs(typed: list[str]):
    texts = split_paragraphs(typed="\n\n".join(typed))
    shown = join_paragraphs(paragraphs=[TextParagraph(f"p{place}", text) for place, text in enumerate(texts)])
    assert split_paragraphs(typed=shown) == texts


def test_new_keys_were_used_in_no_version():
    keys = new_keys(taken=["p1", "p7", "p3", "other"])
    assert [next(keys), next(keys)] == ["p8", "p9"]


def test_paragraph_keeps_its_key_when_it_moves_or_is_rewritten():
    old = keyed(p1="Help is a duty of the state", p2="Nothing else", p3="Victims must not be detained at all")
    texts = ["A new beginning of it all", "Help is the duty of each state", "Victims must never be detained at all"]
    assert [each.key for each in assign_keys(old=old, texts=texts, taken=["p9"])] == ["p10", "p1", "p3"]


def test_rewritten_paragraph_between_unchanged_ones_keeps_its_key():
    old = keyed(p1="One", p2="Entirely this", p3="Three")
    assert assign_keys(old=old, texts=["One", "Something else", "Three"], taken=[]) == keyed(
        p1="One", p2="Something else", p3="Three"
    )


@given(TEXTS, TEXTS)
def test_paragraph_keys_are_unique(first: list[str], second: list[str]):
    old = assign_keys(old=[], texts=first, taken=[])
    found = assign_keys(old=old, texts=second, taken=[])
    assert [each.text for each in found] == second
    assert len({each.key for each in found}) == len(second)


def test_paired_versions_give_the_change_and_position_of_each_paragraph():
    old, new = keyed(p1="One", p2="Two", p3="Three"), keyed(p4="New", p1="One", p3="Third")
    assert pair_paragraphs(old=old, new=new) == [
        ParagraphPair(key="p4", fate="added", new="New", new_number=1),
        ParagraphPair(key="p1", fate="same", old="One", new="One", old_number=1, new_number=2),
        ParagraphPair(key="p2", fate="removed", old="Two", old_number=2),
        ParagraphPair(key="p3", fate="changed", old="Three", new="Third", old_number=3, new_number=3),
    ]
