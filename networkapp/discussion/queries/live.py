"""Load the things that live events refer to, independent of who will see them."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import cache

from django.db.models import OuterRef, Subquery

from networkapp.db.prepared_statements import CompiledObjects, Param, list_params, list_size_for, list_values
from networkapp.discussion.models import Message, Topic, with_related
from networkapp.discussion.queries.topics import TOPIC_RELATED
from networkapp.models import Network


def topics_in(*, network: int, topics: Collection[int]) -> dict[int, Topic]:
    """Return those of the topics that currently appear in the network, as they are read in it; all by primary key."""
    many = list_size_for(topics)
    found: dict[int, Topic] = {
        topic.pk: topic for topic in _topics(many).all(network=network, **list_values("topic", topics, many))
    }
    for topic in found.values():
        topic.read_in = topic.network if topic.network_id == network else Network.objects.get(pk=network)
    return found


def messages_in(
    *, topics: Mapping[int, Topic], messages: Collection[int], posted: Collection[Message] = ()
) -> dict[int, Message]:
    """Return those of the messages that are in one of the topics, with everything needed to show them, by primary key.

    Messages that were `posted` a moment ago, and have it all, are not queried.
    """
    found = [copy(message) for message in posted if message.topic_id in topics]
    if others := set(messages) - {message.pk for message in posted}:
        many = list_size_for(others)
        read = _messages(many).all(**list_values("message", others, many))
        found += with_related(message for message in read if message.topic_id in topics)
    for message in found:
        message.topic = topics[message.topic_id]
    return {message.pk: message for message in found}


def with_newest_message(*, topics: Iterable[Topic]) -> list[Topic]:
    """Return the topics, each with its last message as `newest`, as lists of topics show it; one query."""
    found = list(topics)
    last = Message.objects.filter(topic=OuterRef("pk")).order_by("-sequence").values("pk")[:1]
    keys = Topic.objects.filter(pk__in=[topic.pk for topic in found]).order_by().values(last=Subquery(last))
    messages = Message.objects.filter(pk__in=keys).select_related("author", "seat__delegation").order_by()
    newest = {message.topic_id: message for message in messages}
    for topic in found:
        topic.newest = newest.get(topic.pk)
    return found


@cache
def _topics(size: int) -> CompiledObjects:
    appearing = Topic.objects.appearing_in(Network.objects.filter(pk=Param("network")))
    return CompiledObjects(
        lambda: appearing.filter(pk__in=list_params("topic", size)).select_related(*TOPIC_RELATED).order_by()
    )


@cache
def _messages(size: int) -> CompiledObjects:
    return CompiledObjects(lambda: Message.objects.filter(pk__in=list_params("message", size)).shown().order_by())
