"""Topics and messages: who says what, from which seat, and how far somebody has read."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.conf import setting
from networkapp.discussion.actions.attachments import attach_to_message
from networkapp.discussion.actions.mentions import MentionTarget, find_mention_targets, record_mentions
from networkapp.discussion.models import Attachment, Message, ReadMark, Topic, TopicState
from networkapp.discussion.notices import enqueue_notifications
from networkapp.errors import Refused, refuse_longer
from networkapp.models import Event, Network, Seat
from networkapp.networks.queries.seats import offices_of, require_permitted_seat, require_posting_seat
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.text.cleaning import clean_text, one_line
from networkapp.text.markdown import is_visible, to_html
from networkapp.users import AnyUser, User

TOPIC_OPENED = "topic.opened"
MESSAGE_POSTED = "message.posted"
TITLE_LENGTH = 200


def open_topic(
    *, network: Network, user: User, title: str, body: str, client_key: UUID, about: Model | None = None
) -> Topic:
    """Open a topic in the network with its first message, about something or not, and notify followers.

    The same `client_key` sent twice by the same person opens one topic. Refused: `empty_title`, `title_too_long`,
    `too_fast`, and what `post_message` refuses; NotAllowed without a seat that may open topics.
    """
    seat = require_permitted_seat(network=network, user=user, action=Action.OPEN_TOPIC)
    clean_title, checked = (
        check_title(title=title),
        check_text(body=body, find_targets=partial(find_mention_targets, user=user, network=network)),
    )
    with transaction.atomic():
        existing = Message.objects.filter(author=user, client_key=client_key).select_related("topic__network").first()
        if existing is not None:
            return _require_same_network(existing.topic, network)
        check_rate_limit(user=user, act="topics", field="body")
        try:
            with transaction.atomic():
                return _create_topic(network, seat, user, clean_title, checked, client_key, about)
        except IntegrityError:
            # The same click arrived twice at once: the other one was first.
            return _require_same_network(Message.objects.get(author=user, client_key=client_key).topic, network)


def post_message(
    *,
    topic: Topic,
    user: User,
    body: str,
    client_key: UUID,
    reply_to: Message | None = None,
    drafted_by: Seat | None = None,
    attachments: Sequence[Attachment] = (),
) -> Message:
    """Post the message at the end of the topic, from the author's strongest seat, and notify followers.

    It replies to `reply_to`, if given; `drafted_by` is the seat that wrote it for the author; `attachments` are the
    attachments that waited in the author's composer. The same `client_key` sent twice by the same person, also at once,
    is one message. Refused: `empty_message`, `message_too_long` (more than NETWORKAPP_MESSAGE_MAX_BYTES in UTF-8),
    `key_used` (for a message of another topic), `answers_elsewhere` (a message of another topic), `topic_closed`,
    `too_fast`, and what `attach_papers` refuses; NotAllowed without a seat that may post.
    """
    checked = check_text(
        body=body, find_targets=partial(find_mention_targets, user=user, network=topic.network, topic=topic)
    )
    if reply_to is not None and reply_to.topic_id != topic.pk:
        raise Refused("answers_elsewhere", _("The message you are replying to is in another topic."), field="reply_to")
    try:
        with transaction.atomic():
            lock_topic(topic=topic)
            speaker = require_posting_seat(topic=topic, user=user, client_key=client_key)
            if speaker.known:
                return _require_same_topic(Message.objects.get(pk=speaker.known), topic)
            require_open(topic=topic)
            check_rate_limit(user=user, act="messages", field="body")
            message = Message(
                topic=topic,
                seat=speaker.seat,
                offices=speaker.offices,
                author=user,
                body=checked.text,
                html=checked.html,
                client_key=client_key,
                reply_to=reply_to,
                drafted_by=drafted_by,
            )
            return _post(
                message,
                topic.networks() if speaker.is_shared else [topic.network],
                checked.mention_targets,
                attachments,
            )
    except IntegrityError:
        # The same click arrived twice at once: the other one was first.
        return _require_same_topic(Message.objects.get(author=user, client_key=client_key), topic)


def lock_topic(*, topic: Topic) -> None:
    """Lock the topic, and read its network and state again; nobody else writes to it until the transaction ends.

    Code that writes to a topic locks it first and its networks afterwards, so there are no deadlocks.
    """
    locked = Topic.objects.select_for_update(no_key=True).values_list("network", "state")
    topic.network_id, topic.state = locked.get(pk=topic.pk)


def record_in_networks(*, topic: Topic, kind: str, payload: Mapping[str, Any], user: User | None) -> Event:
    """Record one event in the log of every network where the topic appears; return that of its home.

    The networks are locked in the order of their primary keys, so that two writers never wait for each other; the topic
    is locked already, so that its networks do not change meanwhile.
    """
    recorded = {network.pk: events.record(network, kind, payload, actor=user) for network in topic.networks()}
    return recorded[topic.network_id]


def mark_read(*, topic: Topic, user: User, upto: int) -> int:
    """Mark the messages of the topic up to the sequence `upto` as read and return how many are unread now.

    A mark never moves back. NotAllowed, where the reader may not read the topic.
    """
    topic.require(user, Action.READ)
    newest = topic.messages.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    advance_read_mark(topic=topic, user=user, sequence=max(0, min(upto, newest)))
    return int(Topic.objects.with_unread(user).get(pk=topic.pk).unread)


def advance_read_mark(*, topic: Topic, user: User, sequence: int) -> None:
    """Mark the topic as read up to this sequence; never move the mark back. The user must be able to read the topic."""
    now = timezone.now()
    marks = ReadMark.objects.filter(user=user, topic=topic, sequence__lt=sequence)
    moved = marks.update(sequence=sequence, marked_at=now) > 0
    if not moved:
        defaults = {"sequence": sequence, "marked_at": now}
        _mark, moved = ReadMark.objects.get_or_create(user=user, topic=topic, defaults=defaults)
    if moved:
        events.notify_open_pages([user.pk])


def mark_unread_from(*, topic: Topic, user: User, sequence: int) -> int:
    """Mark the topic as read up to `sequence` and as unread after it, wherever the mark was.

    Return the number of unread messages. NotAllowed if the reader cannot read the network.
    """
    topic.require(user, Action.READ)
    at = {"sequence": max(0, sequence), "marked_at": timezone.now()}
    ReadMark.objects.update_or_create(user=user, topic=topic, defaults=at)
    events.notify_open_pages([user.pk])
    return int(Topic.objects.with_unread(user).get(pk=topic.pk).unread)


def unread_topics(*, user: AnyUser) -> QuerySet[Topic]:
    """Return the topics with unread messages for `user` in all networks that they can read, newest first, each with
    `unread`."""
    topics: QuerySet[Topic] = (
        Topic.objects.where(user, may=Action.READ)
        .with_any_unread(user)
        .select_related("network", "opened_by__delegation")
    )
    return topics


@dataclass(frozen=True)
class CheckedText:
    """The text of a message, its sanitised HTML, and the people it mentions."""

    text: str
    html: str
    mention_targets: Mapping[str, MentionTarget] = field(default_factory=dict)


def _create_topic(
    network: Network, seat: Seat, user: User, title: str, checked: CheckedText, client_key: UUID, about: Any
) -> Topic:
    topic = Topic.objects.create(network=network, title=title, opened_by=seat, client_key=client_key, about=about)
    events.record(network, TOPIC_OPENED, {"topic": topic.pk}, actor=user)
    message = Message(
        topic=topic,
        seat=seat,
        offices=offices_of(seat=seat),
        author=user,
        body=checked.text,
        html=checked.html,
        client_key=client_key,
    )
    _post(message, [network], checked.mention_targets)
    return topic


def _post(
    message: Message,
    networks: Sequence[Network],
    mention_targets: Mapping[str, MentionTarget],
    attachments: Sequence[Attachment] = (),
) -> Message:
    """Save the message once, with its sequence in the log of its home; `networks` are those where its topic appears."""
    topic = message.topic
    sequences = {network.pk: events.next_sequence(network) for network in networks}
    message.sequence = sequences[topic.network_id]
    Message.objects.bulk_create([message])
    payload = {"topic": topic.pk, "message": message.pk, "key": str(message.client_key)}
    copy_to_render = None if attachments else _ready_to_render(message)
    for network in networks:
        number = sequences[network.pk]
        events.record(network, MESSAGE_POSTED, payload, actor=message.author, sequence=number, subject=copy_to_render)
    if mention_targets:
        record_mentions(message=message, targets=mention_targets)
    if attachments:
        attach_to_message(message=message, attachments=attachments)
    Topic.objects.filter(pk=topic.pk).update(last_message_at=message.posted_at, length=F("length") + 1)
    enqueue_notifications(message)
    return message


def _ready_to_render(message: Message) -> Message | None:
    """Return the posted message as open pages render it; None if rendering needs further queries."""
    if message.reply_to_id or message.drafted_by_id:
        return None
    copy_to_render = copy(message)
    copy_to_render.has_reactions = copy_to_render.has_attachments = copy_to_render.has_receipt_request = False
    return copy_to_render


def check_title(*, title: str) -> str:
    """Return the title as one line. Refused: `empty_title`, `title_too_long`."""
    text = one_line(title)
    if not text:
        raise Refused("empty_title", _("Enter a title."), field="title")
    refuse_longer(text, limit=TITLE_LENGTH, field="title", code="title_too_long")
    return text


def check_text(*, body: str, find_targets: Callable[..., Mapping[str, MentionTarget]] = lambda text: {}) -> CheckedText:
    """Return the cleaned text of a message, its HTML, and the mentions that `find_targets` finds in it.

    Refused: `empty_message` (nothing of it would be visible), `message_too_long`.
    """
    text = clean_text(body).strip()
    size, limit = len(text.encode("utf-8", "replace")), setting("MESSAGE_MAX_BYTES")
    if not text:
        raise Refused("empty_message", _("Enter some text."), field="body")
    if size > limit:
        words = _("Your message is too long (%(size)s kB). The limit is %(limit)s kB.")
        copy_to_render = {"size": -(-size // 1000), "limit": limit // 1000}
        raise Refused("message_too_long", words % copy_to_render, field="body")
    mention_targets = find_targets(text=text)
    html = to_html(text, mentions=mention_targets)
    if not is_visible(html):
        raise Refused("empty_message", _("Enter some text."), field="body")
    return CheckedText(text, html, mention_targets)


def require_open(*, topic: Topic) -> None:
    """Refuse to post to a topic that is not open. Refused: `topic_closed`."""
    if topic.state != TopicState.OPEN:
        words = _("The topic is closed, so your message was not posted. Your text is still here.")
        raise Refused("topic_closed", words, field="body")


def _require_same_topic(message: Message, topic: Topic) -> Message:
    if message.topic_id != topic.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="body")
    return message


def _require_same_network(topic: Topic, network: Network) -> Topic:
    if topic.network_id != network.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="body")
    return topic
