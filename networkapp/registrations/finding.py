"""What can be searched, what topics and agendas can be about, and what has addresses on the web."""

from django.utils.translation import gettext_lazy as _

from networkapp.campaigns import search as day_search
from networkapp.campaigns.queries import campaigns
from networkapp.decisions.models import Decision, Proposal
from networkapp.decisions.procedures import register as decision_register
from networkapp.decisions.proposals import actions
from networkapp.decisions.proposals import search as proposal_search
from networkapp.dossiers.actions import conversions
from networkapp.handbooks.models import Section
from networkapp.handbooks.pages import queries as handbooks
from networkapp.hotlines import queries
from networkapp.inquiries import search as inquiry_search
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries import matrix as inquiry_matrix
from networkapp.meetings import provenance as meetings
from networkapp.meetings import search
from networkapp.meetings.models import AgendaItem
from networkapp.meetings.queries import agenda_suggestions
from networkapp.meetings.registry import register_agenda_source
from networkapp.models import Delegation
from networkapp.networks.queries.delegations import visible_delegations
from networkapp.overviews import search as strand_search
from networkapp.registry import (
    register_message_lock,
    register_search,
    register_topic_subject,
)
from networkapp.registry.provenance import register_questions

SEARCHED = (
    ("hotlines", _("Hotlines"), queries.find_hotlines, 5),
    (strand_search.SUBJECTS, _("Subjects"), strand_search.find_subjects, 6),
    (strand_search.COUNTRIES, _("Countries"), strand_search.find_countries, 7),
    ("campaigns", _("Campaigns"), campaigns.find_campaigns, 37),
    (day_search.KIND, _("Awareness days"), day_search.find_days, 38),
)
SEARCHED_AND_NARROWED = (
    ("minutes", _("Minutes"), search.find_minutes, 41),
    ("proposals", _("Proposals"), proposal_search.search_proposals, 43),
    ("inquiries", _("Inquiries"), inquiry_search.find_inquiries, 46),
)
TALKED_ABOUT = (
    (Decision, _("decision"), decision_register.decisions_for, ("title",), 20),
    (Section, _("handbook section"), handbooks.sections_for, ("title", "page__title"), 30),
    (AgendaItem, _("agenda item"), meetings.agenda_items_for, ("title",), 40),
    (Delegation, _("delegation"), visible_delegations, (), 50),
    (Inquiry, _("inquiry"), inquiry_matrix.inquiries_for, ("title",), 60),
    (Proposal, _("proposal"), actions.proposals_for, ("title",), 70),
)
ON_AGENDAS = (
    (agenda_suggestions.last_minutes, 10),
    (agenda_suggestions.open_actions, 20),
    (agenda_suggestions.adopted_since, 30),
    (agenda_suggestions.being_decided, 40),
    (agenda_suggestions.answers_due, 50),
)


def register_all() -> None:
    for kind, label, find, order in SEARCHED:
        register_search(kind=kind, label=label, find=find, order=order)
    for kind, label, find, order in SEARCHED_AND_NARROWED:
        register_search(kind=kind, label=label, find=find, order=order, narrows=True)
    for model, label, where, by, order in TALKED_ABOUT:
        register_topic_subject(model, label=label, where=where, by=by, order=order)
    for source, order in ON_AGENDAS:
        register_agenda_source(source, order=order)
    register_questions(Decision, conversions.questions_from_decision)
    register_message_lock(conversions.lock_reason_of_quoted)
