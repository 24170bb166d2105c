"""Answers as their reader can see them: none under embargo, no withheld passages, and no status that reveals them.

Pages, matrix, files, API, search and events get answers through this module alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.inquiries.models import CaseDocument, CaseState, CaseStep, InquiryQuestion, ParliamentCase, Reply
from networkapp.inquiries.models.answers import STATUSES
from networkapp.inquiries.queries.case_status import ACTING_ROLES, local_date, state_at_day
from networkapp.inquiries.rules.answer_states import AwaitedAnswer, ReplyStatus, overall_answer
from networkapp.models import Network, Seat
from networkapp.permissions import Action
from networkapp.text.redaction import VisiblePassage, join_passages, visible_passages
from networkapp.users import AnyUser, is_signed_in

STATUS_LABELS = dict(STATUSES)
_STEP = CaseStep.Kind
_STEPS_FOR_ALL = (_STEP.TABLED, _STEP.DUE_CHANGED, _STEP.LAPSED, _STEP.SUPPLEMENTARY, _STEP.WITHDRAWN)
_STATES_FROM_ANSWERS = frozenset({CaseState.TABLED, CaseState.ANSWERED, CaseState.PARTLY, CaseState.EVASIVE})


@dataclass(frozen=True, kw_only=True)
class AnswerAccess:
    """The answers of a network that a person can read: all, or those of the delegations for which they act."""

    can_manage: bool = False
    delegations: frozenset[int] = frozenset()

    def covers(self, delegation: int) -> bool:
        return self.can_manage or delegation in self.delegations


def answer_access(*, network: Network, user: AnyUser) -> AnswerAccess:
    """Return which answers of this network `user` can read, by their current seats; two queries at most."""
    return answer_access_by_network(networks=[network], user=user)[network.pk]


def answer_access_by_network(*, networks: Iterable[Network], user: AnyUser | None) -> Mapping[int, AnswerAccess]:
    """Return which answers the user can read in each of these networks, by primary key; at most two queries."""
    network_ids = {network.pk for network in networks}
    if not is_signed_in(user):
        return dict.fromkeys(network_ids, AnswerAccess())
    kept = Network.objects.where(user, may=Action.KEEP_INQUIRIES).filter(pk__in=network_ids)
    can_manage = set(kept.order_by().values_list("pk", flat=True))
    seats = Seat.objects.current().filter(
        network__in=network_ids, user=user, capacity__in=ACTING_ROLES, user__is_active=True, delegation__isnull=False
    )
    acts = list(seats.order_by().values_list("network", "delegation"))
    return {
        pk: AnswerAccess(
            can_manage=pk in can_manage,
            delegations=frozenset(delegation for network, delegation in acts if network == pk),
        )
        for pk in network_ids
    }


@dataclass(frozen=True, kw_only=True)
class VisibleAnswer:
    """An answer without anything that its reader cannot see. `in_full` if nothing is left out.

    `document` and `document_url` are missing if the original would reveal withheld passages.
    """

    pk: int
    question: int
    version: int
    status: str
    because: tuple[VisiblePassage, ...]
    quotation: tuple[VisiblePassage, ...]
    language: str
    translation: tuple[VisiblePassage, ...]
    translation_language: str
    is_machine: bool
    verified_by: str
    verified_at: datetime | None
    document: CaseDocument | None
    document_url: str
    withheld_because: str
    embargo_until: datetime | None
    filed_at: datetime
    filed_by: str
    in_full: bool

    @property
    def status_label(self) -> str:
        return str(STATUS_LABELS[self.status])

    @property
    def withholds(self) -> bool:
        return any(part.withheld for text in (self.quotation, self.translation, self.because) for part in text)

    @property
    def quoted(self) -> str:
        """Return the quotation as plain text."""
        return join_passages(self.quotation, self.gap)

    @property
    def translated(self) -> str:
        return join_passages(self.translation, self.gap)

    @property
    def why(self) -> str:
        return join_passages(self.because, self.gap)

    @property
    def gap(self) -> str:
        return _("[withheld: %(reason)s]") % {"reason": self.withheld_because}


@dataclass(frozen=True, kw_only=True)
class CaseStatus:
    """A parliamentary question as its reader can know it: its status, due date, and answers.

    `to_others` is how everybody else sees it meanwhile, if an answer is under embargo.
    """

    case: ParliamentCase
    state: CaseState
    is_overdue: bool
    days_over: int
    answered_on: date | None
    answers: dict[int, VisibleAnswer]
    in_full: bool
    to_others: "CaseStatus | None" = None

    @property
    def embargo_ends(self) -> datetime | None:
        """Return when others can read the whole answer."""
        return max((one.embargo_until for one in self.answers.values() if one.embargo_until), default=None)

    @property
    def state_label(self) -> str:
        if self.is_overdue:
            return _("overdue")
        return str(self.state.label)

    @property
    def is_waited_for(self) -> bool:
        return self.state == CaseState.TABLED

    @property
    def unanswered(self) -> tuple[InquiryQuestion, ...]:
        """Return the questions without an answer that the reader can read, by number; none once no answer can
        follow."""
        if self.state not in _STATES_FROM_ANSWERS:
            return ()
        unanswered = ReplyStatus.NOT_ANSWERED.value
        answered_ones = {key for key, answer in self.answers.items() if answer.status != unanswered}
        questions = sorted(self.case.questions.all(), key=lambda question: question.number)
        return tuple(question for question in questions if question.pk not in answered_ones)


def visible_steps(*, status: CaseStatus) -> list[CaseStep]:
    """Return the steps of the case that its reader can see."""
    lapsed_to_her = not status.in_full and status.state == CaseState.LAPSED
    return [
        step
        for step in status.case.steps.select_related("seat__delegation")
        if status.in_full or step.kind in _STEPS_FOR_ALL
        if lapsed_to_her or not step.facts.get("to_others")
    ]


def case_statuses(
    *, cases: Iterable[ParliamentCase], access: AnswerAccess, at: datetime | None = None
) -> list[CaseStatus]:
    """Return the status of the cases for a reader with this access; drafts are left out for others.

    Needs `delegation`, `questions` and `replies` (with their document and seats) at hand: see `with_answers`.
    """
    now = at or timezone.now()
    known = [case for case in cases if case.tabled_on is not None or access.covers(case.delegation_id)]
    return [_case_status(case, access.covers(case.delegation_id), now) for case in known]


def with_answers(*, cases: QuerySet[ParliamentCase]) -> QuerySet[ParliamentCase]:
    """Load the cases with all that `case_statuses` needs, in four queries."""
    seats = ("document", "verified_seat__delegation", "seat__delegation")
    replies = Reply.objects.select_related(*seats).order_by("question__number")
    return cases.select_related("delegation", "instrument").prefetch_related(
        Prefetch("questions", queryset=InquiryQuestion.objects.asking()), Prefetch("replies", queryset=replies)
    )


def _case_status(case: ParliamentCase, in_full: bool, now: datetime) -> CaseStatus:
    every: Sequence[Reply] = list(case.replies.all())
    free = [reply for reply in every if in_full or not _is_under_embargo(reply, now)]
    hidden = len(free) < len(every)
    today = local_date(delegation=case.delegation)
    state = _visible_state(case, free, hidden, today)
    waiting = AwaitedAnswer(due_on=case.due_on, lapses_on=case.lapses_on)
    # An answer under embargo makes no difference for people who cannot read it, so that nothing reveals it.
    late = state == CaseState.TABLED and waiting.is_overdue(today)
    told_apart = _restricted_originals(every, now) if not in_full else frozenset()
    return CaseStatus(
        case=case,
        state=state,
        is_overdue=late,
        days_over=waiting.days_over(today) if late else 0,
        answered_on=case.answered_on if free and state != CaseState.TABLED else None,
        answers={reply.question_id: _visible_answer(reply, in_full, told_apart, now) for reply in free},
        in_full=in_full,
        to_others=_case_status(case, False, now)
        if in_full and any(_is_under_embargo(one, now) for one in every)
        else None,
    )


def unanswered_to_others(*, at: datetime) -> QuerySet[ParliamentCase]:
    """Return what is tabled and unanswered for readers who can read no answer under embargo, and has not lapsed for
    them."""
    lapsed = CaseStep.objects.filter(case=OuterRef("pk"), kind=CaseStep.Kind.LAPSED)
    replies = Reply.objects.filter(case=OuterRef("pk"))
    hidden = replies.filter(embargo_until__gt=at)
    visible = replies.exclude(embargo_until__gt=at).exclude(status=ReplyStatus.NOT_ANSWERED.value)
    seems_so = Q(Exists(hidden), ~Exists(visible), state__in=_STATES_FROM_ANSWERS)
    return ParliamentCase.objects.filter(Q(state=CaseState.TABLED) | seems_so).exclude(Exists(lapsed))


def _visible_state(case: ParliamentCase, free: Sequence[Reply], hidden: bool, today: date) -> CaseState:
    state = state_at_day(case=case, today=today)
    if not hidden or state not in _STATES_FROM_ANSWERS:
        return state
    statuses = [ReplyStatus(reply.status) for reply in free]
    answered_state = CaseState(overall_answer(statuses=statuses, question_count=len(case.questions.all())).value)
    lapsed = answered_state == CaseState.TABLED and AwaitedAnswer(
        due_on=case.due_on, lapses_on=case.lapses_on
    ).has_lapsed(today)
    return CaseState.LAPSED if lapsed else answered_state


def _is_under_embargo(reply: Reply, now: datetime) -> bool:
    return reply.embargo_until is not None and reply.embargo_until > now


def _has_withheld_passages(reply: Reply) -> bool:
    return any(
        part.withheld for text in (reply.quotation, reply.translation) for part in visible_passages(text, in_full=False)
    )


def _restricted_originals(replies: Sequence[Reply], now: datetime) -> frozenset[Any]:
    """Return the originals (file primary keys, addresses) of answers with withheld passages or an embargo."""
    kept = [reply for reply in replies if _is_under_embargo(reply, now) or _has_withheld_passages(reply)]
    return frozenset(
        [
            *(reply.document_id for reply in kept if reply.document_id),
            *(one.document_url for one in kept if one.document_url),
        ]
    )


def _visible_answer(reply: Reply, in_full: bool, kept: frozenset[Any], now: datetime) -> VisibleAnswer:
    shows = reply.document_id not in kept and not (not in_full and _has_withheld_passages(reply))
    return VisibleAnswer(
        pk=reply.pk,
        question=reply.question_id,
        version=reply.version,
        status=reply.status,
        because=visible_passages(reply.status_because, in_full=in_full),
        quotation=visible_passages(reply.quotation, in_full=in_full),
        language=reply.language,
        translation=visible_passages(reply.translation, in_full=in_full),
        translation_language=reply.translation_language,
        is_machine=reply.is_machine,
        verified_by=reply.verified_seat.label if reply.verified_seat else "",
        verified_at=reply.verified_at,
        document=reply.document if shows else None,
        document_url=reply.document_url if shows and reply.document_url not in kept else "",
        withheld_because=reply.withheld_because,
        embargo_until=reply.embargo_until if in_full and _is_under_embargo(reply, now) else None,
        filed_at=reply.filed_at,
        filed_by=reply.seat.label,
        in_full=in_full,
    )
