"""What waits for a person, in numbers: the same on every page she has open."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from networkapp.domain.discussion import unread_topics
from networkapp.domain.moderation_cases import order_mark
from networkapp.domain.telling import notifications_of
from networkapp.models import Network, TopicShare
from networkapp.permissions import Action


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What somebody has not read: messages by topic (primary key) and by network (slug), and what she was told of.

    A topic counts in every network of hers in which it stands. What has nothing is left out. `order` is a mark that
    changes with what her desk says about order.
    """

    topics: Mapping[int, int]
    networks: Mapping[str, int]
    notifications: int
    order: str = ""


NOTHING = Waiting(topics={}, networks={}, notifications=0)


def waiting_for(person: int) -> Waiting:
    """What waits for the person (by primary key) at this moment; seven queries, whatever there is."""
    user = get_user_model()._default_manager.filter(pk=person, is_active=True).first()
    if user is None:
        return NOTHING
    found: Any = unread_topics(user)
    rows = list(found.order_by().values_list("pk", "network", "unread"))
    topics = {pk: unread for pk, _network, unread in rows}
    standing = [(network, pk) for pk, network, _unread in rows]
    standing += TopicShare.objects.filter(topic__in=list(topics)).values_list("network", "topic")
    return Waiting(
        topics=topics,
        networks=_by_network(user, standing, topics),
        notifications=notifications_of(user).filter(is_new=True).order_by().count(),
        order=order_mark(user),
    )


def _by_network(user: Any, standing: list[tuple[int, int]], topics: Mapping[int, int]) -> Mapping[str, int]:
    slugs = dict(Network.objects.where(user, may=Action.READ).values_list("pk", "slug"))
    found: Counter[str] = Counter()
    for network, topic in standing:
        if network in slugs:
            found[slugs[network]] += topics[topic]
    return dict(found)
