"""Permissions of a person to change a topic as a whole."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from networkapp.discussion.models import Topic
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class TopicPermissions:
    """A person's permissions on a topic: rename, close and reopen it (`can_rename`), pin, archive and share it
    (`can_pin_and_share`).

    Also the networks to share it with, remove it from, or move it to.
    """

    can_rename: bool
    can_pin_and_share: bool
    share_with: "QuerySet[Network]"
    unshare_from: "QuerySet[Network]"
    move_to: "QuerySet[Network]"

    @property
    def anything(self) -> bool:
        return self.can_rename or self.unshare_from.exists()


def topic_permissions(*, topic: Topic, user: User) -> TopicPermissions:
    """Return what `user` can change about the topic now."""
    can_rename, can_pin_and_share = (topic.allows(user, action) for action in (Action.KEEP_TOPIC, Action.MANAGE_TOPICS))
    its_networks = Q(pk=topic.network_id) | Q(pk__in=topic.shares.values("network"))
    opens, led = (Network.objects.where(user, may=action) for action in (Action.OPEN_TOPIC, Action.MANAGE_TOPICS))
    shared = Network.objects.filter(shared_topics__topic=topic)
    nowhere = Network.objects.none()
    return TopicPermissions(
        can_rename=can_rename,
        can_pin_and_share=can_pin_and_share,
        share_with=opens.exclude(its_networks) if can_pin_and_share else nowhere,
        unshare_from=shared if can_pin_and_share else shared.filter(pk__in=led),
        move_to=led.exclude(pk=topic.network_id) if can_pin_and_share else nowhere,
    )
