"""Differences between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

LINE = re.compile(r"[^\n]*\n|[^\n]+")
WORD = re.compile(r"\w+|[^\w\s]|\s+")
# Lines with more pieces than this are compared as a whole: finding words in them would take seconds.
MOST_PIECES = 2_000

Change = Literal["equal", "removed", "added"]


@dataclass(frozen=True)
class Segment:
    """A stretch of text that is in both (`equal`), only in the old one (`removed`) or only in the new one (`added`)."""

    change: Change
    text: str


def differences(old: str, new: str) -> tuple[Segment, ...]:
    """Return the segments that turn `old` into `new`, with what was removed before what was added in its place.

    Without the added ones they are `old`, without the removed ones `new`, to the character.
    """
    found = _by_line(old, new)
    return tuple(
        Segment(change, "".join(segment.text for segment in alike))
        for change, alike in groupby(found, key=lambda segment: segment.change)
    )


def _by_line(old: str, new: str) -> Iterator[Segment]:
    before, after = LINE.findall(old), LINE.findall(new)
    for was, becomes in _blocks(SequenceMatcher(None, before, after), before, after):
        pieces = WORD.findall(was), WORD.findall(becomes)
        if was == becomes or max(map(len, pieces)) > MOST_PIECES:
            yield from _segments(was, becomes)
        else:
            # Spaces match only beside words that do, or every text would be like every other.
            for words in _blocks(SequenceMatcher(str.isspace, *pieces), *pieces):
                yield from _segments(*words)


def _blocks(matcher: "SequenceMatcher[str]", before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    for _kind, start, end, new_start, new_end in matcher.get_opcodes():
        yield "".join(before[start:end]), "".join(after[new_start:new_end])


def _segments(was: str, becomes: str) -> Iterator[Segment]:
    if was == becomes:
        yield Segment("equal", was)
        return
    if was:
        yield Segment("removed", was)
    if becomes:
        yield Segment("added", becomes)
