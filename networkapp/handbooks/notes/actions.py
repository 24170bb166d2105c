"""Notes on sections: who writes, sees, changes and resolves them. Other modules decide where they are after an edit.

A private note belongs to its owner. A note for a delegation is visible to its voting members and advisers in that
network, one for the network to people who can read there; both are written from a seat, and stay when it ends.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.discussion.actions.post import check_text
from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience, NotedText, Section
from networkapp.handbooks.notes.events import record_note
from networkapp.handbooks.pages.queries import find_chapter, find_current_section
from networkapp.models import Network, Seat
from networkapp.networks.queries.seats import permitted_seat, require_permitted_seat
from networkapp.permissions import ALLOWED, Action
from networkapp.rate_limits import check_rate_limit
from networkapp.text.comparison import LONGEST_QUOTE, Span, Wording
from networkapp.users import AnyUser, User

WRITE_ACTIONS = {NoteAudience.DELEGATION: Action.NOTE_TO_DELEGATION, NoteAudience.NETWORK: Action.NOTE_TO_NETWORK}
MAX_PLACES_CHECKED, CONTEXT_LENGTH = 50, 24
_WAITING_FIRST = F("resolved_at").asc(nulls_first=True)


@dataclass(frozen=True, kw_only=True)
class QuotedWords:
    """The words that somebody means: as they typed or marked them, or a sentence that they chose from the list.

    `before` and `after` are some of the text around marked words; `sentence` is "start-end" in the wording whose digest
    is `wording`. If all are empty, the whole section is meant.
    """

    quote: str = ""
    before: str = ""
    after: str = ""
    sentence: str = ""
    wording: str = ""


def find_noted_section(*, pk: int, user: AnyUser) -> Section:
    """Return the section with its page and handbook; Http404 if it was withdrawn or `user` cannot read it."""
    section = find_current_section(pk=pk, user=user)
    section.page = find_chapter(pk=section.page_id, user=user)
    return section


def find_note(*, pk: int, user: AnyUser) -> Annotation:
    """Return the note with its handbook; Http404 if `user` cannot see it or its chapter."""
    note: Annotation | None = Annotation.objects.seen_by(user).shown().filter(pk=pk).first()
    if note is None:
        raise Http404
    note.section.page = find_chapter(pk=note.chapter_id, user=user)
    return note


def audiences_for(*, network: Network, user: User) -> list[NoteAudience]:
    """Return for whom `user` can write notes on the handbooks of the network, themselves first."""
    shared = [it for it, action in WRITE_ACTIONS.items() if permitted_seat(network=network, user=user, action=action)]
    return [NoteAudience.PRIVATE, *shared]


def write_note(
    *,
    section: Section,
    user: User,
    audience: NoteAudience,
    body: str,
    client_key: UUID,
    words: QuotedWords | None = None,
) -> Annotation:
    """Add a note to the section, or to these words of it, as published; its audience sees it.

    The section is one of `find_noted_section`. The same `client_key` sent twice writes one note. Refused: `too_fast`,
    `key_used`, what `checked_text` refuses, and if the words occur nowhere or several times: `not_in_text`,
    `in_many_places`, `text_changed`, `quote_too_long`. NotAllowed for an audience for which the person may not write.
    """
    network = section.page.handbook.network
    seat = _require_seat(network, user, audience)
    checked = check_text(body=body)
    known = Annotation.objects.filter(client_key=client_key).first()
    if known is not None:
        return _existing_note(known, user, section)
    check_rate_limit(user=user, act="notes", field="body")
    span = find_position(section=section, words=words or QuotedWords())
    try:
        with transaction.atomic():
            note: Annotation = Annotation.objects.create(
                section=section, chapter_id=section.page_id, network=network, body=checked.text, html=checked.html,
                wording=current_noted_text(section=section),
                quote=span.of(section.text), start=span.start, end=span.end,
                edition=getattr(section.page.handbook, "edition", ""), client_key=client_key,
                **_ownership_fields(audience, user, seat),
            )  # fmt: skip
            record_note(note, user=user)
    except IntegrityError:
        # The same click arrived twice at once: the other one was first.
        return _existing_note(Annotation.objects.get(client_key=client_key), user, section)
    return note


@transaction.atomic
def edit_note(*, note: Annotation, user: User, body: str) -> None:
    """Change the text of the note. Refused: what `checked_text` refuses; NotAllowed for anyone but its author, in the
    seat of the note."""
    require_own_note(note=note, user=user)
    checked = check_text(body=body)
    if checked.text == note.body:
        return
    check_rate_limit(user=user, act="notes", field="body")
    note.body, note.html, note.edited_at = checked.text, checked.html, timezone.now()
    note.save(update_fields=["body", "html", "edited_at"])
    record_note(note, user=user)


@transaction.atomic
def share_note(*, note: Annotation, user: User, audience: NoteAudience) -> None:
    """Share the private note of `user` with their delegation or the network, from their seat.

    Refused: `shared_already`; NotAllowed for anyone but its owner, and for an audience for which they may not write.
    """
    require_own_note(note=note, user=user)
    if not note.is_private or audience == NoteAudience.PRIVATE:
        raise Refused("shared_already", _("The note is already shared. To hide it from others, withdraw it."))
    for field, value in _ownership_fields(audience, user, _require_seat(note.network, user, audience)).items():
        setattr(note, field, value)
    note.save()
    record_note(note, user=user)


@transaction.atomic
def withdraw_note(*, note: Annotation, user: User) -> None:
    """Remove the note: a private one is deleted, of a shared one only its existence stays.

    NotAllowed for anyone but its author, in the seat of the note, and moderators of the network in which everybody sees
    it.
    """
    moderates = note.audience == NoteAudience.NETWORK and note.network.allows(user, Action.MODERATE)
    if not moderates:
        require_own_note(note=note, user=user)
    record_note(note, user=user)
    if note.is_private:
        note.delete()
        return
    note.body = note.html = note.quote = note.proposal = ""
    note.withdrawn_at = timezone.now()
    note.save()


@transaction.atomic
def resolve_note(*, note: Annotation, user: User) -> None:
    """Resolve the note: it leaves the margin and stays in the lists. NotAllowed for people who do not manage it."""
    seat = require_managing_seat(note=note, user=user)
    if note.resolved_at is None:
        note.resolved_at, note.resolved_by = timezone.now(), seat
        note.save(update_fields=["resolved_at", "resolved_by"])
        record_note(note, user=user)


@transaction.atomic
def reopen_note(*, note: Annotation, user: User) -> None:
    """Reopen the note. NotAllowed except for people who can resolve it."""
    require_managing_seat(note=note, user=user)
    note.resolved_at, note.resolved_by = None, None
    note.save(update_fields=["resolved_at", "resolved_by"])
    record_note(note, user=user)


def is_own_note(*, note: Annotation, user: User) -> bool:
    """Return whether `user` wrote the note and can change it: a private one always, a shared one in its seat."""
    if note.is_private:
        return bool(note.owner_id == user.pk)
    return bool(note.author_id == user.pk and note.seat is not None and note.seat.is_current)


def require_own_note(*, note: Annotation, user: User) -> None:
    """Raise NotAllowed unless the note is one that `user` wrote and can change."""
    if not is_own_note(note=note, user=user):
        raise NotAllowed("change a note")


def managing_seat(*, note: Annotation, user: User) -> Seat | None:
    """Return the seat from which `user`, who can see the shared note, manages it.

    For a delegation's note anyone who can see it; for a network's note its author, its assignee, and editors of the
    handbooks there.
    """
    if note.audience == NoteAudience.DELEGATION:
        seats = Seat.objects.current().filter(user=user, network=note.network_id, delegation=note.delegation_id)
        seat: Seat | None = seats.with_role(ALLOWED[Action.NOTE_TO_DELEGATION]).first()
        return seat
    editing = permitted_seat(network=note.network, user=user, action=Action.EDIT_HANDBOOKS)
    own = [seat for seat in (note.seat, note.assigned_to) if seat and seat.user_id == user.pk and seat.is_current]
    return next(iter(own), editing)


def require_managing_seat(*, note: Annotation, user: User) -> Seat | None:
    """Return the seat from which `user` manages the note; None if it is their own private one. Otherwise
    NotAllowed."""
    if note.is_private:
        require_own_note(note=note, user=user)
        return None
    seat = managing_seat(note=note, user=user)
    if seat is None:
        raise NotAllowed("look after a note")
    return seat


def current_noted_text(*, section: Section) -> NotedText:
    """Return the current text of the section as a stored row, created if necessary."""
    digest = digest_of(text=section.text)
    kept, _created = NotedText.objects.get_or_create(section=section, digest=digest, defaults={"text": section.text})
    wording: NotedText = kept
    return wording


def digest_of(*, text: str) -> str:
    """Return the SHA-256 digest of `text`, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def find_position(*, section: Section, words: QuotedWords) -> Span:
    """Return the position of these words in the published text of the section; (0, 0) if all of it is meant.

    Refused: `quote_too_long`, `not_in_text`, `in_many_places`, `text_changed`.
    """
    if words.sentence:
        return _sentence_position(section, words)
    if not words.quote.strip():
        return Span(0, 0)
    if len(words.quote) > LONGEST_QUOTE:
        many = _("Quote %(limit)s characters or fewer, or choose the whole section.")
        raise Refused("quote_too_long", many % {"limit": LONGEST_QUOTE}, field="quote")
    wording = Wording(section.text)
    found = list(wording.spans_of(words.quote, MAX_PLACES_CHECKED, whole=False))
    fitting = found if len(found) < 2 else [span for span in found if _matches_context(wording, span, words)]
    if not found:
        gone = _("The quoted words are not in the current text. Copy them from the text, or choose a sentence.")
        raise Refused("not_in_text", gone, field="quote")
    if len(fitting) != 1:
        often = _("The quoted words appear more than once. Quote more of the text, or choose a sentence.")
        raise Refused("in_many_places", often, field="quote")
    return fitting[0]


