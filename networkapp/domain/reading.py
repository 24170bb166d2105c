"""What a reader sees of the topics of a network, at one sequence of its log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.shortcuts import get_object_or_404

from networkapp.conf import setting
from networkapp.domain.discussion import mark_read
from networkapp.models import Message, ReadMark, Topic
from networkapp.permissions import Action

CONTEXT = 3


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of a topic, as it was at `sequence`; older and newer are where the next stretch begins, if any.

    `first_unread` is the primary key of the message above which the unread line stands, `since` when she read last.
    """

    sequence: int
    messages: list[Message]
    total: int
    unread: int
    first_unread: int | None
    since: datetime | None
    older: int | None
    newer: int | None


def topics_of(*, network: Any, reader: Any) -> QuerySet[Topic]:
    """The topics of the network, the one with the newest message first, each with `unread`, `mark` and `length`."""
    topics: QuerySet[Topic] = (
        Topic.objects.where(reader, may=Action.READ)
        .filter(network=network)
        .with_unread(reader, upto=network.last_sequence)
        .with_length()
        .select_related("network", "opened_by__delegation", "opened_by__user")
    )
    return topics


def read_topic(
    *, topic: Topic, reader: Any, message: int | None = None, before: int | None = None, newer: int | None = None
) -> Window:
    """A stretch of the topic, which the reader has read from now on.

    Around `message` (its primary key), before or from a sequence; without these, from a little above the first unread
    message, or the last stretch where nothing is unread. Http404, where the topic has no such message; NotAllowed,
    where she may not read it.
    """
    topic.network.require(reader, Action.READ)
    sequence = topic.network.last_sequence
    said = topic.messages.upto(sequence)
    mark = ReadMark.objects.filter(user=reader, topic=topic).first()
    unread, first, total = _unread(topic, reader, sequence)
    start = newer
    if message is not None:
        start = _a_little_before(said, get_object_or_404(said, pk=message).sequence)
    elif before is None and newer is None and first is not None:
        start = _a_little_before(said, first)
    shown = _stretch(said.shown(), start, before)
    window = Window(
        sequence=sequence,
        messages=shown,
        total=total,
        unread=unread,
        first_unread=next((m.pk for m in shown if first is not None and m.sequence == first), None),
        since=mark.marked_at if mark else None,
        older=shown[0].sequence if shown and said.filter(sequence__lt=shown[0].sequence).exists() else None,
        newer=_newer(said, shown),
    )
    if shown and shown[-1].sequence > (mark.sequence if mark else 0):
        mark_read(topic=topic, reader=reader, upto=shown[-1].sequence)
    return window


def messages_after(*, topic: Topic, reader: Any, after: int, limit: int) -> list[Message]:
    """Up to `limit` messages of the topic after a sequence, oldest first; nothing becomes read.

    NotAllowed, where she may not read it.
    """
    topic.network.require(reader, Action.READ)
    said = topic.messages.shown().filter(sequence__gt=after)
    return list(said.order_by("sequence")[:limit])


def _unread(topic: Topic, reader: Any, sequence: int) -> tuple[int, int | None, int]:
    known = Topic.objects.with_unread(reader, upto=sequence).get(pk=topic.pk)
    later = Q(messages__sequence__gt=known.mark) & ~Q(messages__author=reader)
    found = Topic.objects.filter(pk=topic.pk).aggregate(
        first=Min("messages__sequence", filter=later & Q(messages__sequence__lte=sequence)),
        total=Count("messages", filter=Q(messages__sequence__lte=sequence)),
    )
    return known.unread, found["first"] if known.unread and known.mark else None, found["total"]


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


def _newer(said: Any, shown: list[Message]) -> int | None:
    last = shown[-1].sequence if shown else 0
    following = said.filter(sequence__gt=last).order_by("sequence").values_list("sequence", flat=True).first()
    return int(following) if following is not None else None
