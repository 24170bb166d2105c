"""What handbooks add to pages of others, registered when the site starts."""

from django.utils.translation import gettext_lazy as _

from networkapp.handbooks import metadata, search
from networkapp.handbooks.editions import reports
from networkapp.handbooks.editions.queries import public_chapters, public_texts
from networkapp.handbooks.law import actions as law_checks
from networkapp.handbooks.models import (
    Annotation,
    ChapterPage,
    HandbookIndexPage,
    HandbookPage,
    PartPage,
    Section,
    SectionLink,
)
from networkapp.handbooks.notes import notices as annotation_notices
from networkapp.handbooks.notes import provenance, reanchoring
from networkapp.handbooks.pages import broken_references, overviews, parts, scheduling, section_links
from networkapp.handbooks.pages.access import IN_HANDBOOKS
from networkapp.handbooks.pages.queries import sections_for
from networkapp.handbooks.reviews import actions as handbook_reviews
from networkapp.handbooks.reviews import notices as review_notices
from networkapp.handbooks.takeaway import downloads
from networkapp.handbooks.translations import desk
from networkapp.handbooks.word_import import uploads
from networkapp.permissions import OF_A_DELEGATION, Action, roles_with
from networkapp.registry import (
    register_attention,
    register_clock_job,
    register_news,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.links import CorrectedLinks, register_links
from networkapp.registry.metadata import register_cards, register_page_card, register_place
from networkapp.registry.overviews import Along, register_strand
from networkapp.registry.provenance import register_dossier_part
from networkapp.registry.reports import register_report_table


def register_all() -> None:
    corrected = CorrectedLinks(rows=section_links.links_corrected_by, place=section_links.link_place, order=40)
    register_links(SectionLink, which=section_links.published_links, corrected=corrected)
    register_report_table("published", reports.published, order=10)
    register_report_table("documents", reports.documents, order=30)
    _register_dossiers()
    register_strand(overviews.chapters, along=[Along.SUBJECT], order=40)
    register_strand(overviews.handbooks, along=[Along.NETWORK], order=40)
    _register_metadata()
    _register_search()
    _register_desk()
    _register_notices()
    _register_jobs()


def _register_dossiers() -> None:
    register_dossier_part(
        Annotation,
        network="network_id",
        label=_("change request"),
        where=provenance.notes_for,
        name=provenance.name_note,
        tell=provenance.tell_notes,
        effects=("section",),
        order=26,
    )
    register_dossier_part(
        Section, label=_("handbook section"), where=sections_for, tell=provenance.tell_sections, order=28
    )


def _register_metadata() -> None:
    register_place(
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
