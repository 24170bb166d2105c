"""Papers that come with messages: documents of the network, with what was found in them on the way in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from networkapp.models.discussion import Message, Topic
from networkapp.models.seats import Seat


class Attachment(models.Model):
    """A paper put to a topic. Without a `message` it still waits in its writer's composer, for her eyes only.

    The file itself is a document in the network's collection for discussion. `replaces` is the version before: the
    chain of versions of one paper.
    """

    class Scan(models.TextChoices):
        NONE = "none", _("not checked for viruses")
        CLEAN = "clean", _("checked, nothing found")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments")
    document = models.OneToOneField(get_document_model_string(), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.NONE)
    uploaded_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    client_key = models.UUIDField(editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["uploaded_at", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "client_key"], name="a_paper_is_uploaded_once")
        ]

    def __str__(self) -> str:
        return self.name
