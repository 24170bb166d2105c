"""Handbooks: what publishing and translating record."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site, TranslatableMixin

from networkapp.editing.group_rights import sync_group_permissions
from networkapp.handbooks.models import (
    ChapterPage,
    Edition,
    EditionText,
    GlossaryTerm,
    GlossaryTermTranslation,
    HandbookIndexPage,
    HandbookPage,
    LawCheck,
    LegalSource,
    Section,
    SectionTranslation,
)
from networkapp.handbooks.pages.access import IN_HANDBOOKS
from networkapp.handbooks.pages.plain_text import plain_text
from networkapp.handbooks.pages.section_links import record_section_links
from networkapp.handbooks.pages.translation_records import record_copy, record_original, record_texts
from networkapp.models import CausalLink, Delegation, Network, SiteSettings, Subject, SubjectTranslation
from networkapp.pages.cache import HANDBOOKS, invalidate, invalidate_on_change
from networkapp.text.passages import fingerprint


@transaction.atomic
def record_sections(*, chapter: ChapterPage) -> None:
    """Give every section of the published chapter its row, numbered; mark removed ones as withdrawn.

    A row belongs to the id of its block: edited or moved, it stays the same row; put back, it is no longer withdrawn.
    """
    known = {section.block_id: section for section in Section.objects.select_for_update().filter(page=chapter)}
    published = []
    checks = LawCheck.objects.days_of(chapter.translation_key)
    for position, block in enumerate(chapter.sections, start=1):
        section = known.pop(block.id, None) or Section(page=chapter, block_id=block.id)
        before = (section.title, section.text, section.law_as_of)
        section.chapter_number = chapter.number
        section.position = position
        section.title = block.value["title"]
        section.text = plain_text(block.value)
        law = block.value.law().after(checks.get(block.id, {}))
        section.law_as_of, section.law = law.as_of, law.as_json()
        section.withdrawn_at = None
        if section.pk and before != (section.title, section.text, section.law_as_of):
            section.changed_at = timezone.now()
        raw = block.get_prep_value()["value"]
        section.fingerprint = fingerprint(block.block, raw)
        section.save()
        record_section_links(section=section, value=block.value)
        published.append((section, raw))
    gone = [section.pk for section in known.values()]
    Section.objects.filter(pk__in=gone).current().update(withdrawn_at=timezone.now())
    record_texts(chapter=chapter, published=published)


def register_cache_invalidation() -> None:
    """Render pages of handbooks again for visitors whenever something that they show is saved."""
    shown = (
        HandbookIndexPage,
        *IN_HANDBOOKS,
        Section,
        SectionTranslation,
        LawCheck,
        Edition,
        EditionText,
        GlossaryTerm,
        GlossaryTermTranslation,
        LegalSource,
        Network,
        Subject,
        SubjectTranslation,
        SiteSettings,
        CausalLink,
        Delegation,
    )
    invalidate_on_change(HANDBOOKS, (*shown, Page, PageViewRestriction, Site, Locale, get_image_model()))


def on_pages_moved(**message: Any) -> None:
    """Receive Wagtail's post_page_move and page_slug_changed: pages below change address without being saved."""
    invalidate(HANDBOOKS)


def on_chapter_published(*, instance: ChapterPage, **message: Any) -> None:
    """Receive Wagtail's page_published, however it was published: by hand, on a date, by a command."""
    record_sections(chapter=instance)


def on_handbook_translated(*, source_obj: TranslatableMixin, target_obj: TranslatableMixin, **message: object) -> None:
    """Receive Wagtail's copy_for_translation_done: a new language version needs rights of its own."""
    if isinstance(target_obj, HandbookPage):
        record_original(handbook=target_obj, source=source_obj.specific)
        sync_group_permissions(network=target_obj.network)
    if isinstance(target_obj, ChapterPage):
        record_copy(source=source_obj.specific, copy=target_obj)
