"""Permissions of a person to change a topic as a whole."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from networkapp.discussion.models import Topic
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class TopicPermissions:
    """A person's permissions on a topic: rename, close and reopen it (`keeps`), pin and archive it (`manages`).

    Also the networks to share it with, remove it from, or move it to.
    """

    keeps: bool
    manages: bool
    share_with: "QuerySet[Network]"
    unshare_from: "QuerySet[Network]"
    move_to: "QuerySet[Network]"

    @property
    def anything(self) -> bool:
        return self.keeps or self.unshare_from.exists()


def topic_permissions(*, topic: Topic, user: User) -> TopicPermissions:
    """Return what `user` can change about the topic now."""
    keeps, manages = (topic.allows(user, action) for action in (Action.KEEP_TOPIC, Action.MANAGE_TOPICS))
    standing = Q(pk=topic.network_id) | Q(pk__in=topic.shares.values("network"))
    opens, led = (Network.objects.where(user, may=action) for action in (Action.OPEN_TOPIC, Action.MANAGE_TOPICS))
    shared = Network.objects.filter(shared_topics__topic=topic)
    nowhere = Network.objects.none()
    return TopicPermissions(
        keeps=keeps,
        manages=manages,
        share_with=opens.exclude(standing) if manages else nowhere,
        unshare_from=shared if manages else shared.filter(pk__in=led),
        move_to=led.exclude(pk=topic.network_id) if manages else nowhere,
    )
