"""The glossary: what words mean in handbooks, in each language with its own definition and its official source."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from networkapp.models.content_languages import LanguageSelect
from networkapp.models.delegations import Subject
from networkapp.models.networks import Network
from networkapp.models.translations import Translatable, Translation
from networkapp.permissions import Action
from networkapp.users import AnyUser


class TermDefinition(models.Model):
    """Fields of a term in each language, in addition to the term and its definition."""

    forms = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_("One per line, for example “permits”. These forms are also recognised in texts."),
    )
    taken_from = models.CharField(
        _("official source"), max_length=300, blank=True, help_text=_("For example CETS 197, Article 4.")
    )

    class Meta:
        abstract = True


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    """Glossary terms, of networks and shared ones."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the terms that all networks share, and those of networks in which `user` can do `may`."""
        return self.filter(models.Q(network=None) | models.Q(network__in=Network.objects.where(user, may=may)))


class GlossaryTerm(ClusterableModel, TermDefinition, Translatable):  # type: ignore[misc]
    """A term: `title` is what it is called in English, `text` what it means. Without a network it is everybody's."""

    network = models.ForeignKey(
        Network,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="glossary",
        verbose_name=_("Network"),
        help_text=_("Leave empty for all networks."),
    )
    link = models.URLField(_("address of the official source"), blank=True)
    subject = models.ForeignKey(
        Subject,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="terms",
        verbose_name=_("Subject"),
    )

    objects: ClassVar[Any] = GlossaryTermQuerySet.as_manager()

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("title", heading=_("Term")),
                FieldPanel("text", heading=_("Definition")),
                FieldPanel("forms"),
                FieldPanel("taken_from"),
                FieldPanel("link"),
            ],
            _("In English"),
        ),
        InlinePanel(
            "translations",
            panels=[
                FieldPanel("language", widget=LanguageSelect),
                FieldPanel("title", heading=_("Term")),
                FieldPanel("text", heading=_("Definition")),
                FieldPanel("forms"),
                FieldPanel("taken_from"),
            ],
            heading=_("In other languages"),
            label=_("Language"),
        ),
        FieldPanel("network"),
        FieldPanel("subject"),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('networkapp:glossary')}#t-{self.pk}"


class GlossaryTermTranslation(TermDefinition, Translation):
    source = ParentalKey(GlossaryTerm, on_delete=models.CASCADE, related_name="translations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "language"], name="one_translation_of_a_term")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
