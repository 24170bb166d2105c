"""Additions to a decision after its adoption: draft statements of delegations, and the outcome statement."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models.decisions import Decision, InterpretativeStatement
from networkapp.models.delegations import Delegation
from networkapp.models.fields import act_of, seat_of
from networkapp.models.four_eyes import FourEyesDraft, FourEyesQuerySet
from networkapp.models.seats import Seat
from networkapp.permissions import ALLOWED, Action
from networkapp.users import AnyUser


class StatementDraftQuerySet(FourEyesQuerySet):
    """Drafts of interpretative statements."""

    def of_delegations_of(self, user: AnyUser) -> Self:
        """Return those of the delegations for which `user` currently drafts or states in the network of the
        decision."""
        here = {"network": OuterRef("decision__network"), "delegation": OuterRef("delegation")}
        seats = Seat.objects.current().filter(user=user, user__is_active=True, **here)
        return self.filter(Exists(seats.with_role(ALLOWED[Action.DRAFT_STATEMENT])))


class StatementDraft(FourEyesDraft):
    """A statement that one seat of a delegation has drafted; people who state for the delegation can approve it."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="prepared_statements")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    statement = models.OneToOneField(
        InterpretativeStatement, on_delete=models.PROTECT, null=True, blank=True, related_name="prepared"
    )

    objects: ClassVar[Any] = StatementDraftQuerySet.as_manager()

    class Meta(FourEyesDraft.Meta):
        verbose_name = _("Draft statement")

    def __str__(self) -> str:
        return f"{self.decision.label}: {self.delegation.code} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:prepared_statement", args=[self.decision.network.slug, self.pk])


class OutcomeStatement(models.Model):
    """A statement of the network's officers on a decision's outcome, with its review date; the newest counts.

    `Decision.outcome_statement` and `Decision.review_on` are those of the last one (docs/decisions/0027).
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="outcome_statements")
    text = models.TextField()
    review_on = models.DateField(null=True, blank=True)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["decision", "written_at", "pk"]
        verbose_name = _("Outcome statement")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="an_outcome_statement_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.decision.label}: {self.text[:60]}"
