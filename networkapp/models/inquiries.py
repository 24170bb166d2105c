"""Inquiries: one set of questions that a network puts before many parliaments, and what each government answered."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from networkapp.models.decisions import Decision
from networkapp.models.delegations import Delegation, Subject
from networkapp.models.discussion import Topic
from networkapp.models.instruments import ParliamentInstrument
from networkapp.models.networks import Network
from networkapp.models.proposals import act_of, seat_of
from networkapp.models.seats import Seat
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action
from networkapp.rules.answers import ReplyStatus as Status

LONGEST_REFERENCE = 120


class InquiryState(models.TextChoices):
    DRAFT = "draft", _("being worked on")
    APPROVED = "approved", _("approved")
    CLOSED = "closed", _("closed")


INQUIRY_TRANSITIONS: Mapping[InquiryState, frozenset[InquiryState]] = {
    InquiryState.DRAFT: frozenset({InquiryState.APPROVED, InquiryState.CLOSED}),
    InquiryState.APPROVED: frozenset({InquiryState.CLOSED}),
    InquiryState.CLOSED: frozenset({InquiryState.APPROVED}),
}


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def where(self, user: Any, *, may: Action) -> Self:
        """The inquiries with which `user` may do `may`: what was never approved is there for who reads the network."""
        there = Q(network__in=Network.objects.where(user, may=may))
        if may != Action.SEE:
            return self.filter(there)
        read = Q(network__in=Network.objects.where(user, may=Action.READ))
        return self.filter(there & Q(approved_at__isnull=False) | read)

    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self


class Inquiry(models.Model):
    """What a network wants to know of every government: a core set of questions, cast into each parliament's own form.

    Once it was approved its questions stay as they are: what some governments were asked is what all are asked.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="inquiries")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    why = models.TextField(_("why it is asked"), blank=True)
    language = models.CharField(_("language of the original"), max_length=12, default="en")
    state = models.CharField(_("state"), max_length=10, choices=InquiryState, default=InquiryState.DRAFT)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_seat = seat_of(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries")
    decision_label = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_words = models.TextField(_("why it was closed"), blank=True)
    is_sample = models.BooleanField(_("made up as a sample"), default=False)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="inquiries")
    subjects: "models.ManyToManyField[Subject, Any]" = models.ManyToManyField(
        Subject, related_name="inquiries", blank=True, verbose_name=_("subjects")
    )
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = InquiryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["network", "-number"]
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
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
    def label(self) -> str:
        return gettext("Q-%(number)s") % {"number": self.number}


