"""The sign `[^1]`, by which a section's text refers to its first footnote, and what of it does not fit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FOOTNOTE_MARK = re.compile(r"\[\^(\d{1,3})\]")


def without_footnote_marks(text: str) -> str:
    """Return `text` without the signs that refer to footnotes, for search and comparison."""
    return FOOTNOTE_MARK.sub("", text)


@dataclass(frozen=True, kw_only=True)
class FootnoteMismatch:
    """A sign that refers to no footnote, or (`unnamed`) a footnote to which no sign refers, by its number."""

    number: int
    unnamed: bool = False


def footnote_mismatches(*, texts: Iterable[str], notes: int) -> list[FootnoteMismatch]:
    """Return the signs in `texts` without a footnote, and footnotes without a sign, sorted by number."""
    named = {int(number) for text in texts for number in FOOTNOTE_MARK.findall(text)}
    there = set(range(1, notes + 1))
    found = [FootnoteMismatch(number=number) for number in named - there]
    found += [FootnoteMismatch(number=number, unnamed=True) for number in there - named]
    return sorted(found, key=lambda misfit: misfit.number)
