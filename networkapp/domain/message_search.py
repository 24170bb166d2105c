"""Finding what was said, by an index of its own: newest first or best first, of the topics that the reader may read.

A word is found in other forms too, by the rules of the reader's language: its stem is looked for as the beginning of a
word, whatever the language of the message. Forms whose stem is written otherwise ("parties" for "party") are not.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import snowballstemmer
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone, translation

from networkapp.models import Message, Network, Topic
from networkapp.permissions import Action
from networkapp.registry import Narrowing

MOST_WORDS = 8
SHORTEST_STEM = 3
ANYTHING = Narrowing()

_FROM = "FROM networkapp_message AS m"
_OPEN = "m.withdrawn_at IS NULL AND m.hidden_at IS NULL"


def find_messages(
    *, user: Any, query: str, limit: int, narrowing: Narrowing = ANYTHING, best_first: bool = False
) -> list[Message]:
    """The messages in which all words of `query` occur, of topics that `user` may read; what is sealed is not found.

    Newest first, or by how well they fit. `connection.vendor` must be one that has an index, else nothing is found.
    """
    words = query_words(query)
    if not words or connection.vendor not in _DIALECTS:
        return []
    source, matches, order, given = _DIALECTS[connection.vendor](words, best_first)
    try:
        conditions, values = _conditions(user, narrowing)
    except EmptyResultSet:
        return []
    sql = f"SELECT m.id {source} WHERE {' AND '.join([matches, _OPEN, *conditions])} ORDER BY {order} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, *values, limit])
        found = [key for (key,) in cursor.fetchall()]
    known = Message.objects.select_related("topic__network", "seat__delegation").in_bulk(found)
    return [known[key] for key in found if key in known]


def query_words(query: str) -> list[str]:
    """The words of a query as the index knows them, in small letters; punctuation parts them."""
    return re.findall(r"\w+", query.lower().replace("_", " "))[:MOST_WORDS]


def beginnings(word: str) -> list[str]:
    """With what a word must begin to be a form of this one, by the reader's language: the stem, and the word itself.

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


def _conditions(user: Any, narrowing: Narrowing) -> tuple[list[str], list[Any]]:
    topics = Topic.objects.where(user, may=Action.READ)
    if narrowing.network is not None:
        topics = topics.standing_in(Network.objects.filter(pk=narrowing.network))
    readable, values = topics.order_by().values("pk").query.sql_with_params()
    conditions, given = [f"m.topic_id IN ({readable})"], list(values)
    for condition, value in (
        ("m.author_id = %s", narrowing.author),
        ("m.posted_at >= %s", narrowing.since and _midnight(narrowing.since)),
        ("m.posted_at < %s", narrowing.until and _midnight(narrowing.until + timedelta(days=1))),
    ):
        if value is not None:
            conditions.append(condition)
            given.append(connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value)
    return conditions, given


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _asked(words: Sequence[str], form: str, either: str, both: str) -> str:
    return both.join(f"({either.join(form.format(start) for start in beginnings(word))})" for word in words)


def _in_postgresql(words: Sequence[str], best_first: bool) -> tuple[str, str, str, list[str]]:
    asked = _asked(words, "'{}':*", " | ", " & ")
    source = f"{_FROM}, to_tsquery('simple', %s) AS asked"
    order = "ts_rank(m.words, asked) DESC, m.id DESC" if best_first else "m.id DESC"
    return source, "m.words @@ asked", order, [asked]


def _in_sqlite(words: Sequence[str], best_first: bool) -> tuple[str, str, str, list[str]]:
    asked = _asked(words, '"{}"*', " OR ", " AND ")
    # CROSS keeps the order of the two: the index first, which gives its rows by number or by rank.
    source = "FROM networkapp_message_words AS w CROSS JOIN networkapp_message AS m ON m.id = w.rowid"
    return source, "networkapp_message_words MATCH %s", "w.rank" if best_first else "w.rowid DESC", [asked]


_DIALECTS = {"postgresql": _in_postgresql, "sqlite": _in_sqlite}
