"""Attachments of messages: who can see which, and what becomes of those that wait for their message."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from networkapp.conf import setting
from networkapp.discussion.models import Attachment, Message, MessageDraft, Topic
from networkapp.discussion.models.attachments import DESCRIPTION_LENGTH
from networkapp.errors import Refused, refuse_longer
from networkapp.files.inspection import Paper, Picture
from networkapp.models import Network, NetworkCollection
from networkapp.permissions import Action
from networkapp.text.cleaning import one_line
from networkapp.users import AnyUser, User

WAITS = timedelta(days=1)
Holds = NetworkCollection.Holds


def find_papers(user: AnyUser) -> QuerySet[Attachment]:
    """Return the attachments that exist for `user`: of visible messages that they can read, and their own waiting
    ones."""
    found: QuerySet[Attachment] = Attachment.objects.where(user, may=Action.READ).select_related(
        "document", "message", "uploaded_by__delegation", "user", "topic__network"
    )
    return found


def waiting_papers(*, topic: Topic, user: User) -> list[Attachment]:
    """Return the waiting attachments of `user` in the topic, the oldest first."""
    return list(Attachment.objects.waiting().filter(topic=topic, user=user))


def describe_waiting(*, topic: Topic, user: User, described: Mapping[int, str]) -> None:
    """Set the description of each picture that waits in the writer's composer, by its primary key.

    Pictures that no longer wait are ignored. Refused: `description_too_long`.
    """
    for paper in Attachment.objects.waiting().filter(topic=topic, user=user, pk__in=described, picture__isnull=False):
        words = checked_description(described[paper.pk])
        if paper.description != words:
            paper.description = words
            paper.save(update_fields=["description"])


def checked_description(words: str) -> str:
    """What a picture shows, in one line. Refused: `description_too_long`."""
    text = one_line(words)
    refuse_longer(text, limit=DESCRIPTION_LENGTH, field="description", code="description_too_long")
    return text


def versions_of(paper: Attachment) -> list[Attachment]:
    """Return every version of the attachment, the newest first; all are of the same message."""
    of_message = Attachment.objects.filter(message=paper.message_id).select_related("uploaded_by__delegation", "user")
    known = {version.pk: version for version in of_message}
    after = {version.replaces_id: version.pk for version in known.values()}
    newest = paper.pk
    while newest in after:
        newest = after[newest]
    chain = []
    following: int | None = newest
    while following is not None and following in known:
        chain.append(known[following])
        following = known[following].replaces_id
    return chain


def newest_papers(message: Message) -> list[Attachment]:
    """Return the attachments of the message, each in its newest version and with its `version`, counted from one; none
    if sealed."""
    if message.is_sealed:
        return []
    before = {paper.pk: paper.replaces_id for paper in message.attachments.all()}
    papers: list[Attachment] = message.newest_papers
    for paper in papers:
        earlier = before[paper.pk]
        while earlier in before:
            paper.version, earlier = paper.version + 1, before[earlier]
    return papers


def attach_papers(*, message: Message, papers: Sequence[Attachment]) -> None:
    """Attach the files that waited in the composer of the message's author or were prepared for them.

    Refused: `too_many_papers` (more than NETWORKAPP_ATTACHMENTS_PER_MESSAGE); `paper_gone`, if one no longer waits.
    """
    waiting = Q(prepared__isnull=True, user=message.author_id)
    prepared = Q(prepared__prepared_for__user=message.author_id)
    free = Attachment.objects.filter(waiting | prepared, message__isnull=True, topic=message.topic_id)
    _give(free, papers, message=message)


def prepare_papers(*, draft: MessageDraft, user: User, papers: Sequence[Attachment]) -> None:
    """Attach the files that waited in the writer's composer to a message for approval. Refused as in
    `attach_papers`."""
    free = Attachment.objects.waiting().filter(user=user, topic=draft.topic_id)
    _give(free, papers, prepared=draft)


def give_papers_back(draft: MessageDraft) -> None:
    """What came with a prepared message waits again where it was put in, from now on for a day."""
    draft.papers.filter(message__isnull=True).update(prepared=None, uploaded_at=timezone.now())


def _give(free: QuerySet[Attachment], papers: Sequence[Attachment], **to: Any) -> None:
    require_few(len(papers))
    keys = {paper.pk for paper in papers}
    # By number: a row that is changed cannot be found by what others point to, too.
    if Attachment.objects.filter(pk__in=free.filter(pk__in=keys).values("pk")).update(**to) < len(keys):
        raise Refused(
            "paper_gone", _("One of the attachments is no longer available. Attach it again."), field="papers"
        )


def require_few(papers: int) -> None:
    """Return nothing if one message may have this number of attachments. Refused: `too_many_papers`."""
    limit = setting("ATTACHMENTS_PER_MESSAGE")
    if papers > limit:
        words = _("You can attach up to %(limit)s files to a message.") % {"limit": limit}
        raise Refused("too_many_papers", words, field="files")


def store(paper: Paper | Picture, *, network: Network, user: AnyUser) -> Any:
    """Create the document for the file in the network's collection for attachments; it does not reveal its name."""
    document = get_document_model()(
        title=_("Attachment to a message"),
        file=ContentFile(paper.content, name=f"{token_hex(16)}.{paper.kind}"),
        collection=_collection_of(network),
        uploaded_by_user=user,
    )
    document._set_document_file_metadata()
    document.save()
    return document


def remove_paper(paper: Attachment) -> None:
    """Delete the attachment, with its file, and the picture that was shown of it."""
    document, picture = paper.document, paper.picture
    paper.delete()
    document.delete()
    if picture is not None:
        picture.delete()


def when_a_person_leaves(sender: User, user: User, **kwargs: Any) -> None:
    """Delete, for the signal, the files that wait in the composers of an erased person; nobody else knows of them."""
    for paper in Attachment.objects.waiting().filter(user=user).select_related("document", "picture"):
        remove_paper(paper)


def remove_forgotten(now: datetime) -> int:
    """Delete attachments that have waited for a day; return their number. A job of the clock."""
    removed = 0
    for key in Attachment.objects.waiting().filter(uploaded_at__lte=now - WAITS).values_list("pk", flat=True):
        with transaction.atomic():
            waiting = Attachment.objects.waiting().select_for_update(of=("self",)).select_related("document")
            paper = waiting.filter(pk=key).first()
            if paper is not None:
                remove_paper(paper)
                removed += 1
    return removed


@transaction.atomic
def _collection_of(network: Network) -> Collection:
    """Return the network's collection for attachments, which is closed to Wagtail's own views; created if missing."""
    for kept in NetworkCollection.objects.select_related("collection").filter(network=network, holds=Holds.PAPERS):
        return kept.collection
    # The second caller waits for the row of the network, and then finds what the first one made.
    Network.objects.select_for_update().get(pk=network.pk)
    for kept in NetworkCollection.objects.select_related("collection").filter(network=network, holds=Holds.PAPERS):
        return kept.collection
    collection = Collection.get_first_root_node().add_child(
        name=_("Attachments, %(network)s") % {"network": network.name}
    )
    NetworkCollection.objects.create(network=network, holds=Holds.PAPERS, collection=collection)
    # Behind a password that nobody has: what a host's own pages and interfaces leave out for everybody.
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.PASSWORD, password=token_hex(32)
    )
    return collection
