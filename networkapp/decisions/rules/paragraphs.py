"""A text in numbered paragraphs: how it is read from what was typed, and keeps its keys.

A key stays with its paragraph in all versions of a text, whatever becomes of the words and the number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count
from typing import Literal

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_NUMBERED = re.compile(r"\(?(\d{1,4})[.)](?:\s+|\Z)")
_KEY = re.compile(r"p(\d+)")
# Two paragraphs with at least this share of words in common are the same one, rewritten.
MIN_SIMILARITY = 0.5
MAX_LOOKAHEAD = 12

ParagraphFate = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True)
class TextParagraph:
    """A paragraph: `key` says which one it is, `text` what it says."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ParagraphPair:
    """A paragraph in two versions, with its numbers in them; one that a version has not has no number there."""

    key: str
    fate: ParagraphFate
    old: str = ""
    new: str = ""
    old_number: int | None = None
    new_number: int | None = None


def split_paragraphs(*, typed: str) -> list[str]:
    """Return the paragraphs of a plain text, separated by blank lines.

    Numbers typed before them (`1.`, `2)`, `(3)`) are left out where they count on from one: "18. October" stays.
    """
    parts = (part.strip() for part in _BLANK_LINES.split(typed.replace("\r\n", "\n").replace("\r", "\n")))
    found, expected = [], 1
    for part in filter(None, parts):
        number = _NUMBERED.match(part)
        if number and int(number[1]) == expected:
            expected += 1
            part = part[number.end() :]
        found.append(tidy_paragraph(text=part))
    return [part for part in found if part]


def tidy_paragraph(*, text: str) -> str:
    """Return the paragraph with single spaces between words; line breaks stay."""
    return "\n".join(line for typed in text.splitlines() if (line := " ".join(typed.split())))


def join_paragraphs(*, paragraphs: Iterable[TextParagraph]) -> str:
    """Return the plain text that `split_paragraphs` splits into these paragraphs."""
    return "\n\n".join(f"{number}. {each.text}" for number, each in enumerate(paragraphs, start=1))


def new_keys(*, taken: Iterable[str]) -> Iterator[str]:
    """Yield keys that are not among those `taken` by any version."""
    used = [int(known[1]) for key in taken if (known := _KEY.fullmatch(key))]
    return (f"p{number}" for number in count(max(used, default=0) + 1))


def assign_keys(*, old: Sequence[TextParagraph], texts: Sequence[str], taken: Iterable[str]) -> list[TextParagraph]:
    """Return the paragraphs of a text that was retyped: each with its earlier key, or with a new one.

    A paragraph keeps the key of an identical one, or of one at the same position with which it shares at least half of
    its words.
    """
    keys: list[str | None] = [None] * len(texts)
    matcher = SequenceMatcher(None, [each.text for each in old], list(texts), autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            keys[new_start:new_end] = [each.key for each in old[start:end]]
        elif kind == "replace":
            keys[new_start:new_end] = _earlier_keys(old[start:end], texts[new_start:new_end])
    fresh = new_keys(taken=[*taken, *(each.key for each in old)])
    return [TextParagraph(key or next(fresh), text) for key, text in zip(keys, texts, strict=True)]


def _earlier_keys(old: Sequence[TextParagraph], texts: Sequence[str]) -> list[str | None]:
    if len(old) == len(texts) == 1:
        return [old[0].key]
    bags, passed = [Counter(each.text.split()) for each in old], 0
    found: list[str | None] = []
    for text in texts:
        bag = Counter(text.split())
        ahead = range(passed, min(len(old), passed + MAX_LOOKAHEAD))
        best = max(ahead, key=lambda place: (_similarity(bags[place], bag), -place), default=None)
        if best is None or _similarity(bags[best], bag) < MIN_SIMILARITY:
            found.append(None)
        else:
            found.append(old[best].key)
            passed = best + 1
    return found


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def counterparts(*, old: Sequence[TextParagraph], texts: Sequence[str]) -> list[int | None]:
    """Return for each text the position, from 0, of the old paragraph that it rewrites; None if it resembles none.

    That is the one with which it has most words in common, at least half of them; of several the first.
    """
    bags = [Counter(each.text.split()) for each in old]
    found: list[int | None] = []
    for text in texts:
        bag = Counter(text.split())
        best = max(range(len(bags)), key=lambda place: (_similarity(bags[place], bag), -place), default=None)
        found.append(None if best is None or _similarity(bags[best], bag) < MIN_SIMILARITY else best)
    return found


def similarity(*, old: Sequence[TextParagraph], texts: Sequence[str]) -> float:
    """Return the sum of the similarity of each text to its nearest paragraph; 0 if no text resembles any."""
    bags = [Counter(each.text.split()) for each in old]
    best = (max((_similarity(bag, Counter(text.split())) for bag in bags), default=0.0) for text in texts)
    return sum(likeness for likeness in best if likeness >= MIN_SIMILARITY)


def pair_paragraphs(*, old: Sequence[TextParagraph], new: Sequence[TextParagraph]) -> list[ParagraphPair]:
    """Return what became of every paragraph, in the order of the new version; deleted ones are where they were."""
    was = {each.key: (number, each.text) for number, each in enumerate(old, start=1)}
    becomes = {each.key for each in new}
    gone = [
        ParagraphPair(key=key, fate="removed", old=text, old_number=n)
        for key, (n, text) in was.items()
        if key not in becomes
    ]
    found: list[ParagraphPair] = []
    for number, each in enumerate(new, start=1):
        before, text = was.get(each.key, (None, ""))
        while before is not None and gone and (gone[0].old_number or 0) < before:
            found.append(gone.pop(0))
        fate: ParagraphFate = "added" if before is None else "same" if text == each.text else "changed"
        found.append(
            ParagraphPair(key=each.key, fate=fate, old=text, new=each.text, old_number=before, new_number=number)
        )
    return [*found, *gone]