class InquiryQuestion(models.Model):
    """One question of the core set. `key` stays whatever its number; texts in other languages stand beside it."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("question"))

    class Meta:
        ordering: ClassVar[list[str]] = ["inquiry", "number"]
        verbose_name = _("question of an inquiry")
        verbose_name_plural = _("questions of inquiries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inquiry", "key"], name="a_question_has_one_key"),
            models.CheckConstraint(condition=~Q(text=""), name="a_question_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def get_absolute_url(self) -> str:
        return f"{self.inquiry.get_absolute_url()}#question-{self.number}"

    def in_language(self, language: str | None = None) -> "InquiryQuestionText | None":
        """Its text in this language (the reader's, if none is named), or None. Prefetch `texts` of many."""
        wanted = language or get_language() or "en"
        return next((text for text in self.texts.all() if text.language == wanted), None)


class InquiryQuestionText(models.Model):
    """A question in another language."""

    question = models.ForeignKey(InquiryQuestion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("question"))
    is_machine = models.BooleanField(_("made by a machine"), default=False)
    seat = seat_of()
    written_by = act_of()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["question", "language"]
        verbose_name = _("text of a question in another language")
        verbose_name_plural = _("texts of questions in other languages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "language"], name="one_text_of_a_question_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class CastState(models.TextChoices):
    """How a question before one parliament stands. Overdue is none of them: the clock says it (rules/answers.py)."""

    DRAFTED = "drafted", _("drafted")
    TABLED = "tabled", _("tabled")
    ANSWERED = "answered", _("answered")
    PARTLY = "partly", _("partly answered")
    EVASIVE = "evasive", _("evasive")
    LAPSED = "lapsed", _("lapsed")
    SUPPLEMENTARY = "supplementary", _("supplementary asked")
    WITHDRAWN = "withdrawn", _("withdrawn")


_FILED = frozenset({CastState.TABLED, CastState.ANSWERED, CastState.PARTLY, CastState.EVASIVE})
CAST_TRANSITIONS: Mapping[CastState, frozenset[CastState]] = {
    CastState.DRAFTED: frozenset({CastState.TABLED, CastState.WITHDRAWN}),
    CastState.TABLED: _FILED | {CastState.LAPSED, CastState.WITHDRAWN, CastState.SUPPLEMENTARY},
    CastState.ANSWERED: _FILED | {CastState.SUPPLEMENTARY},
    CastState.PARTLY: _FILED | {CastState.SUPPLEMENTARY},
    CastState.EVASIVE: _FILED | {CastState.SUPPLEMENTARY},
    # A late answer to what lapsed is filed all the same, and it can be put again in the next session.
    CastState.LAPSED: _FILED | {CastState.SUPPLEMENTARY},
    CastState.SUPPLEMENTARY: frozenset(),
    CastState.WITHDRAWN: frozenset(),
}


def of_own_delegation(user: Any, network: str, delegation: str) -> Q:
    """The condition under which `user` acts for the delegation of a row in its network, at this moment."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Q(pk__in=[])
    seats = Seat.objects.current().filter(user=user, capacity__in=OF_A_DELEGATION & ALLOWED[Action.INQUIRE])
    return Q(Exists(seats.filter(network=OuterRef(network), delegation=OuterRef(delegation))))


class CastQuerySet(models.QuerySet["Cast"]):
    def where(self, user: Any, *, may: Action) -> Self:
        """Those of the inquiries with which `user` may do `may`; before it is tabled, for its own delegation and who
        keeps the inquiries."""
        inquiries = Inquiry.objects.where(user, may=may)
        keeps = Q(inquiry__network__in=Network.objects.where(user, may=Action.KEEP_INQUIRIES))
        own = of_own_delegation(user, "inquiry__network", "delegation")
        return self.filter(Q(tabled_on__isnull=False) | keeps | own, inquiry__in=inquiries)


class Cast(models.Model):
    """An inquiry before one parliament: in its instrument and language, and how the government answers.

    `text` is the national form as it is tabled; an adviser prepares it and a member releases it. `follows` is the one
    before, which lapsed or to which this one asks more; `questions` are those of the core set that it puts.
    `due_steps` says why the answer is `due_on` that day (networkapp.rules.deadlines.Step, as written down by
    domain/due_words.py); where no rule is known, somebody gave the day, and `due_words` says why.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="casts")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="casts")
    instrument = models.ForeignKey(
        ParliamentInstrument, on_delete=models.PROTECT, null=True, blank=True, related_name="casts"
    )
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    questions: "models.ManyToManyField[InquiryQuestion, Any]" = models.ManyToManyField(
        InquiryQuestion, related_name="casts", verbose_name=_("questions")
    )
    state = models.CharField(_("state"), max_length=14, choices=CastState, default=CastState.DRAFTED)
    text = models.TextField(_("national form"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    version = models.PositiveIntegerField(default=1, editable=False)
    seat = seat_of()
    drafted_by = act_of()
    drafted_at = models.DateTimeField(default=timezone.now)
    released_seat = seat_of(null=True, blank=True)
    released_by = act_of(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    tabled_on = models.DateField(_("tabled on"), null=True, blank=True)
    tabled_seat = seat_of(null=True, blank=True)
    reference = models.CharField(_("number in parliament"), max_length=LONGEST_REFERENCE, blank=True)
    document_url = models.URLField(_("address of the question"), max_length=500, blank=True)
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    due_steps = models.JSONField(default=list, blank=True)
    due_words = models.TextField(_("why this day"), blank=True)
    lapses_on = models.DateField(_("lapses after"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    reminded = models.CharField(max_length=12, blank=True, editable=False)
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = CastQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["inquiry", "delegation__code", "pk"]
        verbose_name = _("inquiry before a parliament")
        verbose_name_plural = _("inquiries before parliaments")
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="casts_by_due_date")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inquiry", "delegation"],
                condition=Q(follows__isnull=True) & ~Q(state="withdrawn"),
                name="an_inquiry_is_cast_once_into_a_parliament",
            ),
            models.UniqueConstraint(fields=["drafted_by", "client_key"], name="a_cast_is_drafted_once"),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "withdrawn"]) | Q(tabled_on__isnull=False, due_on__isnull=False),
                name="what_is_tabled_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=models.F("tabled_on")), name="an_answer_takes_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry.label}, {self.delegation.label}"

    def get_absolute_url(self) -> str:
        return reverse("networkapp:cast", args=[self.inquiry.network.slug, self.inquiry.number, self.pk])


