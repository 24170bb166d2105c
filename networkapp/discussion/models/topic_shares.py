"""The networks where topics appear besides their home."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.networks import Network
from networkapp.models.seats import Seat


class TopicShare(models.Model):
    """The topic also appears in `network`, by reference, from `shared_at` until it is removed there."""

    topic = models.ForeignKey("networkapp_discussion.Topic", on_delete=models.CASCADE, related_name="shares")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="shared_topics")
    shared_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("shared topic")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "network"], name="a_topic_stands_once_in_a_network")
        ]

    def __str__(self) -> str:
        return f"{self.topic} ({self.network})"
