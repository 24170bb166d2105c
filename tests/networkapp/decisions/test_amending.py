from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networkapp.decisions.rules.amending import (
    Conflict,
    InvalidChange,
    ParagraphChange,
    apply_changes,
    carry_change,
    change_fits,
    changes_nothing,
    count_words,
    diff_paragraph,
    find_conflicts,
    split_words,
)
from networkapp.decisions.rules.paragraphs import TextParagraph

TEXT = [
    TextParagraph("p1", "Help must not depend on evidence"),
    TextParagraph("p2", "Every state shall\nask and answer"),
    TextParagraph("p3", "The end"),
]


def change(number: int, key: str, start: int = 0, end: int = 0, replacement: str = "") -> ParagraphChange:
    return ParagraphChange(number=number, key=key, start=start, end=end, replacement=replacement)


def added(number: int, key: str, replacement: str) -> ParagraphChange:
    return ParagraphChange(number=number, key=key, replacement=replacement, new=True)


def texts(*changes: ParagraphChange) -> list[str]:
    return [each.text for each in apply_changes(paragraphs=TEXT, changes=changes)]


def between(one: ParagraphChange, other: ParagraphChange) -> Conflict | None:
    found = find_conflicts(paragraphs=TEXT, changes=[one, other])
    assert found == find_conflicts(paragraphs=TEXT, changes=[other, one])
    return found.get((one.number, other.number))


@st.composite
def some_changes(draw: st.DrawFn) -> list[ParagraphChange]:
    """A few changes of TEXT that fit it, in conflict or not."""
    made = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        key = draw(st.sampled_from(["p1", "p2", "p3"]))
        length = next(count_words(text=each.text) for each in TEXT if each.key == key)
        start = draw(st.integers(0, length))
        end = draw(st.integers(start, length))
        put = draw(st.sampled_from(["x", "y z", "u\nv"] if start == end else ["", "x", "y z"]))
        new = draw(st.integers(0, 4)) == 0
        after = draw(st.sampled_from(["", key]))
        made.append(added(number, after, "new") if new else change(number, key, start, end, put))
    return made


@given(st.text())
def test_joining_split_words_restores_the_text(text: str):
    assert "".join(split_words(text=text)) == (text if text.strip() else "")


def test_text_is_split_into_words_with_their_punctuation_in_any_script():
    assert split_words(text="«Помощь», she’s said – 10\N{NO-BREAK SPACE}%.\n(a) well-being") == [
        "«Помощь», ", "she’s ", "said ", "– ", "10\N{NO-BREAK SPACE}", "%.\n", "(a) ", "well-being",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "becomes"),
    [
        (change(1, "p1", 1, 2, "may"), "Help may not depend on evidence"),
        (change(1, "p1", 1, 3), "Help depend on evidence"),
        (change(1, "p1", 0, 1, "All  help"), "All help must not depend on evidence"),
        (change(1, "p1", 5, 6, "it."), "Help must not depend on it."),
        (change(1, "p1", 4, 6), "Help must not depend"),
        (change(1, "p1", 0, 0, "Any"), "Any Help must not depend on evidence"),
        (change(1, "p1", 6, 6, "given"), "Help must not depend on evidence given"),
        (change(1, "p1", 3, 3, "ever"), "Help must not ever depend on evidence"),
    ],
)
def test_change_replaces_its_words_and_no_others(edit: ParagraphChange, becomes: str):
    assert apply_changes(paragraphs=TEXT, changes=[edit]) == [TextParagraph("p1", becomes), *TEXT[1:]]
    assert diff_paragraph(text=TEXT[0].text, change=edit).text.strip() == becomes


def test_line_breaks_around_changed_words_are_preserved():
    assert texts(change(1, "p2", 2, 3, "must"))[1] == "Every state must\nask and answer"
    assert texts(change(1, "p2", 2, 3))[1] == "Every state\nask and answer"


def test_deleted_paragraph_is_removed_and_the_others_keep_their_keys():
    assert apply_changes(paragraphs=TEXT, changes=[change(1, "p2", 0, 6)]) == [TEXT[0], TEXT[2]]


def test_paragraph_deleted_in_parts_is_removed_when_it_is_empty():
    assert apply_changes(paragraphs=TEXT, changes=[change(1, "p3", 0, 1), change(2, "p3", 1, 2)]) == TEXT[:2]


