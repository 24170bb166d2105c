"""The topics of a network as a reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from networkapp.conf import setting
from networkapp.db.prepared_statements import CompiledObjects, CompiledQuery, Param, user_param
from networkapp.discussion.models import Message, MessageDraft, ReadMark, Topic, TopicShare, TopicState, with_related
from networkapp.errors import NotAllowed
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser, User, is_signed_in

MESSAGES_ABOVE = 3
READER, NOW = user_param("reader"), Param("now")
TOPIC_RELATED = ("network", "opened_by__delegation", "opened_by__user", "state_by__delegation", "state_by__user")


@dataclass(frozen=True, kw_only=True)
class TopicWindow:
    """A stretch of a topic; older and newer are where the next stretch begins, if any.

    `first_unread` is the primary key of the message below the unread line, `since` when the reader last read; the
    stretch `skips` the messages between those that were read and its beginning. Up to the sequence `read_upto` nothing
    is unread: messages from before the first visit do not count.
    """

    messages: list[Message]
    total: int
    unread: int
    first_unread: int | None
    skips: bool
    since: datetime | None
    older: int | None
    newer: int | None
    read_upto: int


class ReadingState(NamedTuple):
    """A reader's position in a topic, its first and last sequence, and what its page needs to know about the reader.

    Whether they can change anything about it (`is_kept`), open another (`may_open_topic`) or propose there
    (`proposes`), and whether a message waits there for approval (`has_message_draft`).
    """

    mark: int
    unread: int
    length: int
    marked_at: datetime | None
    first_unread: int | None
    oldest: int
    newest_sequence: int
    is_kept: bool
    may_open_topic: bool
    has_message_draft: bool
    proposes: bool


LISTED_STATES = (TopicState.OPEN, TopicState.CLOSED)
CLOSED_STATES = (TopicState.CLOSED, TopicState.ARCHIVED)


def topics_in_network(
    *,
    network: Network | Param,
    user: AnyUser,
    states: Iterable[TopicState] = LISTED_STATES,
    at: datetime | Param | None = None,
) -> QuerySet[Topic]:
    """Return the topics that appear in the network, in the order of its lists, for `list_topics` to read."""
    here = Network.objects.filter(pk=network.pk).where(user, may=Action.READ, at=at)
    topics: QuerySet[Topic] = (
        Topic.objects.appearing_in(here)
        .filter(state__in=states)
        .ordered_for(network)
        .with_unread(user, at)
        .with_sequence(network)
        .select_related("network", "opened_by__delegation", "opened_by__user")
    )
    return topics


def topics_for_list(*, topics: Iterable[Topic], network: Network) -> list[Topic]:
    """Return a page of the topics of the network, each with `unread`, `mark` and `length` for the reader.

    The network's newest sequence is what it was at the moment of reading, so that an open page, which goes on from
    there, neither misses a message nor counts one twice. What the page shows besides is read afterwards.
    """
    found = list(topics)
    for topic in found:
        topic.read_in = network
        network.last_sequence = topic.at
    return found


def first_topics(*, network: Network, user: User, count: int) -> list[Topic]:
    """Return this number of topics from the beginning of the network's list, as `list_topics` reads them."""
    params = {"reader": user.pk, "network": network.pk, "now": timezone.now()}
    return topics_for_list(topics=_first_topics(count).all(**params), network=network) if is_reader(user=user) else []


@cache
def _first_topics(count: int) -> CompiledObjects:
    return CompiledObjects(
        lambda: topics_in_network(network=Param("network"), user=READER, at=NOW).select_related(None)[:count]
    )


def find_topic(*, slug: str, pk: int, user: User) -> Topic:
    """Return the topic as `user` reads it in the network with this slug; Http404 if they cannot read it there."""
    if not is_reader(user=user) or pk > BigIntegerField.MAX_BIGINT:
        raise Http404
    found: list[Topic] = _topic.all(pk=pk, slug=slug, reader=user.pk, now=timezone.now())
    if not found:
        raise Http404
    [topic] = found
    if topic.network.slug != slug:
        topic.read_in = topic.guest.network
    return topic


def _readable_topic() -> QuerySet[Topic]:
    here = Network.objects.filter(slug=Param("slug")).where(READER, may=Action.READ, at=NOW)
    # A network has a topic once; Django 6.0 requires this to be explicit if one value is compared with a query.
    share = TopicShare.objects.filter(topic=Param("pk"), network__slug=Param("slug")).values("pk")[:1]
    # By its key, since Django would join its network before the share itself, if that were what is compared.
    guest = FilteredRelation("shares", condition=Q(shares__pk=Subquery(share)))
    topics: Any = Topic.objects.appearing_in(here).filter(pk=Param("pk"))
    found: QuerySet[Topic] = topics.annotate(guest=guest).select_related(*TOPIC_RELATED, "guest__network").order_by()
    return found


_topic = CompiledObjects(_readable_topic)


def is_reader(*, user: User) -> bool:
    """Return whether this is an account that is not blocked: what `READER` stands for in a compiled query."""
    return is_signed_in(user) and bool(user.is_active)


def find_topic_in_any_network(*, pk: int, user: AnyUser) -> Topic:
    """Return the topic as `user` reads it: in the home network if they can; Http404 if they can read it nowhere."""
    topic: Topic = get_object_or_404(Topic.objects.where(user, may=Action.READ).select_related("network"), pk=pk)
    readable = Network.objects.where(user, may=Action.READ)
    if not readable.filter(pk=topic.network_id).exists():
        topic.read_in = readable.filter(shared_topics__topic=topic).alphabetical()[0]
    return topic


