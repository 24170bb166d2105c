"""The topics of all networks of a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from networkapp.discussion.models import Topic
from networkapp.discussion.queries.live import with_newest_message
from networkapp.discussion.queries.topics import LISTED_STATES
from networkapp.models import Network
from networkapp.models.held_seats import remembered_seats
from networkapp.permissions import ALLOWED, Action
from networkapp.users import AnyUser

MOST_TOPICS = 100
SHOWN_PER_NETWORK = 5


@dataclass(frozen=True, kw_only=True)
class NetworkTopics:
    """A network with its newest topics, each with `unread` and `newest`; none where others have newer ones."""

    network: Network
    topics: Sequence[Topic]


def has_readable_network(*, user: AnyUser) -> bool:
    """Return whether `user` reads the topics of any network, which `topics_by_network` then returns."""
    remembered = remembered_seats(user)
    if remembered is not None:
        return user.is_active and bool(remembered.networks_with(ALLOWED[Action.READ]))
    return user.is_active and bool(Network.objects.where(user, may=Action.READ).exists())


def topics_by_network(*, user: AnyUser) -> list[NetworkTopics]:
    """Return the networks whose topics `user` reads: the one with the newest message first, quiet ones last by name.

    A shared topic is listed in its own network, where `user` reads that, else in the first by name of those it is
    shared with. Four queries.
    """
    networks = {network.pk: network for network in Network.objects.where(user, may=Action.READ).alphabetical()}
    readable = Topic.objects.where(user, may=Action.READ).filter(state__in=LISTED_STATES)
    newest = readable.with_unread(user).select_related("network", "opened_by__delegation", "opened_by__user")
    groups: dict[int, list[Topic]] = {}
    for topic in newest.prefetch_related("shares").order_by("-last_message_at", "-pk")[:MOST_TOPICS]:
        shared = {share.network_id for share in topic.shares.all()}
        home = topic.network_id if topic.network_id in networks else next(pk for pk in networks if pk in shared)
        topic.read_in = networks[home]
        groups.setdefault(home, []).append(topic)
    shown = {pk: topics[:SHOWN_PER_NETWORK] for pk, topics in groups.items()}
    with_newest_message(topics=(topic for topics in shown.values() for topic in topics))
    order = [*groups, *(pk for pk in networks if pk not in groups)]
    return [NetworkTopics(network=networks[pk], topics=shown.get(pk, [])) for pk in order]
