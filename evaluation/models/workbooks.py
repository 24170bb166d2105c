"""Uploaded workbooks that have not been imported yet."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.assessments import Assessment

WAITS_FOR = timedelta(days=7)


class WorkbookQuerySet(models.QuerySet["Workbook"]):
    """Uploaded workbooks that await their import."""

    def waiting(self, at: datetime | None = None) -> Self:
        """Return those that still wait at this moment."""
        return self.filter(put_at__gt=(at or timezone.now()) - WAITS_FOR)


class Workbook(models.Model):
    """The answers in one person's file for one assessment; the file itself is not stored. Visible to that person alone,
    for a week.

    `offers` are the answers in it that differ from what it was made from, as `assessments/workbooks.py` writes
    them; `problems` belong to no answer; `untouched` counts the answers that were left alone; `taken` are the series
    that were imported from it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="workbooks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    put_at = models.DateTimeField(default=timezone.now)
    offers = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    untouched = models.PositiveIntegerField(default=0)
    taken = models.JSONField(default=list)

    objects: ClassVar[Any] = WorkbookQuerySet.as_manager()

    class Meta:
        verbose_name = _("Workbook")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "user"], name="one_workbook_waits_for_a_person")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def waits_until(self) -> datetime:
        return self.put_at + WAITS_FOR
