"""Casting an inquiry into a parliament: an adviser prepares the national form, a member approves it, it is tabled."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.models import (
    CAST_TRANSITIONS,
    CaseState,
    CaseStep,
    Inquiry,
    InquiryQuestion,
    InquiryState,
    ParliamentCase,
    ParliamentInstrument,
)
from networkapp.inquiries.queries.answers import AnswerAccess, case_statuses, with_answers
from networkapp.inquiries.queries.case_status import (
    local_date,
    lock_case,
    record_step,
    require_acting_seat,
    require_released,
    set_state,
    state_at_day,
)
from networkapp.inquiries.queries.chambers import instruments_for
from networkapp.inquiries.queries.due_dates import require_reason, set_due_date
from networkapp.inquiries.queries.national_versions import build_national_form
from networkapp.models import Delegation, Seat
from networkapp.networks.queries.participation import require_participating
from networkapp.networks.queries.seats import permitted_seat
from networkapp.permissions import Action
from networkapp.users import User

Kind = CaseStep.Kind
MAX_FORM_LENGTH = 20_000
STATES_WITH_FOLLOW_UP = frozenset({CaseState.ANSWERED, CaseState.PARTLY, CaseState.EVASIVE, CaseState.LAPSED})


@transaction.atomic
def draft_case(
    *,
    inquiry: Inquiry,
    delegation: Delegation,
    user: User,
    client_key: UUID,
    instrument: ParliamentInstrument | None = None,
) -> ParliamentCase:
    """Draft the inquiry for this parliament, in the form of `instrument`. The same `client_key` drafts it once.

    Only the delegation and people who manage inquiries can see the draft.

    Refused: `not_approved`, `elsewhere` (the delegation does not take part), `delegation_absent` (suspended or
    withdrawn), `another_parliament`, `case_exists`.
    NotAllowed but for the delegation itself and who keeps the inquiries.
    """
    seat = require_acting_seat(inquiry=inquiry, delegation=delegation, user=user)
    inquiry = _lock_open_inquiry(inquiry)
    known: ParliamentCase | None = ParliamentCase.objects.filter(drafted_by=user, client_key=client_key).first()
    if known is not None:
        return known
    if not inquiry.network.delegations.filter(pk=delegation.pk).exists():
        raise Refused("elsewhere", _("This delegation does not take part in the network."), field="delegation")
    require_participating(network=inquiry.network, delegation=delegation)
    if instrument is not None and not instruments_for(delegation=delegation).filter(pk=instrument.pk).exists():
        raise Refused("another_parliament", _("Choose a type of question used in this parliament."), field="instrument")
    if inquiry.cases.filter(delegation=delegation, follows=None).exclude(state=CaseState.WITHDRAWN).exists():
        words = _("This parliament already has a question for this inquiry.")
        raise Refused("case_exists", words, field="delegation")
    questions = list(inquiry.questions.prefetch_related("texts"))
    return _create_case(inquiry, delegation, instrument, questions, seat, user, client_key)


@transaction.atomic
def draft_further_case(
    *, case: ParliamentCase, user: User, client_key: UUID, questions: Iterable[InquiryQuestion] = (), words: str = ""
) -> ParliamentCase:
    """Draft a further parliamentary question after this one: because the answer falls short, or because it lapsed.

    It asks these questions of the inquiry (all, if none is named) after `words`. Refused: `not_yet` (no answer
    came and it has not lapsed), `follows_already`, `not_asked`, `too_long`, `delegation_absent`. NotAllowed as in
    `draft_case`.
    """
    seat = require_acting_seat(inquiry=case.inquiry, delegation=case.delegation, user=user)
    inquiry = _lock_open_inquiry(case.inquiry)
    known: ParliamentCase | None = ParliamentCase.objects.filter(drafted_by=user, client_key=client_key).first()
    if known is not None:
        return known
    require_participating(network=inquiry.network, delegation=case.delegation)
    case = lock_case(case=case)
    if state_at_day(case=case, today=local_date(delegation=case.delegation)) not in STATES_WITH_FOLLOW_UP:
        raise Refused("not_yet", _("You can ask a supplementary question once the question is answered or has lapsed."))
    if case.followers.exclude(state=CaseState.WITHDRAWN).exists():
        raise Refused("follows_already", _("There is already a supplementary question."))
    if len(words) > MAX_FORM_LENGTH:
        raise Refused("too_long", _("The text is too long. Shorten it."), field="words")
    case_questions = list(case.questions.prefetch_related("texts").order_by("number"))
    chosen = {question.pk for question in questions} or {question.pk for question in case_questions}
    if not chosen <= {question.pk for question in case_questions}:
        raise Refused("not_asked", _("Choose from the questions asked in this parliament."), field="questions")
    again = [question for question in case_questions if question.pk in chosen]
    return _create_case(
        inquiry, case.delegation, case.instrument, again, seat, user, client_key, follows=case, more=words
    )


@transaction.atomic
def save_form(*, case: ParliamentCase, user: User, text: str, base_version: int) -> ParliamentCase:
    """Replace the text of the national form. If it was approved before, it must be approved again.

    Refused: `changed` (somebody was faster), `tabled`, `no_text`, `too_long`. NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=case.inquiry, delegation=case.delegation, user=user)
    case = lock_case(case=case)
    _require_state(case, CaseState.TABLED, "tabled", _("You cannot change the text of a tabled question."))
    if case.version != base_version:
        raise Refused(
            "changed",
            _("Someone else has saved a newer version. Your text is still here: compare both, then save again."),
        )
    if not text.strip():
        raise Refused("no_text", _("Enter some text."), field="text")
    if len(text) > MAX_FORM_LENGTH:
        raise Refused("too_long", _("The text is too long. Shorten it."), field="text")
    if case.text == text.strip():
        return case
    case.text, case.version = text.strip(), case.version + 1
    case.released_seat = case.released_by = case.released_at = None
    case.save(update_fields=["text", "version", "released_seat", "released_by", "released_at"])
    record_step(case=case, kind=Kind.REWRITTEN, seat=seat, user=user)
    return case


