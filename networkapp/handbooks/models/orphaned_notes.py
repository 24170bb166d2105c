"""Notes whose chapter was deleted: their text, for the author alone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.notes import NoteAudience
from networkapp.models.networks import Network


class OrphanedNote(models.Model):
    """A note whose text was deleted. `about` is the title of its section, empty if its writer may not know that."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=600, blank=True)
    language = models.CharField(max_length=12)
    audience = models.CharField(max_length=12, choices=NoteAudience)
    body = models.TextField()
    html = models.TextField(editable=False)
    quote = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    written_at = models.DateTimeField()
    left_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name = _("note on deleted text")

    def __str__(self) -> str:
        return self.body[:60]
