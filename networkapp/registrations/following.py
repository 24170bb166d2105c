"""What follows, within its transaction, when pages are published or moved and rows are saved or deleted."""

from importlib import import_module

from django.apps import AppConfig, apps
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

from networkapp.administration.rights import keep_administrators_rights
from networkapp.discussion.actions import attachments
from networkapp.discussion.actions.inbound_mail import receive_from_anymail
from networkapp.discussion.models.search_index import maintain_index
from networkapp.handbooks.editions.verification import when_a_handbook_is_published
from networkapp.handbooks.glossary import actions
from networkapp.handbooks.law import queries
from networkapp.handbooks.models import ChapterPage, GlossaryTerm, GlossaryTermTranslation, HandbookPage, LegalSource
from networkapp.handbooks.notes import orphans as left_notes
from networkapp.handbooks.notes.reanchoring import when_a_chapter_with_notes_is_published
from networkapp.handbooks.pages import parts
from networkapp.handbooks.pages.actions import (
    register_cache_invalidation,
    when_a_chapter_is_published,
    when_a_handbook_is_translated,
    when_pages_move,
)
from networkapp.handbooks.reviews import notices
from networkapp.handbooks.takeaway import downloads
from networkapp.inquiries.actions import approval
from networkapp.news.actions.articles import when_news_is_translated
from networkapp.news.actions.signatures import (
    when_a_file_is_exchanged,
    when_a_file_is_removed,
    when_an_article_is_published,
)
from networkapp.news.models import ArticlePage
from networkapp.pages import aliases
from networkapp.signals import decision_adopted, edition_published, person_leaving


def register_all(app: AppConfig) -> None:
    post_migrate.connect(maintain_index, sender=app)
    post_migrate.connect(keep_administrators_rights, sender=app)
    _follow_rows()
    _follow_handbooks()
    _follow_news()


def _follow_rows() -> None:
    person_leaving.connect(
        attachments.delete_waiting_attachments_of_erased_user, dispatch_uid="waiting papers of who leaves"
    )
    for model in (GlossaryTerm, GlossaryTermTranslation):
        post_save.connect(actions.TERM_CACHE.forget, sender=model)
        post_delete.connect(actions.TERM_CACHE.forget, sender=model)
    post_save.connect(queries.REGISTER_CACHE.forget, sender=LegalSource)
    post_delete.connect(queries.REGISTER_CACHE.forget, sender=LegalSource)
    for ends in (task_approved, task_rejected, task_cancelled):
        ends.connect(notices.when_a_review_ends, sender=TaskState)
    if apps.is_installed("anymail"):
        import_module("anymail.signals").inbound.connect(receive_from_anymail)
    decision_adopted.connect(approval.approve_by_decision, dispatch_uid="inquiries approved by a decision")


def _follow_handbooks() -> None:
    page_published.connect(when_a_chapter_is_published, sender=ChapterPage)
    page_published.connect(parts.when_a_chapter_is_published, sender=ChapterPage)
    page_published.connect(when_a_handbook_is_published, sender=HandbookPage)
    page_published.connect(aliases.unalias_foreign_pages, sender=HandbookPage)
    post_page_move.connect(aliases.unalias_foreign_pages)
    for moves in (post_page_move, page_slug_changed):
        moves.connect(when_pages_move)
    register_cache_invalidation()
    edition_published.connect(downloads.when_an_edition_is_published)
    page_published.connect(when_a_chapter_with_notes_is_published, sender=ChapterPage)
    pre_delete.connect(left_notes.when_a_chapter_is_deleted, sender=ChapterPage)
    copy_for_translation_done.connect(when_a_handbook_is_translated)


def _follow_news() -> None:
    page_published.connect(when_an_article_is_published, sender=ArticlePage)
    for model in (get_image_model(), get_document_model()):
        post_save.connect(when_a_file_is_exchanged, sender=model)
        pre_delete.connect(when_a_file_is_removed, sender=model)
    copy_for_translation_done.connect(when_news_is_translated)
