"""Registration of what dossiers add to the core and other apps."""

from networkapp.decisions.models import Decision
from networkapp.dossiers import next_steps
from networkapp.dossiers.actions import conversions
from networkapp.dossiers.queries.section_causes import section_causes, section_causes_in_edition
from networkapp.handbooks.registry import register_section_causes
from networkapp.registry import register_message_lock
from networkapp.registry.provenance import register_questions
from networkapp.registry.site_parts import SitePart, register_site_part


def register_all() -> None:
    """Register how a thing of one app becomes a thing of another: decisions become inquiries, notes become topics."""
    register_questions(Decision, conversions.questions_from_decision)
    register_message_lock(conversions.lock_reason_of_quoted)
    next_steps.register_steps()
    register_section_causes(in_chapter=section_causes, in_edition=section_causes_in_edition)
    register_site_part(SitePart.INQUIRIES, "networkapp.dossiers.views.conversions.InquireFromCause")
