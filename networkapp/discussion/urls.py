"""Addresses of topics and messages; each module of views lists its own."""

from networkapp.discussion.views import (
    attachments,
    drafts,
    exports,
    manage_topic,
    mentions,
    messages,
    moderation,
    prepared_messages,
    receipts,
    topics,
)

urlpatterns = [
    *attachments.urlpatterns,
    *topics.urlpatterns,
    *drafts.urlpatterns,
    *exports.urlpatterns,
    *mentions.urlpatterns,
    *messages.urlpatterns,
    *moderation.urlpatterns,
    *prepared_messages.urlpatterns,
    *receipts.urlpatterns,
    *manage_topic.urlpatterns,
]
