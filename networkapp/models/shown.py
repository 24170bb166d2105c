"""What it takes to show messages: asked for with them, in a fresh page and for the sockets alike."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, prefetch_related_objects

if TYPE_CHECKING:
    from networkapp.models.discussion import Message


class MessageQuerySet(models.QuerySet["Message"]):
    def shown(self) -> Self:
        """With all that it takes to show one, but its topic and what `with_belongings` brings."""
        has = {f"has_{name}": Exists(self._belonging(name)) for name in ("reactions", "attachments")}
        return self.annotate(**has).select_related(
            *("seat__delegation", "author", "reply_to__author", "drafted_by__delegation"), "receipt_request"
        )

    def _belonging(self, name: str) -> Any:
        related: Any = self.model._meta.get_field(name).related_model
        return related._base_manager.filter(message=OuterRef("pk"))


def with_belongings(found: Iterable["Message"]) -> list["Message"]:
    """Messages as `shown` finds them, with reactions, papers and receipts; a query for each kind that there is."""
    messages = list(found)
    for name, having in (
        ("reactions", [message for message in messages if message.has_reactions]),
        ("attachments", [message for message in messages if message.has_attachments]),
        ("receipt_request__receipts", [message for message in messages if hasattr(message, "receipt_request")]),
    ):
        prefetch_related_objects(having, name)
    return messages