def _sentence_position(section: Section, words: QuotedWords) -> Span:
    chosen = next(
        (span for span in Wording(section.text).sentences if f"{span.start}-{span.end}" == words.sentence), None
    )
    if words.wording != digest_of(text=section.text) or chosen is None:
        changed = _("The section changed while you were writing. Your note is still here: choose the sentence again.")
        raise Refused("text_changed", changed, field="sentence")
    return chosen


def _matches_context(wording: Wording, span: Span, words: QuotedWords) -> bool:
    """Return whether the text around this position matches the text around the quoted words."""
    if not (words.before.strip() or words.after.strip()):
        return False
    before = _without_whitespace(wording.raw[max(0, span.start - 200) : span.start])
    after = _without_whitespace(wording.raw[span.end : span.end + 200])
    return before.endswith(_without_whitespace(words.before)[-CONTEXT_LENGTH:]) and after.startswith(
        _without_whitespace(words.after)[:CONTEXT_LENGTH]
    )


def _without_whitespace(text: str) -> str:
    """Return the text without white space, because a page has none between its paragraphs."""
    return "".join(Wording(text).normal.split())


def _ownership_fields(audience: NoteAudience, user: User, seat: Seat | None) -> dict[str, Any]:
    if seat is None:
        return {"audience": audience, "owner": user}
    delegation = seat.delegation if audience == NoteAudience.DELEGATION else None
    return {"audience": audience, "owner": None, "author": user, "seat": seat, "delegation": delegation}


def _require_seat(network: Network, user: User, audience: NoteAudience) -> Seat | None:
    if audience == NoteAudience.PRIVATE:
        return None
    return require_permitted_seat(network=network, user=user, action=WRITE_ACTIONS[audience])


def _existing_note(note: Annotation, user: User, section: Section) -> Annotation:
    if user.pk not in {note.owner_id, note.author_id} or note.section_id != section.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="body")
    return note


def notes_on_section(*, section: Section, user: AnyUser) -> QuerySet[Annotation]:
    """Return the notes on the section that `user` can see; open ones first, then the newest."""
    return Annotation.objects.seen_by(user).shown().filter(section=section).order_by(_WAITING_FIRST, "-pk")


def notes_in_chapter(*, chapter: ChapterPage, user: AnyUser) -> QuerySet[Annotation]:
    """Return the open notes on all sections of the chapter that `user` can see, in the order of the sections."""
    notes = Annotation.objects.seen_by(user).open().shown().filter(chapter=chapter)
    return notes.order_by("section__position", "-pk")
