"""Withhold passages of a text: those between [[ and ]] are shown to some readers only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

OPENING_MARK, CLOSING_MARK = "[[", "]]"
MARK_PATTERN = re.compile(r"\[\[|\]\]")


class UnbalancedMarks(ValueError):
    """A mark opens and does not close, closes what was not opened, or opens within another."""


@dataclass(frozen=True, kw_only=True)
class VisiblePassage:
    """A stretch of a text. What is withheld from its reader has no words here."""

    words: str
    withheld: bool = False


def visible_passages(text: str, *, in_full: bool) -> tuple[VisiblePassage, ...]:
    """Return the text in passages; with `in_full` they include the words that are withheld from others.

    Raises Unbalanced; what was checked before it was kept never does.
    """
    stretches = _split_marked(text)
    return tuple(
        VisiblePassage(words=words if in_full or not withheld else "", withheld=withheld)
        for words, withheld in stretches
    )


def has_withheld_passages(text: str) -> bool:
    """Return whether any passage is withheld. Raise UnbalancedMarks for marks that do not match."""
    return any(withheld for _words, withheld in _split_marked(text))


def public_text(text: str) -> str:
    """Return the text without withheld passages. Raise UnbalancedMarks for marks that do not match."""
    return " ".join(words.strip() for words, withheld in _split_marked(text) if not withheld).strip()


def join_passages(stretches: Sequence[VisiblePassage], gap: str) -> str:
    """Return the stretches as plain text: `gap` replaces passages that are withheld from this reader, and passages that
    are withheld from others keep their marks, wherever the text is copied."""
    return "".join(_passage_text(passage, gap) for passage in stretches)


def _passage_text(passage: VisiblePassage, gap: str) -> str:
    if not passage.withheld:
        return passage.words
    return f"{OPENING_MARK}{passage.words}{CLOSING_MARK}" if passage.words else gap


def _split_marked(text: str) -> list[tuple[str, bool]]:
    return [(words, withheld) for words, withheld in _alternating_parts(text) if words]


def _alternating_parts(text: str) -> Iterator[tuple[str, bool]]:
    withheld, after = False, 0
    for mark in MARK_PATTERN.finditer(text):
        if (mark[0] == OPENING_MARK) == withheld:
            raise UnbalancedMarks
        yield text[after : mark.start()], withheld
        withheld, after = not withheld, mark.end()
    if withheld:
        raise UnbalancedMarks
    yield text[after:], False
