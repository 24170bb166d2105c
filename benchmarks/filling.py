"""Write many messages at once, inside Django: `manage.py shell -c "from filling import fill; ..."`.

PostgreSQL creates the rows itself, a million in a minute or two; for SQLite, Django writes them in batches.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from networkapp.discussion.models import Message, Topic
from networkapp.discussion.models.search_index import make_index
from networkapp.models import Event, Network, Seat

BATCH = 5000
# `n` counts from nothing.
MESSAGES = """
INSERT INTO networkapp_discussion_message (topic_id, seat_id, author_id, body, html, posted_at, sequence, client_key,
offices,
    edit_reason, withdrawal_reason)
SELECT topic, seat, author, 'Said as number ' || n || '.', '<p>Said as number ' || n || '.</p>',
    %(begun)s::timestamptz + n * interval '1 ms', %(start)s + n, lpad(to_hex(%(first)s + n), 32, '0')::uuid,
    '[]', '', ''
FROM generate_series(0, %(count)s - 1) AS n
JOIN unnest(%(topics)s::bigint[]) WITH ORDINALITY AS t (topic, place) ON place - 1 = n %% cardinality(%(topics)s)
JOIN unnest(%(seats)s::bigint[], %(authors)s::bigint[]) WITH ORDINALITY AS s (seat, author, chair)
    ON chair - 1 = n %% cardinality(%(seats)s)
ORDER BY n
"""
EVENTS = """
INSERT INTO networkapp_event (network_id, sequence, kind, payload, actor_id, recorded_at, audience, audience_offices)
SELECT %(network)s, sequence, 'message.posted',
    jsonb_build_object('topic', topic_id, 'message', id, 'key', client_key), author_id, posted_at, 'network', '[]'
FROM networkapp_discussion_message WHERE sequence >= %(start)s AND topic_id = ANY(%(topics)s) ORDER BY sequence
"""


def fill(count: int, *, first: int = 10_000_000, topics: int = 1) -> None:
    """Add this number of messages with their events at the end of the log, distributed over topics in turn.

    The first goes to the topic that is measured; keys are numbered from `first`. Existing topics are used.
    """
    network = Network.objects.get(slug="bench")
    seats = list(Seat.objects.filter(network=network).select_related("user")[:50])
    there = list(Topic.objects.filter(network=network).order_by("pk")[:topics])
    others = [
        Topic(network=network, title=f"Topic {number}", opened_by=seats[0]) for number in range(len(there), topics)
    ]
    everywhere = [*there, *Topic.objects.bulk_create(others)]
    start = network.last_sequence + 1
    make = _by_the_database if connection.vendor == "postgresql" else _by_batches
    make(network, seats, everywhere, count, start, first)
    for place, topic in enumerate(everywhere):
        more = {"length": F("length") + len(range(place, count, topics)), "last_message_at": timezone.now()}
        Topic.objects.filter(pk=topic.pk).update(**more)
    Network.objects.filter(pk=network.pk).update(last_sequence=start + count - 1)


def _by_the_database(
    network: Network, seats: Sequence[Any], topics: Sequence[Topic], count: int, start: int, first: int
) -> None:
    values = {
        "network": network.pk,
        "seats": [seat.pk for seat in seats],
        "authors": [seat.user_id for seat in seats],
        "topics": [topic.pk for topic in topics],
        "begun": timezone.now(),
        "count": count,
        "start": start,
        "first": first,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # What refers to what is known, and an index over words is made faster than it is kept.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DROP INDEX words_of_messages")
        cursor.execute(MESSAGES, values)
        cursor.execute(EVENTS, values)
        make_index(connection)
    connection.cursor().execute("VACUUM ANALYZE")


def _by_batches(
    network: Network, seats: Sequence[Any], topics: Sequence[Topic], count: int, start: int, first: int
) -> None:
    begun = timezone.now()
    for batch in (range(at, min(at + BATCH, count)) for at in range(0, count, BATCH)):
        made = [
            Message(
                topic=topics[number % len(topics)],
                seat=seats[number % len(seats)],
                author=seats[number % len(seats)].user,
                body=f"Said as number {number}.",
                html=f"<p>Said as number {number}.</p>",
                posted_at=begun + timedelta(milliseconds=number),
                sequence=start + number,
                client_key=uuid.UUID(int=first + number),
            )
            for number in batch
        ]
        Event.objects.bulk_create([_event(network, message) for message in Message.objects.bulk_create(made)])


def _event(network: Network, message: Any) -> Event:
    payload = {"topic": message.topic_id, "message": message.pk, "key": str(message.client_key)}
    return Event(
        network=network, sequence=message.sequence, kind="message.posted", payload=payload, actor=message.author
    )
