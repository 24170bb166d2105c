"""Handbooks and chapters of the demonstration, published; what is there already stays as its editors left it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from wagtail.models import Page

from networkapp.editing.group_rights import sync_group_permissions
from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage, Section
from networkapp.handbooks.pages.translation_records import current_wording, record_translation
from networkapp.models import Network, Subject

SECTION_IDS = UUID("5f2d3f0e-2b0c-4d57-9a77-6f3e2d1b8c40")
"""The namespace in which the key of a section becomes the id of its block."""


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
    sync_group_permissions(network=network)
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
            wording = current_wording(page=page, block_id=section.block_id)
            record_translation(
                chapter=page, block_id=section.block_id, text=section.fingerprint, wording=wording, user=None
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
