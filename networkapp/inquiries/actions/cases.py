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
    Cast,
    CastState,
    CastStep,
    Inquiry,
    InquiryQuestion,
    InquiryState,
    ParliamentInstrument,
)
from networkapp.inquiries.queries.answers import AnswerAccess, case_statuses, with_answers
from networkapp.inquiries.queries.case_status import (
    lock_case,
    record_step,
    require_acting_seat,
    require_released,
    set_state,
    state_on,
    today_in,
)
from networkapp.inquiries.queries.chambers import instruments_for
from networkapp.inquiries.queries.due_dates import require_reason, set_due_date
from networkapp.inquiries.queries.national_versions import build_national_form
from networkapp.models import Delegation, Seat
from networkapp.networks.queries.participation import require_participating
from networkapp.networks.queries.seats import speaking_seat
from networkapp.permissions import Action
from networkapp.users import User

Kind = CastStep.Kind
MAX_FORM_LENGTH = 20_000
STATES_WITH_FOLLOW_UP = frozenset({CastState.ANSWERED, CastState.PARTLY, CastState.EVASIVE, CastState.LAPSED})


@transaction.atomic
def draft_case(
    *,
    inquiry: Inquiry,
    delegation: Delegation,
    user: User,
    client_key: UUID,
    instrument: ParliamentInstrument | None = None,
) -> Cast:
    """Draft the inquiry for this parliament, in the form of `instrument`. The same `client_key` drafts it once.

    Only the delegation and people who manage inquiries can see the draft.

    Refused: `not_approved`, `elsewhere` (the delegation does not take part), `delegation_absent` (suspended or
    withdrawn), `another_parliament`, `cast_already`.
    NotAllowed but for the delegation itself and who keeps the inquiries.
    """
    seat = require_acting_seat(inquiry=inquiry, delegation=delegation, user=user)
    inquiry = _lock_open_inquiry(inquiry)
    known: Cast | None = Cast.objects.filter(drafted_by=user, client_key=client_key).first()
    if known is not None:
        return known
    if not inquiry.network.delegations.filter(pk=delegation.pk).exists():
        raise Refused("elsewhere", _("This delegation does not take part in the network."), field="delegation")
    require_participating(network=inquiry.network, delegation=delegation)
    if instrument is not None and not instruments_for(delegation=delegation).filter(pk=instrument.pk).exists():
        raise Refused("another_parliament", _("Choose a type of question used in this parliament."), field="instrument")
    if inquiry.casts.filter(delegation=delegation, follows=None).exclude(state=CastState.WITHDRAWN).exists():
        words = _("This parliament already has a question for this inquiry.")
        raise Refused("cast_already", words, field="delegation")
    questions = list(inquiry.questions.prefetch_related("texts"))
    return _create_case(inquiry, delegation, instrument, questions, seat, user, client_key)


@transaction.atomic
def draft_further_case(
    *, cast: Cast, user: User, client_key: UUID, questions: Iterable[InquiryQuestion] = (), words: str = ""
) -> Cast:
    """Draft a further parliamentary question after this one: because the answer falls short, or because it lapsed.

    It asks these questions of the inquiry (all, if none is named) after `words`. Refused: `not_yet` (no answer
    came and it has not lapsed), `follows_already`, `not_asked`, `too_long`, `delegation_absent`. NotAllowed as in
    `draft_case`.
    """
    seat = require_acting_seat(inquiry=cast.inquiry, delegation=cast.delegation, user=user)
    inquiry = _lock_open_inquiry(cast.inquiry)
    known: Cast | None = Cast.objects.filter(drafted_by=user, client_key=client_key).first()
    if known is not None:
        return known
    require_participating(network=inquiry.network, delegation=cast.delegation)
    cast = lock_case(cast=cast)
    if state_on(cast=cast, today=today_in(delegation=cast.delegation)) not in STATES_WITH_FOLLOW_UP:
        raise Refused("not_yet", _("You can ask a supplementary question once the question is answered or has lapsed."))
    if cast.followers.exclude(state=CastState.WITHDRAWN).exists():
        raise Refused("follows_already", _("There is already a supplementary question."))
    if len(words) > MAX_FORM_LENGTH:
        raise Refused("too_long", _("Shorten the text."), field="words")
    asked = list(cast.questions.prefetch_related("texts").order_by("number"))
    chosen = {question.pk for question in questions} or {question.pk for question in asked}
    if not chosen <= {question.pk for question in asked}:
        raise Refused("not_asked", _("Choose from the questions asked in this parliament."), field="questions")
    again = [question for question in asked if question.pk in chosen]
    return _create_case(
        inquiry, cast.delegation, cast.instrument, again, seat, user, client_key, follows=cast, more=words
    )


