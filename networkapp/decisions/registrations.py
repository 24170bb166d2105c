"""What proposals, procedures and decisions add to pages of others, registered when the site starts."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from networkapp.decisions import agenda_suggestions, metadata, overviews, provenance, reports, search
from networkapp.decisions.models import Decision, FollowUp, Procedure, Proposal
from networkapp.decisions.procedures.register import decisions_for
from networkapp.decisions.proposals.actions import proposals_for
from networkapp.meetings.registry import register_agenda_source
from networkapp.registry import register_search, register_topic_subject
from networkapp.registry.metadata import register_cards, register_place
from networkapp.registry.overviews import Along, register_strand
from networkapp.registry.provenance import register_dossier_part
from networkapp.registry.reports import KnownPart, register_report_part, register_report_table


def register_all() -> None:
    _register_reports()
    _register_dossiers()
    _register_overviews()
    _register_metadata()
    _register_search()


def _register_reports() -> None:
    for key, label, tell, order in (
        ("decisions", _("Decisions, with procedure and follow-up"), reports.decisions, 1),
        ("follow-up", _("Follow-up by country"), reports.follow_up, 2),
        ("proposals", _("Proposals under way"), reports.proposals, 3),
    ):
        register_report_part(KnownPart(key=key, label=label, tell=tell, order=order))
    for key, label, tell, order in (
        ("texts-of-decisions", _("Annex: texts of the decisions"), reports.texts_of_decisions, 900),
        ("statements", _("Annex: interpretative statements"), reports.statements, 901),
    ):
        register_report_part(KnownPart(key=key, label=label, tell=tell, order=order, is_annex=True))
    register_report_table("documents", reports.documents, order=10)


def _register_dossiers() -> None:
    register_dossier_part(
        Proposal,
        network="network_id",
        label=_("proposal"),
        where=provenance.proposals_for,
        tell=provenance.describe_proposals,
        effects=("about",),
        order=30,
    )
    register_dossier_part(
        Procedure,
        network="network_id",
        label=_("procedure"),
        where=provenance.procedures_for,
        name=provenance.name_procedure,
        tell=provenance.describe_procedures,
        causes=("proposal",),
        order=32,
    )
    register_dossier_part(
        Decision,
        network="network_id",
        label=_("decision"),
        where=provenance.decisions_for,
        name=provenance.name_decision,
        tell=provenance.describe_decisions,
        causes=("procedure",),
        order=34,
    )
    register_dossier_part(
        FollowUp,
        network="decision.network_id",
        label=_("follow-up"),
        where=provenance.follow_ups_for,
        name=provenance.name_follow_up,
        tell=provenance.describe_follow_ups,
        causes=("decision",),
        order=36,
    )


def _register_overviews() -> None:
    register_strand(overviews.to_follow_up, along=[Along.BRIEF], order=21)
    register_strand(overviews.follow_ups, along=[Along.COUNTRY], order=50)
    register_strand(overviews.decisions, along=[Along.SUBJECT, Along.NETWORK], order=50)


def _register_metadata() -> None:
    register_place(
        "networkapp:decisions",
        title=_("Decisions"),
        description=_("Decisions adopted by the networks, and follow-up in every country."),
    )
    register_place(
        "networkapp:follow_ups",
        title=_("Follow-up by country"),
        description=_("What decisions ask of each delegation, and what delegations have reported."),
    )
    register_cards(
        "decision",
        view="networkapp:decision",
        shown="decision",
        card=metadata.decision_card,
        public=lambda: decisions_for(AnonymousUser()),
        changed=lambda decision: decision.adopted_at,
    )


def _register_search() -> None:
    register_search(kind="proposals", label=_("Proposals"), find=search.search_proposals, order=43, narrows=True)
    register_search(kind="decisions", label=_("Decisions"), find=search.search_decisions, order=45, narrows=True)
    register_topic_subject(Decision, label=_("decision"), where=decisions_for, by=("title",), order=20)
    register_topic_subject(Proposal, label=_("proposal"), where=proposals_for, by=("title",), order=70)
    register_agenda_source(agenda_suggestions.adopted_since, order=30)
    register_agenda_source(agenda_suggestions.being_decided, order=40)
