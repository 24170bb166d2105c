"""Tables of others that somebody has uploaded and not yet imported."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WAITS_A_DAY = timedelta(days=1)


class UploadedTableQuerySet(models.QuerySet["UploadedTable"]):
    """Uploaded tables that await their import."""

    def waiting(self, at: datetime | None = None) -> Self:
        """Return the tables that can be imported at this moment."""
        return self.filter(put_at__gt=(at or timezone.now()) - WAITS_A_DAY)


class UploadedTable(models.Model):
    """A file as it was uploaded, to be previewed and then imported; it is that person's alone, and kept for a day.

    `options` are what its form says beside the file, as the import takes it; days are written as 2026-11-30. `preview`
    is what would become of its rows: `counted`, and by line what could not be placed and what looks wrong.
    """

    class Kind(models.TextChoices):
        TREATIES = "treaties", _("Treaty actions")
        OBSERVATIONS = "observations", _("published counts")
        FINDINGS = "findings", _("Findings of independent bodies")

    kind = models.CharField(max_length=12, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    put_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = UploadedTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded table")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "user"], name="one_table_of_a_kind_waits_for_a_person")
        ]

    def __str__(self) -> str:
        return self.name
