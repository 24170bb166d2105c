"""Changes of a topic as a whole: its title, whether it accepts messages, its position in lists, its networks."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.discussion.actions.post import check_title, lock_topic, record_in_networks
from networkapp.discussion.models import TOPIC_TRANSITIONS, Topic, TopicShare, TopicState
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Network
from networkapp.networks.queries.seats import require_permitted_seat, require_seat_for
from networkapp.permissions import Action
from networkapp.registry.linkables import require_linkable
from networkapp.users import User

TOPIC_CHANGED = "topic.changed"
TOPIC_SHARED = "topic.shared"
TOPIC_UNSHARED = "topic.unshared"


@transaction.atomic
def rename_topic(*, topic: Topic, title: str, user: User) -> None:
    """Rename the topic in all its networks. Refused: `empty_title`, `title_too_long`; NotAllowed."""
    heading = check_title(title=title)
    lock_topic(topic=topic)
    topic.require(user, Action.KEEP_TOPIC)
    topic.title = heading
    topic.save(update_fields=["title"])
    _record(topic, "renamed", user)


@transaction.atomic
def change_subject(*, topic: Topic, about: str, user: User) -> None:
    """Set the thing that the topic is about, by its name ("section-5"), or none.

    Its readers learn of the thing what they may know of it. Refused: `about_gone`, if `user` can know of no such thing;
    NotAllowed.
    """
    thing = require_linkable(about, user=user)
    lock_topic(topic=topic)
    topic.require(user, Action.KEEP_TOPIC)
    topic.about = thing.it if thing else None
    topic.save(update_fields=["about_type", "about_id"])
    _record(topic, "about", user)


@transaction.atomic
def change_state(*, topic: Topic, state: TopicState, user: User) -> None:
    """Open, close (no new messages) or archive (also hidden from lists) the topic, and record who did so.

    The state that it already has changes nothing. NotAllowed: archive and restore need the right to manage topics.
    """
    lock_topic(topic=topic)
    archive = TopicState.ARCHIVED in {topic.state, state}
    action = Action.MANAGE_TOPICS if archive else Action.KEEP_TOPIC
    topic.require(user, action)
    if state not in TOPIC_TRANSITIONS[TopicState(topic.state)]:
        return
    topic.state, topic.state_since, topic.state_by = state, timezone.now(), _acting_seat(topic, user)
    topic.save(update_fields=["state", "state_since", "state_by"])
    _record(topic, {TopicState.OPEN: "opened_again"}.get(state, str(state)), user)


@transaction.atomic
def pin_topic(*, topic: Topic, pinned: bool, user: User) -> None:
    """Pin the topic in the lists of its home, or unpin it; it is never pinned in other networks' lists."""
    lock_topic(topic=topic)
    topic.require(user, Action.MANAGE_TOPICS)
    topic.pinned_at = timezone.now() if pinned else None
    topic.save(update_fields=["pinned_at"])
    _record(topic, "pinned" if pinned else "unpinned", user)


@transaction.atomic
def share_topic(*, topic: Topic, network: Network, user: User) -> TopicShare:
    """Share the topic with `network` by reference: people who can read there can read all earlier messages.

    Refused: `already_there`; NotAllowed without the management of topics at home and a seat in the other network that
    may open topics.
    """
    lock_topic(topic=topic)
    topic.require(user, Action.MANAGE_TOPICS)
    seat = require_permitted_seat(network=network, user=user, action=Action.OPEN_TOPIC)
    if network in topic.networks():
        raise Refused("already_there", _("The topic is already in that network."), field="network")
    share = TopicShare.objects.create(topic=topic, network=network, shared_by=seat)
    record_in_networks(topic=topic, kind=TOPIC_SHARED, payload=_share_payload(topic, network), user=user)
    return share


@transaction.atomic
def unshare_topic(*, topic: Topic, network: Network, user: User) -> None:
    """Remove the topic from `network`; people without a seat elsewhere lose access to it and its history.

    Their messages stay. Refused: `not_there`; NotAllowed without the management of topics at home or there.
    """
    lock_topic(topic=topic)
    if not (topic.allows(user, Action.MANAGE_TOPICS) or network.allows(user, Action.MANAGE_TOPICS)):
        raise NotAllowed(Action.MANAGE_TOPICS)
    share = TopicShare.objects.filter(topic=topic, network=network).first()
    if share is None:
        raise Refused("not_there", _("The topic is not shared with this network."), field="network")
    record_in_networks(topic=topic, kind=TOPIC_UNSHARED, payload=_share_payload(topic, network), user=user)
    share.delete()


def _acting_seat(topic: Topic, user: User) -> Any:
    """Return the seat from which `user` changes the topic: one that manages topics, or that of its opener."""
    action = Action.MANAGE_TOPICS if topic.allows(user, Action.MANAGE_TOPICS) else Action.OPEN_TOPIC
    return require_seat_for(topic=topic, user=user, action=action)


def _record(topic: Topic, change: str, user: User) -> None:
    record_in_networks(topic=topic, kind=TOPIC_CHANGED, payload={"topic": topic.pk, "change": change}, user=user)


def _share_payload(topic: Topic, network: Network) -> dict[str, int]:
    return {"topic": topic.pk, "network": network.pk}
