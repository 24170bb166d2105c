"""Amendments: other words for some of a proposal, proposed by a delegation."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networkapp.decisions.models.proposals import ProposalVersion
from networkapp.decisions.rules.amending import ParagraphChange
from networkapp.models.delegations import Delegation
from networkapp.models.fields import act_of, seat_of
from networkapp.models.four_eyes import DraftForSeat
from networkapp.models.seats import Seat


class AmendmentState(models.TextChoices):
    OPEN = "open", pgettext_lazy("amendment", "open")
    ACCEPTED = "accepted", _("accepted")
    SET_ASIDE = "set_aside", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CARRIED = "carried", _("carried over to a later version")


AMENDMENT_TRANSITIONS: Mapping[AmendmentState, frozenset[AmendmentState]] = {
    AmendmentState.OPEN: frozenset(AmendmentState) - {AmendmentState.OPEN},
    AmendmentState.ACCEPTED: frozenset({AmendmentState.OPEN}),
    AmendmentState.SET_ASIDE: frozenset({AmendmentState.OPEN}),
    AmendmentState.WITHDRAWN: frozenset(),
    AmendmentState.CARRIED: frozenset(),
}


class Amendment(models.Model):
    """A change to a version: new words for those of the paragraph `key` from word `start` up to, and without, word
    `end`.

    Words are counted from 0, as networkapp.decisions.rules.amending splits them. If `start` equals `end`, the words are
    inserted; without a replacement they are deleted. A `new` paragraph comes after the paragraph `key`, or first
    without one.

    It keeps its number over the versions of a proposal: a carried amendment belongs to the later version and is
    `carried_from` the earlier one. An open one on a version that is not the newest needs its author.
    """

    class Kind(models.TextChoices):
        WORDS = "words", _("change of words")
        NEW = "new", _("new paragraph")

    version = models.ForeignKey(ProposalVersion, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORDS)
    key = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    replacement = models.TextField(blank=True)
    reason = models.TextField()
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    seat = seat_of()
    proposed_by = act_of()
    drafted_by = seat_of(null=True, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=AmendmentState, default=AmendmentState.OPEN)
    settled_by = act_of(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = models.TextField(blank=True)
    carried_from = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="carried_to"
    )
    client_key = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "number"]
        verbose_name = _("amendment")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="amendments_are_numbered_once"),
            models.UniqueConstraint(fields=["proposed_by", "client_key"], name="an_amendment_is_made_once"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="an_amendment_runs_forward"),
            models.CheckConstraint(
                condition=~Q(kind="new") | Q(start=0, end=0), name="a_new_paragraph_replaces_nothing"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.number}"

    def get_absolute_url(self) -> str:
        proposal = self.version.proposal
        return reverse("networkapp:amendment", args=[proposal.network.slug, proposal.number, self.number])

    @property
    def change(self) -> ParagraphChange:
        """Return the amendment as a change of the text, in the form that `rules/` needs."""
        fields = {"key": self.key, "start": self.start, "end": self.end, "replacement": self.replacement}
        return ParagraphChange(number=self.number, new=self.kind == Amendment.Kind.NEW, **fields)


class AmendmentDraft(DraftForSeat):
    """An amendment that a seat of a delegation has written for another, which approves it. Until then it is none.

    Only the two know of it. `amendment` is what became of it. One that would break a silence is first kept for the seat
    that wrote it (`is_own`), and proposed on a page of its own.
    """

    version = models.ForeignKey(ProposalVersion, on_delete=models.CASCADE, related_name="prepared_amendments")
    kind = models.CharField(max_length=8, choices=Amendment.Kind, default=Amendment.Kind.WORDS)
    key = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    replacement = models.TextField(blank=True)
    reason = models.TextField()
    seated = models.ManyToManyField(Seat, related_name="+", editable=False)
    """The people of the delegation who could vote when it was prepared: none of them is a successor."""
    amendment = models.OneToOneField(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="prepared"
    )
    instead_of = models.ForeignKey(Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The amendment of the same delegation that is withdrawn when this one is proposed."""

    class Meta(DraftForSeat.Meta):
        verbose_name = _("draft amendment")

    def __str__(self) -> str:
        return f"{self.version}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:prepared_amendment", args=[self.pk])

    @property
    def change(self) -> ParagraphChange:
        """Return what it would do to the text, for the rules."""
        fields = {"key": self.key, "start": self.start, "end": self.end, "replacement": self.replacement}
        return ParagraphChange(number=0, new=self.kind == Amendment.Kind.NEW, **fields)

    @staticmethod
    def seated_at_start() -> QuerySet[Any]:
        return AmendmentDraft.seated.through.objects.filter(amendmentdraft=OuterRef(OuterRef("pk")))
