"""What of a text is withheld: who files it puts [[ and ]] around words, and only some readers are shown them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

OPENS, CLOSES = "[[", "]]"
MARK = re.compile(r"\[\[|\]\]")


class Unbalanced(ValueError):
    """A mark opens and does not close, closes what was not opened, or opens within another."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of a text. What is withheld from its reader has no words here."""

    words: str
    withheld: bool = False


def passages(text: str, *, in_full: bool) -> tuple[Passage, ...]:
    """The text in stretches as its reader gets it: `in_full` with the words that are withheld from others.

    Raises Unbalanced; what was checked before it was kept never does.
    """
    stretches = _stretches(text)
    return tuple(Passage(words=words if in_full or not held else "", withheld=held) for words, held in stretches)


def withholds(text: str) -> bool:
    """Whether any of it is withheld. Raises Unbalanced."""
    return any(held for _words, held in _stretches(text))


def open_part(text: str) -> str:
    """What of it everybody may read, in one piece. Raises Unbalanced."""
    return " ".join(words.strip() for words, held in _stretches(text) if not held).strip()


def in_one_piece(stretches: Sequence[Passage], gap: str) -> str:
    """Return the stretches as plain text: `gap` replaces passages that are withheld from this reader, and passages that
    are withheld from others keep their marks, wherever the text is copied."""
    return "".join(_told(passage, gap) for passage in stretches)


def _told(passage: Passage, gap: str) -> str:
    if not passage.withheld:
        return passage.words
    return f"{OPENS}{passage.words}{CLOSES}" if passage.words else gap


def _stretches(text: str) -> list[tuple[str, bool]]:
    return [(words, held) for words, held in _parts(text) if words]


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    held, after = False, 0
    for mark in MARK.finditer(text):
        if (mark[0] == OPENS) == held:
            raise Unbalanced
        yield text[after : mark.start()], held
        held, after = not held, mark.end()
    if held:
        raise Unbalanced
    yield text[after:], False
