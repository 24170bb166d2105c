"""Answers as rows with states, their revisions, the documents they rest on, and the comments beside them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.models.assessments import Assessment
from evaluation.models.evidence import Evidence
from evaluation.models.frameworks import Criterion
from networkapp.models import Seat


class Answer(models.Model):
    """A country's answer to one criterion. Numbers are set only if the status is `value`.

    `level` 0-4 follows from `ticks`; `number`, `numerator`, `denominator` are exact decimals; `choice` is yes or no;
    `ticks` lists keys of attributes or options; `since` is the statement about last year's answer; `version` counts its
    changes and is the base of the next.
    """

    class Status(models.TextChoices):
        VALUE = "value", _("a value")
        NOT_AVAILABLE = "not_available", _("not available")
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        CONFIDENTIAL = "confidential", _("confidential")
        SUPPRESSED_SMALL = "suppressed_small", _("too few to publish")
        UNDEFINED = "undefined", _("no cases to count")
        UNANSWERED = "unanswered", _("not answered")

    class Reason(models.TextChoices):
        NOT_COLLECTED = "not_collected", _("not collected")
        LATE = "late", _("announced for later")
        NOT_COMPILED = "not_compiled", _("collected, not yet compiled")
        OTHER = "other", _("other, see comment")

    class Since(models.TextChoices):
        """The relation of an answer to last year's."""

        STILL_TRUE = "still_true", _("unchanged")
        CHANGED = "changed", pgettext_lazy("last year’s answer", "changed")
        RETIRED = "retired", pgettext_lazy("last year’s answer", "discontinued")

    class Grade(models.TextChoices):
        V0 = "V0", _("stated")
        V1 = "V1", _("evidence attached")
        V2 = "V2", _("checked by peers")
        V3 = "V3", _("agrees with an external source")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    status = models.CharField(max_length=20, choices=Status, default=Status.UNANSWERED)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    choice = models.BooleanField(null=True, blank=True)
    ticks = models.JSONField(default=list, blank=True)
    date = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    flags = models.JSONField(default=list, blank=True)
    since = models.CharField(max_length=12, choices=Since, blank=True)
    evidence: Any = models.ManyToManyField(Evidence, through="AnswerEvidence", related_name="answers")
    grade = models.CharField(max_length=2, choices=Grade, default=Grade.V0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["criterion"]
        verbose_name = _("Answer")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="one_answer_per_criterion"),
            models.CheckConstraint(
                condition=Q(status="value")
                | Q(
                    level__isnull=True,
                    number__isnull=True,
                    numerator__isnull=True,
                    choice__isnull=True,
                    date__isnull=True,
                ),
                name="only_a_value_has_a_number",
            ),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__lte=4), name="a_level_is_zero_to_four"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.criterion.series_id}"


class AnswerRevision(models.Model):
    """One change of an answer, kept for good: who, when, from what to what, and how (page, file, API).

    `source` names where it was taken from, where nobody typed it.
    """

    class Via(models.TextChoices):
        WEB = "web", _("on the site")
        XLSX = "xlsx", _("from a spreadsheet")
        API = "api", _("through the API")
        PREFILL = "prefill", _("prefilled")
        DEMONSTRATION = "demonstration", _("demonstration content")

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    via = models.CharField(max_length=16, choices=Via)
    source = models.CharField(max_length=400, blank=True)
    old = models.JSONField()
    new = models.JSONField()

    of_others: ClassVar[frozenset[str]] = frozenset({"old"})

    class Meta:
        ordering: ClassVar[list[str]] = ["answer", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["answer", "version"], name="one_revision_per_version")]

    def __str__(self) -> str:
        return f"{self.answer} {self.version}"


class AnswerEvidence(models.Model):
    """A document of the country that is evidence for an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="rests_on")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="supports")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("evidence for an answer")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "evidence"], name="an_answer_rests_on_a_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.evidence}"


class VoiceNote(models.Model):
    """A comment of government, parliament or civil society beside an answer.

    Append-only: the newest `number` is valid, the others stay readable.

    `body` is the organisation that comments for civil society, of which there may be several; an empty text withdraws
    the comment. It is not an answer: neither scored nor signed, and published under the name of its voice alone.
    """

    class Voice(models.TextChoices):
        GOVERNMENT = "government", _("government")
        PARLIAMENT = "parliament", _("parliament’s delegate")
        CIVIL_SOCIETY = "civil_society", _("civil society")

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="notes")
    voice = models.CharField(max_length=16, choices=Voice)
    body = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    disputes = models.BooleanField(default=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["answer", "voice", "body", "-number"]
        verbose_name = _("comment on an answer")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "voice", "body", "number"], name="a_voice_counts_its_notes"),
            models.CheckConstraint(condition=Q(disputes=False) | ~Q(text=""), name="whoever_disputes_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.answer}, {self.get_voice_display()}"
