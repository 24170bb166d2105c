"""Decisions: what a network adopted, as it was adopted, and what every country does about it."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models.procedures import Procedure
from networkapp.decisions.models.proposals import Proposal
from networkapp.models.delegations import Delegation, Subject
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions, by permission and subject."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the decisions of the networks in which `user` can do `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))

    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self


class Decision(models.Model):
    """An adopted text, numbered in its network and year, frozen with the roll that adopted it.

    `paragraphs` is a list of texts, `texts` are {"title", "paragraphs"} by language, empty where one is missing; `roll`
    is a list of {"code", "name", "country", "standing", "words", "language", "capacity"}, for who reads the network.
    `adopted_on` is the day of `adopted_at` by the clock of the network: the date that every reader sees everywhere.
    The hashes are SHA-256 over what decisions/procedures/recording.py writes down, of the text for everybody and of the
    roll.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    procedure = models.OneToOneField(Procedure, on_delete=models.PROTECT, related_name="decision")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en")
    paragraphs = models.JSONField(default=list)
    texts = models.JSONField(default=dict, blank=True)
    roll = models.JSONField(default=list)
    adopted_at = models.DateTimeField()
    adopted_on = models.DateField(editable=False)
    content_hash = models.CharField(max_length=64)
    roll_hash = models.CharField(max_length=64)
    words = models.TextField(editable=False)
    outcome_statement = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="decisions", blank=True, verbose_name=_("Subjects")
    )

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-adopted_at", "-pk"]
        verbose_name = _("Decision")
        verbose_name_plural = _("Decisions")
        indexes: ClassVar = [models.Index(fields=["network", "-adopted_at"], name="decisions_of_a_network")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "year", "number"], name="a_decision_has_one_number")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:decision", args=[self.network.slug, self.year, self.number])

    @property
    def label(self) -> str:
        return f"{self.year}/{self.number}"


class InterpretativeStatement(models.Model):
    """A delegation's reading of a decision; printed with it, and not part of what was adopted."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="statements")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    seat = seat_of()
    made_by = act_of()
    drafted_by = seat_of(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    client_key = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["decision", "made_at", "pk"]
        verbose_name = _("Interpretative statement")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made_by", "client_key"], name="a_statement_is_made_once"),
            models.CheckConstraint(condition=~Q(text=""), name="a_statement_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.decision.label}: {self.delegation.code}"


class FollowUpState(models.TextChoices):
    OPEN = "open", _("no report yet")
    UNDER_WAY = "under_way", _("in progress")
    DONE = "done", _("done")
    DECLINED = "declined", _("not followed, reason given")


FOLLOW_UP_TRANSITIONS: Mapping[FollowUpState, frozenset[FollowUpState]] = {
    state: frozenset(FollowUpState) - {FollowUpState.OPEN} for state in FollowUpState
}


class FollowUp(models.Model):
    """The follow-up of a delegation on a decision, with its current status; every step is stored."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="follow_ups")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="follow_ups")
    task = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=FollowUpState, default=FollowUpState.OPEN)
    opened_by = act_of(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["decision", "delegation__code", "pk"]
        verbose_name = _("Follow-up")
        indexes: ClassVar = [models.Index(fields=["delegation", "state"], name="follow_ups_of_a_delegation")]

    def __str__(self) -> str:
        return f"{self.decision.label}, {self.delegation.code}: {self.task}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:follow_up", args=[self.decision.network.slug, self.pk])

    @property
    def last_step(self) -> "FollowUpStep | None":
        """Return the last report, without a query if the reports were prefetched."""
        steps = list(self.steps.all())
        return steps[-1] if steps else None

    @property
    def is_open(self) -> bool:
        return self.state in (FollowUpState.OPEN, FollowUpState.UNDER_WAY)

    @property
    def due_at(self) -> datetime | None:
        """Return the end of the due day in the capital of the delegation, so that pages show that day and not the
        next."""
        if self.due_on is None:
            return None
        return datetime.combine(self.due_on, time.max, ZoneInfo(self.delegation.time_zone))

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at <= timezone.now()


class FollowUpStep(models.Model):
    """A report of a delegation about its follow-up: never changed."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=FollowUpState)
    words = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)
    seat = seat_of()
    reported_by = act_of()
    reported_at = models.DateTimeField(default=timezone.now)
    client_key = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["follow_up", "reported_at", "pk"]
        verbose_name = _("follow-up report")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reported_by", "client_key"], name="a_follow_up_is_reported_once"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(words=""), name="whoever_declines_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up}: {self.get_state_display()}"
