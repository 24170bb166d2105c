"""Site administrators: how one is invited, and the record of who became one and who is one no longer."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models.addressed_links import RevocableLink


class AdministratorInvitation(RevocableLink):
    """An offer to run the site, to one address. The first one is made by a command, by no account."""

    invited_by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    of_others: ClassVar[frozenset[str]] = frozenset({"invited_by"})

    class Meta(RevocableLink.Meta):
        verbose_name = _("site administrator invitation")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="an_administrator_accepts_what_is_not_revoked",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def lose_person(self, field: str) -> None:
        """Drop the address of the person who accepted."""
        if field == "accepted_by":
            self.email = ""


class AdministratorAct(models.Model):
    """One change of the site administrators, and who made it; never changed. Without `by`, a command made it."""

    class Kind(models.TextChoices):
        INVITED = "invited", _("invitation sent")
        REVOKED = "revoked", _("Invitation withdrawn")
        JOINED = "joined", _("invitation accepted")
        ADDED = "added", _("added")
        REMOVED = "removed", _("removed")

    kind = models.CharField(max_length=12, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("Account")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("Done by")
    )
    at = models.DateTimeField(default=timezone.now)

    of_others: ClassVar[frozenset[str]] = frozenset({"by"})

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        verbose_name = _("site administrator event")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class FirstStepsPutAway(models.Model):
    """A site administrator does not want to see the first steps on their desk."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="first_steps_put_away")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("hidden first steps")

    def __str__(self) -> str:
        return str(self.user)
