"""Offers that go to one address by a link, which works once and for a while."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The state of an offer, computed from its times."""

    OPEN = "open", _("awaiting reply")
    ACCEPTED = "accepted", _("accepted")
    REVOKED = "revoked", _("withdrawn")
    EXPIRED = "expired", _("expired")


class AddressedLink(models.Model):
    """An offer to one e-mail address. The link's secret is stored as a hash only."""

    email = models.EmailField()
    language = models.CharField(max_length=12, default="en")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects: ClassVar[Any]
    """Its `open` returns the offers that can still be accepted."""

    class Meta:
        abstract = True


class RevocableLinkQuerySet(models.QuerySet[Any]):
    """Offers to e-mail addresses that can be accepted or revoked."""

    def open(self, at: datetime | None = None) -> Self:
        """Return those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def unsettled(self) -> Self:
        """Return those that were neither accepted nor revoked, the expired among them."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class RevocableLink(AddressedLink):
    """An offer that can be revoked, and is deleted with the address that it names."""

    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = RevocableLinkQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-created_at"]

    @classmethod
    def forget_addresses(cls, addresses: Collection[str]) -> None:
        """Delete the offers to these addresses: each names a person, and what was offered to them."""
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
