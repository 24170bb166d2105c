"""Numbers of unread things of a person, which are the same on every page that they have open."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.utils import timezone

from networkapp.db.prepared_statements import CompiledQuery
from networkapp.db.unions import union_of
from networkapp.discussion.models import Topic, TopicShare
from networkapp.discussion.notices import message_notifications, notice_notifications
from networkapp.discussion.queries.moderation import moderation_state
from networkapp.discussion.queries.topics import NOW, READER
from networkapp.models import Network
from networkapp.permissions import Action


@dataclass(frozen=True, kw_only=True)
class UnreadCounts:
    """Unread messages by topic (primary key), topics with unread messages by network (slug), and notifications.

    A topic counts in each of the person's networks that it is shared with. What has nothing is left out. `order` is a
    mark that changes with what the person's desk says about moderation.
    """

    topics: Mapping[int, int]
    networks: Mapping[str, int]
    notifications: int
    order: str = ""


NO_UNREAD = UnreadCounts(topics={}, networks={}, notifications=0)


def unread_counts(*, person: int) -> UnreadCounts:
    """Return the unread counts of the person with this primary key now; always seven queries."""
    user = get_user_model()._default_manager.filter(pk=person, is_active=True).first()
    if user is None:
        return NO_UNREAD
    params = {"reader": person, "now": timezone.now()}
    rows = _unread.rows(**params)
    topics = {pk: unread for pk, _network, unread in rows}
    topics_by_network = [(network, pk) for pk, network, _unread in rows]
    topics_by_network += [(network, pk) for network, pk in _shared.rows(**params) if pk in topics]
    slugs: dict[int, str] = dict(_readable.rows(**params))
    networks: Counter[str] = Counter()
    for network, _topic in topics_by_network:
        if network in slugs:
            networks[slugs[network]] += 1
    return UnreadCounts(
        topics=topics,
        networks=dict(networks),
        notifications=sum(new for (new,) in _new.rows(**params)),
        order=moderation_state(user=user),
    )


def _unread_by_topic() -> Any:
    found: Any = Topic.objects.where(READER, may=Action.READ, at=NOW).with_any_unread(READER, NOW)
    return found.order_by().values_list("pk", "network", "unread")


def _readable_networks() -> Any:
    return Network.objects.where(READER, may=Action.READ, at=NOW).order_by().values_list("pk", "slug")


def _shared_topics() -> Any:
    here = Network.objects.where(READER, may=Action.READ, at=NOW)
    return TopicShare.objects.filter(network__in=here).values_list("network", "topic")


def _new_notifications() -> Any:
    messages, notices = (
        query(READER, NOW).filter(is_new=True).order_by().values("user").annotate(new=Count("pk")).values_list("new")
        for query in (message_notifications, notice_notifications)
    )
    return union_of(messages, notices, duplicates=True)


_unread, _shared = CompiledQuery(_unread_by_topic), CompiledQuery(_shared_topics)
_readable, _new = CompiledQuery(_readable_networks), CompiledQuery(_new_notifications)
