"""Notifications of a person: what they watch, when and how they are notified, and the status of each e-mail."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.networks import Network


class EmailFrequency(models.TextChoices):
    AT_ONCE = "at_once", _("immediately")
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")
    NEVER = "never", _("never")


class WatchLevel(models.TextChoices):
    ALL = "all", _("all messages")
    MENTIONS = "mentions", _("mentions and replies only")
    NOTHING = "nothing", _("nothing")


class NotificationSettings(models.Model):
    """A person's notification settings. Times are in their own time zone; quiet hours may span midnight."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    mail = models.CharField(max_length=8, choices=EmailFrequency, default=EmailFrequency.DAILY)
    push = models.CharField(max_length=8, choices=WatchLevel, default=WatchLevel.MENTIONS)
    digest_hour = models.PositiveSmallIntegerField(default=7)
    digest_weekday = models.PositiveSmallIntegerField(default=0)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    shows_presence = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(digest_hour__lte=23, digest_weekday__lte=6), name="a_digest_has_an_hour_and_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.mail}"


class Watch(models.Model):
    """The notification level of a person for a network, or for one topic, which overrides that."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(
        "networkapp_discussion.Topic", on_delete=models.CASCADE, null=True, blank=True, related_name="watches"
    )
    level = models.CharField(max_length=8, choices=WatchLevel)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(network__isnull=True) ^ Q(topic__isnull=True), name="a_watch_is_on_a_network_or_a_topic"
            ),
            models.UniqueConstraint(
                fields=["user", "network"], condition=Q(network__isnull=False), name="one_watch_per_network"
            ),
            models.UniqueConstraint(
                fields=["user", "topic"], condition=Q(topic__isnull=False), name="one_watch_per_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.network_id or self.topic_id} {self.level}"


# Why somebody is notified: they are mentioned, replied to, or watch the topic.
MENTION, REPLY, MESSAGE = "mention", "reply", "message"
NAMED = (MENTION, REPLY)


class Notification(models.Model):
    """A notification of one person about one thing, once; `kind` is the reason, and `key` names the thing among those
    of the kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(
        "networkapp_discussion.Topic", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    message = models.ForeignKey(
        "networkapp_discussion.Message", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    notified_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-notified_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["user", "seen_at", "-notified_at"], name="notifications_of_a_person")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "kind", "key"], name="somebody_is_told_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.key}"


class PushSubscription(models.Model):
    """A browser that may be woken: where its push service is reached, and the keys that only it can read with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = models.URLField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id} {self.endpoint[:60]}"

    @property
    def service(self) -> str:
        """Return the host of the browser's push service."""
        return urlsplit(self.endpoint).hostname or ""


class Delivery(models.Model):
    """One e-mail or push notification to one person: its content, when it is due, how often it was tried, how it ended.

    `queued_at` is when it last went into the queue, if it waits there.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("e-mail")
        DIGEST = "digest", _("digest")
        PUSH = "push", _("push")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer needed")
        FAILED = "failed", _("failed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=Channel)
    key = models.CharField(max_length=100)
    device = models.ForeignKey(PushSubscription, on_delete=models.SET_NULL, null=True, related_name="+")
    notifications = models.ManyToManyField(Notification, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="deliveries_that_are_due")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "way", "key"], name="a_delivery_is_made_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.way} {self.key}: {self.state}"
