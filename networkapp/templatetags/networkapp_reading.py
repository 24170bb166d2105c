"""Presentation only: what its reader has done with a text. Each asks for nothing where nobody is signed in."""

from collections.abc import Sequence
from typing import Any

from django import template

from networkapp.domain.editions import progress as edition_progress
from networkapp.domain.handbooks import progress
from networkapp.models import EditionSection, EditionText, HandbookPage, SectionReading
from networkapp.models.handbooks import WrittenSection

register = template.Library()


@register.simple_tag(takes_context=True)
def marks_in(context: template.Context, written: Sequence[WrittenSection]) -> progress.Progress | None:
    """What the reader has done with these sections of a chapter; None for a visitor."""
    reader = _reader(context)
    sections = [section.pk for section in written if section.pk]
    return progress.progress_in(sections=sections, reader=reader) if reader else None


@register.simple_tag(takes_context=True)
def place_in(context: template.Context, handbook: HandbookPage) -> progress.Place | None:
    """How far the reader has come in the handbook; None for a visitor."""
    reader = _reader(context)
    return progress.progress_in_handbook(handbook=handbook, reader=reader) if reader else None


@register.simple_tag(takes_context=True)
def marks_in_edition(context: template.Context, sections: Sequence[EditionSection]) -> progress.Progress | None:
    """What the reader has read of these sections of an edition; None for a visitor."""
    reader = _reader(context)
    return edition_progress.progress_in_edition(sections=sections, reader=reader) if reader else None


@register.simple_tag(takes_context=True)
def place_in_edition(context: template.Context, text: EditionText) -> progress.Place | None:
    """How far the reader has come in the edition; None for a visitor."""
    reader = _reader(context)
    return edition_progress.progress_in_text(text=text, reader=reader) if reader else None


@register.simple_tag(takes_context=True)
def last_stop(context: template.Context) -> edition_progress.Stop | None:
    """Where the reader stopped, in whatever handbook or edition."""
    reader = _reader(context)
    return edition_progress.last_stop(reader=reader) if reader else None


@register.simple_tag(takes_context=True)
def kept_for_later(context: template.Context) -> list[SectionReading]:
    """The reading list of the reader."""
    reader = _reader(context)
    return progress.reading_list(reader=reader) if reader else []


def _reader(context: template.Context) -> Any:
    """Who is signed in, or None; on an error page there may be no request."""
    user = getattr(context.get("request"), "user", None)
    return user if user is not None and user.is_authenticated else None
