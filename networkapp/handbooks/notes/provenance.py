"""Change requests, and sections changed by them, in dossiers."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.handbooks.models import Annotation, RequestState, Section
from networkapp.handbooks.pages.queries import sections_for
from networkapp.registry.provenance import DossierEntry, Paragraph
from networkapp.text.diff import differences
from networkapp.users import AnyUser


def notes_for(*, user: AnyUser) -> QuerySet[Annotation]:
    """Return the change requests that `user` can see, on sections that they can read."""
    seen: QuerySet[Annotation] = Annotation.objects.seen_by(user).shown().exclude(request=RequestState.NONE)
    return seen.filter(section__in=sections_for(user=user).order_by().values("pk"))


def name_note(note: Annotation) -> str:
    """Return the name of a change request in a dossier."""
    return _("Change requested in %(section)s") % {"section": note.section}


def describe_notes(notes: Sequence[Annotation], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each note, by primary key."""
    return {
        note.pk: DossierEntry(at=note.written_at, by=note.seat.label if note.seat else "", text=_note(note))
        for note in notes
    }


def _note(note: Annotation) -> tuple[Paragraph, ...]:
    """Return the request, the editors' answer, and what became of the text since, if they changed it."""
    paragraphs = [Paragraph(words=note.body)]
    if note.quote:
        paragraphs.insert(0, Paragraph(words=note.quote, quote=True, heading=_("Original text")))
    if note.proposal:
        paragraphs.append(Paragraph(words=note.proposal, quote=True, heading=_("Proposed text")))
    paragraphs.append(Paragraph(words=note.get_request_display()))
    if note.answer:
        paragraphs.append(Paragraph(words=note.answer, heading=_("Reply from the editors")))
    if note.request == RequestState.DONE and note.wording.text != note.section.text:
        changes = differences(note.wording.text, note.section.text)
        paragraphs.append(Paragraph(changes=changes, heading=_("Later changes to the section")))
    return tuple(paragraphs)


def describe_sections(sections: Sequence[Section], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return the published texts of the sections."""
    return {section.pk: _section(section) for section in sections}


def _section(section: Section) -> DossierEntry:
    text = tuple(Paragraph(words=words) for words in section.text.split("\n") if words.strip())
    first = section.page.first_published_at or timezone.now()
    return DossierEntry(at=section.changed_at or first, by=_("current text"), text=text, stands=True)
