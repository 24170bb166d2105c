"""The sign `[^1]`, by which a section's text refers to its first footnote, and what of it does not fit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SIGN = re.compile(r"\[\^(\d{1,3})\]")


def without_signs(text: str) -> str:
    """`text` as it is searched and compared: what refers to a footnote says nothing by itself."""
    return SIGN.sub("", text)


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """A sign that refers to no footnote, or (`unnamed`) a footnote to which no sign refers, by its number."""

    number: int
    unnamed: bool = False


def misfits(*, texts: Iterable[str], notes: int) -> list[Misfit]:
    """What does not fit between the signs in `texts` and this many footnotes, by number."""
    named = {int(number) for text in texts for number in SIGN.findall(text)}
    there = set(range(1, notes + 1))
    found = [Misfit(number=number) for number in named - there]
    found += [Misfit(number=number, unnamed=True) for number in there - named]
    return sorted(found, key=lambda misfit: misfit.number)