@transaction.atomic
def approve_form(*, case: ParliamentCase, user: User, base_version: int) -> ParliamentCase:
    """Approve the form as it is in this version, in the name of a member of the delegation; approving twice is
    approving once.

    Refused: `changed`, `tabled`. NotAllowed for anyone but members and substitutes of the delegation.
    """
    seat = permitted_seat(network=case.inquiry.network, user=user, action=Action.RELEASE)
    if seat is None or seat.delegation_id != case.delegation_id:
        raise NotAllowed(Action.RELEASE)
    case = lock_case(case=case)
    _require_state(case, CaseState.TABLED, "tabled", _("You cannot change the text of a tabled question."))
    if case.version != base_version:
        raise Refused("changed", _("The text has changed since you opened this page. Check it again."))
    if case.released_at is None:
        case.released_seat, case.released_by, case.released_at = seat, user, timezone.now()
        case.save(update_fields=["released_seat", "released_by", "released_at"])
        record_step(case=case, kind=Kind.RELEASED, seat=seat, user=user)
    return case


@transaction.atomic
def table_case(
    *,
    case: ParliamentCase,
    user: User,
    tabled_on: date,
    reference: str = "",
    document_url: str = "",
    due_on: date | None = None,
    due_words: str = "",
) -> ParliamentCase:
    """Record that the question was tabled on that day, and is due by its rule, or on `due_on` for the reason in
    `due_words` if no rule is known or parliament itself named another day. Everyone who can see the network sees it.

    Refused: `not_released`, `tabled`, `in_future`, `before_approval`, `due_on` (no rule and no day), `due_words`,
    `due_before`, `embargo` (it would reveal an answer that others may not know of). NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=case.inquiry, delegation=case.delegation, user=user)
    case = lock_case(case=case)
    _require_state(case, CaseState.TABLED, "tabled", _("The question has already been tabled."))
    require_released(case=case, user=user)
    _require_day(tabled_on, case)
    set_due_date(case=case, tabled_on=tabled_on, due_on=due_on, words=due_words)
    case.state, case.tabled_on, case.tabled_seat = CaseState.TABLED, tabled_on, seat
    case.reference, case.document_url = reference.strip(), document_url
    case.save()
    if case.follows is not None and case.follows.state in STATES_WITH_FOLLOW_UP - {CaseState.LAPSED}:
        _mark_followed(case.follows, seat, user)
    record_step(
        case=case,
        kind=Kind.TABLED,
        seat=seat,
        user=user,
        facts={"on": tabled_on.isoformat(), "due_on": _iso(case.due_on)},
    )
    return case


@transaction.atomic
def change_due_date(*, case: ParliamentCase, user: User, due_on: date, words: str) -> ParliamentCase:
    """Change the due date of the answer, with a reason; the earlier date stays in the steps of the question.

    Refused: `not_tabled`, `due_words`, `due_before`. NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=case.inquiry, delegation=case.delegation, user=user)
    case = lock_case(case=case)
    if case.tabled_on is None:
        raise Refused("not_tabled", _("The question has not been tabled yet."))
    before = case.due_on
    require_reason(tabled_on=case.tabled_on, due_on=due_on, words=words)
    case.due_on, case.due_words, case.reminded = due_on, words.strip(), ""
    case.save(update_fields=["due_on", "due_words", "reminded"])
    facts = {"before": _iso(before), "due_on": due_on.isoformat()}
    record_step(case=case, kind=Kind.DUE_CHANGED, seat=seat, user=user, words=words.strip(), facts=facts)
    return case


