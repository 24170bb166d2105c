"""The directory of organisations that work on the subject."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from networkapp.editing.panels import NamePanel, address_panel, checkbox_panel
from networkapp.models.delegations import Subject
from networkapp.models.links import OWN_ADDRESS, CheckedLink
from networkapp.models.translations import Translatable, Translation


class Organisation(Translatable, CheckedLink, ClusterableModel):
    """A body that works on the subject; `title` is its name, `text` its mandate in the project's own words.

    `instruments`, `programmes` and `contacts` are lists, one entry a line. `status` is what a source of the day
    `status_on` shows; it is empty if no source is known.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("organisation", "active")
        RENAMED = "renamed", pgettext_lazy("organisation", "renamed")
        MERGED = "merged", pgettext_lazy("organisation", "merged into another organisation")
        ENDED = "ended", pgettext_lazy("organisation", "closed")

    address_field = "website"

    slug = models.SlugField(max_length=120, unique=True, help_text=OWN_ADDRESS)
    abbreviation = models.CharField(_("Abbreviation"), max_length=40, blank=True, help_text=_("For example OSCE."))
    area = models.CharField(_("Area"), max_length=80, blank=True)
    website = models.URLField(_("Website"), blank=True)
    instruments = models.TextField(_("Instruments"), blank=True)
    programmes = models.TextField(_("Programmes"), blank=True)
    contacts = models.TextField(_("Contacts"), blank=True)
    status = models.CharField(_("Status"), max_length=8, choices=Status, blank=True)
    status_note = models.CharField(_("Explanation"), max_length=300, blank=True)
    status_source = models.URLField(_("Source"), max_length=500, blank=True)
    status_on = models.DateField(_("As of"), null=True, blank=True)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="organisations", blank=True, verbose_name=_("Subjects")
    )

    panels: ClassVar = [
        MultiFieldPanel([NamePanel("title", heading=capfirst(_("name"))), FieldPanel("abbreviation"), address_panel()]),
        FieldPanel(
            "text",
            heading=_("Mandate"),
            help_text=_("Its purpose and its work on the subject, in your own words."),
        ),
        FieldPanel("instruments", help_text=_("Conventions, protocols and plans it is responsible for, one per line.")),
        FieldPanel("programmes", help_text=_("Programmes, projects and campaigns with their years, one per line.")),
        FieldPanel(
            "contacts", help_text=_("Offices, addresses and phone numbers that it publishes itself, one per line.")
        ),
        MultiFieldPanel(
            [
                FieldPanel("status", help_text=_("Leave empty if no source shows it.")),
                FieldPanel("status_note", help_text=_("What changed, and when. Leave empty if nothing did.")),
                FieldPanel("status_source"),
                FieldPanel("status_on", help_text=_("Date of the source")),
            ],
            _("Status"),
        ),
        FieldPanel("area", help_text=_("Where it works, for example Northern Europe.")),
        FieldPanel("website"),
        checkbox_panel("subjects"),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisations")

    def get_absolute_url(self) -> str:
        return reverse("networkapp:organisation", args=[self.slug])

    @property
    def short_name(self) -> str:
        return self.abbreviation or self.local_title

    @property
    def has_changed(self) -> bool:
        """Return whether the organisation has another name or place now, or no longer exists."""
        return self.status not in ("", self.Status.ACTIVE)

    @property
    def instrument_list(self) -> list[str]:
        return split_lines(self.instruments)

    @property
    def programme_list(self) -> list[str]:
        return split_lines(self.programmes)

    @property
    def contact_list(self) -> list[str]:
        return split_lines(self.contacts)


def split_lines(text: str) -> list[str]:
    """Return the entries of a text with one entry a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class OrganisationTranslation(Translation):
    source = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_an_organisation")
        ]
