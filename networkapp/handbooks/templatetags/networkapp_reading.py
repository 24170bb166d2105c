"""Presentation only: what its reader has done with a text. Each asks for nothing where nobody is signed in."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import template

from networkapp.handbooks.editions import progress as edition_progress
from networkapp.handbooks.models import EditionSection, EditionText, HandbookPage, SectionReading
from networkapp.handbooks.models.pages import WrittenSection
from networkapp.handbooks.pages import progress

register = template.Library()
NO_MARK = progress.ReadingMark()


@register.simple_tag(takes_context=True)
def chapter_progress(context: template.Context, written: Sequence[WrittenSection]) -> progress.ReadingProgress | None:
    """Return the reader's progress in these sections of a chapter; None for a visitor."""
    reader = _reader(context)
    sections = [section.pk for section in written if section.pk]
    return progress.progress_in(sections=sections, user=reader) if reader else None


class ReaderMarks(NamedTuple):
    """A reader's own data about a section: their mark, and the names of the parts that are the same for others.

    None is used for what is personal. Of the mark only the three states that a name can contain are shown.
    """

    mark: progress.ReadingMark | None
    is_noted: bool
    line: str
    head: str | None
    notes: str | None

    @property
    def is_done(self) -> bool:
        """Return whether the reader has read the current text."""
        return self.mark is not None and self.mark.is_read and not self.mark.is_changed


@register.simple_tag(takes_context=True)
def with_reader_marks(context: template.Context, sections: Sequence[Any]) -> list[tuple[Any, ReaderMarks]]:
    """{% with_reader_marks written as sections %}: each section of a chapter, current or in an edition, with
    its `ReaderMarks`."""
    mine, topics_about, notes = context.get("mine"), context.get("topics_about"), context.get("notes")
    known = bool(context.get("original")), bool(topics_about), bool(notes), bool(context.get("is_live"))
    is_noted, marks = bool(mine and mine.is_noted), mine.marks if mine else None
    talked_of, noted, led_here = (
        topics_about.topics if topics_about else (),
        notes.sections if notes else (),
        context["led_here"],
    )
    found = []
    for section in sections:
        number = section.section if isinstance(section, EditionSection) else section.pk
        mark = marks.get(number, NO_MARK) if marks is not None and number else None
        done = mark and (mark.is_kept, mark.is_read, mark.is_changed)
        name = f"{section.anchor}.{known}.{is_noted}.{done}"
        is_noted_on = number in noted or number in led_here or (notes and notes.more)
        hers = ReaderMarks(
            mark=mark,
            is_noted=is_noted,
            line=f"{name}.line",
            head=None if number in talked_of else f"{name}.head",
            notes=None if is_noted_on else f"{section.anchor}.{known}.notes",
        )
        found.append((section, hers))
    return found


@register.simple_tag(takes_context=True)
def handbook_reading_progress(context: template.Context, handbook: HandbookPage) -> progress.ReadingPosition | None:
    """Return how far the reader has read the handbook; None for a visitor."""
    reader = _reader(context)
    return progress.position_in_handbook(handbook=handbook, user=reader) if reader else None


@register.simple_tag(takes_context=True)
def edition_chapter_progress(
    context: template.Context, sections: Sequence[EditionSection]
) -> progress.ReadingProgress | None:
    """Return the reader's progress in these sections of an edition; None for a visitor."""
    reader = _reader(context)
    return edition_progress.progress_in_edition(sections=sections, user=reader) if reader else None


@register.simple_tag(takes_context=True)
def edition_reading_progress(context: template.Context, text: EditionText) -> progress.ReadingPosition | None:
    """Return how far the reader has read the edition; None for a visitor."""
    reader = _reader(context)
    return edition_progress.position_in_edition(text=text, user=reader) if reader else None


@register.simple_tag(takes_context=True)
def last_reading_position(context: template.Context) -> edition_progress.LastReadSection | None:
    """Return where the reader stopped last, in any handbook or edition."""
    reader = _reader(context)
    return edition_progress.last_read_section(user=reader) if reader else None


@register.simple_tag(takes_context=True)
def saved_for_later(context: template.Context) -> list[SectionReading]:
    """Return the reader's reading list."""
    reader = _reader(context)
    return progress.reading_list(user=reader) if reader else []


def _reader(context: template.Context) -> Any:
    """Return the signed-in user, or None; on an error page there may be no request."""
    user = getattr(context.get("request"), "user", None)
    return user if user is not None and user.is_authenticated else None