class CastStep(models.Model):
    """One thing that happened to a cast: never changed. `facts` holds dates and numbers, no words of an answer."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        REWRITTEN = "rewritten", _("national form changed")
        RELEASED = "released", _("released")
        TABLED = "tabled", _("tabled")
        DUE_CHANGED = "due_changed", _("another due date")
        FILED = "filed", _("answer filed")
        REMINDED = "reminded", _("reminded")
        LAPSED = "lapsed", _("lapsed")
        SUPPLEMENTARY = "supplementary", _("supplementary asked")
        WITHDRAWN = "withdrawn", _("withdrawn")

    cast = models.ForeignKey(Cast, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)
    seat = seat_of(null=True, blank=True)
    done_by = act_of(null=True, blank=True)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["cast", "done_at", "pk"]
        verbose_name = _("step of an inquiry before a parliament")
        verbose_name_plural = _("steps of inquiries before parliaments")

    def __str__(self) -> str:
        return f"{self.cast}: {self.get_kind_display()}"


class CastDocument(models.Model):
    """The document in which a government answered, as a file. It is read by whoever reads every answer taken from it.

    The file itself is a document in the network's collection for papers, which knows neither its name nor its cast.
    """

    cast = models.ForeignKey(Cast, on_delete=models.CASCADE, related_name="documents")
    document = models.OneToOneField(get_document_model_string(), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    harmless = models.BooleanField(default=False, editable=False)
    seat = seat_of()
    filed_by = act_of()
    filed_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["cast", "filed_at", "pk"]
        verbose_name = _("document of an answer")
        verbose_name_plural = _("documents of answers")

    def __str__(self) -> str:
        return self.name


STATUSES = [
    (Status.ANSWERED.value, _("answered")),
    (Status.PARTLY.value, _("partly answered")),
    (Status.EVASIVE.value, _("evasive")),
    (Status.REFUSED.value, _("refused")),
    (Status.NOT_ANSWERED.value, _("not answered")),
]
MUST_SAY_WHY = [Status.PARTLY.value, Status.EVASIVE.value, Status.REFUSED.value]


class ReplyQuerySet(models.QuerySet["Reply"]):
    def where(self, user: Any, *, may: Action, at: Any = None) -> Self:
        """Those to casts with which `user` may do `may`; under embargo, for its own delegation and who keeps the
        inquiries. What is withheld in them is taken out by networkapp.domain.replies_read, which is asked for them."""
        keeps = Q(cast__inquiry__network__in=Network.objects.where(user, may=Action.KEEP_INQUIRIES))
        own = of_own_delegation(user, "cast__inquiry__network", "cast__delegation")
        free = Q(embargo_until__isnull=True) | Q(embargo_until__lte=at or timezone.now())
        return self.filter(free | keeps | own, cast__in=Cast.objects.where(user, may=may))


class Reply(models.Model):
    """What a government answered to one question, in its own words, with a working translation.

    Words between [[ and ]] in quotation and translation are withheld from everybody but its own delegation and those
    who keep the inquiries, for the reason in `withheld_because`; so is, until `embargo_until`, the whole.
    """

    cast = models.ForeignKey(Cast, on_delete=models.CASCADE, related_name="replies")
    question = models.ForeignKey(InquiryQuestion, on_delete=models.PROTECT, related_name="replies")
    status = models.CharField(_("how it answers"), max_length=14, choices=STATUSES)
    status_because = models.TextField(_("why it is called so"), blank=True)
    quotation = models.TextField(_("what was answered, word for word"), blank=True)
    language = models.CharField(_("language of the answer"), max_length=12, default="en")
    document = models.ForeignKey(CastDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    document_url = models.URLField(_("address of the original"), max_length=500, blank=True)
    translation = models.TextField(_("working translation"), blank=True)
    translation_language = models.CharField(_("language of the translation"), max_length=12, default="en")
    is_machine = models.BooleanField(_("translated by a machine"), default=False)
    translated_seat = seat_of(null=True, blank=True)
    verified_seat = seat_of(null=True, blank=True)
    verified_by = act_of(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    embargo_until = models.DateTimeField(_("not to be read before"), null=True, blank=True)
    freed_at = models.DateTimeField(null=True, editable=False)
    withheld_because = models.CharField(_("why parts are withheld"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    seat = seat_of()
    filed_by = act_of()
    filed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = ReplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["cast", "question__number"]
        verbose_name = _("answer to a question of an inquiry")
        verbose_name_plural = _("answers to questions of inquiries")
        indexes: ClassVar = [models.Index(fields=["embargo_until"], name="replies_by_embargo")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cast", "question"], name="a_question_is_answered_once_by_a_cast"),
            models.CheckConstraint(
                condition=~Q(status__in=MUST_SAY_WHY) | ~Q(status_because=""), name="what_falls_short_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cast}, {self.question.number}"

    def get_absolute_url(self) -> str:
        return f"{self.cast.get_absolute_url()}#answer-{self.question.number}"


class ReplyFiling(models.Model):
    """An answer as it was filed at one time: never changed, and read where the answer itself is."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="filings")
    version = models.PositiveIntegerField()
    said = models.JSONField(default=dict)
    seat = seat_of()
    filed_by = act_of()
    filed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["reply", "version"]
        verbose_name = _("filing of an answer")
        verbose_name_plural = _("filings of answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "version"], name="an_answer_is_filed_once_in_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.reply} {self.version}"
