"""What evaluation registers with networkapp; `apps.py` asks for all of it when the site starts."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from evaluation.domain import (
    briefs,
    cards,
    desk,
    first_steps,
    network_pages,
    reminders,
    search,
    strands,
    subjects,
    thread,
    uploads,
)
from evaluation.domain.assessments import evidence_links, next_steps, section_reminders, telling, workbooks
from evaluation.domain.frameworks import (
    agreement_decisions,
    agreement_desk,
    agreement_telling,
    agreement_to_decide,
)
from evaluation.domain.reports import reported
from evaluation.domain.reports import search as report_search
from evaluation.domain.results import freshness
from evaluation.domain.reviews import desk as review_desk
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
from evaluation.views import framework_live
from evaluation.views.sections import SECTIONS
from networkapp.registry import (
    ClockJob,
    DeskSource,
    MenuEntry,
    register_api,
    register_attention,
    register_clock_job,
    register_event_view,
    register_feed,
    register_links,
    register_menu,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.network_links import register_network_link
from networkapp.registry.plugins import register_plugin
from networkapp.registry.secret_addresses import register_secret_address
from networkapp.registry.site_administration import register_site_administration
from networkapp.registry.site_parts import SitePart, register_site_part
from networkapp.registry.strands import Along, register_countries, register_strand
from networkapp.registry.subject_uses import register_subject_use
from networkapp.signals import decision_adopted
from networkapp.views.accepting import register_link_kind

ATTENTION: Mapping[DeskSource, frozenset[str] | None] = {
    desk.open_assessments: ALLOWED[Action.ANSWER],
    desk.signatures_needed: ALLOWED[Action.SIGN_FOR_PARLIAMENT] | ALLOWED[Action.SIGN_FOR_GOVERNMENT],
    desk.voices_asked: ALLOWED[Action.SPEAK_FOR_CIVIL_SOCIETY],
    desk.to_confirm_or_publish: ALLOWED[Action.OVERSEE],
    next_steps.criteria_and_cycles: ALLOWED[Action.KEEP_FRAMEWORK] | ALLOWED[Action.RUN_CYCLES],
    section_reminders.sections_in_hand: None,
    section_reminders.sections_overdue: ALLOWED[Action.GIVE_SECTIONS],
    agreement_desk.positions_asked: ALLOWED[Action.STATE_POSITION],
    agreement_desk.proposals_to_settle: ALLOWED[Action.CONSOLIDATE],
    agreement_desk.silence_ended: ALLOWED[Action.KEEP_FRAMEWORK],
    review_desk.reviews_to_do: ALLOWED[Action.REVIEW],
    review_desk.questions_to_answer: ALLOWED[Action.REPLY],
    review_desk.reviews_to_end: ALLOWED[Action.CONDUCT_REVIEW],
}
JOBS: Mapping[str, ClockJob] = {
    "section reminders": section_reminders.remind_of_sections,
    "deleted workbooks": workbooks.remove_expired,
    "deleted uploaded tables": uploads.remove_expired_tables,
    "criteria agreement reminders": agreement_telling.remind_of_silence,
    "assessment and review reminders": reminders.remind,
}
STRANDS = (
    (strands.reported_on, 10, [Along.SUBJECT]),
    (strands.results_of, 20, [Along.COUNTRY]),
    (network_pages.published_results, 65, [Along.NETWORK]),
    (briefs.assessment, 30, [Along.BRIEF]),
    (briefs.treaties, 30, [Along.COUNTRY, Along.BRIEF]),
    (briefs.findings, 30, [Along.COUNTRY, Along.BRIEF]),
    (briefs.verdicts, 30, [Along.COUNTRY, Along.BRIEF]),
    (briefs.gaps, 30, [Along.BRIEF]),
)


TREATIES = (
    "evaluation.api.treaties",
    "evaluation.domain.briefs.treaties",
    "evaluation.domain.treaties",
    "evaluation.views.treaties",
    "evaluation.views.treaty_countries",
)


def register_all() -> None:
    register_plugin("evaluation")
    register_site_part(SitePart.EVALUATION, "evaluation")
    register_site_part(SitePart.TREATIES, *TREATIES)
    cards.register_all()
    for source, roles in ATTENTION.items():
        register_attention(source, roles=roles)
    for name, job in JOBS.items():
        register_clock_job(name, job)
    register_secret_address("evaluation:section_link")
    register_link_kind(SECTIONS)
    register_links(Evidence, which=evidence_links.evidence_of_late)
    decision_adopted.connect(agreement_decisions.adopt_by_decision, dispatch_uid="criteria adopted by a decision")
    freshness.follow_changes()
    _register_telling()
    _register_administration()
    first_steps.register_steps()
    _register_topics()
    _register_strands()
    _register_finding()


def _register_telling() -> None:
    for kind in telling.KINDS:
        register_notice(kind, telling.in_words)
    for kind in agreement_telling.KINDS:
        register_notice(kind, agreement_telling.in_words)
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
        Framework, label=_("criteria"), where=agreement_to_decide.adopted_or_drafted, by=("title", "version")
    )
    register_topic_subject(
        Criterion,
        label=_("criterion"),
        where=subjects.criteria_for,
        series="series_id",
        called=subjects.criterion_called,
    )
    register_topic_subject(Assessment, label=_("assessment of a country"), where=subjects.assessments_for)


def _register_strands() -> None:
    register_subject_use(Recommendation, where=subjects.recommendations_for)
    register_countries(strands.countries_with_results)
    for source, order, along in STRANDS:
        register_strand(source, along=along, order=order)
    register_network_link(network_pages.criteria, order=30)
    register_network_link(network_pages.results, order=40)
    thread.register_parts()
    reported.register_parts()


def _register_finding() -> None:
    register_search(kind=search.KIND, label=_("Evaluation"), find=search.find, order=30)
    register_search(kind=report_search.KIND, label=_("Reports"), find=report_search.find_reports, order=32)
    register_feed(report_search.in_feeds)
    register_api("evaluation.api.routes.router")
    register_menu(MenuEntry(label=_("Evaluation"), url_name="evaluation:overview", order=40))
    register_menu(MenuEntry(label=_("Treaties"), url_name="evaluation:treaties", order=60))
