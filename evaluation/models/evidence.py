"""Documents that a country's answers rest on: by address, as files, or both."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from networkapp.models import CheckedLink, Delegation


class Evidence(CheckedLink):
    """A document of one country, which its answers of any year may use.

    It is at `url`, or is a file; a file beside an address is the country's own copy of the page. The file itself is a
    document in the network's collection for attachments, which stores neither its name nor its answers. `gone_on` is
    the day since which the address leads nowhere, as a person reported. The site checks it, too, as any CheckedLink.
    """

    address_field = "url"

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    dated = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)
    document = models.OneToOneField(
        get_document_model_string(), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    harmless = models.BooleanField(default=False, editable=False)
    filed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("Evidence")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(url="") | Q(document__isnull=False), name="evidence_is_somewhere"),
            models.CheckConstraint(condition=Q(document__isnull=True) | ~Q(sha256=""), name="a_file_has_its_checksum"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_file(self) -> bool:
        return self.document_id is not None

    @property
    def is_kept_copy(self) -> bool:
        """Return whether the file is a copy of what is, or was, at the address."""
        return self.has_file and bool(self.url)

    def has_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on

    @property
    def is_gone(self) -> bool:
        """Return whether nobody can read it any longer: its address leads nowhere, and no copy was stored."""
        return self.gone_on is not None and not self.has_file

    @property
    def cannot_be_read(self) -> bool:
        """Return whether nobody can read it any longer, as far as people or the site know."""
        return self.is_gone or (self.is_probably_dead and not self.has_file)

    def stands(self, on: date) -> bool:
        """Return whether the document is valid evidence on that day."""
        return not self.has_expired(on) and not self.is_gone
