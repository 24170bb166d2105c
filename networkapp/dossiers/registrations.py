"""Registration of what dossiers add to the core and other apps."""

from networkapp.decisions.models import Decision
from networkapp.dossiers import agenda_subjects, next_steps
from networkapp.dossiers.actions import conversions
from networkapp.dossiers.queries.section_causes import section_causes, section_causes_in_edition
from networkapp.dossiers.views.agenda_notes import note_context
from networkapp.handbooks.models import Annotation, Section
from networkapp.handbooks.registry import register_note_context, register_section_causes
from networkapp.inquiries.models import CaseStep, Inquiry, ParliamentCase, Reply
from networkapp.meetings.registry import AgendaSubject, register_agenda_subject
from networkapp.pages.cache import HANDBOOKS, invalidate_on_change
from networkapp.registry import register_message_lock
from networkapp.registry.provenance import register_questions
from networkapp.registry.site_parts import SitePart, register_site_part


def register_all() -> None:
    """Register how a thing of one app becomes a thing of another: decisions become inquiries, notes become topics."""
    register_questions(Decision, conversions.questions_from_decision)
    register_message_lock(conversions.lock_reason_of_quoted)
    next_steps.register_steps()
    invalidate_on_change(HANDBOOKS, (Reply, ParliamentCase, CaseStep, Inquiry, Decision))
    register_note_context(note_context)
    register_agenda_subject(AgendaSubject(model=Annotation, readable=agenda_subjects.notes_with_section))
    register_agenda_subject(AgendaSubject(model=Section, documents=agenda_subjects.section_documents))
    register_section_causes(in_chapter=section_causes, in_edition=section_causes_in_edition)
    register_site_part(SitePart.INQUIRIES, "networkapp.dossiers.views.conversions.InquireFromCause")
