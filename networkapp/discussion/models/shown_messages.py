"""Load unread messages, and what pages and sockets need to show messages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from networkapp.models.seats import Seat
from networkapp.users import AnyUser

if TYPE_CHECKING:
    from networkapp.discussion.models.topics import Message


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages with what pages show of them."""

    def shown(self) -> Self:
        """Load with each message what a page shows of it, except its topic and what `with_related` adds."""
        has = {f"has_{name}": Exists(self._belonging(name)) for name in ("reactions", "attachments", "receipt_request")}
        # No more tables than these: with what few messages have, planning would take PostgreSQL longer than all else.
        return self.annotate(**has).select_related("seat__delegation", "author", "reply_to__author")

    def unread_by(self, user: AnyUser) -> Self:
        """Return those of the topic of an outer query (`mark`, `at_home`, `as_guest`) that `user` has not read.

        In the order of the index that covers this query.
        """
        hers = Q(posted_at__gte=OuterRef("at_home")) | Q(posted_at__gte=OuterRef("as_guest"))
        messages = self.filter(hers, topic=OuterRef("pk"), sequence__gt=OuterRef("mark"))
        return messages.exclude(author=user).order_by("sequence")

    def _belonging(self, name: str) -> Any:
        related: Any = self.model._meta.get_field(name).related_model
        return related._base_manager.filter(message=OuterRef("pk"))


def with_related(found: Iterable["Message"]) -> list["Message"]:
    """Return the messages from `shown` with their drafters, reactions, attachments and receipts, queried only if any
    exist."""
    messages = list(found)
    for belongings, having in (
        (Prefetch("drafted_by", Seat.objects.select_related("delegation")), [m for m in messages if m.drafted_by_id]),
        ("reactions", [m for m in messages if m.has_reactions]),
        ("attachments", [m for m in messages if m.has_attachments]),
        ("receipt_request__receipts", [m for m in messages if m.has_receipt_request]),
    ):
        prefetch_related_objects(having, belongings)
    return messages
