"""A topic as a file: every message that its reader can read, as a document, in parts if it is long."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Length
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.discussion.actions.attachments import newest_attachments
from networkapp.discussion.models import Attachment, Message, Topic
from networkapp.documents.convert import ConversionError, DocumentFormat, make_document
from networkapp.errors import Refused
from networkapp.models import Network, this_site
from networkapp.permissions import Action
from networkapp.rate_limits import check_rate_limit
from networkapp.users import AnyUser, User

logger = logging.getLogger(__name__)

MOST_CHARACTERS = 1_000_000
"""Of the messages of one document, as HTML; a second or two of work."""


@dataclass(frozen=True, kw_only=True)
class ExportFile:
    """A file to deliver: its name, type and bytes."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class TopicPart:
    """A stretch of a topic that makes one document: which of its messages, counted from one, and posted when."""

    number: int
    first: int
    last: int
    since: datetime
    until: datetime


def parts_of(*, topic: Topic, user: AnyUser) -> list[TopicPart]:
    """Return the documents of the topic, of NETWORKAPP_EXPORT_MESSAGES messages at most; a short topic makes one.

    Topic.DoesNotExist, if the reader cannot read it.
    """
    return _parts(_readable_topic(topic, user))


def export_topic(*, topic: Topic, user: User, form: DocumentFormat, part: int = 1, address: str = "") -> ExportFile:
    """Return the part of the topic as a document in the reader's language and time zone; sealed messages are named
    without their text.

    Attachments are listed and are at the topic's `address`. Refused: `too_fast`, `no_part` (the topic has fewer),
    `not_made` (it cannot be created in this format). Topic.DoesNotExist, if the reader cannot read it.
    """
    found = _readable_topic(topic, user)
    parts = _parts(found)
    if not 1 <= part <= len(parts):
        raise Refused("no_part", _("This part of the topic does not exist."))
    check_rate_limit(user=user, act="exports")
    chosen = parts[part - 1]
    networks, visible = found.networks(), Network.objects.where(user, may=Action.SEE)
    context = {
        "topic": found,
        "entries": _exported_messages(found, chosen),
        "part": chosen,
        "parts": len(parts),
        "total": parts[-1].last,
        "networks": [network.local_name for network in visible if network in networks],
        "now": timezone.localtime(),
        "address": address,
    }
    html = render_to_string("networkapp/exports/topic.html", context)
    site, language = str(this_site().local_name), get_language() or "en"
    try:
        made = make_document(html=html, title=found.title, site=site, language=language, form=form)
    except ConversionError as failure:
        logger.exception("Could not export topic %s as %s.", found.pk, form)
        words = _("The topic contains something that this format cannot hold. Download the topic as Markdown.")
        raise Refused("not_made", words) from failure
    numbered = f"-{part}-of-{len(parts)}" if len(parts) > 1 else ""
    name = f"{slugify(found.title) or 'topic'}-{found.pk}{numbered}.{form}"
    return ExportFile(name=name, content_type=form.content_type, content=made)


def _readable_topic(topic: Topic, user: AnyUser) -> Topic:
    found: Topic = Topic.objects.where(user, may=Action.READ).select_related("network").get(pk=topic.pk)
    return found


def _parts(topic: Topic) -> list[TopicPart]:
    rows = topic.messages.order_by("sequence").annotate(signs=Length("html")).values_list("posted_at", "signs")
    return list(_divide(rows))


def _divide(rows: Any) -> Iterator[TopicPart]:
    """Yield the parts of a topic. Sealed messages count too, so that parts never change."""
    moments: list[datetime] = []
    most, size, number, before = setting("EXPORT_MESSAGES"), 0, 1, 0
    for posted_at, signs in rows:
        if moments and (len(moments) == most or size + signs > MOST_CHARACTERS):
            yield _part(number, before, moments)
            number, before, moments, size = number + 1, before + len(moments), [], 0
        moments.append(posted_at)
        size += signs
    if moments:
        yield _part(number, before, moments)


def _part(number: int, before: int, moments: list[datetime]) -> TopicPart:
    return TopicPart(number=number, first=before + 1, last=before + len(moments), since=moments[0], until=moments[-1])


@dataclass(frozen=True, kw_only=True)
class ExportedMessage:
    """A message of a document, its number in the topic, and its papers."""

    number: int
    message: Message
    papers: list[Attachment]


def _exported_messages(topic: Topic, part: TopicPart) -> list[ExportedMessage]:
    messages = topic.messages.select_related(
        "author", "seat__delegation", "drafted_by__delegation", "reply_to__seat__delegation"
    ).prefetch_related("attachments")
    stretch = messages.order_by("sequence")[part.first - 1 : part.last]
    return [
        ExportedMessage(number=number, message=message, papers=newest_attachments(message=message))
        for number, message in enumerate(stretch, part.first)
    ]
