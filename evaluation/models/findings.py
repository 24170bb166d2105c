"""Monitoring by independent bodies: events, findings and responses, shown beside a country's answers, in no score."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from evaluation.models.observations import ObservationFile
from networkapp.models import Seat


class MonitoringBodyEntry(models.Model):
    """An entry in a report of a body: `key` is one for each such thing, `occurrence` numbers different entries under
    it.

    `line` is its position in `file`, or nothing if somebody wrote it here; `retrieved_on` the day of the list.
    """

    body = models.CharField(max_length=120)
    country = CountryField()
    round = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    key = models.CharField(max_length=64, editable=False)
    occurrence = models.PositiveSmallIntegerField(default=1, editable=False)
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    file = models.ForeignKey(ObservationFile, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    line = models.PositiveIntegerField(null=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class MonitoringEvent(MonitoringBodyEntry):
    """An event in a monitoring round of a body: a questionnaire, visit, report, reply or due date."""

    class Kind(models.TextChoices):
        QUESTIONNAIRE_SENT = "questionnaire_sent", _("questionnaire sent")
        REPLY_TO_QUESTIONNAIRE = "government_reply_to_questionnaire", _("government’s reply to the questionnaire")
        VISIT_START = "visit_start", _("visit begins")
        VISIT_END = "visit_end", _("visit ends")
        COMMENTS = "government_comments", _("government’s comments on the draft report")
        REPORT_ADOPTED = "report_adopted", _("report adopted")
        REPORT_PUBLISHED = "report_published", _("report published")
        RECOMMENDATION = "committee_of_parties_recommendation", _("recommendation of the Committee of the Parties")
        REPORT_DUE = "government_report_due", _("government’s report due")
        REPLY_DUE = "government_reply_due", _("government’s reply due")
        REPLY_TO_RECOMMENDATION = "government_reply_to_recommendation", _("government’s reply to the recommendation")
        CONCLUSIONS = "concluding_observations", _("concluding observations")

    kind = models.CharField(max_length=40, choices=Kind)
    date = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["country", "body", "round", "date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "occurrence"], name="an_event_of_a_body_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.country}, {self.get_kind_display()}"


class Finding(MonitoringBodyEntry):
    """A finding of a body about a country, in its own words; `reference` is the paragraph or article.

    `recommendation` is the number of ours that it touches, `series_id` the criterion, where it touches one.
    """

    class Strength(models.TextChoices):
        URGES = "urges", _("urges")
        CONSIDERS = "considers", _("considers that it should")
        INVITES = "invites", _("invites")
        RECOMMENDS = "recommends", _("recommends")
        WELCOMES = "welcomes", _("welcomes")
        NOTES = "notes", _("notes")

    reference = models.CharField(max_length=120, blank=True)
    strength = models.CharField(max_length=12, choices=Strength, default=Strength.NOTES)
    text = models.TextField()
    date = models.DateField(null=True, blank=True)
    recommendation = models.PositiveSmallIntegerField(null=True, blank=True)
    series_id = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["country", "body", "round", "pk"]
        indexes: ClassVar = [models.Index(fields=["recommendation"], name="found_about_a_subject")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "occurrence"], name="a_finding_of_a_body_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.country}, {self.reference or self.pk}"


class FindingResponse(models.Model):
    """A response to a finding: the government's reply, or a measure. Stored permanently, the newest is read last.

    `reported_by` is who reports the progress of a measure: the government itself, the body, or somebody else. `seat`
    is of that government, if it wrote here itself.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("reply of the government")
        MEASURE = "measure", _("measure reported")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("in progress")
        DONE = "done", _("done")
        NOT_DONE = "not_done", _("not done")

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="responses")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField()
    date = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=12, choices=Status, blank=True)
    reported_by = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(ObservationFile, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    line = models.PositiveIntegerField(null=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["finding", "date", "pk"]
        verbose_name = _("response to a finding")

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_kind_display()}"


class FoundRevision(models.Model):
    """The earlier text of an event or a finding before its source changed it."""

    event = models.ForeignKey(MonitoringEvent, on_delete=models.CASCADE, null=True, related_name="revisions")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    file = models.ForeignKey(ObservationFile, on_delete=models.PROTECT, null=True, related_name="+")
    line = models.PositiveIntegerField(null=True)
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, finding__isnull=True)
                | models.Q(event__isnull=True, finding__isnull=False),
                name="a_revision_is_of_an_event_or_a_finding",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event or self.finding} ({self.number})"
