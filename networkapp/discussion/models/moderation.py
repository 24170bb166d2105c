"""Moderation: reports, decisions on them with reasons, and appeals. Every act is stored for good."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.models.topics import Message
from networkapp.models.seats import Seat


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports of messages."""

    def open(self) -> Self:
        """Return those that are open."""
        return self.filter(settled_at__isnull=True)


class Report(models.Model):
    """A member's report of a message to the moderators. `settled_by` is their decision."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    reported_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("ModerationAct", on_delete=models.PROTECT, null=True, related_name="settled")

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-reported_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["message", "user"], condition=Q(settled_at__isnull=True), name="one_open_report_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.reason[:60]}"


class ModerationActQuerySet(models.QuerySet["ModerationAct"]):
    """Acts of moderators, and appeals of authors."""

    def open_appeals(self) -> Self:
        """Return the appeals that await an answer."""
        answers = (ModerationAct.Kind.RESTORE, ModerationAct.Kind.REFUSE_APPEAL)
        later = ModerationAct.objects.filter(message=OuterRef("message"), pk__gt=OuterRef("pk"), kind__in=answers)
        return self.filter(~Exists(later), kind=ModerationAct.Kind.APPEAL)


class ModerationAct(models.Model):
    """One act of moderation: what was done with a message, by whom and why. Rows are never changed."""

    class Kind(models.TextChoices):
        HIDE = "hide", _("hidden")
        RESTORE = "restore", _("restored")
        DISMISS = "dismiss", _("report dismissed")
        APPEAL = "appeal", _("Appeal submitted")
        REFUSE_APPEAL = "refuse_appeal", _("Appeal rejected")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="moderation_acts")
    kind = models.CharField(max_length=16, choices=Kind)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    done_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = ModerationActQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-done_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"
