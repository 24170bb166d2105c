"""Check whether a later version of a text still contains the accepted changes."""

from collections.abc import Iterable, Sequence

from networkapp.decisions.rules.amending import ParagraphChange, carry_change, count_words
from networkapp.decisions.rules.paragraphs import TextParagraph, tidy_paragraph


def undone_changes(
    *,
    changes: Iterable[ParagraphChange],
    old: Sequence[TextParagraph],
    applied: Sequence[TextParagraph],
    now: Sequence[TextParagraph],
) -> set[int]:
    """Return the numbers of the changes that a later version has undone or reworded.

    `old` is the text that the changes were made to, `applied` the result of `apply_changes` with all of them, and
    `now` the later text. Inserted words must be there unchanged, deleted words must not be back, and a new paragraph
    keeps its text.
    """
    change_list = list(changes)
    return {change.number for change in change_list if not _is_applied(change, change_list, old, applied, now)}


def _is_applied(
    change: ParagraphChange,
    all_changes: Sequence[ParagraphChange],
    old: Sequence[TextParagraph],
    applied: Sequence[TextParagraph],
    now: Sequence[TextParagraph],
) -> bool:
    if change.new:
        return _new_paragraph_is_applied(change, old, applied, now)
    if all(each.key != change.key for each in applied):
        # The whole paragraph was struck; keys are never given twice.
        return all(each.key != change.key for each in now)
    return carry_change(change=_applied_change(change, all_changes), old=applied, new=now) is not None


def _new_paragraph_is_applied(
    change: ParagraphChange,
    old: Sequence[TextParagraph],
    applied: Sequence[TextParagraph],
    now: Sequence[TextParagraph],
) -> bool:
    known, text = {each.key for each in old}, tidy_paragraph(text=change.replacement)
    keys = {each.key for each in applied if each.key not in known and each.text == text}
    return any(each.key in keys and each.text == text for each in now)


def _applied_change(change: ParagraphChange, all_changes: Sequence[ParagraphChange]) -> ParagraphChange:
    """Return the words that the change put in, where the other changes of the paragraph have moved them; none for a
    strike."""
    before = [
        each
        for each in all_changes
        if each.key == change.key and not each.new and (each.start, each.end) < (change.start, change.end)
    ]
    start = change.start + sum(_inserted_words(each) - (each.end - each.start) for each in before)
    return ParagraphChange(number=change.number, key=change.key, start=start, end=start + _inserted_words(change))


def _inserted_words(change: ParagraphChange) -> int:
    """Return the number of words that the change inserts."""
    return count_words(text=tidy_paragraph(text=change.replacement))
