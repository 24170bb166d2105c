"""Campaigns: what was done to make the subject known, for whom, and whether anybody looked at what came of it."""

from typing import Any, ClassVar, NamedTuple, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from networkapp.campaigns.models.days import AwarenessDay
from networkapp.languages.collation import sorting_key
from networkapp.library.models.organisations import Organisation
from networkapp.models.delegations import Delegation, Subject
from networkapp.models.languages import LanguageTagField
from networkapp.models.links import LONGEST_ADDRESS, OWN_ADDRESS, CheckedLink
from networkapp.models.networks import Network
from networkapp.models.translations import Translatable
from networkapp.permissions import Action
from networkapp.text.partial_dates import LONGEST_PARTIAL_DATE, check_partial_date, format_partial_date
from networkapp.users import AnyUser


class LocalizedText(NamedTuple):
    """A text and its language."""

    text: str
    language: str


class CampaignWords(models.Model):
    """Texts of a campaign in each language, in addition to its name and description."""

    target_group = models.TextField(
        _("Target group"), blank=True, help_text=_("For example travellers, employers or young people.")
    )
    places = models.TextField(_("Places"), blank=True, help_text=_("For example airports and ferries."))
    tested_how = models.TextField(
        _("test method"),
        blank=True,
        help_text=_("For example a group of readers, or a small print run first."),
    )
    tested_with = models.TextField(_("Test group"), blank=True, help_text=_("Groups only, no names of people."))
    tested_found = models.TextField(_("test results"), blank=True, help_text=_("Changes made as a result."))
    evaluated_how = models.TextField(
        _("evaluation method"),
        blank=True,
    )
    evaluated_found = models.TextField(
        _("evaluation results"),
        blank=True,
    )

    class Meta:
        abstract = True


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns, with the filters of their list."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the campaigns of networks in which `user` is allowed `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))

    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self

    def of_network(self, network: Network | None) -> Self:
        return self.filter(network=network) if network else self

    def held_in(self, country: str | None) -> Self:
        return self.filter(countries__country=country) if country else self

    def running_in(self, year: int | None) -> Self:
        """Return those that ran on an awareness day, as far as that is known."""
        if year is None:
            return self
        until = Q(ends__gte=str(year)) | Q(begins__startswith=str(year)) | Q(still_runs=True)
        return self.filter(until, begins__lt=str(year + 1))


