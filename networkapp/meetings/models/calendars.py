"""Calendars that people keep elsewhere, and follow the site from."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """The address at which somebody's calendar can be followed without signing in; its secret is stored as a hash only.

    `digest` is of what was last delivered, `changed_at` when that was first found to differ. `revisions` has, by the
    UID of an entry, when it begins (ISO 8601, UTC) and how often that has changed: other calendars accept a new time
    only with a higher SEQUENCE.
    """

    user: "models.OneToOneField[Any, Any]" = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    tells_titles = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    revisions = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("Calendar subscription")

    def __str__(self) -> str:
        return f"{self.user_id}"
