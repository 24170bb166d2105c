"""Registration of what handbooks add to the core and other apps."""

from functools import partial

from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _
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

from networkapp.handbooks import metadata, search
from networkapp.handbooks.editions import reports
from networkapp.handbooks.editions.queries import public_chapters, public_texts
from networkapp.handbooks.editions.verification import on_handbook_published
from networkapp.handbooks.glossary import actions as glossary
from networkapp.handbooks.law import actions as law_checks
from networkapp.handbooks.law import queries as law_queries
from networkapp.handbooks.models import (
    Annotation,
    ChapterPage,
    GlossaryTerm,
    GlossaryTermTranslation,
    HandbookIndexPage,
    HandbookPage,
    HandbookReview,
    LegalSource,
    PartPage,
    Section,
    SectionLink,
)
from networkapp.handbooks.notes import notices as annotation_notices
from networkapp.handbooks.notes import orphans, provenance, reanchoring
from networkapp.handbooks.notes.reanchoring import on_annotated_chapter_published
from networkapp.handbooks.pages import aliases, broken_references, overviews, parts, scheduling, section_links
from networkapp.handbooks.pages.access import IN_HANDBOOKS, closed_handbooks, require_readable
from networkapp.handbooks.pages.actions import (
    on_chapter_published,
    on_handbook_translated,
    on_pages_moved,
    register_cache_invalidation,
)
from networkapp.handbooks.pages.queries import hidden_sections, sections_for
from networkapp.handbooks.reviews import actions as handbook_reviews
from networkapp.handbooks.reviews import notices as review_notices
from networkapp.handbooks.reviews.workflow import ensure_review_workflow
from networkapp.handbooks.takeaway import catalogue, device_copies, downloads
from networkapp.handbooks.translations import desk
from networkapp.handbooks.word_import import uploads
from networkapp.permissions import OF_A_DELEGATION, Action, roles_with
from networkapp.policies import explorable_pages
from networkapp.registry import (
    register_api,
    register_attention,
    register_clock_job,
    register_news,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.books import register_books
from networkapp.registry.device_copies import register_device_copies
from networkapp.registry.links import CorrectedLinks, register_links
from networkapp.registry.metadata import register_cards, register_fixed_page, register_page_card
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.page_parts import Page, register_page_part
from networkapp.registry.pages import (
    EditedPages,
    register_closed_pages,
    register_edited_pages,
    register_hidden_rows,
    register_parent_rule,
    register_reading_rule,
    register_review_task,
)
from networkapp.registry.provenance import register_dossier_part
from networkapp.registry.reports import register_report_table
from networkapp.registry.subject_uses import register_subject_use
from networkapp.signals import edition_published


def register_all() -> None:
    """Register what handbooks add to the core and to other apps, and follow changes of pages and rows."""
    corrected = CorrectedLinks(rows=section_links.links_corrected_by, place=section_links.link_place, order=40)
    register_links(SectionLink, which=section_links.published_links, corrected=corrected)
    register_report_table("published", reports.published, order=10)
    register_report_table("documents", reports.documents, order=30)
    _register_dossiers()
    register_overview(overviews.chapters, kinds=[OverviewKind.SUBJECT], order=40)
    register_overview(overviews.handbooks, kinds=[OverviewKind.NETWORK], order=40)
    register_page_part(Page.DESK, overviews.reading_part, order=20)
    register_books(catalogue.public_handbooks)
    register_device_copies("edition", device_copies.edition_status)
    register_device_copies("today", device_copies.current_text_status)
    _register_pages()
    _register_metadata()
    _register_search()
    _register_desk()
    _register_notices()
    _register_jobs()
    register_api("networkapp.handbooks.api.handbooks.router", order=20)
    register_api("networkapp.handbooks.api.editions.router", order=21)
    register_api("networkapp.handbooks.api.glossary.router", order=22)
    register_subject_use(GlossaryTerm, where=partial(GlossaryTerm.objects.where, may=Action.READ_HANDBOOKS))
    register_subject_use(ChapterPage, where=partial(explorable_pages, ChapterPage))
    _follow_rows()
    _follow_pages()


def _register_dossiers() -> None:
    register_dossier_part(
        Annotation,
        network="network_id",
        label=_("Change request"),
        where=provenance.notes_for,
        name=provenance.name_note,
        describe=provenance.describe_notes,
        effects=("section",),
        order=26,
    )
    register_dossier_part(
        Section, label=_("handbook section"), where=sections_for, describe=provenance.describe_sections, order=28
    )


def _register_pages() -> None:
    register_closed_pages(closed_handbooks, order=10)
    register_reading_rule(require_readable)
    register_parent_rule(aliases.require_no_foreign_alias)
    register_hidden_rows(Section, hidden_sections)
    register_review_task(HandbookReview)
    edited = EditedPages(
        pages_of=lambda network: list(HandbookPage.objects.filter(network=network)),
        actions=(Action.EDIT_HANDBOOKS, Action.PUBLISH_HANDBOOKS),
        prepare=ensure_review_workflow,
    )
    register_edited_pages(edited, order=10)


def _register_metadata() -> None:
    register_fixed_page(
        "networkapp:glossary",
        title=_("Glossary"),
        description=_("Definitions of terms in the handbooks, in each language."),
    )
    register_page_card(HandbookIndexPage, metadata.index_card)
    register_page_card(HandbookPage, metadata.handbook_card)
    register_page_card(PartPage, metadata.part_card)
    register_page_card(ChapterPage, metadata.chapter_card)
    register_cards(
        "edition",
        view="networkapp:edition",
        shown="text",
        card=metadata.edition_card,
        public=public_texts,
        changed=lambda text: text.edition.published_at,
    )
    register_cards(
        "edition-chapter",
        view="networkapp:edition_chapter",
        shown="chapter",
        card=metadata.edition_chapter_card,
        public=public_chapters,
        listed=False,
    )


def _register_search() -> None:
    register_search(
        kind="handbooks",
        label=_("Handbooks"),
        find=search.find_in_handbooks,
        order=10,
        by_language=True,
        pages=IN_HANDBOOKS,
    )
    register_search(kind="glossary", label=_("Glossary"), find=search.find_in_glossary, order=15)
    register_topic_subject(
        Section, label=_("handbook section"), where=sections_for, by=("title", "page__title"), order=30
    )


def _register_desk() -> None:
    register_attention(annotation_notices.desk_items, order=34)
    register_attention(broken_references.broken_reference_items, roles=roles_with(Action.EDIT_HANDBOOKS), order=54)
    register_attention(parts.unpublished_part_items, roles=roles_with(Action.PUBLISH_HANDBOOKS), order=56)
    register_attention(desk.desk_items, roles=roles_with(Action.EDIT_HANDBOOKS), order=58)
    register_attention(law_checks.desk_items, roles=roles_with(Action.EDIT_HANDBOOKS) | OF_A_DELEGATION, order=60)
    register_attention(handbook_reviews.review_items, roles=roles_with(Action.EDIT_HANDBOOKS), order=62)
    register_attention(handbook_reviews.returned_draft_items, roles=roles_with(Action.EDIT_HANDBOOKS), order=64)
    register_news(handbook_reviews.submitted_draft_items, roles=roles_with(Action.EDIT_HANDBOOKS), order=10)


def _register_notices() -> None:
    register_notice(annotation_notices.LOST, annotation_notices.render_notices)
    register_notice(annotation_notices.ASSIGNED, annotation_notices.render_notices)
    register_notice(review_notices.OVERDUE, review_notices.render_notices)


def _register_jobs() -> None:
    register_clock_job("notes moved to changed texts", reanchoring.carry_missed_notes, order=34)
    register_clock_job("scheduled publications", scheduling.publish_due, order=50)
    register_clock_job("scheduled unpublications", scheduling.unpublish_due, order=52)
    register_clock_job("legal review reminders", review_notices.remind_reviewers, order=54)
    register_clock_job("deleted Word imports", uploads.remove_old_imports, order=60)
    register_clock_job("handbook files", downloads.clean_up_files, order=62)


def _follow_rows() -> None:
    for model in (GlossaryTerm, GlossaryTermTranslation):
        post_save.connect(glossary.TERM_CACHE.forget, sender=model)
        post_delete.connect(glossary.TERM_CACHE.forget, sender=model)
    post_save.connect(law_queries.REGISTER_CACHE.forget, sender=LegalSource)
    post_delete.connect(law_queries.REGISTER_CACHE.forget, sender=LegalSource)
    for ends in (task_approved, task_rejected, task_cancelled):
        ends.connect(review_notices.on_review_ended, sender=TaskState)


def _follow_pages() -> None:
    page_published.connect(on_chapter_published, sender=ChapterPage)
    page_published.connect(parts.publish_part_of_chapter, sender=ChapterPage)
    page_published.connect(on_handbook_published, sender=HandbookPage)
    page_published.connect(aliases.unalias_foreign_pages, sender=HandbookPage)
    post_page_move.connect(aliases.unalias_foreign_pages)
    for moves in (post_page_move, page_slug_changed):
        moves.connect(on_pages_moved)
    register_cache_invalidation()
    edition_published.connect(downloads.on_edition_published)
    page_published.connect(on_annotated_chapter_published, sender=ChapterPage)
    pre_delete.connect(orphans.on_chapter_deleted, sender=ChapterPage)
    copy_for_translation_done.connect(on_handbook_translated)
