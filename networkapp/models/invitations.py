"""Invitations: to one seat, at one address, for a while."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.addressed_links import RevocableLink
from networkapp.models.delegations import Delegation
from networkapp.models.networks import Network
from networkapp.models.seats import Capacity, Office, Seat, last_day_of


class Invitation(RevocableLink):
    """An offer of one seat to one address. The link's secret is kept only as a hash."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="invitations")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity)
    offices = models.JSONField(default=list, blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, null=True, related_name="invitation")

    class Meta(RevocableLink.Meta):
        verbose_name = _("Invitation")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(seat__isnull=False),
                name="an_accepted_invitation_has_its_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="an_invitation_is_accepted_or_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_capacity_display()}"

    @property
    def seat_label(self) -> str:
        """Return the offered seat in words: "member, Sample country A"."""
        whose = self.delegation.label if self.delegation else self.organisation
        return f"{self.get_capacity_display()}, {whose}" if whose else self.get_capacity_display()

    @property
    def last_day(self) -> date | None:
        return last_day_of(self.ends_at, self.delegation)

    @property
    def office_labels(self) -> list[str]:
        return [str(Office(office).label) for office in self.offices]
