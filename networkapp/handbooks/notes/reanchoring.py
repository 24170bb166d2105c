"""Positions of notes after their chapter was published again: carried if that is certain, otherwise marked for a check.

The text of a note's position is stored beside it, so carrying needs only rows: it may run late, twice or out of order.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from networkapp.errors import Refused
from networkapp.handbooks.models import IN_PLACE, Annotation, AnnotationMove, ChapterPage, NotedText, NotePlace, Section
from networkapp.handbooks.notes.actions import QuotedWords, current_noted_text, find_position, require_managing_seat
from networkapp.handbooks.notes.events import record_note
from networkapp.handbooks.notes.notices import notify_about_lost_notes
from networkapp.handbooks.rules.anchoring import AnchorResult, Carried, Moved, NeedsCheck, TextChange
from networkapp.text.comparison import Span
from networkapp.users import User

CHUNK = 1_000
MAX_EVENTS = 500
QUEUE_GRACE_PERIOD = timedelta(minutes=2)
_READ = ("pk", "section_id", "wording_id", "quote", "start", "end", "place", "chapter_id", "network_id")
_UNRECORDED_MOVES = {(NotePlace.WRITTEN, NotePlace.CARRIED), (NotePlace.MOVED, NotePlace.CARRIED)}
"""What is no news to anybody, and leaves no trace."""


def on_annotated_chapter_published(*, instance: ChapterPage, **message: Any) -> None:
    """Receive Wagtail's page_published: after commit, reposition the chapter's notes in the background."""
    if Annotation.objects.filter(chapter=instance.pk).exists():
        transaction.on_commit(lambda: carry_notes.enqueue(instance.pk), robust=True)


@task()
def carry_notes(chapter: int) -> None:
    """Move every note of the chapter to its words in the published text, or mark it as uncertain.

    Open pages show the result. Authors of notes that lost their position are notified, once a day for a handbook. May
    run any number of times.
    """
    with transaction.atomic():
        changed = _carry(chapter)
        _notify_open_pages(changed)
    notify_about_lost_notes(chapter=chapter, notes=[pk for pk, place in changed.items() if place not in IN_PLACE])


def carry_missed_notes(*, now: datetime) -> int:
    """Move notes to their passages if a worker or queue failed to; return the number of chapters. A job of the
    clock."""
    if now.minute % 15:
        return 0
    left = Annotation.objects.exclude(quote="").filter(place__in=IN_PLACE, withdrawn_at__isnull=True)
    left = left.exclude(wording__text=F("section__text"))
    due = left.filter(chapter__live=True, chapter__last_published_at__lt=now - QUEUE_GRACE_PERIOD)
    chapters = list(due.values_list("chapter", flat=True).order_by("chapter").distinct())
    for chapter in chapters:
        carry_notes.call(chapter)
    return len(chapters)


@transaction.atomic
def move_note(*, note: Annotation, user: User, words: QuotedWords | None = None) -> None:
    """Move the note to these words, or to the whole section; its earlier position is stored.

    Refused: `section_gone`, and if the words occur nowhere or several times; NotAllowed for people who do not manage
    it.
    """
    seat = require_managing_seat(note=note, user=user)
    section = note.section
    if section.withdrawn_at:
        raise Refused("section_gone", _("The section is no longer in the handbook."))
    span = find_position(section=section, words=words or QuotedWords())
    _record_move(note, NotePlace.WRITTEN, by=seat.pk if seat else None).save()
    note.wording, note.place = current_noted_text(section=section), NotePlace.WRITTEN
    note.quote, note.start, note.end = span.of(section.text), span.start, span.end
    note.save(update_fields=["wording", "place", "quote", "start", "end"])
    record_note(note, user=user)


def likely_positions(note: Annotation) -> list[Span]:
    """Return where in the current section the words of the note may be, the most likely first; nothing if all are
    deleted."""
    if note.section.withdrawn_at or not note.quote:
        return []
    verdict = TextChange(note.wording.text, note.section.text).verdict(Span(note.start, note.end))
    if isinstance(verdict, NeedsCheck):
        return list(verdict.candidates)
    return [verdict.at] if isinstance(verdict, Carried | Moved) else []


def is_up_to_date(note: Annotation) -> bool:
    """Return whether the stored position of the note is about the current text, which may have been published just
    now."""
    return not note.is_in_place or not note.quote or note.wording.text == note.section.text


def _carry(chapter: int) -> dict[int, NotePlace]:
    """Move the notes of the chapter to its current text, in few statements. Return the new states by primary key."""
    notes = Annotation.objects.filter(chapter=chapter, withdrawn_at__isnull=True).order_by("pk")
    by_section: dict[int, list[Annotation]] = defaultdict(list)
    for note in notes.only(*_READ).select_for_update(no_key=True):
        by_section[note.section_id].append(note)
    moves: list[AnnotationMove] = []
    shifts: dict[tuple[int, NotePlace, int, int], list[int]] = defaultdict(list)
    for section in Section.objects.in_bulk(list(by_section)).values():
        for note, place, wording, span in _new_positions(section, by_section[section.pk]):
            if note.place != place and (note.place, place) not in _UNRECORDED_MOVES:
                moves.append(_record_move(note, place))
            if (note.place, note.wording_id, note.start, note.end) != (place, wording, span.start, span.end):
                shifts[wording, place, span.start - note.start, span.end - note.end].append(note.pk)
    for (wording, place, start, end), keys in shifts.items():
        for first in range(0, len(keys), CHUNK):
            Annotation.objects.filter(pk__in=keys[first : first + CHUNK]).update(
                wording=wording, place=place, start=F("start") + start, end=F("end") + end
            )
    AnnotationMove.objects.bulk_create(moves, batch_size=CHUNK)
    return {move.annotation_id: NotePlace(move.place) for move in moves}


def _notify_open_pages(changed: Iterable[int]) -> None:
    """Report one note for each section and each group of people who see the same notes: their pages request all of
    them.

    Of very many only the first are reported; other pages show the changes when they are loaded again.
    """
    notes = Annotation.objects.filter(pk__in=list(changed)[:MAX_EVENTS]).select_related(
        "network", "owner", "delegation"
    )
    first = {(note.section_id, note.network_id, note.delegation_id, note.owner_id): note for note in notes}
    for note in first.values():
        record_note(note, user=None)


def _new_positions(section: Section, notes: list[Annotation]) -> Iterable[tuple[Annotation, NotePlace, int, Span]]:
    """Yield each note with its state in the current text, and the wording and span to which that state refers."""
    if section.withdrawn_at:
        yield from ((note, NotePlace.ORPHANED, note.wording_id, Span(note.start, note.end)) for note in notes)
        return
    today = current_noted_text(section=section)
    wordings = NotedText.objects.in_bulk({note.wording_id for note in notes})
    changes = {pk: TextChange(old.text, today.text) for pk, old in wordings.items() if pk != today.pk}
    for note in notes:
        was, change = Span(note.start, note.end), changes.get(note.wording_id)
        if change is None:
            back = NotePlace.CARRIED if note.place not in IN_PLACE else NotePlace(note.place)
            yield note, back, note.wording_id, was
        elif not note.quote:
            yield note, NotePlace.CARRIED, note.wording_id, was
        else:
            yield note, *_resulting_position(change.verdict(was), note, today, was)


def _resulting_position(
    verdict: AnchorResult, note: Annotation, today: NotedText, was: Span
) -> tuple[NotePlace, int, Span]:
    if isinstance(verdict, Carried):
        return NotePlace.CARRIED, today.pk, verdict.at
    if isinstance(verdict, Moved):
        return NotePlace.MOVED, today.pk, verdict.at
    place = NotePlace.NEEDS_LOOK if isinstance(verdict, NeedsCheck) else NotePlace.ORPHANED
    return place, note.wording_id, was


def _record_move(note: Annotation, place: NotePlace, by: int | None = None) -> AnnotationMove:
    return AnnotationMove(
        annotation_id=note.pk, was=note.place, place=place, wording_id=note.wording_id, quote=note.quote,
        start=note.start, end=note.end, at=timezone.now(), by_id=by,
    )  # fmt: skip
