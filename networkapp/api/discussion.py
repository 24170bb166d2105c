"""Topics and messages, for people with a seat that can read them."""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate
from ninja.security import SessionAuth

from networkapp.api.paging import LARGEST_PAGE, Pages
from networkapp.api.problems import FOR_SEATS
from networkapp.domain.discussion.attachments import newest_papers
from networkapp.domain.discussion.reading import find_topic, messages_after, topics_of
from networkapp.models import Attachment, Message, Network, Topic
from networkapp.permissions import Action

router = Router(tags=["Discussion"], auth=SessionAuth())


class TopicOut(Schema):
    """A thread of messages, with what the reader has not read of it."""

    id: int
    title: str
    opened_by: str = Field(description="Who opened it, by name.")
    opened_by_seat: str = Field(alias="opened_by.label")
    opened_at: datetime
    state: str = Field(description="open, closed or archived; only an open one takes messages.")
    last_message_at: datetime
    messages: int = Field(alias="length")
    unread: int = Field(description="What others said since the reader last read it on its page.")
    url: str = Field(description="Its address in the network that was asked for.")

    @staticmethod
    def resolve_opened_by(topic: Topic) -> str:
        return str(topic.opened_by.user)

    @staticmethod
    def resolve_url(topic: Topic, context: dict[str, Any]) -> str:
        return reverse("networkapp:topic", args=[context["request"].resolver_match.kwargs["slug"], topic.pk])


class PaperOut(Schema):
    """An attachment of a message, in its newest version. `url` returns the file to people who can read it."""

    id: int
    name: str
    description: str = Field(description="What a picture shows, in words; of other papers nothing.")
    content_type: str = Field(description="By its content.")
    size: int = Field(description="In bytes.")
    sha256: str
    version: int = Field(description="How many versions there are, this one included.")
    uploaded_at: datetime
    url: str

    @staticmethod
    def resolve_url(paper: Attachment) -> str:
        return reverse("networkapp:paper_file", args=[paper.topic.read_in.slug, paper.topic_id, paper.pk])


class MessageOut(Schema):
    """A message, posted from a seat. `sequence` is its number in the log of the topic's home network; it grows within
    the topic, and changes only when the topic moves to another network.

    If its author withdrew the message or a moderator hid it, `is_sealed` is true and the text is left out.
    """

    id: int
    sequence: int
    author: str = Field(description="By name.")
    seat: str = Field(alias="seat.label", description="In what capacity and for which delegation.")
    offices: list[str] = Field(alias="office_labels", description="The offices in which it was said.")
    posted_at: datetime
    edited_at: datetime | None
    reply_to: int | None = Field(alias="reply_to_id", description="The id of the message that it answers.")
    is_sealed: bool
    body: str = Field(description="As it was written: CommonMark with tables.")
    html: str = Field(description="The same as sanitised HTML.")
    papers: list[PaperOut] = Field(description="What came with it; of a sealed one nothing.")
    url: str = Field(alias="get_absolute_url", description="Its permanent address.")

    @staticmethod
    def resolve_papers(message: Message) -> list[Attachment]:
        papers = newest_papers(message)
        for paper in papers:
            paper.topic = message.topic
        return papers

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
    """Messages in the order of their sequence. With `more`, ask again after the last one's sequence."""

    items: list[MessageOut]
    more: bool


@router.get("/networks/{slug}/topics/", response={200: list[TopicOut], **FOR_SEATS}, summary="Topics of a network")
@paginate(Pages)
def show_topics(request: HttpRequest, slug: str) -> QuerySet[Topic]:
    """The topics of a network, pinned ones first, then the one with the newest message, for those who may read them."""
    network = get_object_or_404(Network.objects.where(request.user, may=Action.READ), slug=slug)
    return topics_of(network=network, reader=request.user)


@router.get(
    "/networks/{slug}/topics/{int:topic}/messages/",
    response={200: MessagesOut, **FOR_SEATS},
    summary="Messages of a topic",
)
def show_messages(
    request: HttpRequest,
    slug: str,
    topic: int,
    after: int = Query(
        0, ge=0, le=BigIntegerField.MAX_BIGINT, description="Sequence of the last message known; 0 for all."
    ),
    limit: int = Query(50, ge=1, le=LARGEST_PAGE, description="How many at most."),
) -> dict[str, Any]:
    """The messages of a topic after a sequence, oldest first. Nothing becomes read by it."""
    found = find_topic(slug=slug, pk=topic, reader=request.user)
    messages = messages_after(topic=found, reader=request.user, after=after, limit=limit + 1)
    return {"items": messages[:limit], "more": len(messages) > limit}
