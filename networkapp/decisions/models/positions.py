"""Positions of delegations in a procedure, and drafts of them that await approval."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.decisions.models.amendments import Amendment
from networkapp.decisions.models.procedures import RollEntry
from networkapp.decisions.rules.outcomes import Stance
from networkapp.models.fields import act_of, seat_of
from networkapp.models.four_eyes import DraftForSeat
from networkapp.models.seats import Capacity

STANCES = [
    (Stance.AGREE.value, _("agrees")),
    (Stance.EXPLAIN.value, _("agrees with explanation")),
    (Stance.ABSTAIN.value, _("abstains")),
    (Stance.OBJECT.value, _("objects")),
    (Stance.WITHDRAW.value, _("withdraws its objection")),
    (Stance.AMEND.value, _("proposes a change")),
]
STANCES_WITH_REASON = [Stance.EXPLAIN.value, Stance.OBJECT.value]


class PositionAct(models.Model):
    """A position of a delegation, approved by somebody who can vote for it; never changed, but replaced by a later one.

    An objection has its reason in `words`, and may have the text that would lift it in `counter_text`. A proposed
    change has its `amendment`.
    """

    entry = models.ForeignKey(RollEntry, on_delete=models.CASCADE, related_name="acts")
    stance = models.CharField(max_length=10, choices=STANCES)
    words = models.TextField(blank=True)
    counter_text = models.TextField(_("Text that would lift the objection"), blank=True)
    language = models.CharField(max_length=12, blank=True)
    seat = seat_of()
    capacity = models.CharField(max_length=12, choices=Capacity)
    stated_by = act_of()
    drafted_by = seat_of(null=True, blank=True)
    amendment = models.OneToOneField(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="broke"
    )
    stated_at = models.DateTimeField(default=timezone.now)
    client_key = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["stated_at", "pk"]
        verbose_name = pgettext_lazy("stated in a procedure", "Position")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stated_by", "client_key"], name="a_position_is_stated_once"),
            models.CheckConstraint(
                condition=~Q(stance__in=STANCES_WITH_REASON) | ~Q(words=""), name="a_statement_or_objection_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_stance_display()}"


class PositionDraft(DraftForSeat):
    """A position that one seat of a delegation has drafted for another, which approves it. Until then it is none."""

    entry = models.ForeignKey(RollEntry, on_delete=models.CASCADE, related_name="prepared")
    stance = models.CharField(max_length=10, choices=STANCES)
    words = models.TextField(blank=True)
    counter_text = models.TextField(blank=True)
    act = models.OneToOneField(PositionAct, on_delete=models.PROTECT, null=True, blank=True, related_name="prepared")

    class Meta(DraftForSeat.Meta):
        verbose_name = _("draft position")

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_stance_display()} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:prepared_position", args=[self.entry.procedure.network.slug, self.pk])

    @staticmethod
    def seated_at_start() -> QuerySet[Any]:
        """Return who could vote at the opening of the procedure."""
        return RollEntry.seats.through.objects.filter(rollentry=OuterRef(OuterRef("entry")))
