"""Invitations: to one seat, at one address, for a while."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.delegations import Delegation
from networkapp.models.networks import Network
from networkapp.models.seats import Capacity, Office, Seat, last_day_of


class State(models.TextChoices):
    """What has become of an invitation, read from its moments."""

    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    REVOKED = "revoked", _("taken back")
    EXPIRED = "expired", _("expired")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime | None = None) -> Self:
        """Those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at or timezone.now())


class Invitation(models.Model):
    """An offer of one seat to one address. The link's secret is kept only as a hash."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="invitations")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    offices = models.JSONField(_("offices"), default=list, blank=True)
    starts_at = models.DateTimeField(_("term begins"), default=timezone.now)
    ends_at = models.DateTimeField(_("term ends"), null=True, blank=True)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language of the letter"), max_length=12, default="en")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, null=True, related_name="invitation")

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
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

    @classmethod
    def forget_addresses(cls, addresses: Collection[str]) -> None:
        """Delete the invitations to these addresses: each names a person, and a seat that was theirs."""
        cls._base_manager.filter(email__in=addresses).delete()

    @property
    def state(self) -> State:
        if self.accepted_at:
            return State.ACCEPTED
        if self.revoked_at:
            return State.REVOKED
        return State.OPEN if self.expires_at > timezone.now() else State.EXPIRED

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def seat_label(self) -> str:
        """What is offered, in words: "member, Sample country A"."""
        whose = self.delegation.label if self.delegation else self.organisation
        return f"{self.get_capacity_display()}, {whose}" if whose else self.get_capacity_display()

    @property
    def last_day(self) -> date | None:
        return last_day_of(self.ends_at, self.delegation)

    @property
    def office_labels(self) -> list[str]:
        return [str(Office(office).label) for office in self.offices]
