"""The notes beside the sections of an edition: only those whose words are certainly in the frozen text."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from networkapp.db.prepared_statements import CompiledQuery, Param, user_param
from networkapp.handbooks.models import Annotation, EditionSection, NotePlace
from networkapp.handbooks.models.pages import readable_sections
from networkapp.handbooks.notes.margin import (
    CONTEXT_LENGTH,
    NOTES_PER_SECTION,
    Margin,
    MarginNote,
    MarginNotes,
    newest_notes_by_audience,
)
from networkapp.handbooks.rules.anchoring import Carried, Moved, TextChange
from networkapp.text.comparison import Span
from networkapp.users import AnyUser


def margin_of_edition(*, sections: Sequence[EditionSection], user: AnyUser) -> Margin | None:
    """Return the open notes on these sections of one chapter, each on its words in the edition, in one query; None for
    a visitor.

    A note is on the current text. It is shown here if it would be carried from its text to that of the edition without
    anybody's decision; all others are left out.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    frozen = {section.section: section for section in sections}
    changes: dict[tuple[int, int], TextChange] = {}
    found: dict[int, list[MarginNote]] = defaultdict(list)
    for *columns, start, end, wording, text in sorted(_rows(sections, user), reverse=True):
        note = MarginNote(*columns)
        section = frozen.get(note.section)
        span = _position_in_edition(note, Span(start, end), (wording, text), section, changes) if section else None
        if section and span is not None:
            found[note.section].append(_note_beside_section(note, section, span))
    beside = {key: MarginNotes(shown=notes[:NOTES_PER_SECTION], number=len(notes)) for key, notes in found.items()}
    return Margin(sections=beside)


def _rows(sections: Sequence[EditionSection], user: AnyUser) -> list[tuple[Any, ...]]:
    if not sections:
        return []
    chapter = sections[0].chapter
    params = {"chapter": chapter.page, "network": chapter.text.edition.network_id}
    return _newest.rows(**params, reader=user.pk, now=timezone.now())


def _newest_readable_notes() -> QuerySet[Annotation, Any]:
    """Return the newest notes on sections that the reader can read today; each note links to its section."""
    readable = readable_sections(user_param("reader"), at=Param("now")).order_by()
    columns = ("start", "end", "wording", "wording__text")
    return newest_notes_by_audience(*columns, which=Q(section__in=readable.values("pk")))


_newest = CompiledQuery(_newest_readable_notes)


def _position_in_edition(
    note: MarginNote,
    was: Span,
    wording: tuple[int, str],
    section: EditionSection,
    changes: dict[tuple[int, int], TextChange],
) -> Span | None:
    """Return where the words of the note are in the section of the edition; None if that is not certain."""
    number, text = wording
    if not note.quote or text == section.plain:
        return was
    key = (number, section.pk)
    if key not in changes:
        changes[key] = TextChange(text, section.plain)
    verdict = changes[key].verdict(was)
    return verdict.at if isinstance(verdict, Carried | Moved) else None


def _note_beside_section(note: MarginNote, section: EditionSection, span: Span) -> MarginNote:
    return note._replace(
        place=NotePlace.WRITTEN,
        quote=span.of(section.plain) if note.quote else "",
        before=section.plain[max(0, span.start - CONTEXT_LENGTH) : span.start],
        after=section.plain[span.end : span.end + CONTEXT_LENGTH],
        is_today=True,
    )