class Campaign(ClusterableModel, CampaignWords, Translatable, CheckedLink):  # type: ignore[misc]
    """A campaign as a network records it; `text` describes it, `language` is the language of this entry.

    `own` if the network ran it or took part; otherwise it is somebody else's, and recorded with its `source`. `begins`
    and `ends` are partial dates; without an end it `still_runs`, or its end is unknown.
    """

    class YesNoUnknown(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Not known")

    slug = models.SlugField(max_length=120, unique=True, help_text=OWN_ADDRESS)
    language = LanguageTagField(
        _("language of the original"),
        default="en",
        help_text=_("The language you write in here."),
    )
    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="campaigns",
        verbose_name=_("Network"),
        help_text=_("Shown to everyone who can see the network."),
    )
    own = models.BooleanField(
        _("run by the network or with its participation"),
        default=True,
        help_text=_("Leave unticked for a campaign run by others, and enter its source."),
    )
    organisations: "models.ManyToManyField[Organisation, Any]" = models.ManyToManyField(
        Organisation,
        related_name="campaigns",
        blank=True,
        verbose_name=_("Organisations"),
    )
    delegations: "models.ManyToManyField[Delegation, Any]" = models.ManyToManyField(
        Delegation,
        related_name="campaigns",
        blank=True,
        verbose_name=_("Delegations"),
    )
    begins = models.CharField(
        _("begins"),
        max_length=LONGEST_PARTIAL_DATE,
        validators=[check_partial_date],
        help_text=_("For example 2010, 2010-10 or 2010-10-18."),
    )
    ends = models.CharField(
        _("ends"),
        max_length=LONGEST_PARTIAL_DATE,
        blank=True,
        validators=[check_partial_date],
        help_text=_("Leave empty if still running or not known."),
    )
    still_runs = models.BooleanField(
        _("still running"),
        default=False,
        help_text=_("Tick only if you have checked."),
    )
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject,
        related_name="campaigns",
        blank=True,
        verbose_name=_("Subjects"),
        help_text=_("Also shown on these pages."),
    )
    days: "models.ManyToManyField[AwarenessDay, Any]" = models.ManyToManyField(
        AwarenessDay,
        related_name="campaigns",
        blank=True,
        verbose_name=_("Awareness days"),
        help_text=_("Also shown on these pages."),
    )
    tested = models.CharField(
        _("tested"),
        max_length=8,
        choices=YesNoUnknown,
        help_text=_("If you do not know, choose “not known” rather than “no”."),
    )
    evaluated = models.CharField(
        _("evaluated"),
        max_length=8,
        choices=YesNoUnknown,
        help_text=_("If you do not know, choose “not known” rather than “no”."),
    )
    link = models.URLField(_("web address"), max_length=LONGEST_ADDRESS, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True, help_text=_("With the page number, if any."))
    source_link = models.URLField(_("Link to the source"), max_length=LONGEST_ADDRESS, blank=True)
    read_on = models.DateField(_("source checked on"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects: ClassVar[Any] = CampaignQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-begins", "title"]
        verbose_name = _("Campaign")
        verbose_name_plural = _("Campaigns")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(still_runs=False) | Q(ends=""),
                name="a_campaign_that_runs_has_no_end",
                violation_error_message=_("A campaign that is still running cannot have an end."),
            ),
            models.CheckConstraint(
                condition=Q(own=True) | ~Q(source=""),
                name="a_campaign_of_others_has_a_source",
                violation_error_message=_("Enter the source for a campaign of others."),
            ),
            models.CheckConstraint(
                condition=Q(tested="yes") | Q(tested_how="", tested_with="", tested_found=""),
                name="only_what_was_tested_has_a_test",
                violation_error_message=_("Set “tested” to yes, or leave the test details empty."),
            ),
            models.CheckConstraint(
                condition=Q(evaluated="yes") | Q(evaluated_how="", evaluated_found=""),
                name="only_what_was_evaluated_has_an_evaluation",
                violation_error_message=_("Set “evaluated” to yes, or leave the evaluation details empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("networkapp:campaign", args=[self.slug])

    @property
    def is_sample(self) -> bool:
        return self.network.kind == Network.Kind.SAMPLE

    @property
    def country_list(self) -> list[Any]:
        """Return the countries of the campaign in alphabetical order of the reader's language."""
        language = get_language() or "en"
        countries = (row.country for row in self.countries.all())
        return sorted(countries, key=lambda country: sorting_key(str(country.name), language))

    @property
    def when(self) -> str:
        """Return the period of the campaign in words."""
        begins = format_partial_date(self.begins)
        if self.still_runs:
            return gettext("since %(day)s") % {"day": begins}
        if self.ends == self.begins:
            return begins
        if self.ends:
            return gettext("%(begins)s to %(ends)s") % {"begins": begins, "ends": format_partial_date(self.ends)}
        return gettext("from %(day)s, end date unknown") % {"day": begins}

    @property
    def texts(self) -> dict[str, LocalizedText]:
        """Return each text in the reader's language, or in the original's if it is not translated."""
        words = self.in_language()
        names = ["title", "text", *(field.name for field in CampaignWords._meta.get_fields())]
        return {name: self._said(name, words) for name in names}

    def _said(self, name: str, words: Any) -> LocalizedText:
        translated = "" if words is self else getattr(words, name)
        return (
            LocalizedText(translated, words.language)
            if translated
            else LocalizedText(getattr(self, name), self.language)
        )
