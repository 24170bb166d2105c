"""The words of a query: in which rows they occur, and the excerpt of a text around the first of them.

A word is found in other forms too, by the rules of the reader's language: its stem is searched as the beginning of a
word. Forms with a differently written stem ("parties" for "party") are not found. Diacritics make no difference
(text/folding.py).
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, reduce
from operator import and_, or_
from typing import Any

import snowballstemmer
from django.db.models import Q, QuerySet
from django.utils import translation

from networkapp.text.folding import spelling_pattern

LONGEST_QUERY = 200
MOST_WORDS = 8
EXCERPT_LENGTH = 240
SHORTEST_STEM = 3


def words_of(query: str) -> list[str]:
    """Return the words of a query, at most MOST_WORDS."""
    return query.split()[:MOST_WORDS]


def query_words(query: str) -> list[str]:
    """Return the words of a query, in lower case; punctuation separates them."""
    whole = unicodedata.normalize("NFC", query.lower().replace("_", " "))
    return re.findall(r"[\w\u0300-\u036f]+", whole)[:MOST_WORDS]


def word_stems(word: str) -> list[str]:
    """Return the beginnings of all forms of this word in the reader's language: the stem, and the word itself.

    >>> with translation.override("en"):
    ...     beginnings("trafficking"), beginnings("party")
    (['traffick'], ['parti', 'party'])
    """
    stemmer = _stemmer(translation.get_language() or "")
    stem = stemmer.stemWord(word) if stemmer else word
    if len(stem) < SHORTEST_STEM:
        return [word]
    return [stem] if word.startswith(stem) else [stem, word]


@cache
def _stemmer(language: str) -> Any:
    name = _ALGORITHMS.get(language.partition("-")[0], "")
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


_ALGORITHMS = {
    "da": "danish", "de": "german", "en": "english", "et": "estonian", "fi": "finnish", "lt": "lithuanian",
    "nb": "norwegian", "no": "norwegian", "pl": "polish", "ru": "russian", "sv": "swedish",
}  # fmt: skip


def with_all_words(things: QuerySet[Any], query: str, *fields: str) -> QuerySet[Any]:
    """Return those in which every word of the query occurs in one of `fields`, in any of its forms and spellings."""
    return things.filter(reduce(and_, [word_condition(word, *fields) for word in words_of(query)])).distinct()


def matching(things: QuerySet[Any], conditions: Mapping[str, Any]) -> QuerySet[Any]:
    """Return the things for which those of the conditions hold that have a value."""
    return things.filter(**{name: value for name, value in conditions.items() if value is not None})


def word_condition(word: str, *fields: str) -> Q:
    """Return the condition that the word occurs in one of `fields`, in any form and spelling."""
    sought = word_pattern(word)
    return reduce(or_, (Q(**{f"{field}__iregex": sought}) for field in fields))


def word_pattern(word: str) -> str:
    """Return a regular expression for the word in any form and spelling; it ignores case."""
    return "|".join(dict.fromkeys(spelling_pattern(start) for start in (word, *word_stems(word.lower()))))


def excerpt(text: str, query: str) -> str:
    """Return the part of `text` around the first word of the query that occurs in it, or else its beginning."""
    flat = " ".join(text.split())
    words = words_of(query)
    found = re.search("|".join(map(word_pattern, words)), flat, re.IGNORECASE) if words else None
    start = max((found.start() if found else 0) - EXCERPT_LENGTH // 3, 0)
    piece = flat[start : start + EXCERPT_LENGTH]
    if start:
        piece = f"… {piece.partition(' ')[2]}"
    if start + EXCERPT_LENGTH < len(flat):
        piece = f"{piece.rpartition(' ')[0]} …"
    return piece
