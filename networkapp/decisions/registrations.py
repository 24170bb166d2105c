"""Registration of what proposals, procedures and decisions add to the core and other apps."""

from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from networkapp.decisions import (
    agenda_subjects,
    agenda_suggestions,
    meeting_parts,
    metadata,
    overviews,
    provenance,
    reports,
    search,
)
from networkapp.decisions.date_polls.actions import DATES_ANSWERED
from networkapp.decisions.follow_up import notices as follow_up_notices
from networkapp.decisions.live import decisions, procedures, proposals
from networkapp.decisions.models import Decision, FollowUp, Procedure, Proposal
from networkapp.decisions.procedures import desk, positions, proposal_notices, results, statements
from networkapp.decisions.procedures import notices as procedure_notices
from networkapp.decisions.procedures.proposal_notices import PROPOSAL_CHANGED
from networkapp.decisions.procedures.register import decisions_for
from networkapp.decisions.proposals import amendment_drafts
from networkapp.decisions.proposals.actions import PROPOSAL_MADE, proposals_for
from networkapp.decisions.proposals.amendments import AMENDMENT_DECIDED, AMENDMENT_PROPOSED, AMENDMENT_WITHDRAWN
from networkapp.meetings.registry import (
    AgendaSubject,
    register_agenda_source,
    register_agenda_subject,
    register_briefing_news,
    register_calendar_entries,
    register_minutes_passage,
)
from networkapp.permissions import VOICES, Action, roles_with
from networkapp.registry import (
    register_api,
    register_attention,
    register_clock_job,
    register_event_view,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.metadata import register_cards, register_fixed_page
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.page_parts import Page, register_page_part
from networkapp.registry.provenance import register_dossier_part
from networkapp.registry.reports import KnownPart, register_report_part, register_report_table
from networkapp.registry.subject_uses import register_subject_use
from networkapp.signals import participation_changing
from networkapp.users import AnyUser


def register_all() -> None:
    """Register what decisions, proposals and procedures add to the core and to other apps."""
    _register_reports()
    _register_dossiers()
    _register_dossiers_of_decisions()
    _register_overviews()
    _register_meetings()
    _register_metadata()
    _register_search()
    _register_desk()
    _register_notices()
    _register_jobs()
    _register_event_views()
    register_api("networkapp.decisions.api.router", order=10)
    register_subject_use(Decision, where=partial(Decision.objects.where, may=Action.SEE))
    register_subject_use(Proposal, where=partial(Proposal.objects.where, may=Action.READ))


def _register_meetings() -> None:
    for model, may, sentences, documents in (
        (Decision, Action.SEE, agenda_subjects.decision_results, agenda_subjects.decision_documents),
        (Procedure, Action.READ, agenda_subjects.procedure_results, agenda_subjects.procedure_documents),
        (Proposal, Action.READ, agenda_subjects.proposal_results, agenda_subjects.proposal_documents),
    ):
        readable = partial(_readable, model, may)
        subject = AgendaSubject(model=model, readable=readable, results=sentences, documents=documents)
        register_agenda_subject(subject)
    register_briefing_news(meeting_parts.new_lines, order=10)
    register_calendar_entries(meeting_parts.procedure_entries)
    register_minutes_passage(meeting_parts.decision_lines)


def _readable(model: Any, may: Action, *, user: AnyUser) -> QuerySet[Any]:
    return model.objects.where(user, may=may).select_related("network")  # type: ignore[no-any-return]


def _register_reports() -> None:
    for key, label, source, order in (
        ("decisions", _("Decisions, with procedure and follow-up"), reports.decisions, 1),
        ("follow-up", _("Follow-up by country"), reports.follow_up, 2),
        ("proposals", _("Proposals under way"), reports.proposals, 3),
    ):
        register_report_part(KnownPart(key=key, label=label, build=source, order=order))
    for key, label, source, order in (
        ("texts-of-decisions", _("Annex: texts of the decisions"), reports.texts_of_decisions, 900),
        ("statements", _("Annex: interpretative statements"), reports.statements, 901),
    ):
        register_report_part(KnownPart(key=key, label=label, build=source, order=order, is_annex=True))
    register_report_table("documents", reports.documents, order=10)


def _register_dossiers() -> None:
    register_dossier_part(
        Proposal,
        network="network_id",
        label=_("Proposal"),
        where=provenance.proposals_for,
        describe=provenance.describe_proposals,
        effects=("about",),
        order=30,
    )
    register_dossier_part(
        Procedure,
        network="network_id",
        label=_("Procedure"),
        where=provenance.procedures_for,
        name=provenance.name_procedure,
        describe=provenance.describe_procedures,
        causes=("proposal",),
        order=32,
    )


def _register_dossiers_of_decisions() -> None:
    register_dossier_part(
        Decision,
        network="network_id",
        label=_("Decision"),
        where=provenance.decisions_for,
        name=provenance.name_decision,
        describe=provenance.describe_decisions,
        causes=("procedure",),
        order=34,
    )
    register_dossier_part(
        FollowUp,
        network="decision.network_id",
        label=_("Follow-up"),
        where=provenance.follow_ups_for,
        name=provenance.name_follow_up,
        describe=provenance.describe_follow_ups,
        causes=("decision",),
        order=36,
    )


def _register_overviews() -> None:
    register_overview(overviews.follow_up_brief_part, kinds=[OverviewKind.BRIEF], order=21)
    register_overview(overviews.follow_ups, kinds=[OverviewKind.COUNTRY], order=50)
    register_page_part(Page.NETWORK, overviews.open_procedures_part, order=10)
    register_page_part(Page.DELEGATION, overviews.follow_ups_part, order=10)
    register_overview(overviews.decisions, kinds=[OverviewKind.SUBJECT, OverviewKind.NETWORK], order=50)


def _register_metadata() -> None:
    register_fixed_page(
        "networkapp:decisions",
        title=_("Decisions"),
        description=_("Decisions adopted by the networks, and follow-up in every country."),
    )
    register_fixed_page(
        "networkapp:follow_ups",
        title=_("Follow-up by country"),
        description=_("What decisions ask of each delegation, and what delegations have reported."),
    )
    register_cards(
        "decision",
        view="networkapp:decision",
        shown="decision",
        card=metadata.decision_card,
        public=lambda: decisions_for(user=AnonymousUser()),
        changed=lambda decision: decision.adopted_at,
    )


def _register_search() -> None:
    register_search(kind="proposals", label=_("Proposals"), find=search.search_proposals, order=43, narrows=True)
    register_search(kind="decisions", label=_("Decisions"), find=search.search_decisions, order=45, narrows=True)
    register_topic_subject(Decision, label=_("Decision"), where=decisions_for, by=("title",), order=20)
    register_topic_subject(Proposal, label=_("Proposal"), where=proposals_for, by=("title",), order=70)
    register_agenda_source(agenda_suggestions.suggest_new_decisions, order=30)
    register_agenda_source(agenda_suggestions.suggest_open_texts, order=40)


def _register_desk() -> None:
    register_attention(desk.position_desk_items, roles=VOICES, order=28)
    register_attention(desk.draft_desk_items, roles=roles_with(Action.PREPARE_POSITION, Action.TAKE_POSITION), order=30)
    register_attention(statements.desk_items, roles=roles_with(Action.STATE, Action.DRAFT_STATEMENT), order=36)
    register_attention(follow_up_notices.desk_items, roles=roles_with(Action.STATE), order=38)
    register_attention(proposal_notices.desk_items, roles=roles_with(Action.CONSOLIDATE), order=66)
    register_attention(proposal_notices.author_desk_items, roles=roles_with(Action.AMEND), order=68)
    register_attention(amendment_drafts.desk_items, roles=roles_with(Action.PREPARE, Action.RELEASE), order=70)


def _register_notices() -> None:
    for kind in procedure_notices.NOTICES:
        register_notice(kind, procedure_notices.render_notices)
    for kind in proposal_notices.KINDS:
        register_notice(kind, proposal_notices.render_notices)
    for kind in follow_up_notices.KINDS:
        register_notice(kind, follow_up_notices.render_notices)


def _register_jobs() -> None:
    participation_changing.connect(results.record_results_of, dispatch_uid="results before participation changes")
    register_clock_job("procedures", results.record_final_results, order=24)
    register_clock_job("procedure reminders", procedure_notices.send_reminders, order=26)
    register_clock_job("follow-up reminders", follow_up_notices.send_reminders, order=30)


def _register_event_views() -> None:
    register_event_view(PROPOSAL_MADE, proposals.proposal_made, adds=True)
    for kind in (
        positions.POSITION_STATED,
        DATES_ANSWERED,
        *procedure_notices.CHANGES,
    ):
        register_event_view(kind, procedures.procedure_changed)
    register_event_view(procedure_notices.OPENED, procedures.procedure_opened)
    for kind in decisions.PARTS:
        register_event_view(kind, decisions.decision_changed)
    register_event_view(PROPOSAL_CHANGED, proposals.proposal_changed)
    for kind in (AMENDMENT_PROPOSED, AMENDMENT_DECIDED, AMENDMENT_WITHDRAWN):
        register_event_view(kind, proposals.amendment_changed)
