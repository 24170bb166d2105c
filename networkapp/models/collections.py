"""The collections of pictures and documents of networks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from networkapp.models.networks import Network


class NetworkCollection(models.Model):
    """A collection of a network; who can see its content follows from the network and the kind of content.

    Pictures and documents of handbooks are for the readers of the handbooks. Attachments of topics are shown by none of
    Wagtail's own views: they have an address of their own, which asks the topic.
    """

    class ContentKind(models.TextChoices):
        HANDBOOKS = "handbooks", _("pictures and documents of handbooks")
        PAPERS = "papers", _("attachments of topics")

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="collections")
    holds = models.CharField(max_length=12, choices=ContentKind, default=ContentKind.HANDBOOKS)
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("network collection")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "holds"], name="one_collection_of_a_kind_per_network")
        ]

    def __str__(self) -> str:
        return f"{self.network}, {self.get_holds_display()}"
