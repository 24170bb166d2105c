"""What topics and messages add to pages of others, registered when the site starts."""

from django.utils.translation import gettext_lazy as _

from networkapp.discussion import provenance, search
from networkapp.discussion.models import Message, Topic
from networkapp.registry import register_search
from networkapp.registry.provenance import register_dossier_part


def register_all() -> None:
    _register_dossiers()
    _register_search()


def _register_dossiers() -> None:
    register_dossier_part(
        Message,
        network="topic.network_id",
        label=_("message"),
        where=provenance.messages_for,
        name=provenance.name_message,
        tell=provenance.tell_messages,
        order=20,
    )
    register_dossier_part(
        Topic,
        network="network_id",
        label=_("topic"),
        where=provenance.topics_for,
        tell=provenance.tell_topics,
        causes=("about",),
        order=22,
    )


def _register_search() -> None:
    register_search(kind="topics", label=_("Topics"), find=search.find_topics, order=50, narrows=True)
    register_search(kind="messages", label=_("Messages"), find=search.find_messages, order=60, narrows=True)
    register_search(kind="papers", label=_("Attachments"), find=search.find_attachments, order=65, narrows=True)
