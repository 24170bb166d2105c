"""Whether a later version still contains what accepted changes put into a text."""

import pytest

from networkapp.decisions.rules.amending import ParagraphChange, apply_changes
from networkapp.decisions.rules.applied import undone_changes
from networkapp.decisions.rules.paragraphs import TextParagraph

OLD = (TextParagraph("a", "States should offer help to all victims."), TextParagraph("b", "They report each year."))
MUST = ParagraphChange(number=1, key="a", start=1, end=2, replacement="must")
LEGAL = ParagraphChange(number=2, key="a", start=3, end=3, replacement="legal and medical")
STRUCK = ParagraphChange(number=3, key="a", start=5, end=6)
NEW = ParagraphChange(number=4, key="a", replacement="No help is refused.", new=True)
GONE = ParagraphChange(number=5, key="b", start=0, end=4)
ALL = (MUST, LEGAL, STRUCK, NEW, GONE)


def undone(**texts: str | None) -> set[int]:
    """Return the keys of changes that are undone once the text reads so by key; None is a deleted paragraph."""
    applied = apply_changes(paragraphs=OLD, changes=ALL)
    now = [
        TextParagraph(each.key, texts.get(each.key, each.text))
        for each in applied
        if texts.get(each.key, "") is not None
    ]
    now += [
        TextParagraph(key, text) for key, text in texts.items() if text and key not in {each.key for each in applied}
    ]
    return undone_changes(changes=ALL, old=OLD, applied=applied, now=now)


def test_text_generated_from_changes_contains_all_of_them() -> None:
    applied = ["States must offer legal and medical help to victims.", "No help is refused."]
    assert [each.text for each in apply_changes(paragraphs=OLD, changes=ALL)] == applied
    assert undone() == set()


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("States should offer legal and medical help to victims.", {1}),
        ("States must offer medical help to victims.", {2}),
        ("States must offer legal and medical help to all victims.", {3}),
        ("States should offer help to all victims.", {1, 2, 3}),
        ("By law, States must always offer legal and medical help to victims.", set()),
    ],
)
def test_changes_whose_inserted_words_are_missing_or_deleted_words_are_back_are_found(
    text: str, lost: set[int]
) -> None:
    assert undone(a=text) == lost


def test_restored_words_are_reported_as_undone_change() -> None:
    strike = ParagraphChange(number=1, key="a", start=4, end=6)
    applied = apply_changes(paragraphs=OLD, changes=[strike])
    assert applied[0].text == "States should offer help victims."
    assert undone_changes(changes=[strike], old=OLD, applied=applied, now=OLD) == {1}


def test_restored_and_reworded_paragraphs_are_reported_as_undone_changes() -> None:
    assert undone(b="They report each year.") == {5}
    new = next(each.key for each in apply_changes(paragraphs=OLD, changes=ALL) if each.text == "No help is refused.")
    assert undone(**{new: "Help may be refused."}) == {4}
    assert undone(**{new: None}) == {4}
