"""Registration of this app with its host."""

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Apps without which our models cannot even be read; what else is missing is said by checks.py.
BUILT_ON = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "modelcluster",
    "taggit",
    "wagtail",
    "wagtail.documents",
    "wagtail.images",
)


def require_apps(plugin: str, needed: tuple[str, ...]) -> None:
    """Refused, in words: a host that lacks an app which the models of `plugin` are built on."""
    missing = [name for name in needed if not apps.is_installed(name)]
    if missing:
        raise ImproperlyConfigured(f"{plugin} needs these in INSTALLED_APPS: {', '.join(missing)}.")


class NetworkAppConfig(AppConfig):
    name = "networkapp"
    verbose_name = _("Networks")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        require_apps(self.name, BUILT_ON)
        super().import_models()

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import TaskState
        from wagtail.signals import (
            copy_for_translation_done,
            page_published,
            page_slug_changed,
            post_page_move,
            task_approved,
            task_cancelled,
            task_rejected,
        )

        from networkapp import checks, registry  # noqa: F401  (checks register themselves)
        from networkapp.domain import clock, desk_parts
        from networkapp.domain.cards import pictures as card_pictures
        from networkapp.domain.cards import sources as card_sources
        from networkapp.domain.countries import hotlines
        from networkapp.domain.days import campaigns
        from networkapp.domain.days import parts as day_parts
        from networkapp.domain.days import search as day_search
        from networkapp.domain.decisions import positions, proposal_telling
        from networkapp.domain.decisions import register as decision_register
        from networkapp.domain.decisions import results as procedure_results
        from networkapp.domain.decisions import telling as procedure_telling
        from networkapp.domain.decisions.proposal_telling import PROPOSAL_CHANGED
        from networkapp.domain.discussion import about, attachments, prepared, receipts, telling
        from networkapp.domain.discussion.messages import MESSAGE_EDITED, MESSAGE_REACTED, MESSAGE_WITHDRAWN
        from networkapp.domain.discussion.moderation import MESSAGE_HIDDEN, MESSAGE_RESTORED
        from networkapp.domain.discussion.moderation_telling import ORDER_CHANGED
        from networkapp.domain.discussion.posting import MESSAGE_POSTED, TOPIC_OPENED
        from networkapp.domain.discussion.topics import TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED
        from networkapp.domain.discussion.uploads import PAPER_ADDED
        from networkapp.domain.editions import downloads
        from networkapp.domain.editions.checks import when_a_handbook_is_published
        from networkapp.domain.follow_ups import telling as follow_up_telling
        from networkapp.domain.handbooks import glossary, parts, review_telling, scheduled
        from networkapp.domain.handbooks.pages import (
            follow_handbooks,
            when_a_chapter_is_published,
            when_a_handbook_is_translated,
            when_pages_move,
        )
        from networkapp.domain.inquiries import approval as inquiry_approval
        from networkapp.domain.inquiries import cast_standing
        from networkapp.domain.inquiries import matrix as inquiry_matrix
        from networkapp.domain.inquiries import search as inquiry_search
        from networkapp.domain.inquiries import telling as inquiry_telling
        from networkapp.domain.inquiries import writing as inquiries
        from networkapp.domain.library import dead_links, law, links
        from networkapp.domain.meetings import (
            actions,
            agenda_sources,
            date_polls,
            minutes,
            minutes_search,
            speaking_list,
        )
        from networkapp.domain.meetings import packs as meeting_packs
        from networkapp.domain.meetings import telling as meeting_telling
        from networkapp.domain.news import mirrors, signature_telling
        from networkapp.domain.news.articles import when_news_is_translated
        from networkapp.domain.news.signatures import (
            when_a_file_is_exchanged,
            when_a_file_is_removed,
            when_an_article_is_published,
        )
        from networkapp.domain.notes import left as left_notes
        from networkapp.domain.notes import places as annotation_places
        from networkapp.domain.notes import telling as annotation_telling
        from networkapp.domain.notices import deliveries
        from networkapp.domain.proposals import proposing as proposals
        from networkapp.domain.proposals import search as proposal_search
        from networkapp.domain.proposals.amendments import AMENDMENT_PROPOSED, AMENDMENT_SETTLED, AMENDMENT_WITHDRAWN
        from networkapp.domain.proposals.proposing import PROPOSAL_MADE
        from networkapp.domain.reports import reported
        from networkapp.domain.subjects import brief_sections
        from networkapp.domain.subjects import countries as strand_countries
        from networkapp.domain.subjects import news as strand_news
        from networkapp.domain.subjects import parts as strand_parts
        from networkapp.domain.subjects import search as strand_search
        from networkapp.domain.threads import making
        from networkapp.domain.threads import parts as thread_parts
        from networkapp.domain.threads import steps as thread_steps
        from networkapp.domain.word import importing as word_import
        from networkapp.logs import keep_secrets_out
        from networkapp.models import (
            AgendaItem,
            ArticlePage,
            ChapterPage,
            Decision,
            Delegation,
            GlossaryTerm,
            GlossaryTermTranslation,
            HandbookPage,
            HotlineLink,
            Inquiry,
            LegalSource,
            Organisation,
            Proposal,
            Publication,
            Section,
            SectionLink,
        )
        from networkapp.models.message_index import look_after_index
        from networkapp.registry.dossiers import register_questions
        from networkapp.registry.strands import Along, register_strand
        from networkapp.signals import decision_adopted, edition_published
        from networkapp.views import (
            live,
            live_decisions,
            live_inquiries,
            live_meetings,
            live_order,
            live_procedures,
            live_proposals,
        )

        keep_secrets_out()
        card_sources.register_all()
        for kind in (*inquiries.EVENTS, inquiry_approval.APPROVED, *cast_standing.EVENTS.values()):
            registry.register_event_view(kind, live_inquiries.inquiry_changed)
        for kind, label, find, order in (
            ("minutes", _("Minutes"), minutes_search.find_minutes, 41),
            ("proposals", _("Proposals"), proposal_search.find_proposals, 43),
            ("inquiries", _("Inquiries"), inquiry_search.find_inquiries, 45),
        ):
            registry.register_search(kind=kind, label=label, find=find, order=order, narrows=True)
        registry.register_search(kind="campaigns", label=_("Campaigns"), find=campaigns.find_campaigns, order=37)
        registry.register_search(kind=day_search.KIND, label=_("Days of the year"), find=day_search.find_days, order=38)
        day_parts.register_parts()
        desk_parts.register_parts()
        registry.register_clock_job("ended seats", clock.end_seats)
        registry.register_clock_job("groups", clock.keep_groups)
        registry.register_clock_job("procedures", procedure_results.record_results)
        registry.register_clock_job("reminders of procedures", procedure_telling.remind)
        registry.register_clock_job("reminders of receipts", receipts.remind)
        registry.register_clock_job("reminders of follow-up", follow_up_telling.remind)
        registry.register_clock_job("messages nobody was told of", telling.tell_missed)
        registry.register_clock_job("notes that nobody carried", annotation_places.carry_missed)
        registry.register_clock_job("minutes that silence approved", minutes.record_approvals)
        registry.register_clock_job("reminders of actions", actions.remind)
        registry.register_clock_job("digests", deliveries.make_digests)
        registry.register_clock_job("letters", deliveries.send_due)
        registry.register_clock_job("papers that nobody posted", attachments.remove_forgotten)
        registry.register_clock_job("addresses on the web", links.ask_for_links)
        registry.register_clock_job("answers that fall due", inquiry_telling.remind)
        registry.register_clock_job("what was put off to a day", scheduled.publish_due)
        registry.register_clock_job("pages whose day is over", scheduled.unpublish_due)
        registry.register_clock_job("reviews that are overdue", review_telling.remind)
        registry.register_clock_job("questions that lapsed", inquiry_telling.record_lapsed)
        registry.register_clock_job("embargoes that ended", inquiry_telling.record_freed)
        for kept, which in (
            (Publication, dead_links.all_publications),
            (Organisation, dead_links.all_organisations),
            (SectionLink, dead_links.of_published_sections),
            (HotlineLink, dead_links.of_hotlines),
        ):
            registry.register_links(kept, which=which)
        registry.register_clock_job("Word documents brought a week ago", word_import.remove_old_imports)
        registry.register_clock_job("files of handbooks", downloads.look_after_files)
        registry.register_clock_job("packs of meetings", meeting_packs.look_after_packs)
        registry.register_clock_job("pictures of pages", card_pictures.look_after_pictures)
        registry.register_event_view(TOPIC_OPENED, live.topic_opened, adds=True)
        registry.register_event_view(MESSAGE_POSTED, live.message_posted, adds=True)
        for kind in (MESSAGE_EDITED, MESSAGE_WITHDRAWN):
            registry.register_event_view(kind, live.wording_changed)
        for kind in (MESSAGE_HIDDEN, MESSAGE_RESTORED):
            registry.register_event_view(kind, live_order.sealed_or_shown)
        registry.register_event_view(ORDER_CHANGED, live_order.order_changed)
        for kind in (MESSAGE_REACTED, PAPER_ADDED):
            registry.register_event_view(kind, live.message_changed)
        for kind in (receipts.RECEIPT_ASKED, receipts.MESSAGE_ACKNOWLEDGED):
            registry.register_event_view(kind, live.receipts_changed)
        for kind in (positions.STATED, date_polls.DATES_ANSWERED, *procedure_telling.CHANGES):
            registry.register_event_view(kind, live_procedures.procedure_changed)
        registry.register_event_view(procedure_telling.OPENED, live_procedures.procedure_opened)
        for kind in live_decisions.PARTS:
            registry.register_event_view(kind, live_decisions.decision_changed)
        for kind in prepared.KINDS.values():
            registry.register_event_view(kind, live.prepared_moved)
        for kind in (TOPIC_CHANGED, TOPIC_SHARED, TOPIC_UNSHARED):
            registry.register_event_view(kind, live.topic_changed)
        for kind in speaking_list.KINDS:
            registry.register_event_view(kind, live_meetings.floor_changed)
        for source in (
            agenda_sources.last_minutes,
            agenda_sources.open_actions,
            agenda_sources.adopted_since,
            agenda_sources.being_decided,
            agenda_sources.answers_due,
        ):
            registry.register_agenda_source(source, order=50)
        for kind in meeting_telling.OF_MEETINGS:
            registry.register_notice(kind, meeting_telling.meetings_in_words)
        for kind in meeting_telling.OF_MINUTES:
            registry.register_notice(kind, meeting_telling.minutes_in_words)
        registry.register_notice(actions.ACTION_DUE, actions.in_words)
        for model, label, where, by in (
            (Decision, _("decision"), decision_register.decisions_for, ("title",)),
            (Section, _("section of a handbook"), about.sections_for, ("title", "page__title")),
            (AgendaItem, _("agenda item"), about.agenda_items_for, ("title",)),
            (Delegation, _("delegation"), about.delegations_for, ()),
            (Inquiry, _("inquiry"), inquiry_matrix.inquiries_for, ("title",)),
            (Proposal, _("proposal"), proposals.proposals_for, ("title",)),
        ):
            registry.register_topic_subject(model, label=label, where=where, by=by)
        registry.register_event_view(PROPOSAL_MADE, live_proposals.proposal_made, adds=True)
        registry.register_event_view(PROPOSAL_CHANGED, live_proposals.proposal_changed)
        for kind in (AMENDMENT_PROPOSED, AMENDMENT_SETTLED, AMENDMENT_WITHDRAWN):
            registry.register_event_view(kind, live_proposals.amendment_changed)
        for model in (GlossaryTerm, GlossaryTermTranslation):
            post_save.connect(glossary.TERMS.forget, sender=model)
            post_delete.connect(glossary.TERMS.forget, sender=model)
        post_save.connect(law.REGISTERS.forget, sender=LegalSource)
        post_delete.connect(law.REGISTERS.forget, sender=LegalSource)
        page_published.connect(when_a_chapter_is_published, sender=ChapterPage)
        page_published.connect(parts.when_a_chapter_is_published, sender=ChapterPage)
        page_published.connect(when_a_handbook_is_published, sender=HandbookPage)
        page_published.connect(mirrors.let_go_of_foreign_mirrors, sender=HandbookPage)
        post_page_move.connect(mirrors.let_go_of_foreign_mirrors)
        page_published.connect(when_an_article_is_published, sender=ArticlePage)
        for model in (get_image_model(), get_document_model()):
            post_save.connect(when_a_file_is_exchanged, sender=model)
            pre_delete.connect(when_a_file_is_removed, sender=model)
        for moves in (post_page_move, page_slug_changed):
            moves.connect(when_pages_move)
        follow_handbooks()
        edition_published.connect(downloads.when_an_edition_is_published)
        page_published.connect(annotation_places.when_a_chapter_with_notes_is_published, sender=ChapterPage)
        pre_delete.connect(left_notes.when_a_chapter_is_deleted, sender=ChapterPage)
        for kind in (annotation_telling.LOST, annotation_telling.ASSIGNED):
            registry.register_notice(kind, annotation_telling.in_words)
        for kind in procedure_telling.NOTICES:
            registry.register_notice(kind, procedure_telling.in_words)
        registry.register_notice(signature_telling.ASKED, signature_telling.in_words)
        registry.register_notice(inquiry_telling.REMINDER, inquiry_telling.in_words)
        registry.register_notice(review_telling.OVERDUE, review_telling.in_words)
        for ends in (task_approved, task_rejected, task_cancelled):
            ends.connect(review_telling.when_a_review_ends, sender=TaskState)
        decision_adopted.connect(inquiry_approval.approve_by_decision, dispatch_uid="inquiries approved by a decision")
        for kind in proposal_telling.KINDS:
            registry.register_notice(kind, proposal_telling.in_words)
        thread_parts.register_parts()
        reported.register_parts()
        for kind in follow_up_telling.KINDS:
            registry.register_notice(kind, follow_up_telling.in_words)
        thread_steps.register_steps()
        register_questions(Decision, making.questions_of_a_decision)
        registry.register_message_lock(making.lock_of_quoted)
        register_strand(brief_sections.own_sections, along=[Along.BRIEF], order=20)
        register_strand(strand_news.press, along=[Along.NETWORK], order=5)
        register_strand(strand_news.news, along=[Along.SUBJECT, Along.COUNTRY, Along.NETWORK], order=72)
        register_strand(strand_countries.delegations, along=[Along.COUNTRY], order=10)
        register_strand(strand_countries.follow_ups, along=[Along.COUNTRY], order=50)
        register_strand(strand_countries.answers, along=[Along.COUNTRY], order=60)
        register_strand(strand_parts.chapters, along=[Along.SUBJECT], order=40)
        register_strand(strand_parts.handbooks, along=[Along.NETWORK], order=40)
        register_strand(strand_parts.library, along=[Along.SUBJECT], order=45)
        register_strand(strand_parts.organisations, along=[Along.SUBJECT], order=95)
        for source, order in ((strand_parts.decisions, 50), (strand_parts.inquiries, 60)):
            register_strand(source, along=[Along.SUBJECT, Along.NETWORK], order=order)
        register_strand(strand_parts.meetings, along=[Along.SUBJECT, Along.COUNTRY, Along.NETWORK], order=70)
        register_strand(strand_parts.campaigns, along=[Along.SUBJECT, Along.COUNTRY, Along.NETWORK], order=75)
        register_strand(hotlines.on_the_strand, along=[Along.BRIEF, Along.COUNTRY], order=15)
        for kind, label, find, order in (
            (strand_search.SUBJECTS, _("Subjects"), strand_search.find_subjects, 6),
            (strand_search.COUNTRIES, _("Countries"), strand_search.find_countries, 7),
        ):
            registry.register_search(kind=kind, label=label, find=find, order=order)
        registry.register_search(kind="hotlines", label=_("Hotlines"), find=hotlines.find_hotlines, order=5)
        copy_for_translation_done.connect(when_a_handbook_is_translated)
        copy_for_translation_done.connect(when_news_is_translated)
        post_migrate.connect(look_after_index, sender=self)
