"""The library of handbooks by others: publications, their languages, and what they matter for."""

from pathlib import PurePosixPath
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from networkapp.editing.panels import NamePanel, address_panel, checkbox_panel
from networkapp.library.models.organisations import Organisation
from networkapp.models.delegations import Subject
from networkapp.models.languages import LanguageTagField
from networkapp.models.links import OWN_ADDRESS, CheckedLink
from networkapp.models.translations import Translatable, Translation

FILE_TYPES = {".epub": "application/epub+zip", ".pdf": "application/pdf"}


FOLLOWS_ITSELF = _("A publication cannot replace itself or a publication that replaces it.")


FROM_DIRECTORY = _("Choose from the directory of organisations.")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self

    def written_in(self, language: str) -> Self:
        return self.filter(languages__language=language) if language else self

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind) if kind else self

    def named(self, words: str) -> Self:
        """Return those that have each of the words in title, number, or the name of their issuer."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(title__icontains=word)
                | models.Q(symbol__icontains=word)
                | models.Q(issuer__title__icontains=word)
                | models.Q(issuer__abbreviation__icontains=word)
            )
        return found


class Publication(Translatable, CheckedLink, ClusterableModel):
    """A handbook, guideline or report of another organisation; `text` is its purpose in one sentence, `note` why it
    matters.

    `language` is that of its title and text here; `languages` are those in which it is available. `law_as_of` is its
    law date: what it says about the law was true on that day.
    """

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

    slug = models.SlugField(max_length=160, unique=True, help_text=OWN_ADDRESS)
    language = LanguageTagField(_("language of the title"), default="en")
    issuer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="publications", verbose_name=_("Issuer")
    )
    partners: "models.ManyToManyField[Organisation, Any]" = models.ManyToManyField(
        Organisation, related_name="shared_publications", blank=True, verbose_name=_("Together with")
    )
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    symbol = models.CharField(
        _("Number or symbol"), max_length=120, blank=True, help_text=_("For example A/RES/55/25.")
    )
    isbn = models.CharField(
        _("ISBN"),
        max_length=13,
        blank=True,
        validators=[RegexValidator(r"^\d{9}(\d{3})?[\dX]$")],
        help_text=_("10 or 13 digits, without hyphens."),
    )
    doi = models.CharField(_("DOI"), max_length=120, blank=True, help_text=_("For example 10.1000/182."))
    supersedes = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="superseded_by",
        verbose_name=_("Replaces"),
    )
    kind = models.CharField(
        _("Kind"),
        max_length=24,
        choices=Kind,
        default=Kind.HANDBOOK,
    )
    written_under = models.CharField(_("Law at the time of writing"), max_length=200, blank=True)
    law_as_of = models.DateField(_("Law date"), null=True, blank=True)
    note = models.TextField(_("Why it matters"), blank=True)
    link = models.URLField(_("web address"), blank=True)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="publications", blank=True, verbose_name=_("Subjects")
    )

    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    panels: ClassVar = [
        MultiFieldPanel(
            [
                NamePanel("title"),
                FieldPanel(
                    "language",
                    help_text=_("Name or ISO 639 code, such as Italian or lld."),
                ),
                address_panel(),
                FieldPanel("kind"),
                FieldPanel("year"),
            ]
        ),
        FieldPanel("text"),
        FieldPanel("note", help_text=_("Why it matters to the networks, how it can be used, and its limits.")),
        MultiFieldPanel(
            [FieldPanel("issuer", help_text=FROM_DIRECTORY), FieldPanel("partners", help_text=FROM_DIRECTORY)],
            _("Issuer"),
        ),
        MultiFieldPanel([FieldPanel("symbol"), FieldPanel("isbn"), FieldPanel("doi")], _("Numbers")),
        InlinePanel("languages", heading=_("Available languages"), label=_("Language")),
        MultiFieldPanel(
            [
                FieldPanel("written_under", help_text=_("For example CETS 197 or Directive 2011/36/EU.")),
                FieldPanel("law_as_of", help_text=_("The description of the law is correct as of this date.")),
                FieldPanel("supersedes"),
            ],
            _("Legal status"),
        ),
        FieldPanel("link"),
        checkbox_panel("subjects", help_text=_("Related recommendations")),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "year"]
        verbose_name = _("Publication")
        verbose_name_plural = _("Publications")

    def get_absolute_url(self) -> str:
        return reverse("networkapp:publication", args=[self.slug])

    @property
    def file_type(self) -> str:
        """Return the media type if the link is the address of a file that reading programs open, or an empty string."""
        return FILE_TYPES.get(PurePosixPath(urlsplit(self.link).path).suffix.lower(), "")

    def clean(self) -> None:
        super().clean()
        if self.follows_itself():
            raise ValidationError({"supersedes": FOLLOWS_ITSELF})

    def follows_itself(self) -> bool:
        """Return whether the publication would replace itself, directly or through others."""
        older, known = self.supersedes, {self.pk}
        while older is not None and older.pk not in known:
            known.add(older.pk)
            older = older.supersedes
        return older is not None


class PublicationTranslation(Translation):
    """The description of a publication in another language; with a title only if it was published under one."""

    title = models.CharField(_("Title"), max_length=300, blank=True)
    source = ParentalKey(Publication, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_publication")
        ]


class PublicationLanguage(models.Model):
    """A language in which the publication can be had."""

    publication = ParentalKey(Publication, on_delete=models.CASCADE, related_name="languages")
    language = LanguageTagField(_("Language"), help_text=_("Name or ISO 639 code, such as Italian or lld."))

    panels: ClassVar = [FieldPanel("language")]

    class Meta:
        ordering: ClassVar[list[str]] = ["language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "language"], name="a_language_is_named_once")
        ]

    def __str__(self) -> str:
        return self.language


class Relevance(models.Model):
    """A publication matters for a thing: a section of a handbook, or what else topics can be about.

    What has versions is named by its `series`, which they share, and anything else by the key of its row.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="relevances")
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True)
    series = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("related item of a publication")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "publication"], name="a_publication_matters_for_a_thing_once"
            ),
            models.UniqueConstraint(
                fields=["about_type", "series", "publication"],
                condition=models.Q(about_id=None),
                name="a_publication_matters_for_a_series_once",
            ),
            models.CheckConstraint(
                condition=models.Q(("about_id", None), ~models.Q(series=""))
                | models.Q(about_id__isnull=False, series=""),
                name="what_it_matters_for_is_named_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.about_type_id}-{self.about_id or self.series}"


def publication_count(model: type[models.Model], series: str = "") -> Any:
    """Return an annotation for rows of this model: the number of publications linked to each row.

    `series` is the field of the model with its series, if publications are linked to a series and not to one row.
    """
    named = {"series": models.OuterRef(series)} if series else {"about_id": models.OuterRef("pk")}
    kind = {"about_type__app_label": model._meta.app_label, "about_type__model": model._meta.model_name}
    here = Relevance.objects.filter(**kind, **named)
    counted = here.order_by().values("about_type").annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(counted), 0)
