"""Topics about a thing, and the thing that a topic is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, IntegerField, QuerySet, Value
from django.http import Http404

from networkapp.db.unions import union_of
from networkapp.discussion.models import Topic, TopicState
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry import topic_subjects
from networkapp.registry.linkables import Linkable, find_linkable
from networkapp.users import AnyUser, User, is_signed_in


@dataclass(frozen=True, kw_only=True)
class TopicsAbout:
    """Return the topics about some things of one kind that a reader can read, by the primary key of the thing.

    `reads` are the primary keys of the networks that the reader can read.
    """

    kind: str
    topics: Mapping[int, list[Topic]] = field(default_factory=dict)
    reads: frozenset[int] = frozenset()


def subject_of(*, topic: Topic, user: AnyUser) -> Linkable | None:
    """Return what the topic is about; None if `user` cannot see it, since a topic may be shared further than its
    subject."""
    if topic.about_type_id is None:
        return None
    kind = ContentType.objects.get_for_id(topic.about_type_id).model
    try:
        return find_linkable(kind=kind, pk=topic.about_id or 0, user=user)
    except Http404:
        return None


def topics_about(*, kind: str, keys: Iterable[int], user: AnyUser) -> TopicsAbout | None:
    """Return the topics about these things, the newest message first; None for a person who can read no network at
    all."""
    if not is_signed_in(user) or not user.is_active:
        return None
    known = list(_topics_and_networks(ContentType.objects.get_for_model(topic_subjects[kind].model), list(keys), user))
    topics: dict[int, list[Topic]] = defaultdict(list)
    for thing, pk, title, name, names, slug, _at in sorted(
        (row for row in known if row[0]), key=itemgetter(6), reverse=True
    ):
        topics[thing or 0].append(Topic(pk=pk, title=title, network=Network(name=name, names=names, slug=slug)))
    networks = frozenset(pk for thing, pk, *_names in known if not thing)
    return TopicsAbout(kind=kind, topics=topics, reads=networks) if known else None


def _topics_and_networks(kind: ContentType, keys: list[int], user: User) -> QuerySet[Topic, Any]:
    """Return the topics about several things, and in the same query the networks of the reader, without a thing."""
    nothing = (Value(None, IntegerField()), "pk", "name", "name", "names", "slug", Value(None, DateTimeField()))
    home = ("network__name", "network__names", "network__slug")
    # An empty list would leave the topics out of the union, whose columns then have the wrong types.
    found = Topic.objects.where(user, may=Action.READ).filter(about_type=kind, about_id__in=[*keys, 0])
    rows = found.exclude(state=TopicState.ARCHIVED).values_list("about_id", "pk", "title", *home, "last_message_at")
    return union_of(rows, Network.objects.where(user, may=Action.READ).values_list(*nothing), duplicates=True)


def networks_for_new_topic(*, user: User) -> QuerySet[Network]:
    """Return the networks in which `user` can start a topic about something."""
    networks: QuerySet[Network] = Network.objects.where(user, may=Action.OPEN_TOPIC).alphabetical()
    return networks