def test_new_paragraphs_are_in_amendment_order_with_unused_keys():
    changes = [added(3, "p1", "B"), added(1, "", "First"), added(2, "p1", "A")]
    found = apply_changes(paragraphs=TEXT, changes=changes, taken=["p7"])
    assert found[:4] == [TextParagraph("p8", "First"), TEXT[0], TextParagraph("p9", "A"), TextParagraph("p10", "B")]


def test_new_paragraph_after_a_deleted_one_takes_its_place():
    assert texts(added(1, "p2", "Instead"), change(2, "p2", 0, 6)) == [TEXT[0].text, "Instead", TEXT[2].text]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (change(1, "p1", 0, 3, "x"), change(2, "p1", 2, 4, "y"), Conflict.OVERLAPPING),
        (change(1, "p1", 0, 3), change(2, "p1", 2, 4), Conflict.OVERLAPPING),
        (change(1, "p1", 0, 4, "x"), change(2, "p1", 1, 2, "y"), Conflict.NESTED),
        (change(1, "p1", 0, 4, "x"), change(2, "p1", 2, 2, "y"), Conflict.NESTED),
        (change(1, "p1", 0, 4), change(2, "p1", 1, 2), Conflict.NESTED),
        (change(1, "p1", 1, 2, "x"), change(2, "p1", 1, 2, " x "), Conflict.IDENTICAL),
        (change(1, "p1", 1, 2), change(2, "p1", 1, 2), Conflict.IDENTICAL),
        (added(1, "p1", "New"), added(2, "p1", "New"), Conflict.IDENTICAL),
        (change(1, "p1", 1, 2, "x"), change(2, "p1", 1, 2, "y"), Conflict.SAME_WORDS),
        (change(1, "p1", 1, 3), change(2, "p1", 2, 4, "y"), Conflict.STRIKES),
        (change(1, "p1", 1, 2), change(2, "p1", 1, 2, "y"), Conflict.STRIKES),
        (change(1, "p1", 1, 3), change(2, "p1", 2, 2, "y"), Conflict.STRIKES),
        (change(1, "p1", 0, 6), change(2, "p1", 1, 2, "y"), Conflict.PARAGRAPH_STRUCK),
        (change(1, "p1", 0, 6), change(2, "p1", 6, 6, "y"), Conflict.PARAGRAPH_STRUCK),
        (change(1, "p1", 0, 6), change(2, "p1", 1, 2), Conflict.PARAGRAPH_STRUCK),
        (change(1, "p1", 2, 2, "x"), change(2, "p1", 2, 2, "y"), Conflict.SAME_PLACE),
        (change(1, "p1", 0, 2, "x"), change(2, "p1", 2, 4, "y"), None),
        (change(1, "p1", 0, 2, "x"), change(2, "p1", 2, 2, "y"), None),
        (change(1, "p1", 0, 2, "x"), change(2, "p2", 0, 2, "x"), None),
        (added(1, "p1", "A"), added(2, "p1", "B"), None),
        (added(1, "p1", "A"), change(2, "p1", 0, 6), None),
    ],
)  # fmt: skip
def test_conflict_between_two_changes_has_a_kind(one: ParagraphChange, other: ParagraphChange, kind: Conflict | None):
    assert between(one, other) == kind


@given(some_changes())
def test_changes_are_applied_together_unless_they_conflict(changes: list[ParagraphChange]):
    if find_conflicts(paragraphs=TEXT, changes=changes):
        with pytest.raises(InvalidChange):
            apply_changes(paragraphs=TEXT, changes=changes)
    else:
        apply_changes(paragraphs=TEXT, changes=changes)


@given(some_changes())
def test_amended_text_does_not_depend_on_the_order_of_changes(changes: list[ParagraphChange]):
    if find_conflicts(paragraphs=TEXT, changes=changes):
        return
    results = {tuple(apply_changes(paragraphs=TEXT, changes=order)) for order in list(permutations(changes))[:24]}
    assert len(results) == 1


@given(some_changes())
def test_inserted_words_occur_once_and_unchanged_words_keep_their_order(changes: list[ParagraphChange]):
    """An independent, shorter account: each word of the old text, with what is put before it, or in its place."""
    if find_conflicts(paragraphs=TEXT, changes=changes):
        return
    expected: list[str] = [word for each in changes if each.new and not each.key for word in ["new"]]
    for each in TEXT:
        here = [one for one in changes if one.key == each.key and not one.new]
        old = each.text.split()
        for place in range(len(old) + 1):
            expected += [word for one in here if one.start == place == one.end for word in one.replacement.split()]
            expected += [word for one in here if one.start == place < one.end for word in one.replacement.split()]
            if place < len(old) and not any(one.start <= place < one.end for one in here):
                expected.append(old[place])
        expected += ["new" for one in changes if one.new and one.key == each.key]
    assert " ".join(each.text for each in apply_changes(paragraphs=TEXT, changes=changes)).split() == expected


