"""What topics and messages add to pages of others, registered when the site starts."""

from django.utils.translation import gettext_lazy as _

from networkapp.discussion import provenance
from networkapp.discussion.models import Message, Topic
from networkapp.registry.provenance import register_dossier_part


def register_all() -> None:
    _register_dossiers()


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
