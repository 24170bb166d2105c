"""Minutes of meetings, what delegations correct in them, and what was agreed to be done."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.meetings.models.agenda import AgendaItem
from networkapp.meetings.models.meetings import Meeting
from networkapp.models.delegations import Delegation
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


class MinutesState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("minutes", "draft")
    CORRECTION = "correction", _("open for corrections")
    APPROVED = "approved", _("approved")


MINUTES_TRANSITIONS: Mapping[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.CORRECTION}),
    MinutesState.CORRECTION: frozenset({MinutesState.APPROVED}),
    MinutesState.APPROVED: frozenset(),
}


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Minutes, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those of the meetings of networks in which `user` can do `may`."""
        return self.filter(meeting__network__in=Network.objects.where(user, may=may))

    def shown_to(self, user: AnyUser) -> Self:
        """Return those of networks that `user` can read; a draft only if they conduct the meetings."""
        conducted = Network.objects.where(user, may=Action.CONDUCT_MEETINGS)
        return self.where(user, may=Action.READ).filter(~Q(state="draft") | Q(meeting__network__in=conducted))


class Minutes(models.Model):
    """The minutes of a meeting, in Markdown: open for corrections until a deadline, then approved by silence.

    Once approved they are locked: `content_hash` is SHA-256 over text, meeting and the hash of the minutes before.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="following")
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.DRAFT)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    seat = seat_of()
    drafted_by = act_of()
    drafted_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    corrections_until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    objects: ClassVar[Any] = MinutesQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-meeting__date", "-pk"]
        verbose_name = _("Minutes")
        indexes: ClassVar = [models.Index(fields=["state", "corrections_until"], name="minutes_by_their_window")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(corrections_until__isnull=False), name="a_correction_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_at__isnull=False) & ~Q(content_hash="")),
                name="approved_minutes_have_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.label}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:minutes", args=[self.meeting.slug])


class CorrectionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("correction", "open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("rejected")


class MinutesCorrection(models.Model):
    """A correction that a delegation proposed to the minutes, and its result."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="corrections")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    seat = seat_of()
    made_by = act_of()
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    settled_by = act_of(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = models.TextField(blank=True)
    client_key = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["minutes", "made_at", "pk"]
        verbose_name = _("minutes correction")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made_by", "client_key"], name="a_correction_is_made_once"),
            models.CheckConstraint(condition=~Q(words=""), name="a_correction_says_something"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True) | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="a_settled_correction_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.delegation.code}"


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Action items of meetings, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those of the meetings of networks in which `user` can do `may`."""
        return self.filter(meeting__network__in=Network.objects.where(user, may=may))


class ActionItem(models.Model):
    """A task agreed at a meeting, with the delegation or seat responsible and a due date; its history is stored."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    text = models.CharField(max_length=500)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = seat_of(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionState, default=ActionState.OPEN)
    seat = seat_of()
    made_by = act_of()
    made_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, editable=False)
    client_key = models.UUIDField()

    objects: ClassVar[Any] = ActionItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "pk"]
        verbose_name = _("action item")
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="actions_by_date")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made_by", "client_key"], name="an_action_is_agreed_once"),
            models.CheckConstraint(
                condition=Q(delegation__isnull=False) | Q(owner__isnull=False), name="an_action_has_an_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('networkapp:actions', args=[self.meeting.slug])}#action-{self.pk}"

    @property
    def due_at(self) -> datetime | None:
        """Return the end of the due day in the capital of the delegation, so that pages show that day and not the
        next."""
        zone = ZoneInfo(self.delegation.time_zone if self.delegation else "UTC")
        return datetime.combine(self.due_on, time.max, zone) if self.due_on else None

    @property
    def is_overdue(self) -> bool:
        return self.state == ActionState.OPEN and self.due_at is not None and self.due_at <= timezone.now()


class ActionStep(models.Model):
    """A report on the status of an action item: never changed."""

    action = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=8, choices=ActionState)
    words = models.TextField(blank=True)
    seat = seat_of()
    recorded_by = act_of()
    recorded_at = models.DateTimeField(default=timezone.now)
    client_key = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["action", "recorded_at", "pk"]
        verbose_name = _("action item update")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recorded_by", "client_key"], name="a_step_is_taken_once"),
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(words=""), name="whoever_drops_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_state_display()}"
