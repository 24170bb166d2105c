"""Topics and messages, for members with a seat that can read them."""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate
from ninja.security import SessionAuth

from networkapp.api.pagination import LARGEST_PAGE, Pages
from networkapp.api.problems import FOR_MEMBERS
from networkapp.discussion.actions.attachments import newest_attachments
from networkapp.discussion.models import Attachment, Message, Topic
from networkapp.discussion.queries.topics import find_topic, messages_after, topics_in_network
from networkapp.models import Network
from networkapp.permissions import Action

router = Router(tags=["Discussion"], auth=SessionAuth())


class TopicOut(Schema):
    """A topic: a thread of messages."""

    id: int
    title: str
    opened_by: str = Field(description="Name of the member who opened it.")
    opened_by_seat: str = Field(alias="opened_by.label", description="Role and delegation of this member.")
    opened_at: datetime
    state: str = Field(description="`open`, `closed` or `archived`. Members can post in open topics only.")
    last_message_at: datetime
    messages: int = Field(alias="length", description="Number of messages.")
    unread: int = Field(description="Number of messages by others since you last read the topic on its page.")
    url: str = Field(description="Path of its page in the requested network.")

    @staticmethod
    def resolve_opened_by(topic: Topic) -> str:
        return str(topic.opened_by.user)

    @staticmethod
    def resolve_url(topic: Topic, context: dict[str, Any]) -> str:
        return reverse("networkapp:topic", args=[context["request"].resolver_match.kwargs["slug"], topic.pk])


class AttachmentOut(Schema):
    """A file attached to a message, in its newest version."""

    id: int
    name: str = Field(description="File name.")
    description: str = Field(description="Description of a picture; empty for other files.")
    content_type: str = Field(description="Media type, found out from the content.")
    size: int = Field(description="In bytes.")
    sha256: str = Field(description="SHA-256 of the file.")
    version: int = Field(description="Number of this version; 1 for the first.")
    uploaded_at: datetime
    url: str = Field(description="Path to download the file. It needs the same permission as the message.")

    @staticmethod
    def resolve_url(attachment: Attachment) -> str:
        args = [attachment.topic.read_in.slug, attachment.topic_id, attachment.pk]
        return reverse("networkapp:paper_file", args=args)


class MessageOut(Schema):
    """A message in a topic.

    If its author withdrew the message or a moderator hid it, `is_removed` is true, and it has no text and no
    attachments.
    """

    id: int
    sequence: int = Field(
        description="Position in the event log of the topic's home network. Later messages of a topic have higher "
        "numbers. It changes only if the topic moves to another network."
    )
    author: str = Field(description="Name of the author.")
    seat: str = Field(alias="seat.label", description="Role and delegation of the author.")
    offices: list[str] = Field(alias="office_labels", description="Offices that the author held when posting.")
    posted_at: datetime
    edited_at: datetime | None
    reply_to: int | None = Field(alias="reply_to_id", description="Id of the message that this one replies to.")
    is_removed: bool = Field(alias="is_sealed", description="Whether the message was withdrawn or hidden.")
    body: str = Field(description="Source text: CommonMark with tables.")
    html: str = Field(description="The text as sanitised HTML.")
    attachments: list[AttachmentOut]
    url: str = Field(alias="get_absolute_url", description="Permanent path of the message on this site.")

    @staticmethod
    def resolve_attachments(message: Message) -> list[Attachment]:
        attachments = newest_attachments(message=message)
        for attachment in attachments:
            attachment.topic = message.topic
        return attachments

    @staticmethod
    def resolve_author(message: Message) -> str:
        return str(message.author)

    @staticmethod
    def resolve_body(message: Message) -> str:
        return "" if message.is_sealed else message.body

    @staticmethod
    def resolve_html(message: Message) -> str:
        return "" if message.is_sealed else message.html


class MessagesOut(Schema):
    """Messages, ordered by `sequence`."""

    items: list[MessageOut]
    more: bool = Field(
        description="Whether there are later messages. To get them, set `after` to the last `sequence` in `items`."
    )


@router.get(
    "/networks/{slug}/topics/", response={200: list[TopicOut], **FOR_MEMBERS}, summary="List the topics of a network"
)
@paginate(Pages)
def show_topics(request: HttpRequest, slug: str = Path(..., description="Slug of the network.")) -> QuerySet[Topic]:
    """Return the topics of a network that you can read: pinned topics first, then by newest message."""
    network = get_object_or_404(Network.objects.where(request.user, may=Action.READ), slug=slug)
    return topics_in_network(network=network, user=request.user)


@router.get(
    "/networks/{slug}/topics/{int:topic}/messages/",
    response={200: MessagesOut, **FOR_MEMBERS},
    summary="List the messages of a topic",
)
def show_messages(
    request: HttpRequest,
    slug: str = Path(..., description="Slug of the network."),
    topic: int = Path(..., description="Id of the topic."),
    after: int = Query(
        0,
        ge=0,
        le=BigIntegerField.MAX_BIGINT,
        description="Return messages with a higher `sequence`, usually the last one that you have. 0: from the start.",
    ),
    limit: int = Query(50, ge=1, le=LARGEST_PAGE, description="Number of messages to return, 1 to 200."),
) -> dict[str, Any]:
    """Return the messages of a topic, oldest first. This does not mark them as read."""
    found = find_topic(slug=slug, pk=topic, user=request.user)
    messages = messages_after(topic=found, user=request.user, after=after, limit=limit + 1)
    return {"items": messages[:limit], "more": len(messages) > limit}
