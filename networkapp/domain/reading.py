"""What a reader sees of the topics of a network."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from networkapp.conf import setting
from networkapp.domain.discussion import mark_read
from networkapp.errors import NotAllowed
from networkapp.models import Message, Network, ReadMark, Topic, TopicState, with_belongings
from networkapp.permissions import Action

CONTEXT = 3
WITH_A_TOPIC = ("network", "opened_by__delegation", "opened_by__user", "state_by__delegation", "state_by__user")


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of a topic; older and newer are where the next stretch begins, if any.

    `first_unread` is the primary key of the message above which the unread line stands, `since` when she read last;
    the stretch `skips` what stands between what she has read and its beginning.
    """

    messages: list[Message]
    total: int
    unread: int
    first_unread: int | None
    skips: bool
    since: datetime | None
    older: int | None
    newer: int | None


LISTED = (TopicState.OPEN, TopicState.CLOSED)
SETTLED = (TopicState.CLOSED, TopicState.ARCHIVED)


def topics_of(*, network: Network, reader: Any, states: Iterable[TopicState] = LISTED) -> QuerySet[Topic]:
    """The topics that stand in the network, in the order of its lists, for `list_topics` to read."""
    here = Network.objects.filter(pk=network.pk).where(reader, may=Action.READ)
    topics: QuerySet[Topic] = (
        Topic.objects.standing_in(here)
        .filter(state__in=states)
        .in_order_of(network)
        .with_unread(reader)
        .with_sequence(network)
        .select_related("network", "opened_by__delegation", "opened_by__user")
    )
    return topics


def list_topics(topics: Iterable[Topic], network: Network) -> list[Topic]:
    """Some of the topics of the network, each with `unread`, `mark` and `length`, as they are read in it.

    The network's newest sequence is what it was at the moment of reading, so that an open page, which goes on from
    there, neither misses a message nor counts one twice. What the page shows besides is read afterwards.
    """
    found = list(topics)
    for topic in found:
        topic.read_in = network
        network.last_sequence = topic.at
    return found


def find_topic(*, slug: str, pk: int, reader: Any) -> Topic:
    """The topic as `reader` reads it in the network of this slug; Http404, where she reads no such topic there."""
    here = Network.objects.filter(slug=slug).where(reader, may=Action.READ)
    topics = Topic.objects.standing_in(here).with_rights(reader, slug).select_related(*WITH_A_TOPIC)
    topic: Topic = get_object_or_404(topics, pk=pk)
    if topic.network.slug != slug:
        topic.read_in = here.get()
    return topic


def find_elsewhere(*, pk: int, reader: Any) -> Topic:
    """The topic as `reader` reads it, wherever that is: at home, if she may; Http404, where she reads it nowhere."""
    topic: Topic = get_object_or_404(Topic.objects.where(reader, may=Action.READ).select_related("network"), pk=pk)
    readable = Network.objects.where(reader, may=Action.READ)
    if not readable.filter(pk=topic.network_id).exists():
        topic.read_in = readable.filter(shared_topics__topic=topic).alphabetical()[0]
    return topic


def read_topic(
    *, topic: Topic, reader: Any, message: int | None = None, before: int | None = None, newer: int | None = None
) -> Window:
    """A stretch of the topic, which the reader has read from now on; not one that skips what she has not read yet.

    Around `message` (its primary key), before or from a sequence; without these, from a little above the first unread
    message, or the last stretch where nothing is unread. Http404, where the topic has no such message; NotAllowed,
    where she may not read it.
    """
    # Read before the messages: what is said meanwhile is shown, and is not taken for a further stretch.
    at = _place_of(topic, reader)
    first = at.first_unread if at.unread and at.mark else None
    said = topic.messages.all()
    start = newer
    if message is not None:
        start = _a_little_before(said, get_object_or_404(said, pk=message).sequence)
    elif before is None and newer is None and first is not None:
        start = _a_little_before(said, first)
    shown = _of(topic, _stretch(said.shown(), start, before))
    skips = bool(shown and first is not None and shown[0].sequence > first)
    window = Window(
        messages=shown,
        total=at.length,
        unread=at.unread,
        first_unread=next((m.pk for m in shown if first is not None and m.sequence == first), None),
        skips=skips,
        since=at.marked_at,
        older=shown[0].sequence if shown and shown[0].sequence > at.oldest else None,
        newer=shown[-1].sequence + 1 if shown and shown[-1].sequence < at.newest else None,
    )
    if shown and not skips and shown[-1].sequence > at.mark:
        mark_read(topic=topic, reader=reader, upto=shown[-1].sequence)
    return window


def messages_after(*, topic: Topic, reader: Any, after: int, limit: int) -> list[Message]:
    """Up to `limit` messages of the topic after a sequence, oldest first; nothing becomes read.

    NotAllowed, where she may not read it.
    """
    topic.require(reader, Action.READ)
    said = topic.messages.shown().filter(sequence__gt=after)
    return _of(topic, said.order_by("sequence")[:limit])


def _of(topic: Topic, messages: Iterable[Message]) -> list[Message]:
    """The messages with this topic, so that their addresses are those in the network through which it is read."""
    found = with_belongings(messages)
    for message in found:
        message.topic = topic
    return found


def _place_of(topic: Topic, reader: Any) -> Any:
    """How far the reader is, with the first and last sequences of the topic; NotAllowed, where she may not read it."""
    said = Message.objects.filter(topic=OuterRef("pk")).order_by("sequence")
    unread = said.filter(sequence__gt=OuterRef("mark")).exclude(author=reader)
    marks = ReadMark.objects.filter(user=reader, topic=OuterRef("pk"))
    found = Topic.objects.where(reader, may=Action.READ).with_unread(reader)
    place = found.annotate(
        marked_at=Subquery(marks.values("marked_at")),
        first_unread=Subquery(unread.values("sequence")[:1]),
        oldest=Coalesce(Subquery(said.values("sequence")[:1]), 0),
        newest=Coalesce(Subquery(said.reverse().values("sequence")[:1]), 0),
    )
    wanted = ("mark", "unread", "length", "marked_at", "first_unread", "oldest", "newest")
    row = place.filter(pk=topic.pk).values_list(*wanted, named=True).first()
    if row is None:
        raise NotAllowed(Action.READ)
    return row


def _stretch(said: Any, start: int | None, before: int | None) -> list[Message]:
    size = setting("TOPIC_PAGE_SIZE")
    if before is not None:
        said = said.filter(sequence__lt=before)
    if start is not None:
        found = list(said.filter(sequence__gte=start).order_by("sequence")[:size])
        if len(found) == size:
            return found
    return list(reversed(said.order_by("-sequence")[:size]))


def _a_little_before(said: Any, sequence: int) -> int:
    near = said.filter(sequence__lte=sequence).order_by("-sequence").values_list("sequence", flat=True)
    return int(min(near[: CONTEXT + 1]))
