"""Awareness days on which the subject is made visible, and what each network did on them."""

from calendar import monthrange
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from networkapp.models.languages import LanguageTagField
from networkapp.models.links import LONGEST_ADDRESS, OWN_ADDRESS
from networkapp.models.networks import Network
from networkapp.models.translations import Translatable, Translation
from networkapp.permissions import Action
from networkapp.users import AnyUser

ANY_YEAR = 2001
"""A year without 29 February, so that an awareness day exists every year."""
FIRST_YEAR, LAST_YEAR = 1900, 2999


class AwarenessDay(ClusterableModel, Translatable):
    """A day that comes every year, for all networks; `title` is what it is called, `text` what it is for.

    It is kept since the year `since`, as its `source` says, which was read on the day `read_on`.
    """

    slug = models.SlugField(max_length=80, unique=True, help_text=OWN_ADDRESS)
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    day = models.PositiveSmallIntegerField(
        _("Day"),
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    since = models.PositiveSmallIntegerField(
        _("Observed since"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    source = models.CharField(_("Source"), max_length=300, help_text=_("Who established the day, and by which act."))
    source_link = models.URLField(_("Link to the source"), max_length=LONGEST_ADDRESS, blank=True)
    read_on = models.DateField(_("source checked on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["month", "day", "slug"]
        verbose_name = _("awareness day")
        verbose_name_plural = _("Awareness days")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.month in range(1, 13) and self.day and self.day > monthrange(ANY_YEAR, self.month)[1]:
            raise ValidationError({"day": _("Choose a date that exists every year.")})

    def get_absolute_url(self) -> str:
        return reverse("networkapp:day", args=[self.slug])

    @property
    def label(self) -> str:
        """Return day and month in the reader's notation."""
        return date_format(self.in_year(ANY_YEAR), "MONTH_DAY_FORMAT")

    def in_year(self, year: int) -> date:
        return date(year, self.month, self.day)


class AwarenessDayTranslation(Translation):
    source = ParentalKey(AwarenessDay, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class DayActivityQuerySet(models.QuerySet["DayActivity"]):
    """Activities of networks on awareness days."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the activities of networks in which `user` is allowed `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))


class DayActivity(ClusterableModel, Translatable):
    """An activity of a network on an awareness day, in a few words; `language` is that of the original."""

    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("Network"),
        help_text=_("Shown to everyone who can see the network."),
    )
    day = models.ForeignKey(
        AwarenessDay,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("Day"),
    )
    year = models.PositiveSmallIntegerField(
        _("Year"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    language = LanguageTagField(
        _("language of the original"),
        default="en",
        help_text=_("The language you write in here."),
    )
    link = models.URLField(_("web address"), max_length=LONGEST_ADDRESS, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    client_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[Any] = DayActivityQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "written_at", "pk"]
        verbose_name = _("Activity")
        verbose_name_plural = _("Activities")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["written_by", "client_key"], name="a_deed_is_written_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('networkapp:day_in_year', args=[self.day.slug, self.year])}#deed-{self.pk}"


class DayActivityTranslation(Translation):
    source = ParentalKey(DayActivity, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_per_activity")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class NoActivity(models.Model):
    """A network's statement that it does nothing on an awareness day of this year, so that it gets no more
    reminders."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    day = models.ForeignKey(AwarenessDay, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("awareness day without activity")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="a_quiet_day_has_a_year"
            ),
            models.UniqueConstraint(fields=["network", "day", "year"], name="a_network_is_quiet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.network}, {self.day}, {self.year}"
