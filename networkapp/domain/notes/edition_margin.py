"""The notes beside the sections of an edition: those alone whose words certainly stand in the text that was frozen."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from networkapp.domain.notes.margin import AROUND, MOST, SHOWN, Margin, MarginNote, SectionNotes
from networkapp.domain.notes.telling import within_reach
from networkapp.models import Annotation, EditionSection, NotePlace
from networkapp.publishing.anchors import Carried, Change, Moved
from networkapp.publishing.wordings import Span


def margin_of_edition(*, sections: Sequence[EditionSection], reader: Any) -> Margin | None:
    """The open notes on these sections, each on its words in the edition, in one query; None for a visitor.

    A note is of the text of today. It is shown here where it would be carried from the text that it is on to that of
    the edition without anybody's look; all others are left out.
    """
    if not reader.is_authenticated or not reader.is_active:
        return None
    frozen = {section.section: section for section in sections}
    notes = within_reach(reader).open().filter(section__in=frozen).order_by("-pk")
    shown = notes.select_related("wording", "seat__delegation", "delegation", "topic__network", "network")[:MOST]
    changes: dict[tuple[int, int], Change] = {}
    found: dict[int, list[MarginNote]] = defaultdict(list)
    for note in shown:
        section = frozen[note.section_id]
        span = _place(note, section, changes)
        if span is not None:
            found[note.section_id].append(_beside(note, section, span))
    beside = {key: SectionNotes(shown=notes[:SHOWN], number=len(notes)) for key, notes in found.items()}
    return Margin(sections=beside)


def _place(note: Annotation, section: EditionSection, changes: dict[tuple[int, int], Change]) -> Span | None:
    """Where the words of the note stand in the section of the edition; None where that is not certain."""
    was = Span(note.start, note.end)
    if not note.quote or note.wording.text == section.plain:
        return was
    key = (note.wording_id, section.pk)
    if key not in changes:
        changes[key] = Change(note.wording.text, section.plain)
    verdict = changes[key].verdict(was)
    return verdict.at if isinstance(verdict, Carried | Moved) else None


def _beside(note: Annotation, section: EditionSection, span: Span) -> MarginNote:
    topic = note.topic if note.topic and note.topic.network_id == note.network_id else None
    seat = note.seat
    return MarginNote(
        pk=note.pk,
        section=note.section_id,
        audience=note.audience,
        place=NotePlace.WRITTEN,
        html=note.html,
        quote=span.of(section.plain) if note.quote else "",
        before=section.plain[max(0, span.start - AROUND) : span.start],
        after=section.plain[span.end : span.end + AROUND],
        capacity=seat.capacity if seat else None,
        code=seat.delegation.code if seat and seat.delegation else None,
        delegation=note.delegation.code if note.delegation else None,
        topic=topic.pk if topic else None,
        topic_network=topic.network.slug if topic else None,
        request=note.request,
        is_today=True,
    )