@pytest.mark.parametrize(
    "edit",
    [
        change(1, "p1", 5, 7, "x"),
        change(1, "p9", 0, 1),
        change(1, "", 0, 1),
        added(1, "p9", "x"),
        change(1, "p1", 3, 2),
    ],
)
def test_change_of_nonexistent_words_is_invalid(edit: ParagraphChange):
    assert not change_fits(change=edit, paragraphs=TEXT)
    with pytest.raises(InvalidChange):
        apply_changes(paragraphs=TEXT, changes=[edit])


def test_same_change_number_twice_is_refused():
    with pytest.raises(InvalidChange):
        apply_changes(paragraphs=TEXT, changes=[change(1, "p1", 1, 1, "x"), change(1, "p1", 3, 3, "y")])


@pytest.mark.parametrize("edit", [change(1, "p1", 2, 2, " "), change(1, "p1", 1, 3, "must  not"), added(1, "p1", "")])
def test_change_to_identical_words_changes_nothing(edit: ParagraphChange):
    assert changes_nothing(change=edit, paragraphs=TEXT)


@pytest.mark.parametrize("edit", [change(1, "p1", 1, 3, "must not,"), change(1, "p2", 2, 4, "shall ask")])
def test_punctuation_or_line_break_is_a_change(edit: ParagraphChange):
    assert not changes_nothing(change=edit, paragraphs=TEXT)


def test_change_is_carried_over_to_the_new_position_of_its_words():
    later = [TextParagraph("p1", "All real help must not depend on any evidence"), TEXT[2]]
    assert carry_change(change=change(4, "p1", 1, 3, "may"), old=TEXT, new=later) == change(4, "p1", 3, 5, "may")
    assert carry_change(change=change(4, "p3", 0, 1, "An"), old=TEXT, new=later) == change(4, "p3", 0, 1, "An")
    assert carry_change(change=added(4, "p3", "x"), old=TEXT, new=later) == added(4, "p3", "x")


@pytest.mark.parametrize(
    "edit",
    [
        change(4, "p1", 4, 6, "x"),  # "on evidence" has a word between now
        change(4, "p1", 5, 5, "x"),
        change(4, "p1", 0, 0, "x"),  # another word begins the paragraph
        change(4, "p2", 0, 1, "x"),  # the paragraph is gone
        added(4, "p2", "x"),
    ],
)
def test_change_whose_words_were_changed_is_not_carried_over(edit: ParagraphChange):
    later = [TextParagraph("p1", "All Help must not depend on any evidence"), TEXT[2]]
    assert carry_change(change=edit, old=TEXT, new=later) is None


@given(some_changes())
def test_change_carried_over_to_the_same_text_is_unchanged(changes: list[ParagraphChange]):
    assert [carry_change(change=each, old=TEXT, new=TEXT) for each in changes] == changes


@given(some_changes(), some_changes())
def test_carried_over_change_refers_to_the_same_words(changes: list[ParagraphChange], made: list[ParagraphChange]):
    if find_conflicts(paragraphs=TEXT, changes=made):
        return
    later = apply_changes(paragraphs=TEXT, changes=made)
    for item in changes:
        moved = carry_change(change=item, old=TEXT, new=later)
        if moved is None or item.new:
            continue
        [old], [new] = ([each.text.split() for each in there if each.key == item.key] for there in (TEXT, later))
        assert new[moved.start : moved.end] == old[item.start : item.end]


def test_text_of_10000_words_is_amended_and_carried_over():
    long = [TextParagraph("p1", " ".join(f"w{place % 7}" for place in range(10_000)))]
    result = change(1, "p1", 9_998, 9_999, "x")
    later = apply_changes(paragraphs=long, changes=[change(2, "p1", 10, 12, "one two three")])
    assert carry_change(change=result, old=long, new=later) == change(1, "p1", 9_999, 10_000, "x")
    assert apply_changes(paragraphs=later, changes=[change(1, "p1", 9_999, 10_000, "x")])[0].text.split()[9_999] == "x"
