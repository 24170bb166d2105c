"""Conclusions of a network about a country and a recommendation: human judgements, unrelated to any score."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models import Delegation, Network


class Verdict(models.Model):
    """The political verdict of a network, written down by its secretariat. Never changed: a new one takes its place.

    `decision` is what it rests on: a decision, minutes, an agenda item.
    """

    class Conclusion(models.TextChoices):
        IMPLEMENTED = "implemented", _("implemented")
        PARTLY = "partly", _("partly implemented")
        NOT = "not", _("not implemented")

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="verdicts")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="verdicts")
    recommendation = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=12, choices=Conclusion)
    reason = models.TextField()
    decision = models.CharField(max_length=200)
    decision_url = models.URLField(max_length=500, blank=True)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "recommendation", "delegation", "-recorded_at", "-pk"]
        verbose_name = _("Conclusion")
        indexes: ClassVar = [models.Index(fields=["recommendation", "network"], name="verdicts_on_a_recommendation")]

    def __str__(self) -> str:
        return f"{self.delegation}, {self.recommendation}: {self.get_says_display()}"
