"""Where the pictures and documents of networks lie."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from networkapp.models.networks import Network


class NetworkCollection(models.Model):
    """Where the pictures and documents of a network's handbooks lie; who may see them follows from the network."""

    network = models.OneToOneField(Network, on_delete=models.PROTECT, related_name="collection")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("collection of a network")
        verbose_name_plural = _("collections of networks")

    def __str__(self) -> str:
        return f"{self.network}"
