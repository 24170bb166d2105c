"""Hotlines: whom somebody can call in a country, what happens then, and who has looked whether it still holds."""

from string import ascii_uppercase
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.forms import Select
from django.urls import reverse
from django.utils.choices import CallableChoiceIterator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from networkapp.languages.help_languages import help_language_choices, help_language_of_page
from networkapp.models.links import CheckedLink
from networkapp.models.networks import Network
from networkapp.models.translations import Translatable, Translation
from networkapp.networks.queries.countries import is_sample


class HotlineText(models.Model):
    """The translatable details of a hotline, beside its name (`title`) and what happens when you call (`text`)."""

    whom = models.TextField(
        _("Target group"), blank=True, help_text=_("For example everyone, or children and young people.")
    )
    hours = models.CharField(
        _("Opening hours"),
        max_length=300,
        blank=True,
        help_text=_("For example day and night, or Monday to Friday, 9 to 17."),
    )

    class Meta:
        abstract = True


SAMPLES = [code for code in (f"X{letter}" for letter in ascii_uppercase) if is_sample(code=code)]


def has_official_source() -> models.Exists:
    """Return the condition for hotlines whose number is on a page of the operator or of an authority."""
    return models.Exists(HotlineLink.objects.filter(hotline=models.OuterRef("pk"), kind=HotlineLink.Kind.SOURCE))


def help_address(*, country: str = "") -> str:
    """Return the address of help in a country (two letters), in the reader's language; the start page without one."""
    if not country or is_sample(code=country):
        return reverse("networkapp:help_start", args=[help_language_of_page()])
    return reverse("networkapp:help_page", args=[country.lower(), help_language_of_page()])


class HotlineQuerySet(models.QuerySet["Hotline"]):
    """Hotlines by the page on which they appear."""

    def published(self) -> Self:
        """Return those that are shown."""
        return self.filter(withdrawn_at=None)

    def public(self) -> Self:
        """Return those that everyone can see: not withdrawn, and not of a sample country, where nobody answers."""
        return self.published().exclude(country__in=SAMPLES)

    def confirmed(self) -> Self:
        """Return those whose number is on a page of the operator or of an authority."""
        return self.filter(has_official_source())

    def in_order(self) -> Self:
        """Sort by country. In each, unconfirmed ones come last, then regional ones; then they are in order of kind."""
        kinds = [models.When(kind=kind, then=models.Value(place)) for place, kind in enumerate(Hotline.Kind)]
        return self.alias(kind_order=models.Case(*kinds)).order_by(
            "country", ~has_official_source(), "regional", "kind_order", "pk"
        )

    def not_checked_since(self, day: Any) -> Self:
        """Return those that are shown and were last checked before `day`, or never."""
        return self.published().filter(models.Q(checked_on=None) | models.Q(checked_on__lt=day))


class Hotline(ClusterableModel, HotlineText, Translatable):  # type: ignore[misc]
    """A number in a country. It is kept by the editors of a network, or of any network where it has none.

    `checked_on` is the last day on which somebody, or its source, is known to have had the number right. A hotline
    that no longer answers is withdrawn: nobody is given it, and it is kept.
    """

    class Kind(models.TextChoices):
        SUBJECT = "subject", _("Subject of the networks")
        WORK = "work", _("Exploitation at work")
        WOMEN = "women", _("Violence against women")
        CHILDREN = "children", _("Children and young people")
        CRIME = "crime", _("Any crime")
        PROFESSIONALS = "professionals", _("Advice for professionals")

    class Cost(models.TextChoices):
        FREE = "free", _("Free of charge")
        USUAL = "usual", _("Standard call rate")

    country = CountryField(_("Country"))
    kind = models.CharField(
        _("Kind"),
        max_length=16,
        choices=Kind,
        default=Kind.SUBJECT,
        help_text=_("Hotlines on the subject of the networks are listed first."),
    )
    regional = models.BooleanField(
        _("Serves one region only"),
        default=False,
        help_text=_("Hotlines that serve the whole country are listed first."),
    )
    number = models.CharField(
        _("number"),
        max_length=40,
        validators=[RegexValidator(r"^\+?[0-9][0-9 ()-]*$")],
        help_text=_("As dialled in the country, or with + and the country code."),
    )
    languages = models.CharField(
        _("Languages"),
        max_length=200,
        blank=True,
        help_text=_("Language codes with spaces between, for example fi sv en."),
    )
    cost = models.CharField(
        _("Cost of a call"), max_length=8, choices=Cost, blank=True, help_text=_("Leave empty if not stated.")
    )
    network = models.ForeignKey(
        Network,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hotlines",
        verbose_name=_("maintained by"),
        help_text=_("Leave empty for all networks."),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = HotlineQuerySet.as_manager()

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("country", "kind", "regional", "number", "languages", "cost")],
        ),
        MultiFieldPanel(
            [
                FieldPanel("title", heading=capfirst(_("name"))),
                FieldPanel("whom"),
                FieldPanel("hours"),
                FieldPanel("text", heading=_("What happens when you call")),
            ],
            _("In English"),
        ),
        InlinePanel(
            "translations",
            panels=[
                FieldPanel("language", widget=Select(choices=CallableChoiceIterator(help_language_choices))),
                FieldPanel("title", heading=capfirst(_("name"))),
                FieldPanel("whom"),
                FieldPanel("hours"),
                FieldPanel("text", heading=_("What happens when you call")),
                FieldPanel("read_by_native_speaker"),
            ],
            heading=_("In other languages"),
            label=_("Language"),
        ),
        InlinePanel("links", heading=_("Website and sources"), label=_("web address"), min_num=1),
        FieldPanel("network"),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["country", "pk"]
        verbose_name = _("hotline")
        verbose_name_plural = _("Hotlines")

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    def get_absolute_url(self) -> str:
        return help_address(country=self.country.code)


class HotlineTranslation(HotlineText, Translation):
    source = ParentalKey(Hotline, on_delete=models.CASCADE, related_name="translations")
    read_by_native_speaker = models.BooleanField(
        _("Read by a native speaker"),
        default=False,
        help_text=_("Until then, the help pages say that no native speaker has checked the translation."),
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_hotline")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class HotlineLink(CheckedLink):
    """The web address of a hotline, or of a source of its data. A hotline without a `SOURCE` is unconfirmed."""

    class Kind(models.TextChoices):
        WEBSITE = "website", _("Website")
        SOURCE = "source", _("Source: page of the operator or an authority")
        OTHER = "other", _("Source: another page")

    hotline = ParentalKey(Hotline, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(
        _("Kind"),
        max_length=8,
        choices=Kind,
        default=Kind.SOURCE,
        help_text=_("The hotline’s website, or a page used as source."),
    )
    link = models.URLField(_("web address"), max_length=500)

    panels: ClassVar = [FieldPanel("kind"), FieldPanel("link")]

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hotline"], condition=models.Q(kind="website"), name="a_hotline_has_one_website"
            )
        ]

    def __str__(self) -> str:
        return self.link


class HotlineStep(models.Model):
    """An action on a hotline, with its person and time. Nobody did what came with the entry: its source says so."""

    class Kind(models.TextChoices):
        CHECKED = "checked", _("Checked")
        WITHDRAWN = "withdrawn", capfirst(_("withdrawn"))
        RETURNED = "returned", _("Published again")

    hotline = models.ForeignKey(Hotline, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-taken_at", "-pk"]
        verbose_name = _("hotline event")

    def __str__(self) -> str:
        return f"{self.hotline_id}: {self.kind} {self.day}"
