"""The library of handbooks by others, and the directory of organisations that work on the subject."""

from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.models.delegations import Subject
from networkapp.models.links import CheckedLink
from networkapp.models.translations import Translatable, Translation


class Organisation(Translatable, CheckedLink):
    """A body that works against trafficking; `title` is its name, `text` what it does."""

    address_field = "website"

    slug = models.SlugField(max_length=120, unique=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    area = models.CharField(_("area"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="organisations", blank=True, verbose_name=_("subjects")
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def get_absolute_url(self) -> str:
        return reverse("networkapp:organisation", args=[self.slug])

    @property
    def short_name(self) -> str:
        return self.abbreviation or self.local_title


class OrganisationTranslation(Translation):
    source = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_an_organisation")
        ]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self

    def written_in(self, language: str) -> Self:
        return self.filter(languages__language=language) if language else self


class Publication(Translatable, CheckedLink):
    """Somebody else's handbook, guideline or report; `text` says in one sentence what it is for."""

    class Kind(models.TextChoices):
        HANDBOOK = "handbook", _("handbook")
        GUIDELINES = "guidelines", _("guidelines")
        TOOLKIT = "toolkit", _("toolkit")
        TOOL = "tool", _("tool")
        TRAINING = "training", _("training material")
        STUDY = "study", _("study")
        REPORT = "report", _("report")
        STANDARD = "standard", _("standard")
        STRATEGY = "strategy", _("strategy")
        COMMITMENT = "political commitment", _("political commitment")
        LAW = "law", _("law")
        MODEL_LAW = "model law", _("model law")

    slug = models.SlugField(max_length=160, unique=True)
    issuer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="publications", verbose_name=_("issuer")
    )
    partners: "models.ManyToManyField[Organisation, Any]" = models.ManyToManyField(
        Organisation, related_name="shared_publications", blank=True, verbose_name=_("together with")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    symbol = models.CharField(_("number or symbol"), max_length=120, blank=True)
    isbn = models.CharField(
        _("ISBN"),
        max_length=13,
        blank=True,
        validators=[RegexValidator(r"^\d{9}(\d{3})?[\dX]$")],
        help_text=_("Ten or thirteen digits, without hyphens."),
    )
    doi = models.CharField(_("DOI"), max_length=120, blank=True, help_text=_("As in 10.1000/182."))
    supersedes = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="superseded_by",
        verbose_name=_("takes the place of"),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, default=Kind.HANDBOOK)
    written_under = models.CharField(_("law it was written under"), max_length=200, blank=True)
    link = models.URLField(_("address"), blank=True)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="publications", blank=True, verbose_name=_("subjects")
    )

    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "year"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def get_absolute_url(self) -> str:
        return reverse("networkapp:publication", args=[self.slug])


class PublicationTranslation(Translation):
    source = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_publication")
        ]


class PublicationLanguage(models.Model):
    """A language in which the publication can be had."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=12)

    class Meta:
        ordering: ClassVar[list[str]] = ["language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "language"], name="a_language_is_named_once")
        ]

    def __str__(self) -> str:
        return self.language
