"""Numbers that were typed before headings, which a handbook counts by itself."""

import itertools
import re
from collections.abc import Sequence

_CHAPTER = (
    "chapter|section|part|kapitel|abschnitt|teil|kapittel|avsnitt|afsnit|del|luku|osa|peatükk|jagu|nodaļa|sadaļa|"
    "skyrius|skirsnis|rozdział|część|глава|раздел|часть|kafli|hluti"
)
_SURE = re.compile(
    rf"(?:(?:{_CHAPTER})\s+)?(?:\d{{1,3}}(?:\.\d{{1,3}})+[.)]?|\d{{1,2}}[.)]|[IVXLC]{{1,6}}[.)]|[A-HА-И][.)])"
    rf"(?:\s*[-–—:]\s*|\s+)(?=\S)|(?:{_CHAPTER})\s+(?:\d{{1,3}}|[IVXLC]{{1,6}})\s*[-–—:.]\s*(?=\S)",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:part|teil|del|osa|daļa|dalis|część|часть|hluti)\s+(?:\w{1,6})\b", re.IGNORECASE)
_DEEP = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)[.)]?\s")
_BARE = re.compile(r"(\d{1,2})\s+(?=\S)")
_NUMBER = re.compile(r"(\w+(?:\.\w+)*)\W*\Z")


def split_numbers(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Return (number, title) for each of the titles of one level; the number is empty where none was typed.

    A number without a point or bracket is only one where those of several titles follow each other; else it belongs
    to the title.

    >>> split_numbers(["3.2 Title", "IV. Title", "18 October", "Chapter 2: Title", "2011 and after"])
    [('3.2', 'Title'), ('IV', 'Title'), ('', '18 October'), ('2', 'Title'), ('', '2011 and after')]
    >>> split_numbers(["1 Why", "2 How"])
    [('1', 'Why'), ('2', 'How')]
    """
    bare = [int(match[1]) if (match := _BARE.match(title)) else None for title in titles]
    counted = [number for number in bare if number is not None]
    follow = len(counted) > 1 and all(later - earlier in {0, 1} for earlier, later in itertools.pairwise(counted))
    split = []
    for title in titles:
        match = _SURE.match(title) or (_BARE.match(title) if follow and counted[0] < 2 else None)
        number = _NUMBER.search(match[0]) if match else None
        split.append((number[1] if number else "", title[match.end() :] if match else title))
    return split


def depth_of_number(title: str) -> int:
    """Return the depth of the number before a title: 2 for "3.2 Title", 0 without a number."""
    match = _DEEP.match(title)
    return match[1].count(".") + 1 if match else 0


def is_part(title: str) -> bool:
    """Return whether a heading calls itself a part: "Part II", "Teil 1: Recht".

    >>> is_part("Part II. Law"), is_part("Partners")
    (True, False)
    """
    return bool(_PART.match(title))
