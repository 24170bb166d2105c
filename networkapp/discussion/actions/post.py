"""Topics and messages: who says what, from which seat, and how far somebody has read."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import DateTimeField, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.conf import setting
from networkapp.db.prepared_statements import CompiledInsert, CompiledQuery, CompiledUpdate, Param
from networkapp.discussion.actions.attachments import attach_papers
from networkapp.discussion.actions.mentions import Named, record_mentions, whom
from networkapp.discussion.models import Attachment, Message, ReadMark, Topic, TopicState
from networkapp.discussion.notices import tell_later
from networkapp.errors import Refused, refuse_longer
from networkapp.models import Event, Network, Seat
from networkapp.networks.queries.seats import offices_of, require_speaker, require_speaking_seat
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.text.cleaning import clean_text, one_line
from networkapp.text.markdown import is_visible, to_html
from networkapp.users import AnyUser, User

TOPIC_OPENED = "topic.opened"
MESSAGE_POSTED = "message.posted"
TITLE_LENGTH = 200


def open_topic(*, network: Network, user: User, title: str, body: str, client_key: UUID, about: Any = None) -> Topic:
    """Open a topic in the network with its first message, about something or not, and notify followers.

    The same `client_key` sent twice by the same person opens one topic. Refused: `empty_title`, `title_too_long`,
    `too_fast`, and what `post_message` refuses; NotAllowed without a seat that may open topics.
    """
    seat = require_speaking_seat(network=network, user=user, action=Action.OPEN_TOPIC)
    heading, said = checked_title(title), checked_text(body, named=partial(whom, user=user, network=network))
    with transaction.atomic():
        known = Message.objects.filter(author=user, client_key=client_key).select_related("topic__network").first()
        if known is not None:
            return _same_network(known.topic, network)
        check_rate_limit(user=user, act="topics", field="body")
        try:
            with transaction.atomic():
                return _open(network, seat, user, heading, said, client_key, about)
        except IntegrityError:
            # The same click arrived twice at once: the other one was first.
            return _same_network(Message.objects.get(author=user, client_key=client_key).topic, network)


def post_message(
    *,
    topic: Topic,
    user: User,
    body: str,
    client_key: UUID,
    reply_to: Message | None = None,
    drafted_by: Seat | None = None,
    papers: Sequence[Attachment] = (),
) -> Message:
    """Post the message at the end of the topic, from the author's strongest seat, and notify followers.

    It replies to `reply_to`, if given; `drafted_by` is the seat that wrote it for the author; `papers` are the
    attachments that waited in the author's composer. The same `client_key` sent twice by the same person, also at once,
    is one message. Refused: `empty_message`, `message_too_long` (more than NETWORKAPP_MESSAGE_MAX_BYTES in UTF-8),
    `key_used` (for a message of another topic), `answers_elsewhere` (a message of another topic), `topic_closed`,
    `too_fast`, and what `attach_papers` refuses; NotAllowed without a seat that may post.
    """
    said = checked_text(body, named=partial(whom, user=user, network=topic.network, topic=topic))
    if reply_to is not None and reply_to.topic_id != topic.pk:
        raise Refused("answers_elsewhere", _("The message you are replying to is in another topic."), field="reply_to")
    try:
        with transaction.atomic():
            hold(topic)
            speaker = require_speaker(topic=topic, user=user, client_key=client_key)
            if speaker.known:
                return _same_topic(Message.objects.get(pk=speaker.known), topic)
            require_open(topic)
            check_rate_limit(user=user, act="messages", field="body")
            message = Message(
                topic=topic,
                seat=speaker.seat,
                offices=speaker.offices,
                author=user,
                body=said.text,
                html=said.html,
                client_key=client_key,
                reply_to=reply_to,
                drafted_by=drafted_by,
            )
            return _post(message, topic.networks() if speaker.is_shared else [topic.network], said.named, papers)
    except IntegrityError:
        # The same click arrived twice at once: the other one was first.
        return _same_topic(Message.objects.get(author=user, client_key=client_key), topic)


def hold(topic: Topic) -> None:
    """Lock the topic and return it as it is now; nobody else writes to it until the transaction ends.

    Code that writes to a topic locks it first and its networks afterwards, so there are no deadlocks.
    """
    held = _held.rows(topic=topic.pk)
    if not held:
        raise Topic.DoesNotExist(topic.pk)
    [(topic.network_id, topic.state)] = held


def record_in_all(topic: Topic, kind: str, payload: Mapping[str, Any], *, user: User | None) -> Event:
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
    move_mark(topic=topic, user=user, sequence=max(0, min(upto, newest)))
    return int(Topic.objects.with_unread(user).get(pk=topic.pk).unread)


def move_mark(*, topic: Topic, user: User, sequence: int) -> None:
    """The topic, which the reader may read, is read up to this sequence of a message in it, and no further back."""
    now = timezone.now()
    marks = ReadMark.objects.filter(user=user, topic=topic, sequence__lt=sequence)
    moved = marks.update(sequence=sequence, marked_at=now) > 0
    if not moved:
        given = {"sequence": sequence, "marked_at": now}
        _mark, moved = ReadMark.objects.get_or_create(user=user, topic=topic, defaults=given)
    if moved:
        events.notify_open_pages([user.pk])


def mark_here(*, topic: Topic, user: User, sequence: int) -> int:
    """Mark the topic as read up to `sequence` and as unread after it, wherever the mark was.

    Return the number of unread messages. NotAllowed if the reader cannot read the network.
    """
    topic.require(user, Action.READ)
    at = {"sequence": max(0, sequence), "marked_at": timezone.now()}
    ReadMark.objects.update_or_create(user=user, topic=topic, defaults=at)
    events.notify_open_pages([user.pk])
    return int(Topic.objects.with_unread(user).get(pk=topic.pk).unread)


def unread_topics(user: AnyUser) -> QuerySet[Topic]:
    """Return the topics with unread messages for `user` in all networks that they can read, newest first, each with
    `unread`."""
    topics: QuerySet[Topic] = (
        Topic.objects.where(user, may=Action.READ)
        .with_something_unread(user)
        .select_related("network", "opened_by__delegation")
    )
    return topics


@dataclass(frozen=True)
class Said:
    """What somebody wrote, the sanitised HTML made of it, and whom it names."""

    text: str
    html: str
    named: Mapping[str, Named] = field(default_factory=dict)


def _open(network: Network, seat: Seat, user: User, title: str, said: Said, client_key: UUID, about: Any) -> Topic:
    topic = Topic.objects.create(network=network, title=title, opened_by=seat, client_key=client_key, about=about)
    events.record(network, TOPIC_OPENED, {"topic": topic.pk}, actor=user)
    message = Message(
        topic=topic,
        seat=seat,
        offices=offices_of(seat),
        author=user,
        body=said.text,
        html=said.html,
        client_key=client_key,
    )
    _post(message, [network], said.named)
    return topic


def _post(
    message: Message, networks: Sequence[Network], named: Mapping[str, Named], papers: Sequence[Attachment] = ()
) -> Message:
    """Save the message once, with its sequence in the log of its home; `networks` are those where its topic appears."""
    topic = message.topic
    sequences = {network.pk: events.next_sequence(network) for network in networks}
    message.sequence = sequences[topic.network_id]
    _said.insert(message)
    payload = {"topic": topic.pk, "message": message.pk, "key": str(message.client_key)}
    shown = None if papers else _as_shown(message)
    for network in networks:
        number = sequences[network.pk]
        events.record(network, MESSAGE_POSTED, payload, actor=message.author, sequence=number, subject=shown)
    if named:
        record_mentions(message=message, named=named)
    if papers:
        attach_papers(message=message, papers=papers)
    _grown.run(topic=topic.pk, at=message.posted_at)
    tell_later(message)
    return message


def _as_shown(message: Message) -> Message | None:
    """What was just posted, for open pages; None where showing it takes more than is at hand here."""
    if message.reply_to_id or message.drafted_by_id:
        return None
    shown = copy(message)
    shown.has_reactions = shown.has_attachments = shown.has_receipt_request = False
    return shown


def checked_title(title: str) -> str:
    """The title in one line. Refused: `empty_title`, `title_too_long`."""
    text = one_line(title)
    if not text:
        raise Refused("empty_title", _("Enter a title."), field="title")
    refuse_longer(text, limit=TITLE_LENGTH, field="title", code="title_too_long")
    return text


def checked_text(body: str, *, named: Callable[[str], Mapping[str, Named]] = lambda text: {}) -> Said:
    """The text of a message as it is kept and as it is shown, with a mark for each of those whom `named` finds in it.

    Refused: `empty_message` (nothing of it would be visible), `message_too_long`.
    """
    text = clean_text(body).strip()
    size, limit = len(text.encode("utf-8", "replace")), setting("MESSAGE_MAX_BYTES")
    if not text:
        raise Refused("empty_message", _("Enter some text."), field="body")
    if size > limit:
        words = _("Your message is too long (%(size)s kB). The limit is %(limit)s kB.")
        shown = {"size": -(-size // 1000), "limit": limit // 1000}
        raise Refused("message_too_long", words % shown, field="body")
    found = named(text)
    html = to_html(text, mentions=found)
    if not is_visible(html):
        raise Refused("empty_message", _("Enter some text."), field="body")
    return Said(text, html, found)


_held = CompiledQuery(
    lambda: Topic.objects.select_for_update(no_key=True).filter(pk=Param("topic")).values_list("network", "state")
)
_said = CompiledInsert(Message)
_grown = CompiledUpdate(
    lambda: Topic.objects.filter(pk=Param("topic")),
    last_message_at=Param("at", DateTimeField()),
    length=F("length") + 1,
)


def require_open(topic: Topic) -> None:
    """Refused `topic_closed`, where nothing can be posted to the topic."""
    if topic.state != TopicState.OPEN:
        words = _("The topic is closed, so your message was not posted. Your text is still here.")
        raise Refused("topic_closed", words, field="body")


def _same_topic(message: Message, topic: Topic) -> Message:
    if message.topic_id != topic.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="body")
    return message


def _same_network(topic: Topic, network: Network) -> Topic:
    if topic.network_id != network.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="body")
    return topic
