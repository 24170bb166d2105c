"""Models of delegations, and of the subjects that things are about."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from networkapp.models.translations import (
    LocalText,
    Translatable,
    Translation,
    text_in_language,
    texts_in_other_languages,
)


class Delegation(models.Model):
    """A parliament, one of its chambers, or a body that takes part.

    A country is assessed once, through its national delegation. A chamber belongs to a `parliament`, whose country it
    has; if chambers take part in a network, each has a vote there and the parliament itself has none. If it names
    `mail_domains`, separated by spaces, its members and their staff are invited at addresses in these domains and
    below.
    """

    class Kind(models.TextChoices):
        NATIONAL = "national", _("national parliament")
        CHAMBER = "chamber", _("chamber of a parliament")
        REGIONAL = "regional", _("regional parliament")
        INTERPARLIAMENTARY = "interparliamentary", _("interparliamentary body")

    OF_A_COUNTRY: ClassVar[tuple[str, ...]] = (Kind.NATIONAL, Kind.CHAMBER)
    """The kinds that speak for a whole country."""

    code = models.CharField(_("Code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(_("Name in other languages"), default=dict, blank=True)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.NATIONAL)
    parliament = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="chambers",
        verbose_name=_("parliament of the chamber"),
    )
    country = CountryField(_("Country"), blank=True)
    assessed = models.BooleanField(_("assessed each year"), default=False)
    time_zone = models.CharField(_("time zone of the capital"), max_length=64, default="UTC")
    mail_domains = models.CharField(_("E-mail domains"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        verbose_name = _("Delegation")
        verbose_name_plural = _("Delegations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(assessed=False) | (Q(kind="national") & ~Q(country="")),
                name="only_national_delegations_are_assessed",
            ),
            models.UniqueConstraint(fields=["country"], condition=Q(assessed=True), name="a_country_is_assessed_once"),
            models.CheckConstraint(
                condition=Q(kind="chamber", parliament__isnull=False) | (~Q(kind="chamber") & Q(parliament=None)),
                name="a_chamber_belongs_to_a_parliament",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the page of its country for a national parliament and a territory with a code, else its own."""
        if self.country and (self.kind == self.Kind.NATIONAL or str(self.country) == self.code):
            return reverse("networkapp:country", args=[str(self.country).lower()])
        return reverse("networkapp:delegation", args=[self.code.lower()])

    @property
    def is_of_its_country(self) -> bool:
        """Return whether the delegation is of a whole country or territory, and not of a region."""
        return bool(self.country) and (self.kind in self.OF_A_COUNTRY or str(self.country) == self.code)

    @property
    def label(self) -> LocalText:
        """Return the country's name for a national delegation, else that of the body, in the reader's language."""
        if self.kind == self.Kind.NATIONAL and self.country:
            country: Any = self.country
            return LocalText(str(country.name), get_language() or "en")
        return self.local_name

    @property
    def local_name(self) -> LocalText:
        """Return the name of the parliament or body in the reader's language, or its own name."""
        return text_in_language(self.name, self.names)

    @property
    def unspoken_names(self) -> list[LocalText]:
        """Return the names in languages that the interface does not speak, which no reader gets as `local_name`."""
        return texts_in_other_languages(self.names)


class SubjectQuerySet(models.QuerySet["Subject"]):
    """Subjects, by whether and where they can be found."""

    def offered(self) -> Self:
        """Return the subjects that can be chosen: all but the retired and merged ones."""
        return self.filter(retired_at__isnull=True)

    def at_address(self, slug: str) -> "Subject | None":
        """Return the subject with this slug, or the one it was merged into; None if there is none."""
        known = self.select_related("merged_into").prefetch_related("translations", "merged_into__translations")
        found = known.filter(slug=slug.replace("\x00", "")).first()
        return (found.merged_into or found) if found else None


class Subject(ClusterableModel, Translatable):  # type: ignore[misc]
    """A subject; chapters, publications, meetings and recommendations point to subjects.

    A retired subject is chosen for nothing new, and stays where it was chosen. A merged one is retired, and its address
    leads to the one that it was `merged_into`, to which everything points that pointed to it.
    """

    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField(pgettext_lazy("place in an order", "position"), default=0)
    retired_at = models.DateTimeField(_("Retired"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("Merged into"),
    )

    objects: ClassVar[Any] = SubjectQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "slug"]
        verbose_name = _("Subject")
        verbose_name_plural = _("Subjects")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("networkapp:subject", args=[self.slug])


class SubjectTranslation(Translation):
    source = ParentalKey(Subject, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_subject")
        ]
