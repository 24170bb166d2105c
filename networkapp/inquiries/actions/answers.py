"""Answers are filed by question: quotation, original, working translation, how far it answers, who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.discussion.actions.attachments import store_document
from networkapp.discussion.actions.uploads import InspectedUpload, inspect_upload
from networkapp.errors import Refused
from networkapp.inquiries.models import CaseDocument, CaseState, CaseStep, InquiryQuestion, ParliamentCase, Reply
from networkapp.inquiries.queries.case_status import local_date, lock_case, record_step, require_acting_seat, set_state
from networkapp.inquiries.rules.answer_states import ReplyStatus, overall_answer
from networkapp.languages.languages import known_language
from networkapp.models import Seat
from networkapp.notifications.notices import resolve_notices
from networkapp.rate_limits import check_rate_limit
from networkapp.text.redaction import UnbalancedMarks, has_withheld_passages, public_text
from networkapp.users import User

MAX_QUOTATION_LENGTH, MAX_REASON_LENGTH = 20_000, 2_000
TEXT_FIELDS = ("quotation", "translation", "status_because")
NEEDS_QUOTATION = frozenset({ReplyStatus.ANSWERED, ReplyStatus.PARTLY, ReplyStatus.EVASIVE})
NEEDS_REASON = frozenset({ReplyStatus.PARTLY, ReplyStatus.EVASIVE, ReplyStatus.REFUSED})
DUE_NOTICE = "inquiry.due"


@dataclass(frozen=True, kw_only=True)
class AnswerData:
    """The filed data of an answer. Words between [[ and ]] are withheld from everybody except people who act for the
    delegation and people who manage the inquiries."""

    status: str
    status_because: str = ""
    quotation: str = ""
    language: str = "en"
    document: CaseDocument | None = None
    document_url: str = ""
    translation: str = ""
    translation_language: str = "en"
    is_machine: bool = False
    embargo_until: datetime | None = None
    withheld_because: str = ""


@transaction.atomic
def file_reply(
    *,
    case: ParliamentCase,
    question: InquiryQuestion,
    user: User,
    base_version: int,
    answered_on: date,
    filed: AnswerData,
    file: File | None = None,  # type: ignore[type-arg]
) -> Reply:
    """Record the government's answer to this question in the matrix, for the people who can read it; the status of the
    parliamentary question follows from all its answers. Each filing is stored. The same text on the same version is
    filed once.

    Refused: `changed` (somebody filed since version `base_version`; nothing is overwritten), `not_tabled`, `not_asked`,
    `answered_on`, `in_future`, `status_because`, `no_quotation`, `too_long`, `language`, `unbalanced`,
    `withheld_because`, `translation_tells`, `another_document`, and files as in uploads.examine. NotAllowed for anyone
    but the delegation and the people who manage the inquiries.
    """
    seat = require_acting_seat(inquiry=case.inquiry, delegation=case.delegation, user=user)
    found = _inspect_file(file, user)
    case = lock_case(case=case)
    _require_asked(case, question, answered_on)
    _check(filed, case)
    reply = Reply.objects.filter(case=case, question=question).first()
    content = _content_of_data(filed)
    if reply is not None and found is None and reply.version != base_version and _content_of_reply(reply) == content:
        return reply
    if (reply.version if reply else 0) != base_version:
        raise Refused(
            "changed",
            _("Someone else has saved a newer version. Your text is still here: compare both, then save again."),
        )
    document = _save_document(found, case, seat, user) if found else filed.document
    reply = _save_reply(reply, case, question, content, filed, document, seat, user)
    hidden = reply.embargo_until is not None and reply.embargo_until > timezone.now()
    _update_state(case, answered_on, hidden)
    facts = {"question": question.number, "version": reply.version, "answered_on": answered_on.isoformat()}
    record_step(case=case, kind=CaseStep.Kind.FILED, seat=seat, user=user, facts=facts, alone=hidden)
    resolve_due_notices(case=case)
    return reply


@transaction.atomic
def verify_translation(*, reply: Reply, user: User) -> Reply:
    """Record that `user` compared the working translation with the answer.

    Refused: `no_translation`, `own_translation` (nobody verifies their own). NotAllowed as in `file_reply`.
    """
    seat = require_acting_seat(inquiry=reply.case.inquiry, delegation=reply.case.delegation, user=user)
    case = lock_case(case=reply.case)
    reply = Reply.objects.select_for_update(of=("self",)).select_related("translated_seat").get(pk=reply.pk)
    if not reply.translation:
        raise Refused("no_translation", _("The answer has no translation yet."))
    if not reply.is_machine and reply.translated_seat and reply.translated_seat.user_id == user.pk:
        raise Refused("own_translation", _("You cannot verify your own translation. Ask someone else."))
    if reply.verified_at is None:
        reply.verified_seat, reply.verified_by, reply.verified_at = seat, user, timezone.now()
        reply.save(update_fields=["verified_seat", "verified_by", "verified_at"])
        hidden = reply.embargo_until is not None and reply.embargo_until > timezone.now()
        record_step(
            case=case,
            kind=CaseStep.Kind.VERIFIED,
            seat=seat,
            user=user,
            facts={"question": reply.question_id},
            alone=hidden,
        )
    return reply


def resolve_due_notices(*, case: ParliamentCase) -> None:
    """Stop reminders about an answer that is no longer awaited."""
    if case.state != CaseState.TABLED:
        for facts in case.steps.filter(kind=CaseStep.Kind.REMINDED).values_list("facts", flat=True):
            resolve_notices(kind=DUE_NOTICE, key=facts["key"])


def _inspect_file(file: Any, user: User) -> InspectedUpload | None:
    if not file:
        return None
    check_rate_limit(user=user, act="uploads", field="file")
    try:
        return inspect_upload(file=file)
    except Refused as refused:
        raise Refused(refused.code, refused.message, field="file", again_at=refused.again_at) from refused


def _require_asked(case: ParliamentCase, question: InquiryQuestion, answered_on: date) -> None:
    if case.tabled_on is None or case.state == CaseState.WITHDRAWN:
        raise Refused("not_tabled", _("You can record answers only after the question has been tabled."))
    if not case.questions.filter(pk=question.pk).exists():
        raise Refused("not_asked", _("This question was not asked in this parliament."))
    if answered_on < case.tabled_on:
        raise Refused(
            "answered_on", _("The date of the answer cannot be before the tabling date."), field="answered_on"
        )
    if answered_on > local_date(delegation=case.delegation):
        words = _("The date cannot be in the future (local time in the capital).")
        raise Refused("in_future", words, field="answered_on")


def _check(filed: AnswerData, case: ParliamentCase) -> None:
    status = ReplyStatus(filed.status)
    if status in NEEDS_REASON and not filed.status_because.strip():
        raise Refused("status_because", _("Enter a reason."), field="status_because")
    if status in NEEDS_QUOTATION and not filed.quotation.strip():
        raise Refused("no_quotation", _("Enter the answer, word for word."), field="quotation")
    for name, most in (
        ("quotation", MAX_QUOTATION_LENGTH),
        ("translation", MAX_QUOTATION_LENGTH),
        ("status_because", 2_000),
    ):
        if len(getattr(filed, name)) > most:
            raise Refused("too_long", _("The text is too long. Shorten it."), field=name)
    for name in ("language", "translation_language"):
        if not known_language(getattr(filed, name)):
            raise Refused("language", _("Choose a language."), field=name)
    if filed.document is not None and filed.document.case_id != case.pk:
        raise Refused("another_document", _("Choose a document that belongs to this answer."), field="document")
    _check_redaction(filed)


def _check_redaction(filed: AnswerData) -> None:
    withheld = {}
    for name in TEXT_FIELDS:
        try:
            withheld[name] = has_withheld_passages(getattr(filed, name))
        except UnbalancedMarks as unbalanced:
            words = _("Close every [[ with ]], and do not put one pair inside another.")
            raise Refused("unbalanced", words, field=name) from unbalanced
    if any(withheld.values()) and not filed.withheld_because.strip():
        raise Refused("withheld_because", _("Give a reason for withholding passages."), field="withheld_because")
    words = _("Withhold the same passages in the answer and in the translation.")
    if withheld["quotation"] and filed.translation.strip() and not withheld["translation"]:
        raise Refused("translation_tells", words, field="translation")
    if withheld["translation"] and filed.quotation.strip() and not withheld["quotation"]:
        raise Refused("translation_tells", words, field="quotation")


def _content_of_data(filed: AnswerData) -> dict[str, Any]:
    return {
        "status": filed.status,
        **{name: getattr(filed, name).strip() for name in TEXT_FIELDS},
        "language": filed.language,
        "document_url": filed.document_url,
        "translation_language": filed.translation_language,
        "is_machine": filed.is_machine and bool(filed.translation.strip()),
        "embargo_until": filed.embargo_until,
        "withheld_because": filed.withheld_because.strip(),
        "document": filed.document.pk if filed.document else None,
    }


def _content_of_reply(reply: Reply) -> dict[str, Any]:
    names = [
        *("status", *TEXT_FIELDS, "language", "document_url", "translation_language"),
        *("is_machine", "embargo_until", "withheld_because"),
    ]
    return {**{name: getattr(reply, name) for name in names}, "document": reply.document_id}


def _save_document(found: InspectedUpload, case: ParliamentCase, seat: Seat, user: User) -> CaseDocument:
    paper = found.paper
    made: CaseDocument = case.documents.create(
        document=store_document(file=paper, network=case.inquiry.network, user=user),
        name=paper.name,
        content_type=paper.content_type,
        size=len(paper.content),
        sha256=sha256(paper.content).hexdigest(),
        harmless=paper.harmless,
        seat=seat,
        filed_by=user,
    )
    return made


def _save_reply(
    reply: Reply | None,
    case: ParliamentCase,
    question: InquiryQuestion,
    content: Mapping[str, Any],
    filed: AnswerData,
    document: CaseDocument | None,
    seat: Seat,
    user: User,
) -> Reply:
    translated_anew = reply is None or (reply.translation, reply.quotation) != (
        content["translation"],
        content["quotation"],
    )
    reply = reply or Reply(case=case, question=question, version=0)
    for name, value in {**content, "document": document}.items():
        setattr(reply, name, value)
    reply.version, reply.seat, reply.filed_by, reply.filed_at = reply.version + 1, seat, user, timezone.now()
    reply.open_text = "\n".join(public_text(content[name]) for name in ("quotation", "translation"))
    reply.freed_at = None
    if translated_anew:
        reply.translated_seat = seat if content["translation"] else None
        reply.verified_seat = reply.verified_by = reply.verified_at = None
    reply.save()
    kept = {**content, "document": document.pk if document else None, "embargo_until": _iso(filed.embargo_until)}
    reply.filings.create(version=reply.version, content=kept, seat=seat, filed_by=user)
    return reply


def _update_state(case: ParliamentCase, answered_on: date, hidden: bool) -> None:
    """Update the status of the question from all its answers; one that was followed by a further question stays so.

    A day that others can see already is not moved by an answer that they may not know of.
    """
    statuses = [ReplyStatus(status) for status in case.replies.values_list("status", flat=True)]
    state = CaseState(overall_answer(statuses=statuses, question_count=case.questions.count()).value)
    if state == CaseState.TABLED:
        case.answered_on = None
    elif not (hidden and case.answered_on):
        case.answered_on = answered_on
    case.save(update_fields=["answered_on"])
    if case.state != CaseState.SUPPLEMENTARY and not (case.state == CaseState.LAPSED and state == CaseState.TABLED):
        set_state(case=case, state=state)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
