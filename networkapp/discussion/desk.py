"""Desk items and notifications about topics."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from networkapp.desk.desk import UNREAD_SHOWN
from networkapp.discussion.actions.post import unread_topics
from networkapp.models.translations import LocalText, join_mixed
from networkapp.registry import DeskItem
from networkapp.users import AnyUser


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Yield the newest twenty topics with messages that the reader has not read."""
    for topic in unread_topics(user=user)[:UNREAD_SHOWN]:
        words = ngettext("%(n)s new message", "%(n)s new messages", topic.unread) % {"n": topic.unread}
        yield DeskItem(
            title=LocalText(topic.title, ""),
            detail=join_mixed(topic.network.local_name, words),
            url=topic.get_absolute_url() + "#unread",
            since=topic.last_message_at,
            count=topic.unread,
            key=f"topic-{topic.pk}",
        )
