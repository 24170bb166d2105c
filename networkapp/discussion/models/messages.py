"""Parts of a message: its edit history, mentions and reactions."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.models.topics import Message
from networkapp.models.delegations import Delegation
from networkapp.models.seats import Capacity, Office, Seat


class MessageRevision(models.Model):
    """A wording of a message. Number 1 is what was posted; the last is what it says today. Never changed."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    reason = models.CharField(max_length=200, blank=True)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["message", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "number"], name="one_wording_per_number")]

    def __str__(self) -> str:
        return f"{self.message_id}/{self.number}"


class Mention(models.Model):
    """A mention in a message: of a person, a delegation, or the holder of a role (of a delegation) or an office.

    A person is mentioned permanently; a seat is read again each time, so it reaches its current holder.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, null=True, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    office = models.CharField(max_length=24, choices=Office, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(delegation__isnull=False) | ~Q(office="") | ~Q(capacity=""),
                name="a_mention_names_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.user_id or self.delegation_id or self.office} {self.capacity}".strip()


class ReactionManager(models.Manager["Reaction"]):
    """Reactions with the seats of the people who reacted."""

    def get_queryset(self) -> models.QuerySet["Reaction"]:
        """Return the reactions, each with the seat from which it came."""
        return super().get_queryset().select_related("seat__delegation")


class Reaction(models.Model):
    """An answer without words. It is never a position."""

    class Kind(models.TextChoices):
        AGREE = "agree", _("agree")
        THANKS = "thanks", _("thanks")
        MORE = "more", _("would like to hear more")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=8, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reacted_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = ReactionManager()

    class Meta:
        ordering: ClassVar[list[str]] = ["reacted_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "user", "kind"], name="one_reaction_of_a_kind_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"


class ReceiptRequest(models.Model):
    """The message is formal: each delegation is asked to confirm receipt until `due_at`."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="receipt_request")
    requested_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.message_id}"


class ReceiptManager(models.Manager["Receipt"]):
    """Receipts with their delegations and seats."""

    def get_queryset(self) -> models.QuerySet["Receipt"]:
        """Return the receipts, each with its delegation and the seat that confirmed it."""
        return super().get_queryset().select_related("delegation", "seat__delegation")


class Receipt(models.Model):
    """A delegation's receipt: who confirmed it, and when. The first confirmation counts."""

    request = models.ForeignKey(ReceiptRequest, on_delete=models.CASCADE, related_name="receipts")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = ReceiptManager()

    class Meta:
        ordering: ClassVar[list[str]] = ["seen_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "delegation"], name="a_delegation_acknowledges_once")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.delegation_id}"
