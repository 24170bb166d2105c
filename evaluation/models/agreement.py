"""Agreement on criteria: proposals and their wordings, consultations with positions, log entries, corrections."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.models.frameworks import Framework, FrameworkStatus
from networkapp.models import Delegation, Seat


def _act_of(**kwargs: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **kwargs)


class Proposal(models.Model):
    """A new criterion, a change of one, or its removal, proposed for a draft framework.

    Without a `delegation` it is the secretariat's. Its text is in its wordings.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("a new criterion")
        CHANGE = "change", _("a change")
        REMOVAL = "removal", _("a removal")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "open")
        TAKEN = "taken", _("accepted")
        SET_ASIDE = "set_aside", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    recommendation_code = models.PositiveSmallIntegerField()
    series_id = models.CharField(max_length=12, blank=True)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    proposed_by = _act_of()
    proposed_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_by = _act_of(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "number"]
        verbose_name = _("Proposal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "number"], name="proposals_are_numbered_once"),
            models.CheckConstraint(condition=Q(kind="new") | ~Q(series_id=""), name="what_is_not_new_names_its_series"),
        ]

    def __str__(self) -> str:
        return f"{self.framework.version}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:proposal", args=[self.framework.version, self.number])


class ProposalWording(models.Model):
    """One wording of a proposal, kept for good: the proposer's, an amendment, or the rapporteur's consolidated one.

    `fields` is what frameworks/agreement_texts.py cleans; a removal has none. An amendment names the wording
    that it changes.
    """

    class Role(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        AMENDMENT = "amendment", _("amendment")
        CONSOLIDATED = "consolidated", _("consolidated text")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12, choices=Role)
    base = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    fields = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    written_by = _act_of()
    written_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["proposal", "number"]
        verbose_name = _("proposal version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="wordings_are_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal}/{self.number}"


class FrameworkStep(models.Model):
    """A framework went from one status to another: when, and by whom."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=12, choices=FrameworkStatus, blank=True)
    after = models.CharField(max_length=12, choices=FrameworkStatus)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = _act_of(null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "taken_at", "pk"]
        verbose_name = _("criteria status change")

    def __str__(self) -> str:
        return f"{self.framework.version}: {self.after}"


class Consultation(models.Model):
    """The countries on its roll are asked until `due_at` whether they agree to exactly the text with this hash."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="consultations")
    number = models.PositiveSmallIntegerField()
    content_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = _act_of(null=True, blank=True)
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "-number"]
        verbose_name = _("request for positions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "number"], name="consultations_are_numbered_once"),
            models.UniqueConstraint(
                fields=["framework"], condition=Q(ended_at__isnull=True), name="one_consultation_at_a_time"
            ),
            models.CheckConstraint(condition=Q(asked_at__lt=models.F("due_at")), name="silence_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.framework.version}, {self.number}"


class RollEntry(models.Model):
    """A delegation that is asked, frozen when the consultation opened; its outcome is recorded at adoption."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("agreed")
        EXPLAINED = "explained", _("agreed, with an explanation")
        EXCEPT = "except", _("agreed, with exceptions")
        SILENT = "silent", _("silent")
        ABSENT = "absent", _("absent: recorded, has not agreed")
        NOT_COUNTED = "uncounted", _("not counted")

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="roll")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["consultation", "delegation__code"]
        verbose_name = _("roll entry")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "delegation"], name="a_delegation_stands_once_on_a_roll")
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.delegation}"


class Position(models.Model):
    """A country's position on the whole text (without a series) or on one criterion. A later one replaces it."""

    class Stance(models.TextChoices):
        AGREE = "agree", _("agrees")
        EXPLAIN = "explain", _("agrees with explanation")
        EXCEPT = "except", _("agrees, except this criterion")
        OBJECT = "object", _("objects")

    entry = models.ForeignKey(RollEntry, on_delete=models.CASCADE, related_name="positions")
    series_id = models.CharField(max_length=12, blank=True)
    stance = models.CharField(max_length=10, choices=Stance)
    words = models.TextField(blank=True)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    stated_by = _act_of()
    stated_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["entry", "stated_at", "pk"]
        verbose_name = pgettext_lazy("stated in a procedure", "Position")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "series_id"],
                condition=Q(replaced_at__isnull=True),
                name="one_position_on_the_same",
            ),
            models.CheckConstraint(condition=~Q(series_id="") | ~Q(stance="except"), name="only_an_item_is_excepted"),
            models.CheckConstraint(
                condition=Q(stance="agree") | ~Q(words=""), name="whoever_does_not_just_agree_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_stance_display()}"


class FrameworkPatch(models.Model):
    """A correction of an adopted framework, shown beside it: of its spelling, of a translation, or the mark that a
    criterion counts persons. The hash is of the text before.

    `place` is the name of a field, or "attribute <key>"; `language` is empty for the original. `made_by` is None for
    what an upgrade of the software corrected.
    """

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="patches")
    recommendation_code = models.PositiveSmallIntegerField()
    series_id = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=60)
    language = models.CharField(max_length=12, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField()
    note = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = _act_of(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "made_at", "pk"]
        verbose_name = _("correction of criteria")

    def __str__(self) -> str:
        return f"{self.framework.version}: {self.series_id or self.recommendation_code} {self.place}"
