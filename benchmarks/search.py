"""Time of searching messages, compared with plain SQL on the same index in the same run.

Run as `PYTHONPATH=site:. DJANGO_SETTINGS_MODULE=config.settings.test DATA_DIR=var/bench python benchmarks/search.py`,
with DATABASE_URL for PostgreSQL. It fills a test database with `--messages` messages of a Zipf vocabulary, in two
networks; the reader holds a seat in one of them.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from itertools import accumulate
from typing import Any
from uuid import uuid4

import django

django.setup()

from databases import own_database  # noqa: E402
from django.db import connection  # noqa: E402

from networkapp.discussion.models import Message  # noqa: E402
from networkapp.discussion.queries.message_search import find_messages  # noqa: E402
from tests.factories.discussion import start_topic  # noqa: E402
from tests.factories.networks import NetworkFactory, SeatFactory  # noqa: E402

VOCABULARY = 17_000
WORDS = 34


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()

    with own_database():
        measure(options.messages, options.rounds)


def measure(number: int, rounds: int) -> None:

    reader, took = fill(number)
    print(f"{connection.vendor}, {number} messages, {took / number * 1e6:.0f} us to write a message with the index")
    print(f"{'query':<34}{'found':>8}{'ours p50':>10}{'p95':>8}{'plain p50':>11}{'ratio':>7}   (ms)")
    for name, word, best in (
        ("rare, newest", "w9000", False), ("medium, newest", "w150", False), ("common, newest", "w0", False),
        ("rare, best", "w9000", True), ("medium, best", "w150", True), ("common, best", "w0", True),
        ("two words, newest", "w0 w150", False), ("beginning of a word, newest", "w163", False),
        ("nothing, newest", "qqqq", False),
    ):  # fmt: skip
        ours = timed(lambda w=word, b=best: find_messages(user=reader, query=w, limit=20, best_first=b), rounds)
        plain, found = plain_sql(word, best)
        floor = timed(plain, rounds)
        p50 = statistics.median(ours)
        print(
            f"{name:<34}{found:>8}{p50:>10.2f}{sorted(ours)[int(len(ours) * 0.95) - 1]:>8.2f}"
            f"{statistics.median(floor):>11.2f}{p50 / statistics.median(floor):>7.1f}"
        )


def fill(number: int) -> tuple[Any, float]:

    seats = [SeatFactory(network=NetworkFactory(slug=slug)) for slug in ("here", "elsewhere")]
    topics = [(seat, start_topic(seat, title=f"Topic {n}")) for n in range(100) for seat in seats]
    chance = random.Random(7)
    names, weights = [f"w{n}" for n in range(VOCABULARY)], list(accumulate(1 / (n + 3) for n in range(VOCABULARY)))
    started = time.perf_counter()
    for start in range(0, number, 5000):
        Message.objects.bulk_create(
            Message(
                topic=topic, seat=seat, author=seat.user, client_key=uuid4(), sequence=start + n + 10,
                body=" ".join(chance.choices(names, cum_weights=weights, k=WORDS)),
            )
            for n in range(5000)
            for seat, topic in [topics[(start + n) % len(topics)]]
        )  # fmt: skip
    took = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return seats[0].user, took


def plain_sql(word: str, best: bool) -> tuple[Callable[[], Any], int]:
    """Run the query without the reader's permissions, to measure what the index itself takes."""

    words = word.split()
    if connection.vendor == "postgresql":
        result = " & ".join(f"'{one}':*" for one in words)
        base = "FROM networkapp_discussion_message m, to_tsquery('simple', %s) asked WHERE m.words @@ asked"
        order = "ts_rank(m.words, asked) DESC" if best else "m.id DESC"
    else:
        result = " AND ".join(f'"{one}"*' for one in words)
        base = "FROM networkapp_discussion_message_words w WHERE networkapp_discussion_message_words MATCH %s"
        order = "w.rank" if best else "w.rowid DESC"
    columns = "m.*" if connection.vendor == "postgresql" else "w.body"
    statement = f"SELECT {columns} {base} ORDER BY {order} LIMIT 20"

    def ask() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(statement, [result])
            return cursor.fetchall()

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {base}", [result])
        return ask, cursor.fetchone()[0]


def timed(ask: Callable[[], Any], rounds: int) -> list[float]:
    ask()
    taken = []
    for _round in range(rounds):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return taken


if __name__ == "__main__":
    main()
