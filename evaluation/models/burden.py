"""How much work an assessment was."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.models.assessments import Assessment


class Burden(models.Model):
    """Minutes for which the form of one assessment was open and worked on, by all its hands together; never by whom."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="burden")
    minutes = models.PositiveIntegerField(pgettext_lazy("time", "minutes"), default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["assessment"]
        verbose_name = _("working time on an assessment")
        verbose_name_plural = _("working times on assessments")

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.minutes}"
