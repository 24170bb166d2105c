"""Search for topics, messages and attachments."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from networkapp.discussion.models import Topic
from networkapp.discussion.queries import message_search
from networkapp.discussion.queries.attachments import readable_attachments
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry import NO_NARROWING, SearchFilters, SearchHit
from networkapp.search.words import excerpt, matching, with_all_words
from networkapp.users import AnyUser


def find_topics(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Yield the topics that `user` can read and whose titles contain all words of `query`, at most `limit`."""
    topics = Topic.objects.where(user, may=Action.READ).select_related("network")
    if narrowing.network is not None:
        topics = topics.appearing_in(Network.objects.filter(pk=narrowing.network))
    filters = {
        "opened_by__user": narrowing.author,
        "last_message_at__date__gte": narrowing.since,
        "opened_at__date__lte": narrowing.until,
    }
    for topic in with_all_words(matching(topics, filters), query, "title")[:limit]:
        yield SearchHit(
            kind="topics",
            title=topic.title,
            url=topic.get_absolute_url(),
            excerpt=topic.network.local_name,
            date=topic.last_message_at,
        )


def find_messages(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Yield the messages that `user` can read and that match `query`, at most `limit`."""
    for message in message_search.find_messages(user=user, query=query, limit=limit, narrowing=narrowing):
        yield SearchHit(
            kind="messages",
            title=_("%(seat)s in “%(topic)s”") % {"seat": message.seat.label, "topic": message.topic.title},
            url=message.get_absolute_url(),
            excerpt=excerpt(message.body, query),
            date=message.posted_at,
        )


def find_attachments(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Yield the posted attachments that `user` can read, newest first, by name or description, at most `limit`."""
    posted = readable_attachments(user=user).filter(message__isnull=False)
    if narrowing.network is not None:
        posted = posted.filter(topic__in=Topic.objects.appearing_in(Network.objects.filter(pk=narrowing.network)))
    filters = {
        "user": narrowing.author,
        "uploaded_at__date__gte": narrowing.since,
        "uploaded_at__date__lte": narrowing.until,
    }
    for paper in with_all_words(matching(posted, filters), query, "name", "description").order_by(
        "-uploaded_at", "-pk"
    )[:limit]:
        yield SearchHit(
            kind="papers",
            title=paper.name,
            url=f"{paper.topic.get_absolute_url()}?message={paper.message_id}#message-{paper.message_id}",
            excerpt=_("%(seat)s in “%(topic)s”") % {"seat": paper.uploaded_by.label, "topic": paper.topic.title},
            date=paper.uploaded_at,
        )
