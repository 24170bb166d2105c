"""Comments that editors wrote on a draft in Wagtail, for the person who decides about it on the site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from wagtail.models import Comment, Page

from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class DraftComment:
    """An open comment, with its replies.

    `number` is of the section it is on, `field` the name of another field of the page; if its position was removed,
    both are empty.
    """

    number: str
    field: str
    by: User
    at: datetime
    text: str
    replies: Sequence[Any]


def open_comments(*, page: Page, numbers: Mapping[str, str]) -> list[DraftComment]:
    """Return the open comments on the page, oldest first; `numbers` has section numbers by block id."""
    found = Comment.objects.filter(page=page, resolved_at__isnull=True).order_by("created_at", "pk")
    return [
        DraftComment(
            number=_number(comment.contentpath, numbers),
            field=_field(comment.contentpath, page),
            by=comment.user,
            at=comment.created_at,
            text=comment.text,
            replies=sorted(comment.replies.all(), key=lambda reply: (reply.created_at, reply.pk)),
        )
        for comment in found.select_related("user").prefetch_related("replies__user")
    ]


def _number(path: str, numbers: Mapping[str, str]) -> str:
    """Return the number of the section that a comment is on, from Wagtail's path "sections.<id of the block>.body…"."""
    field, _dot, rest = path.partition(".")
    return numbers.get(rest.partition(".")[0], "") if field == "sections" else ""


def _field(path: str, page: Page) -> str:
    name = path.partition(".")[0]
    try:
        return "" if name == "sections" else capfirst(str(page._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return ""
