"""Messages in great number, written at once, inside Django: `manage.py shell -c "from filling import fill; ..."`."""

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from networkapp.models import Event, Message, Network, Seat, Topic

BATCH = 5000


def fill(count: int, *, first: int = 10_000_000, topics: int = 1) -> None:
    """So many messages with their events stand at the end of the log, dealt out to so many topics in turn.

    The first goes to the topic that is measured; keys are numbered from `first`.
    """
    network = Network.objects.get(slug="bench")
    seats = list(Seat.objects.filter(network=network).select_related("user")[:50])
    measured = Topic.objects.filter(network=network).order_by("pk").first()
    others = [Topic(network=network, title=f"Topic {number}", opened_by=seats[0]) for number in range(1, topics)]
    everywhere = [measured, *Topic.objects.bulk_create(others)]
    start, begun = network.last_sequence + 1, timezone.now()
    for batch in (range(at, min(at + BATCH, count)) for at in range(0, count, BATCH)):
        made = [
            Message(
                topic=everywhere[number % topics],
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
    for place, topic in enumerate(everywhere):
        Topic.objects.filter(pk=topic.pk).update(length=F("length") + len(range(place, count, topics)))
    Network.objects.filter(pk=network.pk).update(last_sequence=start + count - 1)


def _event(network: Network, message: Any) -> Event:
    payload = {"topic": message.topic_id, "message": message.pk, "key": str(message.client_key)}
    return Event(
        network=network, sequence=message.sequence, kind="message.posted", payload=payload, actor=message.author
    )
