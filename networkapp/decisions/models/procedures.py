"""Procedures by which a network decides, their frozen rolls, and what delegations state in them."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models.proposals import Proposal, ProposalVersion
from networkapp.decisions.rules.outcomes import DecisionRule, PositionStatus, Result
from networkapp.meetings.models.meetings import Meeting
from networkapp.models.delegations import Delegation
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.models.seats import Seat
from networkapp.permissions import Action
from networkapp.users import AnyUser


class ProcedureKind(models.TextChoices):
    SILENCE = "silence", _("silence procedure")
    WRITTEN = "written", _("written procedure")
    MEETING = "meeting", _("unanimity at a meeting")
    SENSE_CHECK = "sense_check", _("sense check")
    DATE_POLL = "date_poll", _("date poll")


RULES: Mapping[ProcedureKind, DecisionRule] = {
    ProcedureKind.SILENCE: DecisionRule.SILENCE,
    ProcedureKind.WRITTEN: DecisionRule.UNANIMITY,
    ProcedureKind.MEETING: DecisionRule.UNANIMITY,
    ProcedureKind.SENSE_CHECK: DecisionRule.NONE,
    ProcedureKind.DATE_POLL: DecisionRule.NONE,
}
BINDING = frozenset({ProcedureKind.SILENCE, ProcedureKind.WRITTEN, ProcedureKind.MEETING})


class ProcedureResult(models.TextChoices):
    """A recorded result. An open procedure has none; its result is computed from the time."""

    ADOPTED = Result.ADOPTED.value, _("adopted")
    BROKEN = Result.BROKEN.value, _("silence broken")
    REJECTED = Result.REJECTED.value, _("not adopted")
    NOT_REACHED = Result.NOT_REACHED.value, _("quorum not reached")
    WITHDRAWN = Result.WITHDRAWN.value, _("withdrawn")
    COUNTED = Result.COUNTED.value, _("closed")


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Procedures, by permission and state."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the procedures of the networks in which `user` can do `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))

    def with_earlier(self) -> Self:
        """Annotate procedures with `earlier`: how many on the same proposal were opened before."""
        before = Procedure.objects.filter(proposal=OuterRef("proposal"), opened_at__lt=OuterRef("opened_at"))
        counted = before.order_by().values("proposal").annotate(number=Count("pk")).values("number")
        return self.annotate(earlier=Coalesce(Subquery(counted), 0))

    def unrecorded(self) -> Self:
        """Return those without a recorded result: they are open, or time has just decided them."""
        return self.filter(result="")


class Procedure(models.Model):
    """A network decides on a version of a proposal, or asks a question that binds nobody.

    What was chosen when it opened stays; only `expires_at` may be put off, and every time it was is kept.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="procedures")
    kind = models.CharField(max_length=12, choices=ProcedureKind)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="procedures")
    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="procedures")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    seat = seat_of()
    opened_by = act_of()
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(default=1)
    hidden_until_closed = models.BooleanField(default=False)
    required_languages = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = act_of(null=True, blank=True)
    withdrawn_words = models.TextField(blank=True)
    result = models.CharField(max_length=12, choices=ProcedureResult, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    not_entered_words = models.TextField(blank=True)
    broken_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    client_key = models.UUIDField()

    objects: ClassVar[Any] = ProcedureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at", "-pk"]
        verbose_name = _("Procedure")
        indexes: ClassVar = [models.Index(fields=["result", "expires_at"], name="procedures_by_expiry")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(result="", proposal__isnull=False) & ~Q(kind="sense_check"),
                name="one_procedure_on_a_proposal_at_a_time",
            ),
            models.UniqueConstraint(fields=["opened_by", "client_key"], name="a_procedure_is_opened_once"),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("opened_at")), name="a_procedure_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=False) | Q(kind="meeting"), name="only_a_meeting_closes_by_hand"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["sense_check", "date_poll"]) | Q(version__isnull=False),
                name="what_binds_is_about_a_text",
            ),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="a_quorum_is_somebody"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the procedure; a date poll has a page of its own."""
        name = "date_poll" if self.kind == ProcedureKind.DATE_POLL else "procedure"
        return reverse(f"networkapp:{name}", args=[self.network.slug, self.pk])

    @property
    def rule(self) -> DecisionRule:
        return RULES[ProcedureKind(self.kind)]


class RollEntry(models.Model):
    """A delegation that can vote in a procedure, frozen when it opened. `status` is recorded when it ends."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="roll")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    seats: "models.ManyToManyField[Seat, Any]" = models.ManyToManyField(
        Seat,
        related_name="+",
        blank=True,
    )
    status = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            (PositionStatus.AGREE.value, _("agrees")),
            (PositionStatus.EXPLAIN.value, _("agrees with explanation")),
            (PositionStatus.ABSTAIN.value, _("abstains")),
            (PositionStatus.OBJECT.value, _("objects")),
            (PositionStatus.NOT_OPPOSED.value, _("not opposed")),
            (PositionStatus.SILENT.value, _("silent")),
            (PositionStatus.ABSENT.value, _("absent")),
            (PositionStatus.NOT_COUNTED.value, _("not counted")),
        ],
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["procedure", "delegation__code"]
        verbose_name = _("roll entry")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "delegation"], name="a_delegation_has_one_voice")
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.delegation}"


class ClockStop(models.Model):
    """A pause of a procedure's deadline, because its text was found missing in a required language."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="stops")
    language = models.CharField(max_length=12)
    words = models.CharField(max_length=300, blank=True)
    stopped_at = models.DateTimeField(default=timezone.now)
    stopped_by = act_of(null=True, blank=True)
    seat = seat_of(null=True, blank=True)
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_by = act_of(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["stopped_at", "pk"]
        verbose_name = _("deadline pause")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "language"],
                condition=Q(resumed_at__isnull=True),
                name="a_clock_stops_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(resumed_at__isnull=True) | Q(resumed_at__gte=F("stopped_at")), name="a_stop_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.language}"


class Extension(models.Model):
    """The expiry of a procedure was put off: from when to when, by whom and why."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="extensions")
    before = models.DateTimeField()
    after = models.DateTimeField()
    reason = models.TextField()
    seat = seat_of()
    extended_by = act_of()
    extended_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["extended_at", "pk"]
        verbose_name = _("extension")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(after__gt=F("before")), name="an_extension_gives_time")
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.after}"
