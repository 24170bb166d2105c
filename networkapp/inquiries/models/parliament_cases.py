"""Cases: an inquiry before one parliament, and every step it takes there."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from networkapp.inquiries.models.inquiries import Inquiry, InquiryQuestion
from networkapp.inquiries.models.parliaments import ParliamentInstrument
from networkapp.models.delegations import Delegation
from networkapp.models.fields import act_of, seat_of
from networkapp.models.networks import Network
from networkapp.models.seats import Seat
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action
from networkapp.users import AnyUser, is_signed_in

LONGEST_REFERENCE = 120


class CaseState(models.TextChoices):
    """The status of a question in one parliament. Overdue is none of them: it follows from the date
    (inquiries/rules/answer_states.py)."""

    DRAFTED = "drafted", _("drafted")
    TABLED = "tabled", _("tabled")
    ANSWERED = "answered", _("answered")
    PARTLY = "partly", _("partly answered")
    EVASIVE = "evasive", _("evasive")
    LAPSED = "lapsed", _("lapsed")
    SUPPLEMENTARY = "supplementary", _("supplementary asked")
    WITHDRAWN = "withdrawn", _("withdrawn")


_FILED = frozenset({CaseState.TABLED, CaseState.ANSWERED, CaseState.PARTLY, CaseState.EVASIVE})
CAST_TRANSITIONS: Mapping[CaseState, frozenset[CaseState]] = {
    CaseState.DRAFTED: frozenset({CaseState.TABLED, CaseState.WITHDRAWN}),
    CaseState.TABLED: _FILED | {CaseState.LAPSED, CaseState.WITHDRAWN},
    CaseState.ANSWERED: _FILED | {CaseState.SUPPLEMENTARY},
    CaseState.PARTLY: _FILED | {CaseState.SUPPLEMENTARY},
    CaseState.EVASIVE: _FILED | {CaseState.SUPPLEMENTARY},
    # A late answer to a lapsed question is filed anyway; a question that is tabled again in the next session is a new
    # one.
    CaseState.LAPSED: _FILED - {CaseState.TABLED},
    CaseState.SUPPLEMENTARY: frozenset(),
    CaseState.WITHDRAWN: frozenset(),
}


def of_own_delegation(user: AnyUser, network: str, delegation: str) -> Q:
    """Return the condition under which `user` acts today for the delegation of a row in its network."""
    if not is_signed_in(user) or not user.is_active:
        return Q(pk__in=[])
    seats = Seat.objects.current().filter(user=user, capacity__in=OF_A_DELEGATION & ALLOWED[Action.INQUIRE])
    return Q(Exists(seats.filter(network=OuterRef(network), delegation=OuterRef(delegation))))


class ParliamentCaseQuerySet(models.QuerySet["ParliamentCase"]):
    """Parliamentary questions, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return those of the inquiries with which `user` can do `may`; before it is tabled, for its own delegation and
        people who manage the inquiries."""
        inquiries = Inquiry.objects.where(user, may=may)
        can_manage = Q(inquiry__network__in=Network.objects.where(user, may=Action.KEEP_INQUIRIES))
        own = of_own_delegation(user, "inquiry__network", "delegation")
        return self.filter(Q(tabled_on__isnull=False) | can_manage | own, inquiry__in=inquiries)


class ParliamentCase(models.Model):
    """An inquiry before one parliament: in its instrument and language, and how the government answers.

    `text` is the national form as it is tabled; an adviser prepares it and a member approves it. `follows` is the one
    before, which lapsed or to which this one asks more; `questions` are those of the core set that it puts.
    `due_steps` says why the answer is `due_on` that day (networkapp.inquiries.rules.deadlines.DeadlineStep, as written
    down by inquiries/queries/due_explanations.py); where no rule is known, somebody gave the day, and `due_words` says
    why.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="cases")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="cases")
    instrument = models.ForeignKey(
        ParliamentInstrument, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    questions: "models.ManyToManyField[InquiryQuestion, Any]" = models.ManyToManyField(
        InquiryQuestion, related_name="cases", verbose_name=_("Questions")
    )
    state = models.CharField(max_length=14, choices=CaseState, default=CaseState.DRAFTED)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    version = models.PositiveIntegerField(default=1, editable=False)
    seat = seat_of()
    drafted_by = act_of()
    drafted_at = models.DateTimeField(default=timezone.now)
    released_seat = seat_of(null=True, blank=True)
    released_by = act_of(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    tabled_on = models.DateField(null=True, blank=True)
    tabled_seat = seat_of(null=True, blank=True)
    reference = models.CharField(max_length=LONGEST_REFERENCE, blank=True)
    document_url = models.URLField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_steps = models.JSONField(default=list, blank=True)
    due_words = models.TextField(blank=True)
    lapses_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    reminded = models.CharField(max_length=12, blank=True, editable=False)
    client_key = models.UUIDField(editable=False)

    objects: ClassVar[Any] = ParliamentCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["inquiry", "delegation__code", "pk"]
        verbose_name = _("parliamentary question")
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="cases_by_due_date")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inquiry", "delegation"],
                condition=Q(follows__isnull=True) & ~Q(state="withdrawn"),
                name="one_case_per_inquiry_and_parliament",
            ),
            models.UniqueConstraint(fields=["follows"], condition=~Q(state="withdrawn"), name="one_follower_per_case"),
            models.UniqueConstraint(fields=["drafted_by", "client_key"], name="a_case_is_drafted_once"),
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


class CaseStep(models.Model):
    """One thing that happened to a case: never changed. `facts` holds dates and numbers, no words of an answer."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        REWRITTEN = "rewritten", _("text changed")
        RELEASED = "released", _("approved")
        TABLED = "tabled", _("tabled")
        DUE_CHANGED = "due_changed", _("due date changed")
        FILED = "filed", _("answer recorded")
        VERIFIED = "verified", _("translation verified")
        FREED = "freed", _("embargo ended")
        REMINDED = "reminded", _("reminder sent")
        LAPSED = "lapsed", _("lapsed")
        SUPPLEMENTARY = "supplementary", _("supplementary asked")
        WITHDRAWN = "withdrawn", _("withdrawn")

    case = models.ForeignKey(ParliamentCase, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)
    seat = seat_of(null=True, blank=True)
    done_by = act_of(null=True, blank=True)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["case", "done_at", "pk"]
        verbose_name = _("parliamentary question event")

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()}"


class CaseDocument(models.Model):
    """The document in which a government answered, as a file. Readers of every answer taken from it can read it.

    The file itself is a document in the network's collection for attachments, which stores neither its name nor its
    question.
    """

    case = models.ForeignKey(ParliamentCase, on_delete=models.CASCADE, related_name="documents")
    document = models.OneToOneField(get_document_model_string(), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    harmless = models.BooleanField(default=False, editable=False)
    seat = seat_of()
    filed_by = act_of()
    filed_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["case", "filed_at", "pk"]
        verbose_name = _("answer document")

    def __str__(self) -> str:
        return self.name
