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
from wagtail.documents.models import AbstractDocument
from wagtail.models import Collection, CollectionViewRestriction

from networkapp.conf import setting
from networkapp.discussion.models import Attachment, Message, MessageDraft, Topic
from networkapp.discussion.models.attachments import DESCRIPTION_LENGTH
from networkapp.errors import Refused, refuse_longer
from networkapp.files.inspection import InspectedDocument, InspectedPicture
from networkapp.models import Network, NetworkCollection
from networkapp.text.cleaning import one_line
from networkapp.users import AnyUser, User

WAITING_TIME = timedelta(days=1)
ContentKind = NetworkCollection.ContentKind


def waiting_attachments(*, topic: Topic, user: User) -> list[Attachment]:
    """Return the waiting attachments of `user` in the topic, the oldest first."""
    return list(Attachment.objects.waiting().filter(topic=topic, user=user))


def describe_waiting_pictures(*, topic: Topic, user: User, descriptions: Mapping[int, str]) -> None:
    """Set the description of each picture that waits in the writer's composer, by its primary key.

    Pictures that no longer wait are ignored. Refused: `description_too_long`.
    """
    for attachment in Attachment.objects.waiting().filter(
        topic=topic, user=user, pk__in=descriptions, picture__isnull=False
    ):
        description = clean_description(description=descriptions[attachment.pk])
        if attachment.description != description:
            attachment.description = description
            attachment.save(update_fields=["description"])


def clean_description(*, description: str) -> str:
    """Return the description of a picture as one line. Refused: `description_too_long`."""
    text = one_line(description)
    refuse_longer(text, limit=DESCRIPTION_LENGTH, field="description", code="description_too_long")
    return text


def versions_of(*, attachment: Attachment) -> list[Attachment]:
    """Return every version of the attachment, the newest first; all are of the same message."""
    message_attachments = Attachment.objects.filter(message=attachment.message_id).select_related(
        "uploaded_by__delegation", "user"
    )
    versions = {version.pk: version for version in message_attachments}
    successors = {version.replaces_id: version.pk for version in versions.values()}
    newest = attachment.pk
    while newest in successors:
        newest = successors[newest]
    chain = []
    next_key: int | None = newest
    while next_key is not None and next_key in versions:
        chain.append(versions[next_key])
        next_key = versions[next_key].replaces_id
    return chain


def newest_attachments(*, message: Message) -> list[Attachment]:
    """Return the attachments of the message, each in its newest version and with its `version`, counted from one; none
    if sealed."""
    if message.is_sealed:
        return []
    replaced_keys = {attachment.pk: attachment.replaces_id for attachment in message.attachments.all()}
    attachments: list[Attachment] = message.newest_attachments
    for attachment in attachments:
        earlier = replaced_keys[attachment.pk]
        while earlier in replaced_keys:
            attachment.version, earlier = attachment.version + 1, replaced_keys[earlier]
    return attachments


def attach_to_message(*, message: Message, attachments: Sequence[Attachment]) -> None:
    """Attach the files that waited in the composer of the message's author or were prepared for them.

    Refused: `too_many_papers` (more than NETWORKAPP_ATTACHMENTS_PER_MESSAGE); `paper_gone`, if one no longer waits.
    """
    waiting = Q(prepared__isnull=True, user=message.author_id)
    prepared = Q(prepared__prepared_for__user=message.author_id)
    assignable = Attachment.objects.filter(waiting | prepared, message__isnull=True, topic=message.topic_id)
    _assign(assignable, attachments, message=message)


def attach_to_draft(*, draft: MessageDraft, user: User, attachments: Sequence[Attachment]) -> None:
    """Attach the files that waited in the writer's composer to a message for approval. Refused as in
    `attach_papers`."""
    assignable = Attachment.objects.waiting().filter(user=user, topic=draft.topic_id)
    _assign(assignable, attachments, prepared=draft)


def return_attachments(*, draft: MessageDraft) -> None:
    """Return the attachments of a message for approval to the composer of their uploader, for another day."""
    draft.papers.filter(message__isnull=True).update(prepared=None, uploaded_at=timezone.now())


def _assign(assignable: QuerySet[Attachment], attachments: Sequence[Attachment], **to: Any) -> None:
    require_attachment_limit(count=len(attachments))
    keys = {attachment.pk for attachment in attachments}
    # By number: a row that is changed cannot be found by what others point to, too.
    if Attachment.objects.filter(pk__in=assignable.filter(pk__in=keys).values("pk")).update(**to) < len(keys):
        raise Refused(
            "paper_gone", _("One of the attachments is no longer available. Attach it again."), field="papers"
        )


def require_attachment_limit(*, count: int) -> None:
    """Refuse more attachments than one message can have (`too_many_papers`)."""
    limit = setting("ATTACHMENTS_PER_MESSAGE")
    if count > limit:
        words = _("You can attach up to %(limit)s files to a message.") % {"limit": limit}
        raise Refused("too_many_papers", words, field="files")


def store_document(*, file: InspectedDocument | InspectedPicture, network: Network, user: AnyUser) -> AbstractDocument:
    """Create the document for the file in the network's collection for attachments; it does not reveal its name."""
    document = get_document_model()(
        title=_("Attachment to a message"),
        file=ContentFile(file.content, name=f"{token_hex(16)}.{file.kind}"),
        collection=_collection_of(network),
        uploaded_by_user=user,
    )
    document._set_document_file_metadata()
    document.save()
    return document


def delete_attachment(*, attachment: Attachment) -> None:
    """Delete the attachment, with its file, and the picture that was shown of it."""
    document, picture = attachment.document, attachment.picture
    attachment.delete()
    document.delete()
    if picture is not None:
        picture.delete()


def delete_waiting_attachments_of_erased_user(*, sender: User, user: User, **kwargs: Any) -> None:
    """Delete, for the signal, the files that wait in the composers of an erased person; nobody else knows of them."""
    for attachment in Attachment.objects.waiting().filter(user=user).select_related("document", "picture"):
        delete_attachment(attachment=attachment)


def delete_expired_attachments(*, now: datetime) -> int:
    """Delete attachments that have waited for a day; return their number. A job of the clock."""
    removed = 0
    for key in Attachment.objects.waiting().filter(uploaded_at__lte=now - WAITING_TIME).values_list("pk", flat=True):
        with transaction.atomic():
            waiting = Attachment.objects.waiting().select_for_update(of=("self",)).select_related("document")
            attachment = waiting.filter(pk=key).first()
            if attachment is not None:
                delete_attachment(attachment=attachment)
                removed += 1
    return removed


@transaction.atomic
def _collection_of(network: Network) -> Collection:
    """Return the network's collection for attachments, which is closed to Wagtail's own views; created if missing."""
    for network_collection in NetworkCollection.objects.select_related("collection").filter(
        network=network, holds=ContentKind.PAPERS
    ):
        return network_collection.collection
    # The second caller waits for the row of the network, and then finds what the first one made.
    Network.objects.select_for_update().get(pk=network.pk)
    for network_collection in NetworkCollection.objects.select_related("collection").filter(
        network=network, holds=ContentKind.PAPERS
    ):
        return network_collection.collection
    collection = Collection.get_first_root_node().add_child(
        name=_("Attachments, %(network)s") % {"network": network.name}
    )
    NetworkCollection.objects.create(network=network, holds=ContentKind.PAPERS, collection=collection)
    # Behind a password that nobody has: what a host's own pages and interfaces leave out for everybody.
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.PASSWORD, password=token_hex(32)
    )
    return collection
