"""What can be searched, what topics and agendas can be about, and what has addresses on the web."""

from django.utils.translation import gettext_lazy as _

from networkapp.domain.countries import hotlines
from networkapp.domain.days import campaigns
from networkapp.domain.days import search as day_search
from networkapp.domain.decisions import register as decision_register
from networkapp.domain.discussion import about
from networkapp.domain.inquiries import matrix as inquiry_matrix
from networkapp.domain.inquiries import search as inquiry_search
from networkapp.domain.library import dead_links
from networkapp.domain.meetings import agenda_sources, minutes_search
from networkapp.domain.proposals import proposing
from networkapp.domain.proposals import search as proposal_search
from networkapp.domain.subjects import search as strand_search
from networkapp.domain.threads import making
from networkapp.models import (
    AgendaItem,
    Decision,
    Delegation,
    HotlineLink,
    Inquiry,
    Organisation,
    Proposal,
    Publication,
    Section,
    SectionLink,
)
from networkapp.registry import (
    register_agenda_source,
    register_links,
    register_message_lock,
    register_search,
    register_topic_subject,
)
from networkapp.registry.dossiers import register_questions

SEARCHED = (
    ("hotlines", _("Hotlines"), hotlines.find_hotlines, 5),
    (strand_search.SUBJECTS, _("Subjects"), strand_search.find_subjects, 6),
    (strand_search.COUNTRIES, _("Countries"), strand_search.find_countries, 7),
    ("campaigns", _("Campaigns"), campaigns.find_campaigns, 37),
    (day_search.KIND, _("Awareness days"), day_search.find_days, 38),
)
SEARCHED_AND_NARROWED = (
    ("minutes", _("Minutes"), minutes_search.find_minutes, 41),
    ("proposals", _("Proposals"), proposal_search.find_proposals, 43),
    ("inquiries", _("Inquiries"), inquiry_search.find_inquiries, 45),
)
TALKED_ABOUT = (
    (Decision, _("decision"), decision_register.decisions_for, ("title",)),
    (Section, _("handbook section"), about.sections_for, ("title", "page__title")),
    (AgendaItem, _("agenda item"), about.agenda_items_for, ("title",)),
    (Delegation, _("delegation"), about.delegations_for, ()),
    (Inquiry, _("inquiry"), inquiry_matrix.inquiries_for, ("title",)),
    (Proposal, _("proposal"), proposing.proposals_for, ("title",)),
)
LINKED = (
    (Publication, dead_links.all_publications),
    (Organisation, dead_links.all_organisations),
    (SectionLink, dead_links.of_published_sections),
    (HotlineLink, dead_links.of_hotlines),
)
ON_AGENDAS = (
    agenda_sources.last_minutes,
    agenda_sources.open_actions,
    agenda_sources.adopted_since,
    agenda_sources.being_decided,
    agenda_sources.answers_due,
)


def register_all() -> None:
    for kind, label, find, order in SEARCHED:
        register_search(kind=kind, label=label, find=find, order=order)
    for kind, label, find, order in SEARCHED_AND_NARROWED:
        register_search(kind=kind, label=label, find=find, order=order, narrows=True)
    for model, label, where, by in TALKED_ABOUT:
        register_topic_subject(model, label=label, where=where, by=by)
    for kept, which in LINKED:
        register_links(kept, which=which)
    for source in ON_AGENDAS:
        register_agenda_source(source, order=50)
    register_questions(Decision, making.questions_of_a_decision)
    register_message_lock(making.lock_of_quoted)
