"""Models of the people who take part in a meeting, and of its speaking list."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.meetings.models.agenda import AgendaItem
from networkapp.meetings.models.meetings import Meeting
from networkapp.models.delegations import Delegation
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.models.seats import Capacity, Seat
from networkapp.permissions import VOICES, Action
from networkapp.users import AnyUser


class AttendanceMode(models.TextChoices):
    PRESENT = "present", _("present")
    REMOTE = "remote", _("remote")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


TAKING_PART = frozenset({AttendanceMode.PRESENT, AttendanceMode.REMOTE})
WITH_A_VOICE = Q(mode__in=TAKING_PART, capacity__in=VOICES, delegation__isnull=False)


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Attendance at meetings."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those of the meetings of networks in which `user` can do `may`."""
        return self.filter(meeting__network__in=Network.objects.where(user, may=may))

    def with_a_voice(self) -> Self:
        """Return those recorded as taking part, also remotely, who can vote for their delegation."""
        return self.filter(WITH_A_VOICE)

    def delegations_at(self, meeting: int | None) -> frozenset[int] | None:
        """Return the delegations, by primary key, that took part with a vote; None if nothing was recorded. One
        query."""
        recorded = self.filter(meeting=meeting).exclude(mode="")
        annotated = recorded.annotate(has_voice=ExpressionWrapper(WITH_A_VOICE, output_field=BooleanField()))
        rows = list(annotated.values_list("delegation", "has_voice"))
        return frozenset(delegation for delegation, has_voice in rows if has_voice) if rows else None


class Attendance(models.Model):
    """Attendance of one person: what they planned before the meeting, and what was recorded on the day (`mode`).

    Each is for a delegation or an organisation, in a role; guests may have no known seat.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField(max_length=200, blank=True)
    seat = seat_of(null=True, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity)
    planned_mode = models.CharField(max_length=8, choices=AttendanceMode, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_by = act_of(null=True, blank=True)
    substitute = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Substitute attending")
    )
    mode = models.CharField(max_length=8, choices=AttendanceMode, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = act_of(null=True, blank=True)

    objects: ClassVar[Any] = AttendanceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "delegation__code", "organisation", "pk"]
        verbose_name = _("Attendance")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="a_seat_attends_a_meeting_once"),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(seat__isnull=True, delegation__isnull=True),
                name="a_guest_attends_a_meeting_once",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | Q(delegation__isnull=False) | ~Q(organisation=""),
                name="somebody_attends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.delegation or self.organisation}"


class TurnQuerySet(models.QuerySet["Turn"]):
    """Requests to speak."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those of the meetings of networks in which `user` can do `may`."""
        return self.filter(meeting__network__in=Network.objects.where(user, may=may))

    def waiting(self) -> Self:
        """Return those that were asked for, and neither given nor withdrawn."""
        return self.filter(given_at__isnull=True, withdrawn_at__isnull=True)

    def speaking(self) -> Self:
        """Return the requests of the current speakers."""
        return self.filter(given_at__isnull=False, ended_at__isnull=True)


class Turn(models.Model):
    """A request to speak on an item: asked, called, ended, or withdrawn before."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turns")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="turns")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seat = seat_of()
    asked_by = act_of()
    asked_at = models.DateTimeField(default=timezone.now)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = act_of(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TurnQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "asked_at", "pk"]
        verbose_name = _("speaking turn")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "seat"],
                condition=Q(ended_at__isnull=True, withdrawn_at__isnull=True),
                name="the_floor_is_asked_for_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(given_at__isnull=False, ended_at__isnull=True),
                name="one_has_the_floor",
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(withdrawn_at__isnull=True), name="who_spoke_did_not_withdraw"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("given_at")), name="a_turn_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.seat}"
