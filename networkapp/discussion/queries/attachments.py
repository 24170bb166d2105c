"""The attachments that a person can open."""

from django.db.models import QuerySet

from networkapp.discussion.models import Attachment
from networkapp.permissions import Action
from networkapp.users import AnyUser


def readable_attachments(*, user: AnyUser) -> QuerySet[Attachment]:
    """Return the attachments that exist for `user`: of visible messages that they can read, and their own waiting
    ones."""
    found: QuerySet[Attachment] = Attachment.objects.where(user, may=Action.READ).select_related(
        "document", "message", "uploaded_by__delegation", "user", "topic__network"
    )
    return found
