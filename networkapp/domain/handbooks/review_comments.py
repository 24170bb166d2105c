"""What editors have commented in Wagtail on a draft, for whoever decides on it without going there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Comment, Page


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A comment that is not resolved, and what was answered. `number` is of the section it is on, empty elsewhere."""

    number: str
    by: Any
    at: datetime
    text: str
    replies: Sequence[Any]


def remarks_on(*, page: Page, numbers: Mapping[str, str]) -> list[Remark]:
    """The open comments on the page, oldest first; `numbers` are those of its sections, by the ids of their blocks."""
    found = Comment.objects.filter(page=page, resolved_at__isnull=True).order_by("created_at", "pk")
    return [
        Remark(
            number=_number(comment.contentpath, numbers),
            by=comment.user,
            at=comment.created_at,
            text=comment.text,
            replies=sorted(comment.replies.all(), key=lambda reply: (reply.created_at, reply.pk)),
        )
        for comment in found.select_related("user").prefetch_related("replies__user")
    ]


def _number(path: str, numbers: Mapping[str, str]) -> str:
    """Wagtail's path of what a comment is on: "sections.<id of the block>.body…", or the name of a field."""
    field, _dot, rest = path.partition(".")
    return numbers.get(rest.partition(".")[0], "") if field == "sections" else ""