@transaction.atomic
def save_form(*, cast: Cast, user: User, text: str, base_version: int) -> Cast:
    """Replace the text of the national form. If it was approved before, it must be approved again.

    Refused: `changed` (somebody was faster), `tabled`, `no_text`, `too_long`. NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=cast.inquiry, delegation=cast.delegation, user=user)
    cast = lock_case(cast=cast)
    _require_state(cast, CastState.TABLED, "tabled", _("You cannot change the text of a tabled question."))
    if cast.version != base_version:
        raise Refused(
            "changed",
            _("Someone else has saved a newer version. Your text is still here: compare both, then save again."),
        )
    if not text.strip():
        raise Refused("no_text", _("Enter some text."), field="text")
    if len(text) > MAX_FORM_LENGTH:
        raise Refused("too_long", _("Shorten the text."), field="text")
    if cast.text == text.strip():
        return cast
    cast.text, cast.version = text.strip(), cast.version + 1
    cast.released_seat = cast.released_by = cast.released_at = None
    cast.save(update_fields=["text", "version", "released_seat", "released_by", "released_at"])
    record_step(cast=cast, kind=Kind.REWRITTEN, seat=seat, user=user)
    return cast


@transaction.atomic
def approve_form(*, cast: Cast, user: User, base_version: int) -> Cast:
    """Approve the form as it is in this version, in the name of a member of the delegation; approving twice is
    approving once.

    Refused: `changed`, `tabled`. NotAllowed for anyone but members and substitutes of the delegation.
    """
    seat = speaking_seat(network=cast.inquiry.network, user=user, action=Action.RELEASE)
    if seat is None or seat.delegation_id != cast.delegation_id:
        raise NotAllowed(Action.RELEASE)
    cast = lock_case(cast=cast)
    _require_state(cast, CastState.TABLED, "tabled", _("You cannot change the text of a tabled question."))
    if cast.version != base_version:
        raise Refused("changed", _("The text has changed since you opened this page. Check it again."))
    if cast.released_at is None:
        cast.released_seat, cast.released_by, cast.released_at = seat, user, timezone.now()
        cast.save(update_fields=["released_seat", "released_by", "released_at"])
        record_step(cast=cast, kind=Kind.RELEASED, seat=seat, user=user)
    return cast


@transaction.atomic
def table_case(
    *,
    cast: Cast,
    user: User,
    tabled_on: date,
    reference: str = "",
    document_url: str = "",
    due_on: date | None = None,
    due_words: str = "",
) -> Cast:
    """Record that the question was tabled on that day, and is due by its rule, or on `due_on` for the reason in
    `due_words` if no rule is known or parliament itself named another day. Everyone who can see the network sees it.

    Refused: `not_released`, `tabled`, `in_future`, `before_approval`, `due_on` (no rule and no day), `due_words`,
    `due_before`, `embargo` (it would reveal an answer that others may not know of). NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=cast.inquiry, delegation=cast.delegation, user=user)
    cast = lock_case(cast=cast)
    _require_state(cast, CastState.TABLED, "tabled", _("The question has already been tabled."))
    require_released(cast=cast, user=user)
    _require_day(tabled_on, cast)
    set_due_date(cast=cast, tabled_on=tabled_on, due_on=due_on, words=due_words)
    cast.state, cast.tabled_on, cast.tabled_seat = CastState.TABLED, tabled_on, seat
    cast.reference, cast.document_url = reference.strip(), document_url
    cast.save()
    if cast.follows is not None and cast.follows.state in STATES_WITH_FOLLOW_UP - {CastState.LAPSED}:
        _mark_followed(cast.follows, seat, user)
    record_step(
        cast=cast,
        kind=Kind.TABLED,
        seat=seat,
        user=user,
        facts={"on": tabled_on.isoformat(), "due_on": _iso(cast.due_on)},
    )
    return cast


