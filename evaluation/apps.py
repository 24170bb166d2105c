"""Registration of this app with its host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from evaluation.permissions import ALLOWED, Action
from networkapp.apps import BUILT_ON, require_apps


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = _("Evaluation")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        require_apps(self.name, ("networkapp", *BUILT_ON))
        super().import_models()

    def ready(self) -> None:
        """What the evaluation adds to networkapp is registered."""
        from evaluation import checks  # noqa: F401  (checks register themselves)
        from evaluation.domain import briefs, cards, desk, reminders, search, strands, subjects, thread
        from evaluation.domain.assessments import evidence_links, section_reminders, telling, workbooks
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
        from evaluation.models import Assessment, Criterion, Evidence, Framework
        from evaluation.views import framework_live
        from networkapp.registry import (
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
        from networkapp.registry.strands import Along, register_countries, register_strand
        from networkapp.signals import decision_adopted

        cards.register_all()
        register_search(kind=search.KIND, label=_("Evaluation"), find=search.find, order=30)
        register_search(kind=report_search.KIND, label=_("Reports"), find=report_search.find_reports, order=32)
        register_feed(report_search.in_feeds)
        register_attention(desk.open_assessments, roles=ALLOWED[Action.ANSWER])
        register_attention(
            desk.signatures_needed, roles=ALLOWED[Action.SIGN_FOR_PARLIAMENT] | ALLOWED[Action.SIGN_FOR_GOVERNMENT]
        )
        register_attention(desk.voices_asked, roles=ALLOWED[Action.SPEAK_FOR_CIVIL_SOCIETY])
        register_attention(desk.to_confirm_or_publish, roles=ALLOWED[Action.OVERSEE])
        register_attention(section_reminders.sections_in_hand)
        register_attention(section_reminders.sections_overdue, roles=ALLOWED[Action.GIVE_SECTIONS])
        register_clock_job("reminders of sections", section_reminders.remind_of_sections)
        register_attention(agreement_desk.positions_asked, roles=ALLOWED[Action.STATE_POSITION])
        register_attention(agreement_desk.proposals_to_settle, roles=ALLOWED[Action.CONSOLIDATE])
        register_attention(agreement_desk.silence_ended, roles=ALLOWED[Action.KEEP_FRAMEWORK])
        register_links(Evidence, which=evidence_links.evidence_of_late)
        register_clock_job("workbooks that nobody took over", workbooks.remove_expired)
        register_attention(review_desk.reviews_to_do, roles=ALLOWED[Action.REVIEW])
        register_attention(review_desk.questions_to_answer, roles=ALLOWED[Action.REPLY])
        register_attention(review_desk.reviews_to_end, roles=ALLOWED[Action.CONDUCT_REVIEW])
        for kind in telling.KINDS:
            register_notice(kind, telling.in_words)
        for kind in agreement_telling.KINDS:
            register_notice(kind, agreement_telling.in_words)
        register_clock_job("reminders of silence that ends", agreement_telling.remind_of_silence)
        decision_adopted.connect(agreement_decisions.adopt_by_decision, dispatch_uid="criteria adopted by a decision")
        register_clock_job("reminders of assessments and reviews", reminders.remind)
        for kind in framework_live.POSITION_EVENTS:
            register_event_view(kind, framework_live.position_changed)
        register_topic_subject(
            Framework,
            label=_("criteria"),
            where=agreement_to_decide.adopted_or_drafted,
            by=("title", "version"),
        )
        register_topic_subject(
            Criterion,
            label=_("criterion"),
            where=subjects.criteria_for,
            series="series_id",
            called=subjects.criterion_called,
        )
        register_topic_subject(Assessment, label=_("assessment of a country"), where=subjects.assessments_for)
        register_countries(strands.countries_with_results)
        register_strand(strands.reported_on, along=[Along.SUBJECT], order=10)
        register_strand(strands.results_of, along=[Along.COUNTRY], order=20)
        register_strand(briefs.assessment, along=[Along.BRIEF], order=30)
        for source in (briefs.treaties, briefs.findings, briefs.verdicts):
            register_strand(source, along=[Along.COUNTRY, Along.BRIEF], order=30)
        register_strand(briefs.gaps, along=[Along.BRIEF], order=30)
        thread.register_parts()
        reported.register_parts()
        register_api("evaluation.api.routes.router")
        freshness.follow_changes()
        register_menu(MenuEntry(label=_("Evaluation"), url_name="evaluation:overview", order=40))
        register_menu(MenuEntry(label=_("Treaties"), url_name="evaluation:treaties", order=60))
