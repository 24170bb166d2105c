"""Topics and messages in dossiers."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.discussion.models import Message, Topic
from networkapp.permissions import Action
from networkapp.registry.provenance import DossierEntry, Paragraph
from networkapp.users import AnyUser


def messages_for(*, user: AnyUser) -> QuerySet[Message]:
    """Return the messages that `user` can read, including those whose text is sealed."""
    readable = Topic.objects.where(user, may=Action.READ)
    found: QuerySet[Message] = Message.objects.filter(topic__in=readable)
    return found.select_related("topic__network", "seat__delegation", "author")


def name_message(message: Message) -> str:
    """Return the name of a message in a dossier: its seat and topic."""
    return _("%(seat)s in “%(topic)s”") % {"seat": message.seat.label, "topic": message.topic.title}


def describe_messages(messages: Sequence[Message], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each message, by primary key."""
    return {message.pk: _message(message) for message in messages}


def _message(message: Message) -> DossierEntry:
    by = f"{message.author}, {message.seat.label}"
    if message.is_sealed:
        return DossierEntry(at=message.posted_at, by=by, text=(Paragraph(words=_("Text not available.")),))
    return DossierEntry(at=message.posted_at, by=by, text=(Paragraph(words=message.body, quote=True),))


def topics_for(*, user: AnyUser) -> QuerySet[Topic]:
    """Return the topics that `user` can read, with network and opening seat."""
    found: QuerySet[Topic] = Topic.objects.where(user, may=Action.READ).select_related(
        "network", "opened_by__delegation"
    )
    return found


def describe_topics(topics: Sequence[Topic], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each topic, by primary key: when it was opened, in which network."""
    return {topic.pk: DossierEntry(at=topic.opened_at, by=topic.network.local_name) for topic in topics}
