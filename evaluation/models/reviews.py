"""Peer review: the lot, the reviewing countries, their questions, remarks and checks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.models.answers import Answer
from evaluation.models.assessments import Assessment
from evaluation.models.cycles import Cycle
from networkapp.models import Delegation, Seat


class ReviewLot(models.Model):
    """A lot drawn in a cycle: who reviews whom. With `seed` and `loads` anybody can repeat the draw
    (reviews/assignment_lot.py).

    `loads` is the number of countries that each candidate reviewed already, by code; `result` the reviewers drawn, by
    the code of the country that they review. A lot that was drawn again stays, with the time when it was replaced; the
    next one has the reason.
    """

    class Rule(models.TextChoices):
        CIRCLE = "circle", _("each country is reviewed by the next two in the drawn order")
        FEWEST = "fewest", _("countries with the fewest reviews first, in the drawn order")

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="lots")
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=8, choices=Rule)
    seed = models.CharField(max_length=64)
    loads = models.JSONField()
    result = models.JSONField()
    reason = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["drawn_at", "pk"]
        verbose_name = _("draw")

    def __str__(self) -> str:
        return f"{self.cycle}: {self.seed}"


class ReviewingCountry(models.Model):
    """A country drawn to review another one's assessment; its persons are the seats that are reviewers today."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reviewing")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="reviewing")
    lot = models.ForeignKey(ReviewLot, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("reviewing country")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "delegation"], name="a_country_is_drawn_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(reason=""), name="who_withdraws_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.assessment}"


class Review(models.Model):
    """One peer review of an assessment. While the country corrects its answers it rests: `paused_at`."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reviews")
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asks_until = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_both = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["assessment", "pk"]
        verbose_name = _("peer review")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(closed_at__isnull=True), name="one_open_review_per_assessment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment}"


class ReviewRound(models.Model):
    """The answers that were signed when a review began, or went on after a correction (`reason` says why).

    `answers`: by series id, what was signed of each, as assessments/answer_digests.py writes it down.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    answers = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["review", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "number"], name="rounds_are_numbered_once")]

    def __str__(self) -> str:
        return f"{self.review}, {self.number}"


class ReviewConclusion(models.Model):
    """A reviewing country has finished with the answers of this round."""

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="conclusions")
    reviewing = models.ForeignKey(ReviewingCountry, on_delete=models.PROTECT, related_name="conclusions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "reviewing"], name="a_country_concludes_a_round_once")
        ]

    def __str__(self) -> str:
        return f"{self.reviewing}, {self.round}"


class ReviewThread(models.Model):
    """A question of a reviewing country about one answer, with all replies."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for the country")
        REPLIED = "replied", _("waiting for the reviewers")
        SETTLED = "settled", _("resolved")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="threads")
    reviewing = models.ForeignKey(ReviewingCountry, on_delete=models.PROTECT, related_name="threads")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="threads")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    reply_until = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.reviewing}: {self.answer}"


class ReviewEntry(models.Model):
    """One text in a thread, by the reviewers or by the country."""

    class Side(models.TextChoices):
        REVIEWERS = "reviewers", _("reviewers")
        COUNTRY = "country", _("Country")

    thread = models.ForeignKey(ReviewThread, on_delete=models.CASCADE, related_name="entries")
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField()
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.thread}: {self.side}"


class PeerRemark(models.Model):
    """A reviewing country's comment on one answer, with the country's reply; published with the version.

    `mark` is that of the answer about which it was written (assessments/answer_digests.py).
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    reviewing = models.ForeignKey(ReviewingCountry, on_delete=models.PROTECT, related_name="remarks")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    mark = models.CharField(max_length=64)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    reply = models.TextField(blank=True)
    reply_until = models.DateTimeField()
    reply_seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        verbose_name = _("reviewer comment")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "reviewing", "answer"], name="one_remark_per_country_and_answer")
        ]

    def __str__(self) -> str:
        return f"{self.reviewing}: {self.answer}"


class PeerCheck(models.Model):
    """A reviewing country has checked one answer: exactly the one with this `mark`."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="checks")
    reviewing = models.ForeignKey(ReviewingCountry, on_delete=models.PROTECT, related_name="checks")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="checks")
    mark = models.CharField(max_length=64)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "reviewing", "answer"], name="one_check_per_country_and_answer")
        ]

    def __str__(self) -> str:
        return f"{self.reviewing}: {self.answer}"
