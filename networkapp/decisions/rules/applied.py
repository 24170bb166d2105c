"""Whether a later version of a text still contains the accepted changes."""

from collections.abc import Iterable, Sequence

from networkapp.decisions.rules.amending import Change, carried, count_words
from networkapp.decisions.rules.paragraphs import Paragraph, tidy


def changed_again(
    changes: Iterable[Change], *, old: Sequence[Paragraph], applied: Sequence[Paragraph], now: Sequence[Paragraph]
) -> set[int]:
    """Return the numbers of the changes that a later version has undone or reworded.

    `old` is the text that the changes were made to, `applied` the result of `amended` with all of them, and `now` the
    later text. Inserted words must be there unchanged, deleted words must not be back, and a new paragraph keeps its
    text.
    """
    asked = list(changes)
    return {change.number for change in asked if not _stands(change, asked, old, applied, now)}


def _stands(
    change: Change,
    all_changes: Sequence[Change],
    old: Sequence[Paragraph],
    applied: Sequence[Paragraph],
    now: Sequence[Paragraph],
) -> bool:
    if change.new:
        return _new_paragraph_stands(change, old, applied, now)
    if all(each.key != change.key for each in applied):
        # The whole paragraph was struck; keys are never given twice.
        return all(each.key != change.key for each in now)
    return carried(_as_applied(change, all_changes), applied, now) is not None


def _new_paragraph_stands(
    change: Change, old: Sequence[Paragraph], applied: Sequence[Paragraph], now: Sequence[Paragraph]
) -> bool:
    known, text = {each.key for each in old}, tidy(change.replacement)
    keys = {each.key for each in applied if each.key not in known and each.text == text}
    return any(each.key in keys and each.text == text for each in now)


def _as_applied(change: Change, all_changes: Sequence[Change]) -> Change:
    """The words that the change put in, where the other changes of the paragraph have moved them; none for a strike."""
    before = [
        each
        for each in all_changes
        if each.key == change.key and not each.new and (each.start, each.end) < (change.start, change.end)
    ]
    start = change.start + sum(_size(each) - (each.end - each.start) for each in before)
    return Change(number=change.number, key=change.key, start=start, end=start + _size(change))


def _size(change: Change) -> int:
    """Return the number of words that the change inserts."""
    return count_words(tidy(change.replacement))
