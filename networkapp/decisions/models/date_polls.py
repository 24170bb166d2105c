"""The moments that a date poll asks about, and what delegations say to them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models.procedures import Procedure, RollEntry
from networkapp.models.fields import act_of, seat_of


class DateOption(models.Model):
    """A moment that a date poll asks about."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["procedure", "starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "starts_at"], name="a_date_is_asked_about_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at}"


class DateAnswer(models.Model):
    """A delegation's answer to one date of a poll; a later answer replaces it."""

    class Choice(models.TextChoices):
        YES = "yes", _("Yes")
        IF_NEEDED = "if_needed", capfirst(_("if need be"))
        NO = "no", _("No")

    option = models.ForeignKey(DateOption, on_delete=models.CASCADE, related_name="answers")
    entry = models.ForeignKey(RollEntry, on_delete=models.CASCADE, related_name="dates")
    choice = models.CharField(max_length=10, choices=Choice)
    seat = seat_of()
    answered_by = act_of()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["option", "entry"]
        verbose_name = _("poll answer")
        constraints: ClassVar = [models.UniqueConstraint(fields=["option", "entry"], name="a_date_is_answered_once")]

    def __str__(self) -> str:
        return f"{self.option}: {self.get_choice_display()}"
