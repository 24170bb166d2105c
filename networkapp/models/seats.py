"""Seats: what a person is in a network, for how long. Rights come from the seats held at this moment, for delegations
that take part."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.delegations import Delegation
from networkapp.models.participation import ParticipationRecord
from networkapp.permissions import CAPACITIES, OFFICES, Role


class Capacity(models.TextChoices):
    """The role of a seat; only members and their substitutes can vote."""

    MEMBER = Role.MEMBER.value, _("member")
    SUBSTITUTE = Role.SUBSTITUTE.value, _("substitute")
    ADVISER = Role.ADVISER.value, _("adviser")
    SECRETARIAT = Role.SECRETARIAT.value, _("secretariat")
    EXPERT = Role.EXPERT.value, _("expert")
    OBSERVER = Role.OBSERVER.value, _("observer")
    GOVERNMENT = Role.GOVERNMENT.value, _("government")


class Office(models.TextChoices):
    """An office that the holder of a seat has, in addition to their role."""

    CHAIR = Role.CHAIR.value, _("chair")
    VICE_CHAIR = Role.VICE_CHAIR.value, _("vice-chair")
    RAPPORTEUR = Role.RAPPORTEUR.value, _("rapporteur")
    EDITOR = Role.EDITOR.value, _("editor")
    TRANSLATOR = Role.TRANSLATOR.value, _("translator")
    ASSESSMENT_DELEGATE = Role.ASSESSMENT_DELEGATE.value, _("assessment delegate")
    REVIEWER = Role.REVIEWER.value, _("reviewer")


def last_day_of(ends_at: datetime | None, delegation: Delegation | None) -> date | None:
    """Return the last day of a term: the day before its end, if it ends at midnight in the delegation's time zone."""
    if ends_at is None:
        return None
    zone = ZoneInfo(delegation.time_zone if delegation else "UTC")
    return (ends_at - timedelta(microseconds=1)).astimezone(zone).date()


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats, by term and role."""

    def current(self, at: Any = None) -> Self:
        """Return those from which somebody can act at this moment: in their term, which is over at the moment of its
        end, and for a delegation that takes part in the network, or for none."""
        absences = ParticipationRecord.objects.absences(at).of_row(network="network", delegation="delegation")
        return self.in_term(at).filter(~models.Exists(absences))

    def in_term(self, at: Any = None) -> Self:
        """Return those whose term runs at this moment, also for a delegation that is suspended or has withdrawn."""
        moment = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=moment), starts_at__lte=moment)

    def not_ended(self) -> Self:
        """Return those held at this moment or later."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))

    def with_role(self, roles: Iterable[Role]) -> Self:
        """Return those whose role or one of whose offices is among `roles`."""
        wanted = frozenset(roles)
        if wanted >= CAPACITIES:
            return self
        by_capacity = Q(capacity__in=wanted & CAPACITIES)
        if wanted.isdisjoint(OFFICES):
            return self.filter(by_capacity)
        of_office = SeatOffice.objects.filter(seat=models.OuterRef("pk"), office__in=wanted & OFFICES)
        return self.filter(by_capacity | Q(models.Exists(of_office)))


class Seat(models.Model):
    """A person's seat in a network: for a delegation, in a capacity, with offices, for a term."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    network = models.ForeignKey("networkapp.Network", on_delete=models.PROTECT, related_name="seats")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="seats", null=True, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    end_recorded_at = models.DateTimeField(null=True, editable=False)
    named_since = models.DateTimeField(null=True, editable=False)
    """Since when the holder agrees to be named in public with this seat; null: not at all."""

    objects: ClassVar[Any] = SeatQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "delegation", "capacity", "pk"]
        verbose_name = _("Seat")
        indexes: ClassVar = [models.Index(fields=["user", "ends_at"], name="seats_of_a_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="a_seat_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(delegation__isnull=False)
                | Q(capacity__in=[Capacity.SECRETARIAT, Capacity.EXPERT, Capacity.OBSERVER]),
                name="who_speaks_for_a_delegation_has_one",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the seat in words: "member, Sample country A"."""
        whose = self.delegation.label if self.delegation else self.organisation
        # Not by get_capacity_display(), which reads every choice there is each time.
        capacity = str(Capacity(self.capacity).label)
        return f"{capacity}, {whose}" if whose else capacity

    @property
    def last_day(self) -> date | None:
        return last_day_of(self.ends_at, self.delegation)

    @property
    def is_in_term(self) -> bool:
        now = timezone.now()
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)

    @property
    def is_current(self) -> bool:
        """Return whether its holder can act from it now: as `SeatQuerySet.current` has it, in one query."""
        if not self.is_in_term or self.delegation_id is None:
            return self.is_in_term
        absences = ParticipationRecord.objects.absences().filter(network=self.network_id)
        return not absences.filter(delegation=self.delegation_id).exists()


class SeatOffice(models.Model):
    """An office that a seat has."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="offices")
    office = models.CharField(max_length=24, choices=Office)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["seat", "office"], name="an_office_is_held_once")]

    def __str__(self) -> str:
        return self.get_office_display()
