"""Registration of what the evaluation adds to networkapp; `apps.py` calls it when the site starts."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from evaluation import (
    desk,
    first_steps,
    metadata,
    network_pages,
    overviews,
    overviews_briefs,
    provenance,
    reminders,
    search,
    things,
)
from evaluation.assessments import evidence_links, next_steps, notices, section_reminders, workbooks
from evaluation.assessments.views.sections import SECTIONS
from evaluation.bridges import decisions, decisions_adoption
from evaluation.frameworks import agreement_desk, agreement_notices
from evaluation.frameworks.views import framework_live
from evaluation.models import (
    Assessment,
    Criterion,
    Evidence,
    ExternalObservation,
    Finding,
    Framework,
    Instrument,
    Recommendation,
    SeriesInstrument,
    SeriesSource,
    TreatyAction,
    TreatyActKind,
)
from evaluation.permissions import ALLOWED, Action
from evaluation.results import cache
from evaluation.reviews import desk as review_desk
from evaluation.sources import uploads
from networkapp.networks.views.accepting import register_link_kind
from networkapp.registry import (
    ClockJob,
    DeskSource,
    MenuEntry,
    register_api,
    register_attention,
    register_clock_job,
    register_event_view,
    register_menu,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.adoptions import register_adoption_effect
from networkapp.registry.links import register_links
from networkapp.registry.network_links import register_network_link
from networkapp.registry.overviews import OverviewKind, register_countries, register_overview
from networkapp.registry.plugins import register_plugin
from networkapp.registry.secret_addresses import register_secret_address
from networkapp.registry.site_administration import register_site_administration
from networkapp.registry.site_parts import SitePart, register_site_part
from networkapp.registry.subject_uses import register_subject_use

ATTENTION: Mapping[DeskSource, frozenset[str] | None] = {
    desk.open_assessments: ALLOWED[Action.ANSWER],
    desk.signatures_needed: ALLOWED[Action.SIGN_FOR_PARLIAMENT] | ALLOWED[Action.SIGN_FOR_GOVERNMENT],
    desk.comments_to_write: ALLOWED[Action.SPEAK_FOR_CIVIL_SOCIETY],
    desk.to_confirm_or_publish: ALLOWED[Action.OVERSEE],
    next_steps.desk_items: ALLOWED[Action.KEEP_FRAMEWORK] | ALLOWED[Action.RUN_CYCLES],
    section_reminders.sections_to_complete: None,
    section_reminders.sections_overdue: ALLOWED[Action.GIVE_SECTIONS],
    agreement_desk.positions_needed: ALLOWED[Action.STATE_POSITION],
    agreement_desk.proposals_to_decide: ALLOWED[Action.CONSOLIDATE],
    agreement_desk.silence_ended: ALLOWED[Action.KEEP_FRAMEWORK],
    review_desk.reviews_to_do: ALLOWED[Action.REVIEW],
    review_desk.questions_to_answer: ALLOWED[Action.REPLY],
    review_desk.reviews_to_end: ALLOWED[Action.CONDUCT_REVIEW],
}
JOBS: Mapping[str, ClockJob] = {
    "section reminders": section_reminders.send_section_reminders,
    "deleted workbooks": workbooks.remove_expired,
    "deleted uploaded tables": uploads.remove_expired_tables,
    "criteria agreement reminders": agreement_notices.remind_of_silence,
    "assessment and review reminders": reminders.send_reminders,
}
OVERVIEWS = (
    (overviews.subject_overview, 10, [OverviewKind.SUBJECT]),
    (overviews.country_overview, 20, [OverviewKind.COUNTRY]),
    (network_pages.published_results, 65, [OverviewKind.NETWORK]),
    (overviews_briefs.assessment, 30, [OverviewKind.BRIEF]),
    (overviews_briefs.treaties, 30, [OverviewKind.COUNTRY, OverviewKind.BRIEF]),
    (overviews_briefs.findings, 30, [OverviewKind.COUNTRY, OverviewKind.BRIEF]),
    (overviews_briefs.verdicts, 30, [OverviewKind.COUNTRY, OverviewKind.BRIEF]),
    (overviews_briefs.gaps, 30, [OverviewKind.BRIEF]),
)


TREATIES = (
    "evaluation.treaties.api",
    "evaluation.overviews_briefs.treaties",
    "evaluation.treaties",
    "evaluation.treaties.views.treaties",
    "evaluation.treaties.views.treaty_countries",
)


def register_all() -> None:
    """Register what the evaluation adds to networkapp."""
    register_plugin("evaluation")
    register_site_part(SitePart.EVALUATION, "evaluation")
    register_site_part(SitePart.TREATIES, *TREATIES)
    metadata.register_all()
    for source, roles in ATTENTION.items():
        register_attention(source, roles=roles, order=10)
    for name, job in JOBS.items():
        register_clock_job(name, job, order=10)
    register_secret_address("evaluation:section_link")
    register_link_kind(SECTIONS)
    register_links(Evidence, which=evidence_links.recent_evidence)
    register_adoption_effect(Framework, decisions_adoption.adopt_by_decision)
    cache.follow_changes()
    _register_notices()
    _register_administration()
    first_steps.register_steps()
    _register_topics()
    _register_overviews()
    _register_search_and_menu()


def _register_notices() -> None:
    for kind in notices.KINDS:
        register_notice(kind, notices.render_notices)
    for kind in agreement_notices.KINDS:
        register_notice(kind, agreement_notices.render_notices)
    for kind in framework_live.POSITION_EVENTS:
        register_event_view(kind, framework_live.position_changed)


def _register_administration() -> None:
    for model in (Instrument, SeriesInstrument, SeriesSource, TreatyActKind):
        register_site_administration(model)
    # Imported, and never deleted.
    for imported in (ExternalObservation, Finding, TreatyAction):
        register_site_administration(imported, "add", "view")


def _register_topics() -> None:
    register_topic_subject(
        Framework, label=_("criteria"), where=decisions.adopted_or_drafted, by=("title", "version"), order=10
    )
    register_topic_subject(
        Criterion,
        label=_("Criterion"),
        where=things.criteria_for,
        series="series_id",
        called=things.criterion_name,
        order=10,
    )
    register_topic_subject(Assessment, label=_("assessment of a country"), where=things.assessments_for, order=10)


def _register_overviews() -> None:
    register_subject_use(Recommendation, where=things.recommendations_for)
    register_countries(overviews.countries_with_results)
    for source, order, kinds in OVERVIEWS:
        register_overview(source, kinds=kinds, order=order)
    register_network_link(network_pages.criteria, order=30)
    register_network_link(network_pages.results, order=40)
    provenance.register_parts()


def _register_search_and_menu() -> None:
    register_search(kind=search.KIND, label=_("Evaluation"), find=search.search_evaluation, order=30)
    register_api("evaluation.api.routes.router")
    register_menu(MenuEntry(label=_("Evaluation"), url_name="evaluation:overview", order=40))
    register_menu(MenuEntry(label=_("Treaties"), url_name="evaluation:treaties", order=60))
