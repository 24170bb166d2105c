"""Word documents that editors bring, until drafts of chapters have been made of them."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.pages import HandbookPage, PartPage
from networkapp.permissions import Action
from networkapp.users import AnyUser


class WordImportQuerySet(models.QuerySet["WordImport"]):
    """Imports of Word documents."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those that `user` imported into handbooks where they can do `may`; nobody else sees them."""
        return self.filter(user=user.pk, handbook__in=HandbookPage.objects.where(user, may=may))


class WordImport(models.Model):
    """A Word document on its way to be drafts of chapters in a handbook, or in a `part` of it; its bringer's alone.

    `document` is what was read (handbooks/word_import/reader/values.py), `wanted` what shall become of it, `made` what
    became of it: [{"page", "title", "is_new", and "is_part" or "lost", its links to chapters that were not taken}].
    `reason` says why it could not be read. Made, it keeps the report alone.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READ = "read", _("read")
        FAILED = "failed", _("cannot be read")
        MAKING = "making", _("creating drafts")
        MADE = "made", _("drafts created")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    handbook = models.ForeignKey(HandbookPage, on_delete=models.CASCADE, related_name="+")
    part = models.ForeignKey(PartPage, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes)
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    reason = models.CharField(max_length=12, blank=True)
    document = models.JSONField(default=dict)
    wanted = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    put_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = WordImportQuerySet.as_manager()
    of_others = frozenset({"content", "document"})
    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["-put_at", "-pk"]
        verbose_name = _("Word import")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "client_key"], name="a_word_document_is_brought_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networkapp:word_import", args=[self.pk])

    @property
    def place(self) -> HandbookPage | PartPage:
        """Return the page below which the chapters are created."""
        return self.part or self.handbook

    @property
    def is_busy(self) -> bool:
        return self.state in {self.State.READING, self.State.MAKING}
