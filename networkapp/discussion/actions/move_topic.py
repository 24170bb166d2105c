"""A topic moves to another network: with all messages, renumbered there, and with everybody's read marks."""

from bisect import bisect_right

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.discussion.actions.post import lock_topic
from networkapp.discussion.actions.topics import TOPIC_CHANGED
from networkapp.discussion.models import Message, ReadMark, Topic
from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.networks.queries.audience import readers_of
from networkapp.permissions import Action
from networkapp.users import User

MESSAGE_MOVED = "message.moved"
MOST_MOVED = 2_000
"""Messages that one transaction renumbers while it holds both networks."""


@transaction.atomic
def move_topic(*, topic: Topic, network: Network, user: User) -> None:
    """Move the topic to `network`: its messages get numbers in that log, and the old log records that it left.

    People with a seat neither in the new home nor in a network with which it stays shared lose access. Read marks stay
    at their message; for new readers all messages count as read. Refused: `already_there`, `too_long_to_move`;
    NotAllowed without the management of topics in both networks.
    """
    lock_topic(topic=topic)
    old = topic.network
    for each in (old, network):
        each.require(user, Action.MANAGE_TOPICS)
    if network == old:
        raise Refused("already_there", _("The topic is already in that network."), field="network")
    messages = list(topic.messages.select_for_update(no_key=True).order_by("sequence"))
    if len(messages) > MOST_MOVED:
        words = _("Topics with more than %(limit)s messages cannot be moved. Share the topic instead.")
        raise Refused("too_long_to_move", words % {"limit": MOST_MOVED}, field="network")
    networks = {each.pk: each for each in [*topic.networks(), network]}
    _lock_networks(networks)
    newcomers = readers_of(networks=[network]) - readers_of(networks=[old])
    read_before = _count_read_before(topic, network, messages)
    topic.shares.filter(network=network).delete()
    topic.network, topic.pinned_at = network, None
    topic.save(update_fields=["network", "pinned_at"])
    _renumber(topic, messages, user)
    _mark_as_read(topic, newcomers, messages[:read_before])
    for each in networks.values():
        change = {old.pk: "left", network.pk: "came"}.get(each.pk, "moved")
        events.record(each, TOPIC_CHANGED, {"topic": topic.pk, "change": change}, actor=user)


def _lock_networks(networks: dict[int, Network]) -> None:
    """Lock the networks in the order in which every process locks them."""
    list(Network.objects.select_for_update().filter(pk__in=networks).order_by("pk"))


def _count_read_before(topic: Topic, network: Network, messages: list[Message]) -> int:
    """Return how many messages count as read in `network`: all, or those from before the topic was shared with it."""
    share = topic.shares.filter(network=network).first()
    return sum(share is None or message.posted_at < share.shared_at for message in messages)


def _renumber(topic: Topic, messages: list[Message], user: User) -> None:
    """Give the messages sequences of the new network's log, in their old order, and adapt the read marks."""
    old_sequences = [message.sequence for message in messages]
    payloads = [{"topic": topic.pk, "message": message.pk} for message in messages]
    for message, event in zip(
        messages, events.record_bulk(topic.network, MESSAGE_MOVED, payloads, user=user), strict=True
    ):
        message.sequence = event.sequence
    Message.objects.bulk_update(messages, ["sequence"], batch_size=200)
    marks = list(topic.read_marks.all())
    for mark in marks:
        read = bisect_right(old_sequences, mark.sequence)
        mark.sequence = messages[read - 1].sequence if read else 0
    ReadMark.objects.bulk_update(marks, ["sequence"], batch_size=200)


def _mark_as_read(topic: Topic, users: set[int], messages: list[Message]) -> None:
    if not messages:
        return
    upto, now = messages[-1].sequence, timezone.now()
    topic.read_marks.filter(user__in=users, sequence__lt=upto).update(sequence=upto, marked_at=now)
    known = set(topic.read_marks.filter(user__in=users).values_list("user", flat=True))
    ReadMark.objects.bulk_create(
        ReadMark(user_id=person, topic=topic, sequence=upto, marked_at=now) for person in users - known
    )
