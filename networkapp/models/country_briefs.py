"""A delegation's own text in the brief of its country; the rest is generated."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.delegations import Delegation
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network


class BriefText(models.Model):
    """A delegation's text in a section of its country's brief: never changed, the newest number counts.

    An empty text withdraws the earlier one. `section` is the key of a registered section.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="brief_texts")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="brief_texts")
    section = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "delegation", "section", "number"]
        verbose_name = _("country brief text")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "delegation", "section", "number"], name="texts_of_a_brief_are_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.delegation.code}, {self.section}, {self.number}"
