"""Parts of a campaign: its texts in other languages, its countries, its material."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model_string

from networkapp.campaigns.models.campaigns import Campaign, CampaignWords
from networkapp.models.languages import LanguageTagField
from networkapp.models.links import LONGEST_ADDRESS
from networkapp.models.translations import Translation


class CampaignTranslation(CampaignWords, Translation):
    source = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_campaign")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class CampaignCountry(models.Model):
    """A country in which a campaign was held."""

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="countries")
    country = CountryField(_("Country"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "country"], name="a_campaign_has_a_country_once")
        ]

    def __str__(self) -> str:
        return str(self.country)


class CampaignMaterial(models.Model):
    """Material of a campaign: a document of its network's collection, or a web address."""

    class Kind(models.TextChoices):
        MATERIAL = "material", _("material")
        TEST = "test", _("test report")
        EVALUATION = "evaluation", _("evaluation report")

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="material")
    title = models.CharField(_("Title"), max_length=300)
    kind = models.CharField(
        _("Kind"),
        max_length=12,
        choices=Kind,
        default=Kind.MATERIAL,
    )
    language = LanguageTagField(
        _("Language"),
        blank=True,
        help_text=_("Language name or ISO 639 code. Leave empty if the material has no language."),
    )
    licence = models.CharField(_("Licence"), max_length=120, blank=True, help_text=_("For example CC BY 4.0."))
    document = models.ForeignKey(
        get_document_model_string(),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("Document"),
    )
    link = models.URLField(
        _("web address"),
        max_length=LONGEST_ADDRESS,
        blank=True,
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "language", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(link=""),
                name="material_lies_somewhere",
                violation_error_message=_("Choose a document or enter a web address."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return self.document.url if self.document else self.link
