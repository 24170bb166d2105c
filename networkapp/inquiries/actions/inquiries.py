"""Inquiries: a set of questions is written, changed while it is a draft, translated, and closed."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import Proposal, ProposalState
from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.models import INQUIRY_TRANSITIONS, Inquiry, InquiryQuestion, InquiryQuestionText, InquiryState
from networkapp.languages.languages import known_language
from networkapp.models import CausalLink, Network, Seat, Subject
from networkapp.networks.queries.seats import permitted_seat, require_permitted_seat
from networkapp.permissions import Action
from networkapp.users import User

INQUIRY_WRITTEN, INQUIRY_CHANGED = "inquiry.written", "inquiry.changed"
INQUIRY_CLOSED, INQUIRY_REOPENED, INQUIRY_TRANSLATED = "inquiry.closed", "inquiry.reopened", "inquiry.translated"
EVENTS = (INQUIRY_WRITTEN, INQUIRY_CHANGED, INQUIRY_CLOSED, INQUIRY_REOPENED, INQUIRY_TRANSLATED)
MAX_TITLE_LENGTH, MAX_TEXT_LENGTH, MAX_QUESTIONS = 200, 5_000, 30


@transaction.atomic
def create_inquiry(
    *,
    network: Network,
    user: User,
    title: str,
    questions: Sequence[str],
    client_key: UUID,
    why: str = "",
    language: str = "en",
    subjects: Iterable[Subject] = (),
) -> Inquiry:
    """Create a draft of an inquiry for people who can read the network. The same `client_key` creates it once.

    Refused: `no_title`, `no_questions`, `too_many_questions`, `too_long`, `language`. NotAllowed without a seat that
    may inquire.
    """
    seat = require_permitted_seat(network=network, user=user, action=Action.INQUIRE)
    Network.objects.select_for_update().get(pk=network.pk)
    known: Inquiry | None = Inquiry.objects.filter(written_by=user, client_key=client_key).first()
    if known is not None:
        return known
    texts = _cleaned_questions(title, why, questions, language)
    last = network.inquiries.aggregate(last=Max("number"))["last"] or 0
    inquiry: Inquiry = Inquiry.objects.create(
        network=network,
        number=last + 1,
        title=title.strip(),
        why=why.strip(),
        language=language,
        seat=seat,
        written_by=user,
        client_key=client_key,
    )
    inquiry.subjects.set(subjects)
    for number, text in enumerate(texts, start=1):
        inquiry.questions.create(key=uuid4().hex[:12], number=number, text=text)
    events.record(network, INQUIRY_WRITTEN, {"inquiry": inquiry.pk}, actor=user)
    return inquiry


@transaction.atomic
def change_inquiry(
    *,
    inquiry: Inquiry,
    user: User,
    base_version: int,
    title: str,
    questions: Sequence[str],
    why: str = "",
    language: str = "en",
    subjects: Iterable[Subject] = (),
) -> Inquiry:
    """Replace the texts of the draft; a question at the same position keeps its key.

    Refused: `changed` (somebody was faster; nothing is overwritten), `not_a_draft`, `being_decided`, and texts as in
    `create_inquiry`. NotAllowed except for the delegation that wrote it and people who manage inquiries.
    """
    require_writer(inquiry=inquiry, user=user)
    inquiry = lock_inquiry(inquiry=inquiry)
    _require_draft(inquiry)
    if inquiry.version != base_version:
        raise Refused(
            "changed",
            _("Someone else has saved a newer version. Your text is still here: compare both, then save again."),
        )
    texts = _cleaned_questions(title, why, questions, language)
    inquiry.title, inquiry.why, inquiry.language = title.strip(), why.strip(), language
    inquiry.version += 1
    inquiry.save(update_fields=["title", "why", "language", "version"])
    inquiry.subjects.set(subjects)
    _set_questions(inquiry, texts)
    events.record(inquiry.network, INQUIRY_CHANGED, {"inquiry": inquiry.pk}, actor=user)
    return inquiry


@transaction.atomic
def translate_questions(
    *, inquiry: Inquiry, user: User, language: str, texts: Mapping[str, str], is_machine: bool = False
) -> None:
    """Save these translations of the questions (by key) in this language; an empty text deletes the translation.

    Refused: `language` (none, or that of the original), `too_long`, `closed`. NotAllowed who may not inquire.
    """
    seat = require_permitted_seat(network=inquiry.network, user=user, action=Action.INQUIRE)
    inquiry = lock_inquiry(inquiry=inquiry)
    if inquiry.state == InquiryState.CLOSED:
        raise Refused("closed", _("This inquiry is closed."))
    if not known_language(language) or language == inquiry.language:
        raise Refused("language", _("Choose a language other than the original."), field="language")
    fields = {"is_machine": is_machine, "seat": seat, "written_by": user, "written_at": timezone.now()}
    for question in inquiry.questions.all():
        text = texts.get(question.key, "").strip()
        _require_short(text, "texts")
        if not text:
            question.texts.filter(language=language).delete()
        elif not question.texts.filter(language=language, text=text, is_machine=is_machine).exists():
            InquiryQuestionText.objects.update_or_create(
                question=question, language=language, defaults={**fields, "text": text}
            )
    events.record(inquiry.network, INQUIRY_TRANSLATED, {"inquiry": inquiry.pk, "language": language}, actor=user)


@transaction.atomic
def close_inquiry(*, inquiry: Inquiry, user: User, words: str) -> Inquiry:
    """Close the inquiry: nobody can submit it to a parliament, but answers are still filed. Closed twice is closed
    once.

    Refused: `no_words`, `being_decided`. NotAllowed for people who do not manage inquiries; the delegation of a draft
    can close it, too.
    """
    if inquiry.state == InquiryState.DRAFT:
        require_writer(inquiry=inquiry, user=user)
    else:
        require_permitted_seat(network=inquiry.network, user=user, action=Action.KEEP_INQUIRIES)
    if not words.strip():
        raise Refused("no_words", _("Enter a reason."), field="words")
    inquiry = lock_inquiry(inquiry=inquiry)
    if inquiry.state == InquiryState.CLOSED:
        return inquiry
    require_undecided(inquiry=inquiry)
    inquiry.state, inquiry.closed_at, inquiry.closed_words = InquiryState.CLOSED, timezone.now(), words.strip()
    inquiry.save(update_fields=["state", "closed_at", "closed_words"])
    events.record(inquiry.network, INQUIRY_CLOSED, {"inquiry": inquiry.pk}, actor=user)
    return inquiry


@transaction.atomic
def reopen_inquiry(*, inquiry: Inquiry, user: User) -> Inquiry:
    """Reopen an inquiry that was approved and closed. Refused: `never_approved`. NotAllowed as in `approve_inquiry`."""
    require_permitted_seat(network=inquiry.network, user=user, action=Action.KEEP_INQUIRIES)
    inquiry = lock_inquiry(inquiry=inquiry)
    if inquiry.approved_at is None:
        raise Refused("never_approved", _("You cannot reopen an inquiry that was never approved."))
    if InquiryState.APPROVED in INQUIRY_TRANSITIONS[InquiryState(inquiry.state)]:
        inquiry.state, inquiry.closed_at, inquiry.closed_words = InquiryState.APPROVED, None, ""
        inquiry.save(update_fields=["state", "closed_at", "closed_words"])
        events.record(inquiry.network, INQUIRY_REOPENED, {"inquiry": inquiry.pk}, actor=user)
    return inquiry


def can_change_inquiry(*, inquiry: Inquiry, user: User) -> bool:
    """Return whether `change_inquiry` would allow this person, by their seats."""
    try:
        require_writer(inquiry=inquiry, user=user)
    except NotAllowed:
        return False
    return inquiry.state == InquiryState.DRAFT


def require_writer(*, inquiry: Inquiry, user: User) -> Seat:
    """Return the seat from which `user` can change the inquiry: of people who manage inquiries, or of the delegation
    that wrote it."""
    keeping = permitted_seat(network=inquiry.network, user=user, action=Action.KEEP_INQUIRIES)
    if keeping is not None:
        return keeping
    seat = require_permitted_seat(network=inquiry.network, user=user, action=Action.INQUIRE)
    if seat.delegation_id is None or seat.delegation_id != inquiry.seat.delegation_id:
        raise NotAllowed(Action.KEEP_INQUIRIES)
    return seat


def lock_inquiry(*, inquiry: Inquiry) -> Inquiry:
    """Return the inquiry with its row locked until the transaction ends."""
    locked: Inquiry = (
        Inquiry.objects.select_for_update(of=("self",)).select_related("network", "seat").get(pk=inquiry.pk)
    )
    return locked


def _require_draft(inquiry: Inquiry) -> None:
    if inquiry.state != InquiryState.DRAFT:
        raise Refused("not_a_draft", _("You cannot change the questions of an approved inquiry."))
    require_undecided(inquiry=inquiry)


def require_undecided(*, inquiry: Inquiry) -> None:
    """Check that the network is not deciding on the inquiry. Refused: `being_decided`."""
    kind = ContentType.objects.get_for_model(Inquiry)
    if Proposal.objects.filter(about_type=kind, about_id=inquiry.pk, state=ProposalState.OPEN).exists():
        raise Refused("being_decided", _("You cannot change the text while the network is deciding on it."))


def _cleaned_questions(title: str, why: str, questions: Sequence[str], language: str) -> list[str]:
    if not title.strip():
        raise Refused("no_title", _("Enter a title."), field="title")
    if len(title.strip()) > MAX_TITLE_LENGTH:
        raise Refused("too_long", _("Shorten the title."), field="title")
    if not known_language(language):
        raise Refused("language", _("Choose a language."), field="language")
    _require_short(why, "why")
    texts = [text.strip() for text in questions if text.strip()]
    if not texts:
        raise Refused("no_questions", _("Enter at least one question."), field="questions")
    if len(texts) > MAX_QUESTIONS:
        words = _("Enter %(n)s questions or fewer.") % {"n": MAX_QUESTIONS}
        raise Refused("too_many_questions", words, field="questions")
    for text in texts:
        _require_short(text, "questions")
    return texts


def _require_short(text: str, field: str) -> None:
    if len(text) > MAX_TEXT_LENGTH:
        raise Refused("too_long", _("The text is too long. Shorten it."), field=field)


def _set_questions(inquiry: Inquiry, texts: Sequence[str]) -> None:
    known: list[InquiryQuestion] = list(inquiry.questions.order_by("number"))
    for question, text in zip(known, texts, strict=False):
        if question.text != text:
            question.text = text
            question.save(update_fields=["text"])
            _delete_translations_and_links(question)
    for number, text in enumerate(texts[len(known) :], start=len(known) + 1):
        inquiry.questions.create(key=uuid4().hex[:12], number=number, text=text)
    for question in known[len(texts) :]:
        _delete_translations_and_links(question)
        question.delete()


def _delete_translations_and_links(question: InquiryQuestion) -> None:
    """Delete the translations and links of a question whose text has changed, because they belong to the old text."""
    question.texts.all().delete()
    kind = ContentType.objects.get_for_model(InquiryQuestion)
    CausalLink.objects.filter(effect_type=kind, effect_id=question.pk).delete()
