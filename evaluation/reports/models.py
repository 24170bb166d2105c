"""Reports of a network: a rapporteur's text around parts that are generated from what is published."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail import blocks
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from evaluation.models.assessments import AssessmentVersion
from networkapp.models import Network
from networkapp.models.publication import KeepsPublicationMixin
from networkapp.models.rich_texts import EditableStreamBlock, ProseBlock
from networkapp.registry.reports import parts_in_order
from networkapp.text.partial_dates import LONGEST_PARTIAL_DATE, check_partial_date, format_partial_date

WORDS = ("bold", "italic", "link", "ol", "ul", "h2", "h3")


class ReportPart(models.TextChoices):
    """The generated parts of a report; the labels are those in the editor's choice."""

    OVERVIEW = "overview", _("Overview: bands of all countries")
    RECOMMENDATIONS = "recommendations", _("Recommendations: results of every country, with charts")
    PROFILE = "profile", _("Profile: results of a country by recommendation")
    ANSWERS = "answers", _("Answers of the country")
    CHANGES = "changes", _("Changes since the year before")
    YEARS = "years", _("Scores over the years")
    MISSING = "missing", _("Not published or not reviewed")
    METHOD = "method", _("How to read the results")
    TREATIES = "treaties", _("Treaties: party since, reservations, next step")
    VERDICTS = "verdicts", _("Conclusions of the network on the recommendations")
    VERSIONS = "versions", _("Published versions behind this report")


def parts_to_choose() -> list[tuple[str, Any]]:
    """Return the parts that an editor can put into a report: activities registered by plugins, and results."""
    known = parts_in_order()
    inside = [(part.key, part.label) for part in known if not part.is_annex]
    return [*inside, *ReportPart.choices, *((part.key, part.label) for part in known if part.is_annex)]


class ReportBlock(EditableStreamBlock):
    """The content of a report: texts of the rapporteur, and positions of generated parts."""

    text = ProseBlock(label=_("Text"), features=list(WORDS))
    part = blocks.ChoiceBlock(label=_("Generated part"), choices=parts_to_choose, icon="table")


class Report(KeepsPublicationMixin, PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A report of `network` about `year`, or about the years from `first_year` to it.

    `body` holds texts and names generated parts; an empty one stands for all parts of its kind. Numbers are never
    typed: they come from the versions that are published for everybody when it is read, and in a report to the
    conference when it is published (ReportVersion). The report that every version of a country has by itself takes its
    words from the country report that is out about it.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country report")
        REGIONAL = "regional", _("regional report")
        MIDTERM = "midterm", _("mid-term report to the conference")
        FINAL = "final", _("final report to the conference")

    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name=_("Network"),
        help_text=_("The network reported on; its members can read the report."),
    )
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    title = models.CharField(_("Title"), max_length=200)
    slug = models.SlugField(
        _("web address"),
        max_length=120,
        unique=True,
        help_text=_("Last part of the web address: lower-case letters, digits and hyphens."),
    )
    language = models.CharField(_("Language"), max_length=12, default="en", help_text=_("Two letters, such as en."))
    country = CountryField(_("Country"), blank=True, help_text=_("For country reports."))
    first_year = models.PositiveSmallIntegerField(
        _("First year"), null=True, blank=True, help_text=_("For reports on several years.")
    )
    year = models.PositiveSmallIntegerField(_("Year"), help_text=_("The year reported on, or the last of several."))
    since = models.DateField(
        _("from"),
        null=True,
        blank=True,
        help_text=_("For reports to the conference. Default: first day of the first year."),
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Default: last day of the year."))
    number = models.PositiveSmallIntegerField(
        _("Version"),
        null=True,
        blank=True,
        help_text=_("For country reports: the published version reported on. Default: the newest."),
    )
    issued = models.CharField(
        _("issued"),
        max_length=LONGEST_PARTIAL_DATE,
        blank=True,
        validators=[check_partial_date],
        help_text=_("For an older report written elsewhere, such as 2011-08: it has no generated parts."),
    )
    paper = models.ForeignKey(
        get_document_model_string(),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Document"),
        help_text=_("Older report as a file."),
    )
    source_url = models.URLField(
        _("Link to the source"), max_length=500, blank=True, help_text=_("Where the older report is published.")
    )
    standfirst = models.TextField(_("summary"), blank=True)
    changes = models.TextField(
        _("Changes in this version"),
        blank=True,
        help_text=_("For reports to the conference: what the next version corrects."),
    )
    body = StreamField(
        ReportBlock(),
        blank=True,
        verbose_name=_("text and generated parts"),
        help_text=_("If no part is added, all parts of this kind follow the text."),
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="report")

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "title", "pk"]
        verbose_name = _("report")
        verbose_name_plural = _("Reports")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation:report", args=[self.slug])

    @property
    def revisions(self) -> Any:
        return self._revisions

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.COUNTRY and not self.country:
            raise ValidationError({"country": gettext("Choose the country of the country report.")})
        if self.kind != self.Kind.COUNTRY and self.number is not None:
            raise ValidationError({"number": gettext("Only country reports are about a single version.")})
        if self.first_year is not None and self.year is not None and self.first_year > self.year:
            raise ValidationError({"first_year": gettext("Choose a first year before the last one.")})
        if self.since and self.until and self.since > self.until:
            raise ValidationError({"since": gettext("The last day cannot be before the first day.")})

        if (self.paper_id or self.source_url) and not self.issued:
            raise ValidationError({"issued": gettext("Enter when the older report was issued.")})

    @property
    def issued_words(self) -> str:
        return format_partial_date(self.issued)

    @property
    def is_to_the_conference(self) -> bool:
        return self.kind in (self.Kind.MIDTERM, self.Kind.FINAL)

    @property
    def period(self) -> tuple[date, date]:
        """Return the first and last day of the period."""
        first = self.since or date(self.first_year or self.year, 1, 1)
        return first, max(first, self.until or date(self.year, 12, 31))

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "evaluation/reports/preview.html"


class ReportVersion(models.Model):
    """A published report to the conference: never changed, and never removed.

    `place` is its number among those of its network first published in `year`; every version of it has the same.
    `digest` is SHA-256 over words and numbers, `file_digest` over what its documents are made of. `site` is what the
    site was called; older versions have none, and their documents do not name it. `pictures` is a list of {"token",
    "svg", "words"}.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    site = models.CharField(max_length=250, blank=True)
    standfirst = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    changes = models.TextField(blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    page = models.TextField()
    document = models.TextField()
    pictures = models.JSONField(default=list)
    words = models.TextField(default="", editable=False)
    digest = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64)
    as_of = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["report", "-number"]
        verbose_name = _("published version of a report")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="versions_of_a_report_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.citation}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:report_version", args=[self.report.slug, self.number])

    @property
    def citation(self) -> str:
        """Return the citation of the report, beginning with its network."""
        values = {"year": self.year, "place": self.place, "number": self.number}
        return gettext("report %(year)s/%(place)s, version %(number)s") % values

    @property
    def is_empty(self) -> bool:
        return False


class ReportFile(models.Model):
    """A document made of one state of a report: made once for each `digest` and form, and kept."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MADE = "made", _("created")
        FAILED = "failed", _("failed")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, related_name="files")
    version = models.ForeignKey(AssessmentVersion, on_delete=models.CASCADE, null=True, related_name="+")
    frozen = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, null=True, related_name="files")
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    form = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    content = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("document of a report")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest", "form"], name="a_document_is_made_once_for_each_state")
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]}.{self.form}"
