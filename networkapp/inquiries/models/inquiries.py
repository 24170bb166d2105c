"""Inquiries: one set of questions that a network asks through many parliaments, and what each government answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.models.decisions import Decision
from networkapp.discussion.models.topics import Topic
from networkapp.models.causal_links import has_cause
from networkapp.models.delegations import Subject
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser

LONGEST_REFERENCE = 120


class InquiryState(models.TextChoices):
    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    CLOSED = "closed", pgettext_lazy("inquiry", "closed")


INQUIRY_TRANSITIONS: Mapping[InquiryState, frozenset[InquiryState]] = {
    InquiryState.DRAFT: frozenset({InquiryState.APPROVED, InquiryState.CLOSED}),
    InquiryState.APPROVED: frozenset({InquiryState.CLOSED}),
    InquiryState.CLOSED: frozenset({InquiryState.APPROVED}),
}


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Inquiries, by permission and subject."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the inquiries with which `user` may do `may`: what was never approved is there for people who can read
        the network."""
        there = Q(network__in=Network.objects.where(user, may=may))
        if may != Action.SEE:
            return self.filter(there)
        read = Q(network__in=Network.objects.where(user, may=Action.READ))
        return self.filter(there & Q(approved_at__isnull=False) | read)

    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self


class Inquiry(models.Model):
    """A network's questions to every government, equal for all, put into each parliament's own form.

    The questions cannot change after approval, so that all governments are asked the same.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="inquiries")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=10, choices=InquiryState, default=InquiryState.DRAFT)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_seat = seat_of(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries")
    decision_label = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_words = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="inquiries")
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="inquiries", blank=True, verbose_name=_("Subjects")
    )
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = InquiryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "-number"]
        verbose_name = _("Inquiry")
        verbose_name_plural = _("Inquiries")
        indexes: ClassVar = [models.Index(fields=["network", "state"], name="inquiries_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "number"], name="an_inquiry_has_one_number"),
            models.UniqueConstraint(fields=["written_by", "client_key"], name="an_inquiry_is_written_once"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False), name="an_approved_inquiry_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:inquiry", args=[self.network.slug, self.number])

    @property
    def dated_at(self) -> datetime:
        """Return when it was approved, or else written: its date in every list."""
        return self.approved_at or self.written_at

    @property
    def label(self) -> str:
        return gettext("Q-%(number)s") % {"number": self.number}


class InquiryQuestionQuerySet(models.QuerySet["InquiryQuestion"]):
    """Questions of inquiries."""

    def asking(self) -> Self:
        """Annotate each with whether it asks for something in particular, visible to the reader or not."""
        return self.annotate(asks_for_something=has_cause(InquiryQuestion))


class InquiryQuestion(models.Model):
    """One question of the core set. `key` stays whatever its number; texts in other languages are beside it."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    objects: ClassVar[Any] = InquiryQuestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["inquiry", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inquiry", "key"], name="a_question_has_one_key"),
            models.CheckConstraint(condition=~Q(text=""), name="a_question_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def get_absolute_url(self) -> str:
        return f"{self.inquiry.get_absolute_url()}#question-{self.number}"

    def in_language(self, language: str | None = None) -> "InquiryQuestionText | None":
        """Return the text in this language (the reader's, if none is named), or None. Prefetch `texts` for many."""
        wanted = language or get_language() or "en"
        return next((text for text in self.texts.all() if text.language == wanted), None)


class InquiryQuestionText(models.Model):
    """A question in another language."""

    question = models.ForeignKey(InquiryQuestion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    text = models.TextField()
    is_machine = models.BooleanField(default=False)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["question", "language"]
        verbose_name = _("question translation")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "language"], name="one_text_of_a_question_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"
