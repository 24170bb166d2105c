"""E-mails that arrived, and what became of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InboundMail(models.Model):
    """An e-mail that arrived, once for each Message-ID, and its result."""

    class Outcome(models.TextChoices):
        POSTED = "posted", _("posted")
        AUTOMATIC = "automatic", _("automatic reply, ignored")
        REFUSED = "refused", _("refused")
        HELD = "held", _("saved as draft")

    message_id = models.CharField(max_length=255, unique=True)
    arrived_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome)
    detail = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    posted = models.ForeignKey("networkapp_discussion.Message", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.message_id}: {self.outcome}"
