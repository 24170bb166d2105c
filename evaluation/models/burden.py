"""The time that an assessment has taken."""

from typing import ClassVar

from django.db import models

from evaluation.models.assessments import Assessment


class Burden(models.Model):
    """Minutes for which the form of one assessment was open and worked on, by all its hands together; never by whom."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="burden")
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["assessment"]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.minutes}"
