"""Replies: what governments answered to each question of an inquiry, and every filing of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.inquiries.models.inquiries import InquiryQuestion
from networkapp.inquiries.models.parliament_cases import CaseDocument, ParliamentCase, of_own_delegation
from networkapp.inquiries.rules.answer_states import ReplyStatus as Status
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser

STATUSES = [
    (Status.ANSWERED.value, _("answered")),
    (Status.PARTLY.value, _("partly answered")),
    (Status.EVASIVE.value, _("evasive")),
    (Status.REFUSED.value, _("refused")),
    (Status.NOT_ANSWERED.value, _("not answered")),
]
STATUSES_WITH_REASON = [Status.PARTLY.value, Status.EVASIVE.value, Status.REFUSED.value]


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Answers of governments, by permission and embargo."""

    def where(self, user: AnyUser, *, may: Action, at: Any = None) -> Self:
        """Return those to questions with which `user` can do `may`; under embargo, for its own delegation and people
        who manage the inquiries. inquiries/queries/answers.py removes withheld passages."""
        can_manage = Q(case__inquiry__network__in=Network.objects.where(user, may=Action.KEEP_INQUIRIES))
        own = of_own_delegation(user, "case__inquiry__network", "case__delegation")
        free = Q(embargo_until__isnull=True) | Q(embargo_until__lte=at or timezone.now())
        return self.filter(free | can_manage | own, case__in=ParliamentCase.objects.where(user, may=may))


class Reply(models.Model):
    """A government's answer to one question, in its own words, with a working translation.

    Words between [[ and ]] in quotation and translation are withheld from everybody except its own delegation and
    people who manage the inquiries, for the reason in `withheld_because`; so is, until `embargo_until`, the whole.
    """

    case = models.ForeignKey(ParliamentCase, on_delete=models.CASCADE, related_name="replies")
    question = models.ForeignKey(InquiryQuestion, on_delete=models.PROTECT, related_name="replies")
    status = models.CharField(max_length=14, choices=STATUSES)
    status_because = models.TextField(blank=True)
    quotation = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    document = models.ForeignKey(CaseDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    document_url = models.URLField(max_length=500, blank=True)
    translation = models.TextField(blank=True)
    translation_language = models.CharField(max_length=12, default="en")
    is_machine = models.BooleanField(default=False)
    translated_seat = seat_of(null=True, blank=True)
    verified_seat = seat_of(null=True, blank=True)
    verified_by = act_of(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    freed_at = models.DateTimeField(null=True, editable=False)
    withheld_because = models.CharField(max_length=300, blank=True)
    open_text = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    seat = seat_of()
    filed_by = act_of()
    filed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = ReplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["case", "question__number"]
        verbose_name = _("answer to an inquiry question")
        indexes: ClassVar = [models.Index(fields=["embargo_until"], name="replies_by_embargo")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "question"], name="a_question_is_answered_once_per_case"),
            models.CheckConstraint(
                condition=~Q(status__in=STATUSES_WITH_REASON) | ~Q(status_because=""), name="what_falls_short_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.question.number}"

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#answer-{self.question.number}"


class ReplyFiling(models.Model):
    """An answer as it was filed at one time: never changed, and read where the answer itself is."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="filings")
    version = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    seat = seat_of()
    filed_by = act_of()
    filed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["reply", "version"]
        verbose_name = _("version of an answer")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "version"], name="an_answer_is_filed_once_in_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.reply} {self.version}"
