"""Amend a text by words: the change to a paragraph, conflicts between changes, and the resulting text.

A change counts the words of a paragraph from 0, and speaks of those from `start` up to, and without, `end`. The rules
are those of docs/decisions/0026.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from networkapp.decisions.rules.paragraphs import TextParagraph, new_keys, tidy_paragraph

_PIECE = re.compile(r"\s*\S+\s*")
# Above this number of words on both sides, a rewritten stretch is not searched for unchanged words.
MAX_COMPARED = 1_000


class Conflict(StrEnum):
    """The reason why two changes cannot both be made."""

    IDENTICAL = "identical"
    """Both ask for the same."""
    PARAGRAPH_STRUCK = "paragraph_struck"
    """One strikes the paragraph that the other changes."""
    STRIKES = "strikes"
    """One strikes words that the other changes, or between which it puts some."""
    SAME_WORDS = "same_words"
    """Both change exactly the same words, to different ones."""
    NESTED = "nested"
    """One changes words inside those that the other changes."""
    OVERLAPPING = "overlapping"
    """Both change some of the same words."""
    SAME_PLACE = "same_place"
    """Both put words in at the same place."""


@dataclass(frozen=True, kw_only=True)
class ParagraphChange:
    """Other words for some of a paragraph; or, where it is `new`, a paragraph after the one with this key.

    Without a replacement the words are struck; with `start` equal to `end` the replacement is put in before that word.
    """

    number: int
    key: str = ""
    start: int = 0
    end: int = 0
    replacement: str = ""
    new: bool = False

    @property
    def inserts(self) -> bool:
        return not self.new and self.start == self.end

    @property
    def strikes(self) -> bool:
        return not self.new and not self.replacement


class InvalidChange(ValueError):
    """A change that does not fit the text, or changes that conflict; the domain asks before it comes to this."""


@dataclass(frozen=True, kw_only=True)
class ParagraphDiff:
    """A paragraph under a change: what stays before, what is struck, what is put in, what stays after."""

    before: str
    struck: str
    put: str
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{self.put}{self.after}"


def split_words(*, text: str) -> list[str]:
    """Return the words of a text as amendments count them: everything between two spaces is one word.

    Each has the space after it, so that joined they are the text.
    """
    return _PIECE.findall(text)


def count_words(*, text: str) -> int:
    """Return the number of words in `text`, counted as amendments compare them."""
    return len(split_words(text=text))


def change_fits(*, change: ParagraphChange, paragraphs: Sequence[TextParagraph]) -> bool:
    """Return whether the paragraph and the words of the change exist."""
    known = next((each for each in paragraphs if each.key == change.key), None)
    if change.new:
        return known is not None or not change.key
    return known is not None and 0 <= change.start <= change.end <= count_words(text=known.text)


def changes_nothing(*, change: ParagraphChange, paragraphs: Sequence[TextParagraph]) -> bool:
    """Return whether a change that fits would leave the text as it is."""
    put = tidy_paragraph(text=change.replacement)
    if change.new or change.inserts:
        return not put
    [text] = [each.text for each in paragraphs if each.key == change.key]
    return "".join(split_words(text=text)[change.start : change.end]).rstrip() == put


def diff_paragraph(*, text: str, change: ParagraphChange) -> ParagraphDiff:
    """Return the paragraph with this text under this change alone."""
    known = split_words(text=text)
    if change.inserts:
        before, after = "".join(known[: change.start]), "".join(known[change.start :])
        put = tidy_paragraph(text=change.replacement)
        gap_before = " " if before and not before[-1].isspace() else ""
        return ParagraphDiff(before=before, struck="", put=f"{gap_before}{put}{' ' if after else ''}", after=after)
    struck = "".join(known[change.start : change.end])
    kept = struck[len(struck.rstrip()) :] if change.replacement else ""
    return ParagraphDiff(
        before="".join(known[: change.start]),
        struck=struck[: len(struck) - len(kept)],
        put=tidy_paragraph(text=change.replacement),
        after=f"{kept}{''.join(known[change.end :])}",
    )


def conflict_between(*, one: ParagraphChange, other: ParagraphChange, lengths: Mapping[str, int]) -> Conflict | None:
    """Return why these two changes to one version cannot both be accepted, if so; `lengths` has the number of words of
    each paragraph by key.

    New paragraphs follow one another by their numbers, and one after a paragraph that is struck takes its place; so
    they are in nobody's way, unless they are the same.
    """
    if one.key != other.key or one.new != other.new:
        return None
    if _content_of(one) == _content_of(other):
        return Conflict.IDENTICAL
    if one.new:
        return None
    if _strikes_all(one, lengths) or _strikes_all(other, lengths):
        return Conflict.PARAGRAPH_STRUCK
    if one.inserts and other.inserts:
        return Conflict.SAME_PLACE if one.start == other.start else None
    if not _overlap(one, other):
        return None
    if one.strikes != other.strikes:
        return Conflict.STRIKES
    if (one.start, one.end) == (other.start, other.end):
        return Conflict.SAME_WORDS
    return Conflict.NESTED if _is_within(one, other) or _is_within(other, one) else Conflict.OVERLAPPING


def find_conflicts(
    *, paragraphs: Sequence[TextParagraph], changes: Iterable[ParagraphChange]
) -> dict[tuple[int, int], Conflict]:
    """Return all conflicts between these changes, by their numbers, the smaller one first."""
    lengths = {each.key: count_words(text=each.text) for each in paragraphs}
    by_key: dict[str, list[ParagraphChange]] = {}
    for change in sorted(changes, key=lambda each: each.number):
        by_key.setdefault(change.key, []).append(change)
    return {
        (one.number, other.number): found
        for alike in by_key.values()
        for one, other in combinations(alike, 2)
        if (found := conflict_between(one=one, other=other, lengths=lengths)) is not None
    }


def apply_changes(
    *, paragraphs: Sequence[TextParagraph], changes: Iterable[ParagraphChange], taken: Iterable[str] = ()
) -> list[TextParagraph]:
    """Return the text with all these changes applied, whatever order they were accepted in.

    Paragraphs keep their keys; new ones get keys that are not `taken`, in the order of the numbers of their changes. An
    empty paragraph is removed. Raises Impossible if a change does not fit or two conflict.
    """
    ordered = sorted(changes, key=lambda each: each.number)
    if any(not change_fits(change=change, paragraphs=paragraphs) for change in ordered) or find_conflicts(
        paragraphs=paragraphs, changes=ordered
    ):
        raise InvalidChange
    if len({change.number for change in ordered}) < len(ordered):
        raise InvalidChange
    fresh = new_keys(taken=[*taken, *(each.key for each in paragraphs)])
    put: dict[str, list[TextParagraph]] = {}
    for change in ordered:
        if change.new:
            put.setdefault(change.key, []).append(TextParagraph(next(fresh), tidy_paragraph(text=change.replacement)))
    found = put.get("", [])
    for each in paragraphs:
        here = [change for change in ordered if change.key == each.key and not change.new]
        text = _replace_words(each.text, here) if here else each.text
        found += [TextParagraph(each.key, text)] if text else []
        found += put.get(each.key, [])
    return found


def carry_change(
    *, change: ParagraphChange, old: Sequence[TextParagraph], new: Sequence[TextParagraph]
) -> ParagraphChange | None:
    """Return the change as one of a later version, if its words are unchanged there; otherwise None.

    An insertion between two words needs both of them, still side by side.
    """
    if change.new:
        return change if not change.key or any(each.key == change.key for each in new) else None
    was = next((each.text for each in old if each.key == change.key), None)
    now = next((each.text for each in new if each.key == change.key), None)
    if was is None or now is None:
        return None
    before, after = [word.strip() for word in split_words(text=was)], [word.strip() for word in split_words(text=now)]
    first = max(0, change.start - 1) if change.inserts else change.start
    last = min(len(before), change.end + 1) if change.inserts else change.end
    for start, new_start, size in _common_stretches(before, after):
        if start <= first and last <= start + size:
            moved = new_start - start
            at_the_edges = _keeps_edges(change, moved, len(before), len(after))
            return replace(change, start=change.start + moved, end=change.end + moved) if at_the_edges else None
    return None


def _content_of(change: ParagraphChange) -> tuple[str, int, int, bool, str]:
    return change.key, change.start, change.end, change.new, tidy_paragraph(text=change.replacement)


def _strikes_all(change: ParagraphChange, lengths: Mapping[str, int]) -> bool:
    return change.strikes and change.start == 0 and change.end == lengths.get(change.key, 0) > 0


def _overlap(one: ParagraphChange, other: ParagraphChange) -> bool:
    """Return whether the changes share a word; an insertion shares the words on both sides."""
    if one.inserts or other.inserts:
        put, whole = (one, other) if one.inserts else (other, one)
        return whole.start < put.start < whole.end
    return one.start < other.end and other.start < one.end


def _is_within(one: ParagraphChange, other: ParagraphChange) -> bool:
    return other.start <= one.start and one.end <= other.end


def _replace_words(text: str, changes: Sequence[ParagraphChange]) -> str:
    """Return the paragraph with these changes, none of which overlap."""
    known = [(word.strip(), _space_after(word)) for word in split_words(text=text)]
    found: list[tuple[str, str]] = []
    done = 0
    for change in sorted(changes, key=lambda each: (each.start, each.end)):
        found += known[done : change.start]
        done = change.end
        struck = known[change.start : change.end]
        put = [(word.strip(), _space_after(word)) for word in split_words(text=tidy_paragraph(text=change.replacement))]
        if put:
            put[-1] = (put[-1][0], struck[-1][1] if struck else " ")
        elif struck and found:
            # The end of a line stays, where the last word before it is struck.
            found[-1] = (found[-1][0], max(found[-1][1], struck[-1][1], key=lambda gap: gap.count("\n")))
        found += put
    found += known[done:]
    return "".join(f"{word}{gap or ' '}" for word, gap in found).strip()


def _space_after(word: str) -> str:
    return word[len(word.rstrip()) :]


def _common_stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Return the stretches of words that are in both: where they begin in either, and their number of words."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    yield 0, 0, head
    yield len(before) - tail, len(after) - tail, tail
    middle, new_middle = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(middle), len(new_middle)) <= MAX_COMPARED:
        matcher = SequenceMatcher(None, middle, new_middle, autojunk=False)
        for start, new_start, size in matcher.get_matching_blocks():
            yield start + head, new_start + head, size


def _keeps_edges(change: ParagraphChange, moved: int, length: int, new_length: int) -> bool:
    """Return whether an insertion at the beginning or end of a paragraph would still be at that edge."""
    if not change.inserts:
        return True
    begins = change.start == 0 and change.start + moved == 0
    ends = change.start == length and change.start + moved == new_length
    return begins or ends or 0 < change.start < length
