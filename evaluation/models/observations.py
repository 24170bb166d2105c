"""What independent sources publish about a country: shown beside its own answers, never part of a score."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class ExternalObservation(models.Model):
    """One number of one country and year as one source published it. `series_id` names the criterion it stands beside.

    Either `value`, or where the source keeps a small number back, `below`: it is smaller than that, and neither zero
    nor missing.
    """

    class Indicator(models.TextChoices):
        DETECTED_VICTIMS = "detected_victims", _("Detected victims of trafficking")
        PERSONS_CONVICTED = "persons_convicted", _("Persons convicted of trafficking")

    class Unit(models.TextChoices):
        PERSONS = "persons", _("persons")

    country = CountryField(_("country"))
    year = models.PositiveSmallIntegerField(_("year"))
    indicator = models.CharField(_("indicator"), max_length=32, choices=Indicator)
    series_id = models.CharField(_("series"), max_length=12, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    below = models.DecimalField(_("smaller than"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=16, choices=Unit)
    source = models.CharField(_("source"), max_length=300)
    url = models.URLField(_("address of the source"), max_length=500)
    retrieved_on = models.DateField(_("retrieved"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["country", "indicator", "source", "year"]
        verbose_name = _("published count")
        verbose_name_plural = _("published counts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "year", "indicator", "source"], name="a_source_counts_a_year_once"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, below__isnull=True)
                | models.Q(value__isnull=True, below__isnull=False),
                name="an_observation_is_a_value_or_smaller_than_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.year}: {self.indicator}"
