"""Registration of what topics and messages add to the core and other apps."""

from importlib import import_module

from django.apps import apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from networkapp.discussion import desk, notices, provenance, search
from networkapp.discussion.actions import attachments, drafts, message_drafts, receipts
from networkapp.discussion.actions.attachment_versions import PAPER_ADDED, PAPER_DESCRIBED
from networkapp.discussion.actions.inbound_mail import receive_from_anymail
from networkapp.discussion.actions.messages import MESSAGE_EDITED, MESSAGE_REACTED, MESSAGE_WITHDRAWN
from networkapp.discussion.actions.moderation import MESSAGE_HIDDEN, MESSAGE_RESTORED
from networkapp.discussion.actions.moderation_notices import ORDER_CHANGED
from networkapp.discussion.actions.post import MESSAGE_POSTED, TOPIC_OPENED
from networkapp.discussion.actions.topics import TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED
from networkapp.discussion.live import moderation, topics
from networkapp.discussion.models import Message, Topic
from networkapp.discussion.models.search_index import maintain_index
from networkapp.discussion.queries import moderation as moderation_queries
from networkapp.permissions import Action, roles_with
from networkapp.registry import (
    register_api,
    register_attention,
    register_clock_job,
    register_event_view,
    register_news,
    register_search,
)
from networkapp.registry.provenance import register_dossier_part
from networkapp.signals import person_leaving


def register_all() -> None:
    """Register what the discussion adds to dossiers, search, desk, clock, events and API, and connect its signals."""
    _register_dossiers()
    _register_search()
    _register_desk()
    _register_jobs()
    _register_event_views()
    register_api("networkapp.discussion.api.router", order=90)
    _connect_signals()


def _register_dossiers() -> None:
    register_dossier_part(
        Message,
        network="topic.network_id",
        label=_("Message"),
        where=provenance.messages_for,
        name=provenance.name_message,
        describe=provenance.describe_messages,
        order=20,
    )
    register_dossier_part(
        Topic,
        network="network_id",
        label=_("Topic"),
        where=provenance.topics_for,
        describe=provenance.describe_topics,
        causes=("about",),
        order=22,
    )


def _register_search() -> None:
    register_search(kind="topics", label=_("Topics"), find=search.find_topics, order=50, narrows=True)
    register_search(kind="messages", label=_("Messages"), find=search.find_messages, order=60, narrows=True)
    register_search(kind="papers", label=_("Attachments"), find=search.find_attachments, order=65, narrows=True)


def _register_desk() -> None:
    register_attention(message_drafts.desk_items, roles=roles_with(Action.PREPARE, Action.RELEASE), order=24)
    register_attention(receipts.desk_items, roles=roles_with(Action.ACKNOWLEDGE), order=26)
    register_attention(moderation_queries.desk_items, roles=roles_with(Action.MODERATE), order=32)
    register_attention(drafts.desk_items, roles=roles_with(Action.OPEN_TOPIC, Action.POST), order=42)
    register_news(moderation_queries.desk_items_of_author, roles=roles_with(Action.READ), order=20)
    register_news(notices.desk_items, order=30)
    register_news(desk.desk_items, roles=roles_with(Action.READ), order=40)


def _register_jobs() -> None:
    register_clock_job("receipt reminders", receipts.send_reminders, order=28)
    register_clock_job("missed notifications of messages", notices.notify_missed, order=32)
    register_clock_job("deleted unposted attachments", attachments.delete_expired_attachments, order=44)


def _register_event_views() -> None:
    register_event_view(TOPIC_OPENED, topics.topic_opened, adds=True)
    register_event_view(MESSAGE_POSTED, topics.message_posted, adds=True)
    for kind in (MESSAGE_EDITED, MESSAGE_WITHDRAWN):
        register_event_view(kind, topics.wording_changed)
    for kind in (MESSAGE_REACTED, PAPER_ADDED, PAPER_DESCRIBED):
        register_event_view(kind, topics.message_changed)
    for kind in (receipts.RECEIPT_ASKED, receipts.MESSAGE_ACKNOWLEDGED):
        register_event_view(kind, topics.receipts_changed)
    for kind in message_drafts.EVENT_KINDS.values():
        register_event_view(kind, topics.message_drafts_changed)
    for kind in (TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED):
        register_event_view(kind, topics.topic_changed)
    for kind in (MESSAGE_HIDDEN, MESSAGE_RESTORED):
        register_event_view(kind, moderation.message_hidden_or_restored)
    register_event_view(ORDER_CHANGED, moderation.moderation_changed)


def _connect_signals() -> None:
    post_migrate.connect(maintain_index, sender=apps.get_app_config("networkapp_discussion"))
    person_leaving.connect(
        attachments.delete_waiting_attachments_of_erased_user, dispatch_uid="waiting papers of who leaves"
    )
    if apps.is_installed("anymail"):
        import_module("anymail.signals").inbound.connect(receive_from_anymail)
