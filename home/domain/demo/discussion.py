"""Sample topics, posted by role accounts."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from home.domain.demo.accounts import accounts
from home.domain.demo.content import items, same_id
from networkapp.discussion.actions.messages import edit_message, react
from networkapp.discussion.actions.post import open_topic, post_message
from networkapp.discussion.models import Message, Reaction, Topic
from networkapp.models import Network
from networkapp.networks.queries.seats import permitted_seat
from networkapp.permissions import Action


def make_topics() -> None:
    """Create every topic of the data file with its messages; one that was opened before is left as it is."""
    people = accounts()
    for item in items("topics"):
        first = same_id(item["network"], item["slug"], 0)
        if not Message.objects.filter(client_key=first).exists():
            _open(item, people)


def _open(item: dict[str, Any], people: dict[str, Any]) -> None:
    opening, *rest = item["messages"]
    topic = open_topic(
        network=Network.objects.get(slug=item["network"]),
        user=people[opening["author"]],
        title=item["title"],
        body=opening["text"],
        client_key=same_id(item["network"], item["slug"], 0),
    )
    messages = [topic.messages.get()]
    for place, message in enumerate(rest, 1):
        drafter = message.get("drafted_by")
        posted = post_message(
            topic=topic,
            user=people[message["author"]],
            body=message.get("first", message["text"]),
            client_key=same_id(item["network"], item["slug"], place),
            reply_to=messages[message["answers"]] if "answers" in message else None,
            drafted_by=permitted_seat(network=topic.network, user=people[drafter], action=Action.PREPARE)
            if drafter
            else None,
        )
        messages.append(posted)
    _as_if_then(topic, item["messages"])
    for message, described in zip(topic.messages.order_by("sequence"), item["messages"], strict=True):
        _what_became_of_it(message, described, people)


def _what_became_of_it(message: Message, described: dict[str, Any], people: dict[str, Any]) -> None:
    """Edit the message and add its reactions as in the data file, the edit some time after it was posted."""
    if change := described.get("changed"):
        fields = {"body": described["text"], "reason": change["reason"], "base": 0}
        edit_message(message=message, user=message.author, **fields)
        then = message.posted_at + timedelta(minutes=change["minutes"])
        Message.objects.filter(pk=message.pk).update(edited_at=then)
        message.revisions.filter(number=2).update(written_at=then)
    for person in described.get("agreed_by", ()):
        react(message=message, user=people[person], kind=Reaction.Kind.AGREE)


def _as_if_then(topic: Topic, described: list[dict[str, Any]]) -> None:
    """Move the messages to the days in the data file, counted back from today."""
    messages = list(topic.messages.order_by("sequence"))
    for message, item in zip(messages, described, strict=True):
        message.posted_at = _days_ago(item["days_ago"], item["time"])
    Message.objects.bulk_update(messages, ["posted_at"])
    topic.opened_at, topic.last_message_at = messages[0].posted_at, messages[-1].posted_at
    topic.save(update_fields=["opened_at", "last_message_at"])


def _days_ago(days: int, clock: str) -> datetime:
    today = timezone.localdate()
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), time.fromisoformat(clock)))
