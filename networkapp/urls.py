"""Addresses of networkapp; one list per topic, in views/."""

from networkapp.views import (
    desk,
    discussion,
    drafts,
    exports,
    files,
    handbooks,
    invitations,
    library,
    meetings,
    mentions,
    messages,
    moderation,
    networks,
    notifications,
    prepared,
    receipts,
    search,
    topics,
)

app_name = "networkapp"
urlpatterns = [
    *desk.urlpatterns,
    *discussion.urlpatterns,
    *drafts.urlpatterns,
    *exports.urlpatterns,
    *files.urlpatterns,
    *handbooks.urlpatterns,
    *invitations.urlpatterns,
    *library.urlpatterns,
    *meetings.urlpatterns,
    *mentions.urlpatterns,
    *messages.urlpatterns,
    *moderation.urlpatterns,
    *networks.urlpatterns,
    *notifications.urlpatterns,
    *prepared.urlpatterns,
    *receipts.urlpatterns,
    *search.urlpatterns,
    *topics.urlpatterns,
]
