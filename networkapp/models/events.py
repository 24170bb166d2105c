"""The log of a network: what happened, in order, without a gap. It is also the audit trail."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.delegations import Delegation
from networkapp.models.networks import Network


class Event(models.Model):
    """One thing that happened. `payload` holds facts and ids, never rendered text.

    `subject` is the thing itself, if it was recorded in this process a moment ago: as it was written, for code that
    shows it at once. Read from the log it has none.
    """

    subject: Any = None

    class Audience(models.TextChoices):
        NETWORK = "network", _("members of the network")
        DELEGATION = "delegation", _("one delegation")
        OFFICES = "offices", _("office holders")
        PERSON = "person", _("one person")

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="events")
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.NETWORK)
    audience_delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    audience_offices = models.JSONField(default=list, blank=True)
    audience_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "sequence"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["network", "sequence"], name="one_event_per_sequence")]

    def __str__(self) -> str:
        return f"{self.network_id}/{self.sequence} {self.kind}"
