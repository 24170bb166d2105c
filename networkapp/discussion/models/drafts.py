"""Unposted texts: drafts, and messages that an adviser prepares for a member to approve."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.discussion.models.topics import Message, Topic
from networkapp.models.four_eyes import DraftForSeat, DraftForSeatQuerySet
from networkapp.models.networks import Network


class Draft(models.Model):
    """A person's draft for one topic, or for a new topic of a network; `version` counts its saves.

    Only its author can read it, on any device. `has_papers` is set by `find_draft`.
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


class MessageDraftQuerySet(DraftForSeatQuerySet):
    """Messages for approval, with what pages show of them."""

    def shown(self) -> Self:
        """Return the drafts with everything that is needed to show them."""
        return self.select_related(
            "topic__network", "prepared_by__delegation", "prepared_by__user", "prepared_for__user",
            "prepared_for__delegation", "prepared_for__network",
        ).prefetch_related("papers")  # fmt: skip


class MessageDraft(DraftForSeat):
    """A message that one seat of a delegation has prepared for another, which can post it as its own message."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="prepared_messages")
    body = models.TextField()
    reply_to = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="prepared")

    objects: ClassVar[Any] = MessageDraftQuerySet.as_manager()

    class Meta(DraftForSeat.Meta):
        verbose_name = _("message for approval")

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        return reverse("networkapp:prepared", args=[self.prepared_for.network.slug, self.pk])
