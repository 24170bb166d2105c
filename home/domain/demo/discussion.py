"""Sample topics, said by role accounts."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from home.domain.demo.accounts import accounts
from home.domain.demo.content import items, same_id
from networkapp.domain.discussion import open_topic, post_message
from networkapp.models import Message, Network, Topic


def make_topics() -> None:
    """Every topic of the data file stands with its messages; one that was opened before is left as it is."""
    people = accounts()
    for item in items("topics"):
        first = same_id(item["network"], item["slug"], 0)
        if not Message.objects.filter(client_key=first).exists():
            _open(item, people)


def _open(item: dict[str, Any], people: dict[str, Any]) -> None:
    opening, *rest = item["messages"]
    topic = open_topic(
        network=Network.objects.get(slug=item["network"]),
        author=people[opening["author"]],
        title=item["title"],
        body=opening["text"],
        client_key=same_id(item["network"], item["slug"], 0),
    )
    for place, message in enumerate(rest, 1):
        post_message(
            topic=topic,
            author=people[message["author"]],
            body=message["text"],
            client_key=same_id(item["network"], item["slug"], place),
        )
    _as_if_then(topic, item["messages"])


def _as_if_then(topic: Topic, described: list[dict[str, Any]]) -> None:
    """The messages were said on the days that the data file gives, counted back from today."""
    said = list(topic.messages.order_by("sequence"))
    for message, item in zip(said, described, strict=True):
        message.posted_at = _days_ago(item["days_ago"], item["time"])
    Message.objects.bulk_update(said, ["posted_at"])
    topic.opened_at, topic.last_message_at = said[0].posted_at, said[-1].posted_at
    topic.save(update_fields=["opened_at", "last_message_at"])


def _days_ago(days: int, clock: str) -> datetime:
    today = timezone.localdate()
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time.fromisoformat(clock)))
