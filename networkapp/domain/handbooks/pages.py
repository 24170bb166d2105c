"""Handbooks: what publishing records, and how a handbook and its chapters come to be."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site

from networkapp.domain.handbooks.freshness import follow_changes, has_changed
from networkapp.domain.handbooks.readers import HANDBOOKS, IN_HANDBOOKS
from networkapp.domain.handbooks.section_links import record_section_links
from networkapp.domain.handbooks.section_texts import plain_text
from networkapp.domain.handbooks.translating import (
    name_original,
    note_translation,
    record_copy,
    record_texts,
    wording_now,
)
from networkapp.domain.rights.groups import give_groups_their_rights
from networkapp.errors import Refused
from networkapp.models import (
    Cast,
    CastStep,
    ChapterPage,
    Consequence,
    Decision,
    Delegation,
    Edition,
    EditionText,
    GlossaryTerm,
    GlossaryTermTranslation,
    HandbookIndexPage,
    HandbookPage,
    Inquiry,
    LawCheck,
    LegalSource,
    Network,
    Relevance,
    Reply,
    Section,
    SectionTranslation,
    SiteSettings,
    Subject,
    SubjectTranslation,
)
from networkapp.publishing.passages import fingerprint

SECTION_IDS = UUID("5f2d3f0e-2b0c-4d57-9a77-6f3e2d1b8c40")
"""The namespace in which the key of a section becomes the id of its block."""


@transaction.atomic
def record_sections(*, chapter: ChapterPage) -> None:
    """Every section of the chapter as it is published has its row, numbered; what is gone is marked withdrawn.

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


def follow_handbooks() -> None:
    """From now on pages of handbooks are made anew for visitors whenever something is saved that they show."""
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
        Relevance,
        SiteSettings,
    )
    led_here = (Consequence, Reply, Cast, CastStep, Inquiry, Decision, Delegation)
    follow_changes(HANDBOOKS, (*shown, *led_here, Page, PageViewRestriction, Site, Locale, get_image_model()))


def when_pages_move(**message: Any) -> None:
    """Wagtail's post_page_move and page_slug_changed: pages below have other addresses, and are not saved for it."""
    has_changed(HANDBOOKS)


def when_a_chapter_is_published(*, instance: ChapterPage, **message: Any) -> None:
    """Wagtail's page_published, from wherever it is published: by hand, on a date, by a command."""
    record_sections(chapter=instance)


def when_a_handbook_is_translated(*, source_obj: Any, target_obj: Any, **message: Any) -> None:
    """Wagtail's copy_for_translation_done: a new language version is a page of its own, with rights of its own."""
    if isinstance(target_obj, HandbookPage):
        name_original(handbook=target_obj, source=source_obj.specific)
        give_groups_their_rights(network=target_obj.network)
    if isinstance(target_obj, ChapterPage):
        record_copy(source=source_obj.specific, copy=target_obj)


@transaction.atomic
def open_handbook(
    *,
    network: Network,
    index: HandbookIndexPage,
    slug: str,
    title: str,
    standfirst: str = "",
    law_months: int = 12,
    translation_of: HandbookPage | None = None,
) -> HandbookPage:
    """The network has a published handbook under `index`, and its groups their rights on it.

    One that is there already stays as its editors left it.
    """
    existing: HandbookPage | None = HandbookPage.objects.child_of(index).filter(slug=slug).first()
    if existing:
        return existing
    page = HandbookPage(network=network, slug=slug, title=title, standfirst=standfirst, law_months=law_months)
    if translation_of is not None:
        page.translated_from_id = translation_of.translated_from_id or translation_of.locale_id
    _publish(page=page, parent=index, translation_of=translation_of)
    give_groups_their_rights(network=network)
    written: HandbookPage = HandbookPage.objects.get(pk=page.pk)
    return written


@transaction.atomic
def write_chapter(
    *,
    handbook: HandbookPage,
    number: int,
    slug: str,
    title: str,
    short_title: str = "",
    standfirst: str = "",
    subjects: Iterable[Subject] = (),
    sections: Sequence[Mapping[str, Any]] = (),
    translation_of: ChapterPage | None = None,
) -> ChapterPage:
    """The handbook has this chapter, published. One that is there already stays as its editors left it.

    A translation is one of the original as it is published now, and nobody has verified it.
    A section is {"key", "title", "law_as_of": "2026-05-01" or "", "law_undecided", "blocks"}; its key decides the id of
    its block, so that translations share it. A block is {"type": "text", "html"}, {"type": "table", "caption",
    "head": [...], "rows": [[...]]}, {"type": "question", "text"}, {"type": "box", "title", "html"}, {"type":
    "checklist", "title", "items"}, {"type": "legal_source", "identifier", "article", "text", "law_as_of", "link"},
    {"type": "footnote", "html"} or {"type": "cross_reference", "section": the primary key of one}. The HTML is the
    editors' own and is not cleaned here.
    """
    existing: ChapterPage | None = ChapterPage.objects.descendant_of(handbook).filter(slug=slug).first()
    if existing:
        return existing
    page = ChapterPage(number=number, slug=slug, title=title, short_title=short_title, standfirst=standfirst)
    page.sections = [_section(section) for section in sections]
    page.subjects = list(subjects)
    _publish(page=page, parent=handbook, translation_of=translation_of)
    if translation_of is not None:
        _note_translations(page)
    written: ChapterPage = ChapterPage.objects.get(pk=page.pk)
    return written


def _publish(*, page: Page, parent: Page, translation_of: Page | None) -> None:
    page.locale = parent.locale
    page.live = False
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()


def _note_translations(page: ChapterPage) -> None:
    for section in Section.objects.filter(page=page):
        with suppress(Refused):
            wording = wording_now(page=page, block_id=section.block_id)
            note_translation(
                chapter=page, block_id=section.block_id, text=section.fingerprint, wording=wording, by=None
            )


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    key = section["key"]
    blocks = [
        {"type": block["type"], "value": _block_value(block), "id": str(uuid5(SECTION_IDS, f"{key}/{place}"))}
        for place, block in enumerate(section["blocks"])
    ]
    value = {"title": section["title"], "law_as_of": section.get("law_as_of") or None, "body": blocks}
    value["law_undecided"] = section.get("law_undecided", False)
    return {"type": "section", "value": value, "id": str(uuid5(SECTION_IDS, key))}


def _block_value(block: Mapping[str, Any]) -> Any:
    fields = {name: value for name, value in block.items() if name != "type"}
    match block["type"]:
        case "text" | "footnote":
            return fields["html"]
        case "question":
            return fields["text"]
        case "cross_reference":
            return fields["section"]
        case "box":
            return {"title": fields["title"], "text": fields["html"]}
        case "table":
            return {
                "data": [fields["head"], *fields["rows"]],
                "table_caption": fields.get("caption", ""),
                "table_header_choice": "row",
                "first_row_is_table_header": True,
                "first_col_is_header": False,
            }
        case _:
            return fields