def read_topic(
    *,
    topic: Topic,
    user: User,
    at: ReadingState | None = None,
    message: int | None = None,
    before: int | None = None,
    newer: int | None = None,
) -> TopicWindow:
    """Return a stretch of the topic. This marks nothing as read: the page reports what was on the screen.

    Around `message` (its primary key), before or from a sequence; without these, from a little above the first unread
    message, or the last stretch if nothing is unread. `at` is the result of `bearings_of`, if known already. Http404 if
    the topic has no such message; NotAllowed if the reader cannot read it.
    """
    # Read before the messages: a message posted meanwhile is shown, and is not taken for a further stretch.
    at = at or reading_state(topic=topic, user=user)
    first = at.first_unread if at.unread and at.mark else None
    around = first if before is None and newer is None else None
    if message is not None:
        around = get_object_or_404(topic.messages.all(), pk=message).sequence
    shown = _with_topic(topic, _window_around(topic, around) if around is not None else _window(topic, newer, before))
    skips = bool(shown and first is not None and shown[0].sequence > first)
    return TopicWindow(
        messages=shown,
        total=at.length,
        unread=at.unread,
        first_unread=next((m.pk for m in shown if first is not None and m.sequence == first), None),
        skips=skips,
        since=at.marked_at,
        older=shown[0].sequence if shown and shown[0].sequence > at.oldest else None,
        newer=shown[-1].sequence + 1 if shown and shown[-1].sequence < at.newest_sequence else None,
        read_upto=at.mark if first is not None or not shown else max(at.mark, shown[0].sequence - 1),
    )


def messages_after(*, topic: Topic, user: AnyUser, after: int, limit: int) -> list[Message]:
    """Return the next `limit` messages of the topic after the sequence `after`; NotAllowed if `user` cannot read it."""
    topic.require(user, Action.READ)
    shown = topic.messages.select_related("author", "seat__delegation").prefetch_related("attachments")
    messages = list(shown.filter(sequence__gt=after)[:limit])
    for message in messages:
        message.topic = topic
    return messages


def is_first_message(*, message: Message) -> bool:
    """Return whether its author has posted nothing anywhere before it."""
    return not Message.objects.filter(author=message.author_id, pk__lt=message.pk).exists()


def _with_topic(topic: Topic, messages: Iterable[Message]) -> list[Message]:
    """Return the messages with this topic set, so that their addresses are in the network where it is read."""
    found = with_related(messages)
    for message in found:
        message.topic = topic
    return found


def reading_state(*, topic: Topic, user: User) -> ReadingState:
    """Return how far the reader has read the topic; NotAllowed if they cannot read it."""
    params = {"topic": topic.pk, "network": topic.read_in.pk, "reader": user.pk, "now": timezone.now()}
    rows = _reading_state.rows(**params) if is_reader(user=user) else []
    if not rows:
        raise NotAllowed(Action.READ)
    return ReadingState(*rows[0])


def _reading_state_query() -> QuerySet[Topic, Any]:
    here = OuterRef("pk")
    messages = Message.objects.filter(topic=here).order_by("sequence")
    unread = messages.filter(sequence__gt=OuterRef("mark")).exclude(author=READER)
    proposing = Network.objects.where(READER, may=Action.PROPOSE, at=NOW)
    topics = Topic.objects.filter(pk=Param("topic")).where(READER, may=Action.READ, at=NOW).with_unread(READER, NOW)
    found: QuerySet[Topic, Any] = topics.annotate(
        marked_at=Subquery(ReadMark.objects.filter(user=READER, topic=here).values("marked_at")),
        first_unread=Subquery(unread.values("sequence")[:1]),
        oldest=Coalesce(Subquery(messages.values("sequence")[:1]), 0),
        newest_sequence=Coalesce(Subquery(messages.reverse().values("sequence")[:1]), 0),
        has_message_draft=Exists(MessageDraft.objects.open().filter(topic=here)),
        proposes=Exists(Topic.objects.filter(pk=here).appearing_in(proposing)),
    ).with_rights(READER, Param("network"), NOW)
    return found.order_by().values_list(*ReadingState._fields)


_reading_state = CompiledQuery(_reading_state_query)


def _window_around(topic: Topic, sequence: int) -> list[Message]:
    """Return the last page, if it contains the message and a little before it; otherwise the page from there on."""
    last = _window(topic, None, None)
    if len(last) < setting("TOPIC_PAGE_SIZE") or sum(message.sequence <= sequence for message in last) > MESSAGES_ABOVE:
        return last
    near = topic.messages.filter(sequence__lte=sequence).order_by("-sequence").values_list("sequence", flat=True)
    return _window(topic, min(near[: MESSAGES_ABOVE + 1]), None)


def _window(topic: Topic, start: int | None, before: int | None) -> list[Message]:
    """Return a page of messages from a sequence on; without one the last page, or the last before a sequence."""
    size = setting("TOPIC_PAGE_SIZE")
    params = {"topic": topic.pk, "before": BigIntegerField.MAX_BIGINT if before is None else before}
    found: list[Message] = _first_between(size).all(start=start, **params) if start is not None else []
    return found if len(found) == size else _last_between(size).all(start=0, **params)[::-1]


def _messages_between() -> QuerySet[Message]:
    place = {"sequence__gte": Param("start"), "sequence__lt": Param("before")}
    found: QuerySet[Message] = Message.objects.filter(topic=Param("topic"), **place).shown()
    return found


@cache
def _first_between(size: int) -> CompiledObjects:
    return CompiledObjects(lambda: _messages_between().order_by("sequence")[:size])


@cache
def _last_between(size: int) -> CompiledObjects:
    return CompiledObjects(lambda: _messages_between().order_by("-sequence")[:size])