@transaction.atomic
def change_due_date(*, cast: Cast, user: User, due_on: date, words: str) -> Cast:
    """Change the due date of the answer, with a reason; the earlier date stays in the steps of the question.

    Refused: `not_tabled`, `due_words`, `due_before`. NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=cast.inquiry, delegation=cast.delegation, user=user)
    cast = lock_case(cast=cast)
    if cast.tabled_on is None:
        raise Refused("not_tabled", _("The question has not been tabled yet."))
    before = cast.due_on
    require_reason(tabled_on=cast.tabled_on, due_on=due_on, words=words)
    cast.due_on, cast.due_words, cast.reminded = due_on, words.strip(), ""
    cast.save(update_fields=["due_on", "due_words", "reminded"])
    facts = {"before": _iso(before), "due_on": due_on.isoformat()}
    record_step(cast=cast, kind=Kind.DUE_CHANGED, seat=seat, user=user, words=words.strip(), facts=facts)
    return cast


@transaction.atomic
def withdraw_case(*, cast: Cast, user: User, words: str) -> Cast:
    """Withdraw the question, drafted or tabled, with a reason. Withdrawing twice is withdrawing once.

    Refused: `no_words`, `answered`. NotAllowed as in `draft_case`.
    """
    seat = require_acting_seat(inquiry=cast.inquiry, delegation=cast.delegation, user=user)
    if not words.strip():
        raise Refused("no_words", _("Enter a reason."), field="words")
    cast = lock_case(cast=cast)
    if cast.state != CastState.WITHDRAWN:
        _require_state(
            cast, CastState.WITHDRAWN, "answered", _("You cannot withdraw a question that was answered or has lapsed.")
        )
        set_state(cast=cast, state=CastState.WITHDRAWN)
        record_step(cast=cast, kind=Kind.WITHDRAWN, seat=seat, user=user, words=words.strip())
    return cast


def _mark_followed(before: Cast, seat: Seat, user: User) -> None:
    """Record that a further question follows this one. Refused: `embargo`, if its answer is not visible to others
    yet."""
    [told] = case_statuses(casts=with_answers(casts=Cast.objects.filter(pk=before.pk)), access=AnswerAccess())
    if told.state == CastState.TABLED:
        words = _(
            "The answer to the previous question is under embargo. A supplementary question would reveal the answer."
        )
        raise Refused("embargo", words)
    if told.state != CastState.LAPSED:
        set_state(cast=before, state=CastState.SUPPLEMENTARY)
        record_step(cast=before, kind=Kind.SUPPLEMENTARY, seat=seat, user=user)


def _create_case(
    inquiry: Inquiry,
    delegation: Delegation,
    instrument: ParliamentInstrument | None,
    questions: list[InquiryQuestion],
    seat: Seat,
    user: User,
    client_key: UUID,
    follows: Cast | None = None,
    more: str = "",
) -> Cast:
    form = build_national_form(inquiry=inquiry, instrument=instrument, questions=questions, more=more)
    cast: Cast = Cast.objects.create(
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
    cast.questions.set(questions)
    record_step(cast=cast, kind=Kind.DRAFTED, seat=seat, user=user)
    return cast


def _lock_open_inquiry(inquiry: Inquiry) -> Inquiry:
    held: Inquiry = Inquiry.objects.select_for_update(of=("self",)).select_related("network").get(pk=inquiry.pk)
    if held.state != InquiryState.APPROVED:
        raise Refused("not_approved", _("Only approved inquiries can be submitted to parliaments."))
    return held


def _require_state(cast: Cast, state: CastState, code: str, words: str) -> None:
    if state not in CAST_TRANSITIONS[CastState(cast.state)] or (state == CastState.TABLED and cast.tabled_on):
        raise Refused(code, words)


def _require_day(day: date, cast: Cast) -> None:
    if day > today_in(delegation=cast.delegation):
        raise Refused(
            "in_future", _("The date cannot be in the future (local time in the capital)."), field="tabled_on"
        )
    approved = cast.inquiry.approved_at
    if approved is not None and day < approved.astimezone(ZoneInfo(cast.delegation.time_zone)).date():
        words = _("The inquiry had not been approved on that date. Enter a later date.")
        raise Refused("before_approval", words, field="tabled_on")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
