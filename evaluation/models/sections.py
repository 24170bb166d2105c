"""Assigned sections: who works on which sections, until when, and which sections are marked as ready."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.assessments import Assessment, Stage
from evaluation.models.frameworks import Recommendation
from networkapp.models import Delegation
from networkapp.models.addressed_links import AddressedLink


class SectionHolderQuerySet(models.QuerySet["SectionHolder"]):
    """Invitations of contributors."""

    def open(self, at: datetime | None = None) -> Self:
        """Return those whose link still works: of a draft that can be answered, with a section left."""
        now = at or timezone.now()
        left = SectionAssignment.objects.current().filter(holder=OuterRef("pk"))
        can_be_answered = Q(assessment__stage=Stage.DRAFT, assessment__cycle__locks_at__gt=now)
        return self.filter(can_be_answered, Exists(left), accepted_at__isnull=True, expires_at__gt=now)


class SectionHolder(AddressedLink):
    """A contributor who was asked by e-mail to work on sections of one assessment.

    They have the sections once their account, with the address of the e-mail, has accepted.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="section_holders")
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="sections_held"
    )

    of_others: ClassVar[frozenset[str]] = frozenset({"invited_by"})
    objects: ClassVar[Any] = SectionHolderQuerySet.as_manager()

    class Meta(AddressedLink.Meta):
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("invitation to assessment sections")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "email"], name="one_holder_per_address"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, user__isnull=True)
                | Q(accepted_at__isnull=False, user__isnull=False),
                name="who_accepted_has_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.body}" if self.body else self.name

    @property
    def delegation(self) -> Delegation:
        """Return the assessed delegation."""
        found: Delegation = self.assessment.delegation
        return found

    @property
    def assigned_now(self) -> models.QuerySet["SectionAssignment"]:
        """Return the sections that are assigned now."""
        found: models.QuerySet[SectionAssignment] = self.assignments.current().select_related("recommendation")
        return found

    def lose_person(self, field: str) -> None:
        """Drop the name and address when the person is erased; that somebody had the sections stays."""
        if field == "user":
            self.name, self.body, self.email = "", "", f"{self.pk}@forgotten.invalid"

    @classmethod
    def forget_addresses(cls, addresses: Collection[str]) -> None:
        """Drop name and address of those that were never accepted, whose links open nothing from now on."""
        for holder in cls._base_manager.filter(email__in=addresses):
            holder.lose_person("user")
            holder.expires_at = min(holder.expires_at, timezone.now())
            holder.save()


class SectionAssignmentQuerySet(models.QuerySet["SectionAssignment"]):
    """Assignments of sections."""

    def current(self) -> Self:
        """Return those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


class SectionAssignment(models.Model):
    """One section assigned to one person, with a due date; it gives no access once it is taken back."""

    holder = models.ForeignKey(SectionHolder, on_delete=models.CASCADE, related_name="assignments")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    reminded_before_at = models.DateTimeField(null=True)
    reminded_after_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = SectionAssignmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["recommendation__code", "pk"]
        verbose_name = _("section assignment")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "recommendation"],
                condition=Q(taken_back_at__isnull=True),
                name="a_section_is_given_to_somebody_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.holder}"

    def is_overdue(self, at: datetime | None = None) -> bool:
        return self.due_at <= (at or timezone.now())


class SectionReady(models.Model):
    """A section marked as ready for exactly these answers; their hash shows a later change."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sections_ready")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    answers_hash = models.CharField(max_length=64)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["marked_at"]
        verbose_name = _("Section marked as ready")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "recommendation"],
                condition=Q(taken_back_at__isnull=True),
                name="a_section_is_ready_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.recommendation_id}"
