"""Cycles, where they are, and the record of what was done with them."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.models.frameworks import Framework
from networkapp.models import Network


class Cycle(models.Model):
    """A year of assessments by one framework, held by a network for the countries in it.

    It locks on or after its due date, unless it was locked by hand when all countries had signed.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="cycles")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    locks_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        verbose_name = _("cycle")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "year"], name="one_cycle_a_year"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=models.F("due_at")) & Q(opens_at__lt=models.F("locks_at")),
                name="a_cycle_opens_before_it_is_due_and_locks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:cycle", args=[self.network.slug, self.year])

    @property
    def due_on(self) -> date:
        """Return the day on which answers are due, in the network's time zone and so the same for all readers."""
        return self.due_at.astimezone(self.network.zone).date()

    @property
    def locks_on(self) -> date:
        return self.locks_at.astimezone(self.network.zone).date()

    @property
    def is_locked(self) -> bool:
        """Return whether the time at which the cycle locks has passed."""
        return bool(self.locks_at <= timezone.now())

    @property
    def is_due_over(self) -> bool:
        """Return whether the time at which answers are due has passed."""
        return bool(self.due_at <= timezone.now())

    @property
    def is_locked_before_due(self) -> bool:
        """Return whether the cycle was locked before its due date."""
        return self.is_locked and bool(self.locks_at < self.due_at)

    @property
    def current_state(self) -> "CycleState":
        return self.state_at(timezone.now())

    def state_at(self, moment: datetime) -> "CycleState":
        """Return where the cycle is at `moment`, from its dates alone: no job has to have run."""
        if self.closed_at is not None and self.closed_at <= moment:
            return CycleState.CLOSED
        if moment >= self.locks_at:
            return CycleState.LOCKED
        if moment < self.opens_at:
            return CycleState.COMING
        return CycleState.OVERDUE if moment >= self.due_at else CycleState.OPEN


class CycleState(models.TextChoices):
    """The state of a cycle. Only an open or overdue cycle accepts answers."""

    COMING = "coming", _("not open yet")
    OPEN = "open", pgettext_lazy("cycle", "open")
    OVERDUE = "overdue", _("overdue")
    LOCKED = "locked", _("locked")
    CLOSED = "closed", pgettext_lazy("cycle", "closed")


class CycleStep(models.Model):
    """A recorded action in a cycle: what, by whom, when and why, and the dates afterwards.

    `countries` are the codes of the delegations that were asked by it.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("Cycle opened")
        JOINED = "joined", _("Countries added")
        EXTENDED = "extended", _("Due date extended")
        LOCKED = "locked", _("Cycle locked")
        UNLOCKED = "unlocked", _("Cycle unlocked")
        CLOSED = "closed", _("Cycle closed")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    due_at = models.DateTimeField()
    locks_at = models.DateTimeField()
    countries = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["cycle", "taken_at", "pk"]
        verbose_name = _("cycle action")

    def __str__(self) -> str:
        return f"{self.cycle}: {self.kind}"
