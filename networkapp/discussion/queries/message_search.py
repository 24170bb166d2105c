"""Search for messages with an index of their own: newest first or best first, in the topics that the reader can read.

A word is found in its other forms too (search/words.py), whatever the language of the message, with or without
diacritics (text/folding.py).
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from networkapp.discussion.models import Message, Topic
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry import NO_NARROWING, SearchFilters
from networkapp.search.words import query_words, word_stems
from networkapp.text.folding import fold_case
from networkapp.users import AnyUser

_FROM = "FROM networkapp_discussion_message AS m"
_OPEN = "m.withdrawn_at IS NULL AND m.hidden_at IS NULL"


def find_messages(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING, best_first: bool = False
) -> list[Message]:
    """Return the messages that contain all words of `query`, in topics that `user` can read; sealed ones are left out.

    Newest first, or by how well they fit. `connection.vendor` must be one that has an index, else nothing is found.
    """
    words = query_words(query)
    if not words or connection.vendor not in _DIALECTS or not (user.is_authenticated and user.is_active):
        return []
    source, matches, order, params = _DIALECTS[connection.vendor](words, best_first)
    try:
        conditions, values = _conditions(user, narrowing)
    except EmptyResultSet:
        return []  # The reader can read no topic.
    sql = f"SELECT m.id {source} WHERE {' AND '.join([matches, _OPEN, *conditions])} ORDER BY {order} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *values, limit])
        found = [key for (key,) in cursor.fetchall()]
    if not found:
        return []
    known = Message.objects.select_related("topic__network", "seat__delegation").in_bulk(found)
    return [known[key] for key in found if key in known]


def _conditions(user: AnyUser, narrowing: SearchFilters) -> tuple[list[str], list[Any]]:
    topics = Topic.objects.where(user, may=Action.READ)
    if narrowing.network is not None:
        topics = topics.appearing_in(Network.objects.filter(pk=narrowing.network).order_by())
    readable, values = topics.order_by().values("pk").query.sql_with_params()
    conditions, params = [f"m.topic_id IN ({readable})"], list(values)
    for condition, value in (
        ("m.author_id = %s", narrowing.author),
        ("m.posted_at >= %s", narrowing.since and _midnight(narrowing.since)),
        ("m.posted_at < %s", narrowing.until and _midnight(narrowing.until + timedelta(days=1))),
    ):
        if value is not None:
            conditions.append(condition)
            params.append(connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value)
    return conditions, params


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _search_expression(words: Sequence[str], form: str, either: str, both: str) -> str:
    sought = (dict.fromkeys(fold_case(start) for start in word_stems(word)) for word in words)
    return both.join(f"({either.join(form.format(start) for start in starts)})" for starts in sought)


def _in_postgresql(words: Sequence[str], best_first: bool) -> tuple[str, str, str, list[str]]:
    expression = _search_expression(words, "'{}':*", " | ", " & ")
    source = f"{_FROM}, to_tsquery('simple', %s) AS asked"
    order = "ts_rank(m.words, asked) DESC, m.id DESC" if best_first else "m.id DESC"
    return source, "m.words @@ asked", order, [expression]


def _in_sqlite(words: Sequence[str], best_first: bool) -> tuple[str, str, str, list[str]]:
    expression = _search_expression(words, '"{}"*', " OR ", " AND ")
    # CROSS keeps the order of the two: the index first, which gives its rows by number or by rank.
    source = (
        "FROM networkapp_discussion_message_words AS w CROSS JOIN networkapp_discussion_message AS m ON m.id = w.rowid"
    )
    return (
        source,
        "networkapp_discussion_message_words MATCH %s",
        "w.rank" if best_first else "w.rowid DESC",
        [expression],
    )


_DIALECTS = {"postgresql": _in_postgresql, "sqlite": _in_sqlite}
