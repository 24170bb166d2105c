"""Figures of independent sources about a country: shown beside its own answers, never part of a score."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

EITHER_A_VALUE_OR_A_BOUND = models.Q(value__isnull=False, at_least__isnull=True, below__isnull=True) | (
    models.Q(value__isnull=True) & (models.Q(at_least__isnull=False) | models.Q(below__isnull=False))
)


class ObservationFile(models.Model):
    """An imported file of a source, and what became of its rows."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, editable=False)
    retrieved_on = models.DateField(null=True, blank=True)
    imported_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    revised = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    unplaced = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class MeasuredValue(models.Model):
    """A source's number: `value`, or, if it withholds a small number, its bounds: at least, smaller than.

    A bound is neither zero nor missing. `line` is its position in `file`, or nothing if nobody imported it.
    `is_withheld`: it is shown to nobody, because it is about few persons, or reveals a number beside it.
    """

    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    at_least = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    below = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    flags = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(ObservationFile, on_delete=models.PROTECT, null=True, related_name="+")
    line = models.PositiveIntegerField(null=True, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    is_withheld = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class ExternalObservation(MeasuredValue):
    """One number of one country and year as one source published it; its earlier values are its revisions.

    `indicator` is an Indicator, or the source's own name for what it counts; `unit` a Unit or the source's own.
    `category` says which citizenship, form of exploitation or country: two letters of a state, a Form, or the source's
    own word; empty in totals. `occurrence` numbers the rows of a source that state different things about exactly the
    same. `key` is one for each such thing (`key_of` in sources/row_matching.py); `seen_in` is the last file that
    contained it.
    """

    class Indicator(models.TextChoices):
        DETECTED_VICTIMS = "detected_victims", _("Detected victims of trafficking")
        PERSONS_IN_CONTACT = "persons_in_contact", _("People in formal contact with police or courts")
        PERSONS_PROSECUTED = "persons_prosecuted", _("People prosecuted for trafficking")
        PERSONS_CONVICTED = "persons_convicted", _("People convicted of trafficking")
        OFFENCES = "offences", _("Recorded trafficking offences")

    class Unit(models.TextChoices):
        PERSONS = "persons", _("people")
        OFFENCES = "offences", _("offences")
        NUMBER = "number", _("number")

    class Form(models.TextChoices):
        SEXUAL = "sexual_exploitation", _("Sexual exploitation")
        LABOUR = "forced_labour", _("Forced labour")
        OTHER = "other_forms", _("Other forms of exploitation")

    class Dimension(models.TextChoices):
        TOTAL = "total", _("total")
        CITIZENSHIP = "citizenship", _("by citizenship")
        FORM = "form", _("by form of exploitation")
        REPATRIATION = "repatriation", _("by country of return")

    class Sex(models.TextChoices):
        TOTAL = "total", _("all")
        FEMALE = "female", _("female")
        MALE = "male", _("male")
        OTHER = "other", _("other")
        UNKNOWN = "unknown", _("unknown")

    class Age(models.TextChoices):
        TOTAL = "total", _("all ages")
        CHILD = "child", _("0 to 17 years")
        ADULT = "adult", _("18 years or over")
        UNKNOWN = "unknown", _("unknown")

    country = CountryField()
    year = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=120)
    dimension = models.CharField(max_length=16, choices=Dimension, default=Dimension.TOTAL)
    category = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.TOTAL)
    age = models.CharField(max_length=8, choices=Age, default=Age.TOTAL)
    unit = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    dataset = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=32, editable=False)
    occurrence = models.PositiveSmallIntegerField(default=1, editable=False)
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    seen_in = models.ForeignKey(
        ObservationFile, on_delete=models.PROTECT, null=True, editable=False, related_name="observations"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["country", "indicator", "source", "year"]
        indexes: ClassVar = [models.Index(fields=["country", "dimension"], name="observed_of_a_country")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "occurrence"], name="a_source_counts_a_thing_once"),
            models.CheckConstraint(condition=EITHER_A_VALUE_OR_A_BOUND, name="an_observation_is_a_value_or_bounded"),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.year}: {self.indicator}"


class ObservationRevision(MeasuredValue):
    """An earlier value of an observation before its source changed it."""

    observation = models.ForeignKey(ExternalObservation, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["observation", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["observation", "number"], name="an_earlier_value_has_one_number")
        ]

    def __str__(self) -> str:
        return f"{self.observation} ({self.number})"


class SeriesSource(models.Model):
    """An indicator of a dataset that belongs to a criterion: it is shown beside it.

    Where `is_same` the source counts what the criterion asks for, or the part of it that `part` names; a country's own
    number is held against the whole alone.
    """

    class Part(models.TextChoices):
        WHOLE = "whole", _("the whole answer")
        NUMERATOR = "numerator", _("the numerator")
        DENOMINATOR = "denominator", _("the denominator")

    series_id = models.CharField(_("series of the criterion"), max_length=12)
    source = models.CharField(_("Source"), max_length=300)
    dataset = models.CharField(_("Dataset"), max_length=200, blank=True)
    indicator = models.CharField(_("Indicator"), max_length=120)
    is_same = models.BooleanField(_("counts what the criterion measures"), default=False)
    part = models.CharField(_("subject of the count"), max_length=12, choices=Part, default=Part.WHOLE)
    note = models.CharField(_("difference in definition"), max_length=400, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["series_id", "source", "dataset", "indicator"]
        verbose_name = _("source for a series")
        verbose_name_plural = _("sources for series")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series_id", "source", "dataset", "indicator"], name="a_source_stands_once_beside_a_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series_id}: {self.indicator} ({self.dataset or self.source})"
