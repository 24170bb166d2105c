"""Unposted texts: drafts, and messages that an adviser prepares for a member to approve."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.models.discussion import Message, Topic
from networkapp.models.networks import Network
from networkapp.models.seats import Seat


class Draft(models.Model):
    """A person's draft for one topic, or for a new topic of a network; `version` counts its saves.

    Only its author can read it, on any device. `has_papers` is set by `draft_of`.
    """

    has_papers: bool = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    reply_to = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = pgettext_lazy("text begun", "draft")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "topic"], condition=Q(topic__isnull=False), name="one_draft_per_topic_and_person"
            ),
            models.UniqueConstraint(
                fields=["user", "network"], condition=Q(topic__isnull=True), name="one_new_topic_in_the_making"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:60]


class DraftState(models.TextChoices):
    """What has become of something that one seat of a delegation has prepared for another to approve."""

    WAITING = "waiting", _("awaiting approval")
    RETURNED = "returned", _("returned")
    RELEASED = "released", _("approved")
    DROPPED = "dropped", _("withdrawn")


class MessageDraftQuerySet(models.QuerySet["MessageDraft"]):
    def between(self, user: Any) -> Self:
        """Return those that `user` prepared or can approve, by a current seat."""
        held = Seat.objects.current().filter(user=user)
        return self.filter(Q(prepared_by__in=held) | Q(prepared_for__in=held))

    def open(self) -> Self:
        """Return those that still wait for one of the two."""
        return self.exclude(state__in=[MessageDraft.State.RELEASED, MessageDraft.State.DROPPED])

    def shown(self) -> Self:
        """Return the drafts with everything that is needed to show them."""
        return self.select_related(
            "topic__network", "prepared_by__delegation", "prepared_by__user", "prepared_for__user",
            "prepared_for__delegation", "prepared_for__network",
        ).prefetch_related("papers")  # fmt: skip


class MessageDraft(models.Model):
    """A message that one seat of a delegation has prepared for another to approve: two people for one text.

    `prepared_by` wrote it; `prepared_for` can post it as their own message, return it with a note, or leave it. One
    that is `asked` was begun by `prepared_for`, and waits for `prepared_by` to finish it.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("to be finished")
        WAITING = DraftState.WAITING.value, DraftState.WAITING.label
        RELEASED = DraftState.RELEASED.value, DraftState.RELEASED.label
        RETURNED = DraftState.RETURNED.value, DraftState.RETURNED.label
        DROPPED = DraftState.DROPPED.value, DraftState.DROPPED.label

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="prepared_messages")
    prepared_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    prepared_for = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    reply_to = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    note = models.CharField(max_length=500, blank=True)
    prepared_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="prepared")
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = MessageDraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-prepared_at", "-pk"]
        verbose_name = _("message for approval")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prepared_by", "client_key"], name="a_message_is_prepared_once")
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        return reverse("networkapp:prepared", args=[self.prepared_for.network.slug, self.pk])


DRAFT_TRANSITIONS: Mapping[str, frozenset[str]] = {
    MessageDraft.State.ASKED: frozenset({DraftState.WAITING, DraftState.DROPPED}),
    DraftState.WAITING: frozenset(DraftState),
    DraftState.RETURNED: frozenset({DraftState.WAITING, DraftState.DROPPED}),
    DraftState.RELEASED: frozenset(),
    DraftState.DROPPED: frozenset(),
}
"""Of messages, and of all else that is prepared; only a message can be asked for."""
