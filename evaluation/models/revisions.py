"""Records of documents that were added to answers and removed again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.answers import Answer


class EvidenceRevision(models.Model):
    """A document was added to an answer or removed: who, when, and what it was then; stored permanently.

    `title` and `place` (its address, else the name of its file) are copies: the document may have been deleted since.
    """

    class Act(models.TextChoices):
        ADDED = "added", _("added")
        REMOVED = "removed", _("removed")

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="evidence_revisions")
    act = models.CharField(max_length=8, choices=Act)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["answer", "-changed_at", "-pk"]
        verbose_name = _("evidence change")

    def __str__(self) -> str:
        return f"{self.answer_id} {self.act}: {self.title}"
