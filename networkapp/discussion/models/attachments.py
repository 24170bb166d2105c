"""Attachments of messages: documents of the network, with the results of the checks at upload."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from networkapp.discussion.models.drafts import MessageDraft
from networkapp.discussion.models.topics import Message, Topic
from networkapp.models.seats import Seat
from networkapp.permissions import Action
from networkapp.users import AnyUser

# Dots of a style sheet that a picture is given beside words.
PICTURE_BOX = (480, 360)
DESCRIPTION_LENGTH = 300


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """The attachments of messages, composers and messages for approval."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those in topics where `user` can do `may`: of visible messages, or visible to them alone.

        Visible to them alone is what waits in their composer, and what belongs to a message that they prepare or can
        approve.
        """
        stands = Q(message__isnull=False, message__withdrawn_at__isnull=True, message__hidden_at__isnull=True)
        hers = Q(message__isnull=True, prepared__isnull=True, user=user.pk)
        shared = Q(message__isnull=True, prepared__in=MessageDraft.objects.between(user.pk).open())
        return self.filter(stands | hers | shared, topic__in=Topic.objects.where(user, may=may))

    def waiting(self) -> Self:
        """Return those that were uploaded and belong to no message yet, not even a prepared one."""
        return self.filter(message__isnull=True, prepared__isnull=True)


class Attachment(models.Model):
    """An attachment in a topic. Without a `message` it still waits in its writer's composer, visible to the writer
    only.

    One of a `prepared` message is visible to the two people who share it, and is posted with it. The file itself is a
    document in the network's collection for attachments, which stores neither its name nor its topic. `replaces` is the
    version before: the chain of versions of one attachment. One that is `harmless` may be shown by the browser itself;
    every other is only downloaded. A picture appears in the message in a smaller size, the document `picture`, of
    `width` by `height` pixels; `description` is its text alternative. `version` counts within the chain, if annotated.
    """

    version: int = 1

    class Scan(models.TextChoices):
        NONE = "none", _("not checked for viruses")
        CLEAN = "clean", _("no viruses found")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments")
    prepared = models.ForeignKey(MessageDraft, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers")
    document = models.OneToOneField(get_document_model_string(), on_delete=models.PROTECT, related_name="+")
    picture = models.OneToOneField(
        get_document_model_string(), on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    width = models.PositiveSmallIntegerField(null=True, editable=False)
    height = models.PositiveSmallIntegerField(null=True, editable=False)
    name = models.CharField(max_length=200)
    description = models.CharField(max_length=DESCRIPTION_LENGTH, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    harmless = models.BooleanField(default=False, editable=False)
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.NONE)
    uploaded_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = AttachmentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["uploaded_at", "pk"]
        verbose_name = _("attachment")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "client_key"], name="a_paper_is_uploaded_once"),
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | Q(width__gte=1, height__gte=1), name="a_picture_has_a_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def room(self) -> tuple[int, int] | None:
        """Return the width and height at which its picture is shown (known before loading); None without a picture."""
        if not (self.width and self.height):
            return None
        scale = min(1, PICTURE_BOX[0] / self.width, PICTURE_BOX[1] / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))

    @property
    def kind(self) -> str:
        """Return the extension that matches its content: "pdf"."""
        return self.name.rpartition(".")[2]