@transaction.atomic
def withdraw_case(*, case: ParliamentCase, user: User, words: str) -> ParliamentCase:
    """Withdraw the question, drafted or tabled, with a reason. Withdrawing twice is withdrawing once.

    Refused: `no_words`, `answered`. NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=case.inquiry, delegation=case.delegation, user=user)
    if not words.strip():
        raise Refused("no_words", _("Enter a reason."), field="words")
    case = lock_case(case=case)
    if case.state != CaseState.WITHDRAWN:
        _require_state(
            case, CaseState.WITHDRAWN, "answered", _("You cannot withdraw a question that was answered or has lapsed.")
        )
        set_state(case=case, state=CaseState.WITHDRAWN)
        record_step(case=case, kind=Kind.WITHDRAWN, seat=seat, user=user, words=words.strip())
    return case


def _mark_followed(before: ParliamentCase, seat: Seat, user: User) -> None:
    """Record that a further question follows this one. Refused: `embargo`, if its answer is not visible to others
    yet."""
    [status] = case_statuses(
        cases=with_answers(cases=ParliamentCase.objects.filter(pk=before.pk)), access=AnswerAccess()
    )
    if status.state == CaseState.TABLED:
        words = _(
            "The answer to the previous question is under embargo. A supplementary question would reveal the answer."
        )
        raise Refused("embargo", words)
    if status.state != CaseState.LAPSED:
        set_state(case=before, state=CaseState.SUPPLEMENTARY)
        record_step(case=before, kind=Kind.SUPPLEMENTARY, seat=seat, user=user)


def _create_case(
    inquiry: Inquiry,
    delegation: Delegation,
    instrument: ParliamentInstrument | None,
    questions: list[InquiryQuestion],
    seat: Seat,
    user: User,
    client_key: UUID,
    follows: ParliamentCase | None = None,
    more: str = "",
) -> ParliamentCase:
    form = build_national_form(inquiry=inquiry, instrument=instrument, questions=questions, more=more)
    case: ParliamentCase = ParliamentCase.objects.create(
        inquiry=inquiry,
        delegation=delegation,
        instrument=instrument,
        follows=follows,
        text=form.text,
        language=form.language,
        seat=seat,
        drafted_by=user,
        client_key=client_key,
    )
    case.questions.set(questions)
    record_step(case=case, kind=Kind.DRAFTED, seat=seat, user=user)
    return case


def _lock_open_inquiry(inquiry: Inquiry) -> Inquiry:
    locked: Inquiry = Inquiry.objects.select_for_update(of=("self",)).select_related("network").get(pk=inquiry.pk)
    if locked.state != InquiryState.APPROVED:
        raise Refused("not_approved", _("Only approved inquiries can be submitted to parliaments."))
    return locked


def _require_state(case: ParliamentCase, state: CaseState, code: str, words: str) -> None:
    if state not in CAST_TRANSITIONS[CaseState(case.state)] or (state == CaseState.TABLED and case.tabled_on):
        raise Refused(code, words)


def _require_day(day: date, case: ParliamentCase) -> None:
    if day > local_date(delegation=case.delegation):
        raise Refused(
            "in_future", _("The date cannot be in the future (local time in the capital)."), field="tabled_on"
        )
    approved = case.inquiry.approved_at
    if approved is not None and day < approved.astimezone(ZoneInfo(case.delegation.time_zone)).date():
        words = _("The inquiry had not been approved on that date. Enter a later date.")
        raise Refused("before_approval", words, field="tabled_on")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
