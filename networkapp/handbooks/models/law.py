"""The law that sections describe: its source, its amendments, and legal reviews of sections."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.models.sections import Section
from networkapp.models.networks import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


class LegalSourceQuerySet(models.QuerySet["LegalSource"]):
    """Legal sources, of networks and shared ones."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the shared sources, and those of the networks in which `user` is allowed `may`."""
        return self.filter(models.Q(network=None) | models.Q(network__in=Network.objects.where(user, may=may)))


class LegalSource(models.Model):
    """A convention, directive or law. What a section names is found here by `identifier`, or as it is called elsewhere.

    `amended_on` is the day from which its last amendment applies. Without a network it is everybody's.
    """

    network = models.ForeignKey(
        Network,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="legal_sources",
        verbose_name=_("Network"),
        help_text=_("Leave empty for all networks."),
    )
    identifier = models.CharField(
        _("identifier"), max_length=120, help_text=_("For example CETS 197 or Directive 2011/36/EU.")
    )
    also_called = models.TextField(
        _("other identifiers"), blank=True, help_text=_("One per line, as cited in other languages.")
    )
    title = models.CharField(
        _("Title"), max_length=300, help_text=_("Full name, in English if there is an official English name.")
    )
    link = models.URLField(_("web address"), blank=True)
    in_force_on = models.DateField(
        _("In force since"),
        null=True,
        blank=True,
        help_text=_("Leave empty if it is not in force yet or the date is not known."),
    )
    amended_on = models.DateField(_("last amended"), null=True, blank=True)
    amended_by = models.CharField(_("amended by"), max_length=300, blank=True)
    note = models.TextField(
        _("Changes"),
        blank=True,
        help_text=_("Shown to people who review sections that cite the source."),
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("Date of the last check against the official text."),
    )

    objects: ClassVar[Any] = LegalSourceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["identifier"]
        verbose_name = _("legal source")
        verbose_name_plural = _("Legal sources")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "identifier"], name="a_source_of_a_network_stands_once"),
            models.UniqueConstraint(
                fields=["identifier"], condition=models.Q(network=None), name="a_shared_source_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return self.identifier


class LawCheckQuerySet(models.QuerySet["LawCheck"]):
    """Legal reviews of sections."""

    def days_of(self, chapter: UUID) -> dict[str, dict[str, date]]:
        """Return by id of the block the last days of a legal review of a section, in any language.

        `chapter` is the key that its translations share. The section's own day is under "", those of its country notes
        under the country.
        """
        found: dict[str, dict[str, date]] = {}
        checks = self.filter(section__page__translation_key=chapter)
        for block, country, day in checks.values_list("section__block_id", "country", "law_as_of"):
            days = found.setdefault(block, {})
            days[country] = max(day, days.get(country, day))
        return found


class LawCheck(models.Model):
    """A legal review: a section, or its note on a country, describes the law as of that day."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="law_checks")
    country = models.CharField(max_length=2, blank=True)
    law_as_of = models.DateField()
    note = models.TextField(blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    objects: ClassVar[Any] = LawCheckQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-checked_at", "-pk"]
        verbose_name = _("Legal review")

    def __str__(self) -> str:
        return f"{self.section_id}: {self.law_as_of}"
