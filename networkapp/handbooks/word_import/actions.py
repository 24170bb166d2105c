"""Drafts of chapters made of a Word document. Nothing is published, and no text is overwritten without its history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4, uuid5

import nh3
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, PartPage, WordImport
from networkapp.handbooks.word_import.images import store_images
from networkapp.handbooks.word_import.numbering import (
    Renumbered,
    likely_numbers,
    next_number,
    references_of,
    renumbered,
)
from networkapp.handbooks.word_import.preview import propose_import
from networkapp.handbooks.word_import.reader.inlines import SCHEMES
from networkapp.handbooks.word_import.reader.outline import OutlineChapter, OutlineSection
from networkapp.handbooks.word_import.reader.references import names_in, rewrite_links
from networkapp.handbooks.word_import.reader.renumbering import is_by_number, is_chapter, renumbered_cell
from networkapp.handbooks.word_import.reader.values import Block
from networkapp.handbooks.word_import.uploads import State, read_document
from networkapp.permissions import Action
from networkapp.text.rich_text import editable
from networkapp.users import User

QUEUE_TIMEOUT = timedelta(minutes=5)
"""After this a document that nobody has read yet is put forward for reading again; three times at most."""
MAX_TRIES = 3
BLOCK_IDS = UUID("0f9f3a63-6a53-4c0e-9a86-8f3a3f7a52f1")
TAGS = frozenset({"p", "b", "i", "a", "br", "ol", "ul", "li", "blockquote", "h3", "h4"})
NEW, LEFT_OUT = "new", ""
"""What may become of a chapter beside a version of a draft that is there, which is named by its number."""


def drafts_in(*, brought: WordImport) -> list[ChapterPage]:
    """Return the chapters of the handbook, published or not, in reading order, without their text."""
    chapters = ChapterPage.objects.descendant_of(brought.handbook).defer("sections")
    return list(chapters.order_by("path"))


def likely_targets(*, chapters: Sequence[OutlineChapter], known: Sequence[ChapterPage]) -> list[str]:
    """Return for each chapter of a document the number of the chapter in the handbook with the same title, or NEW.

    A title page is no chapter: it is left out.
    """
    by_title = {_normalized_title(page.draft_title or page.title): str(page.pk) for page in reversed(known)}
    return [
        LEFT_OUT if chapter.is_title_page else by_title.get(_normalized_title(chapter.title), NEW)
        for chapter in chapters
    ]


def likely_renumbering(*, brought: WordImport, chapters: Sequence[OutlineChapter]) -> list[Renumbered]:
    """Return the headings that would have another number, if each chapter became what is likely."""
    known = drafts_in(brought=brought)
    targets = likely_targets(chapters=chapters, known=known)
    numbers = likely_numbers(brought, targets=targets, known=known, new=NEW)
    return [
        heading
        for chapter, number in zip(chapters, numbers, strict=True)
        if number is not None
        for heading in renumbered(chapter, number)
    ]


def _normalized_title(title: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in title.casefold()).split())


def make_drafts(*, brought: WordImport, user: User, levels: str, targets: Sequence[str]) -> None:
    """Order the drafts of the chapters, each as its target says; several clicks order them once.

    Refused: `nothing_chosen`; `not_ready`, if the document has not been read or drafts have been made of it; `changed`,
    if it is divided into other chapters than were shown. NotAllowed for people who do not edit handbooks there.
    """
    brought.handbook.network.require(user, Action.EDIT_HANDBOOKS)
    if not any(targets):
        raise Refused("nothing_chosen", _("Choose at least one chapter."))
    if len(propose_import(brought, levels=levels).chapters) != len(targets):
        raise Refused("changed", _("The division into chapters has changed. Check the chapters again."))
    known = {str(page.pk) for page in drafts_in(brought=brought)}
    if not set(targets) <= known | {NEW, LEFT_OUT}:
        raise Refused("gone", _("The division into chapters has changed. Check the chapters again."))
    wanted = {"levels": levels, "targets": list(targets)}
    with transaction.atomic():
        ready = WordImport.objects.filter(pk=brought.pk, state=State.READ)
        if not ready.update(state=State.MAKING, wanted=wanted, tries=0):
            raise Refused("not_ready", _("Drafts have already been created from this document."))
        transaction.on_commit(lambda: write_drafts.enqueue(pk=brought.pk))


def requeue_overdue(*, brought: WordImport) -> None:
    """Queue an import again if its turn is long overdue, three times at most; then mark it as failed."""
    if not brought.is_busy:
        return
    late = WordImport.objects.filter(pk=brought.pk, state=brought.state, asked_at__lt=timezone.now() - QUEUE_TIMEOUT)
    if brought.tries >= MAX_TRIES:
        late.update(state=State.FAILED, reason="slow", content=b"")
    elif late.update(asked_at=timezone.now()):
        job = read_document if brought.state == State.READING else write_drafts
        transaction.on_commit(lambda: job.enqueue(pk=brought.pk))
    brought.refresh_from_db(fields=["state", "reason"])


@task()
def write_drafts(*, pk: int) -> None:
    """Create all drafts, or none. Can be called any number of times: they are created once."""
    brought = WordImport.objects.select_related("handbook__network", "part", "user").filter(pk=pk).first()
    if brought is None or brought.state != State.MAKING:
        return
    WordImport.objects.filter(pk=pk).update(tries=brought.tries + 1)
    if not brought.handbook.network.allows(brought.user, Action.EDIT_HANDBOOKS):
        WordImport.objects.filter(pk=pk, state=State.MAKING).update(state=State.READ)
        return
    wanted = brought.wanted
    chapters = propose_import(brought, levels=wanted["levels"]).chapters
    chosen = [pair for pair in zip(chapters, wanted["targets"], strict=True) if pair[1] != LEFT_OUT]
    images = store_images(brought, [chapter for chapter, _target in chosen])
    with transaction.atomic():
        locked = WordImport.objects.select_for_update().filter(pk=pk, state=State.MAKING)
        if not locked.exists():
            return
        locked.update(state=State.MADE, made=_write_chapters(brought, chosen, images), content=b"")


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """The page that a chapter is written to, and by section its id, law date and whether that is undecided."""

    page: ChapterPage
    chapter: OutlineChapter
    is_new: bool
    sections: Sequence[tuple[str, Any, bool]]

    def places(self) -> dict[str, str]:
        """Return by the target name of links inside the document the address of the section that contains it."""
        return {
            anchor: reverse("networkapp:section_of", args=[self.page.pk, block_id])
            for section, (block_id, *_law) in zip(self.chapter.sections, self.sections, strict=True)
            for anchor in section.anchors
        }

    def labels(self) -> dict[str, str]:
        """Return the new number of what references by number lead to, by its name."""
        return {
            anchor: str(self.page.number) if is_chapter(anchor) else f"{self.page.number}.{position}"
            for position, section in enumerate(self.chapter.sections, start=1)
            for anchor in section.anchors
            if is_by_number(anchor)
        }

    def renumbered(self, labels: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """Return the report on numbers: the headings that had another one, and the references that follow."""
        headings = [heading.as_json() for heading in renumbered(self.chapter, self.page.number)]
        return {"numbers": headings, "references": list(references_of(self.chapter, labels))}


class _Links(NamedTuple):
    """The targets of the links in the document by name, and the new numbers of references."""

    places: Mapping[str, str]
    labels: Mapping[str, str]


def _write_chapters(
    brought: WordImport, chosen: Sequence[tuple[OutlineChapter, str]], images: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Create all pages and section ids first, so that links between them work, and then their content."""
    parts = dict.fromkeys(chapter.part for chapter, target in chosen if chapter.part and target == NEW)
    pages = {title: _find_or_create_part(brought, title) for title in parts}
    drafts = [_draft(brought, chapter, target, pages.get(chapter.part)) for chapter, target in chosen]
    places = {name: address for draft in drafts for name, address in draft.places().items()}
    labels = {name: number for draft in drafts for name, number in draft.labels().items()}
    new = [part for part in pages.values() if part.is_new]
    made = [{"page": part.pk, "title": part.title, "is_new": True, "is_part": True} for part in new]
    for draft in drafts:
        draft.page.sections = _sections(draft, images, _Links(places, labels))
        draft.page.save_revision(user=brought.user, log_action=True, clean=False)
        lost = sum(name not in places for name in _names_in(draft.chapter))
        entry = {"page": draft.page.pk, "title": draft.chapter.title, "is_new": draft.is_new, "lost": lost}
        made.append({**entry, **draft.renumbered(labels)})
    return made


def _find_or_create_part(brought: WordImport, title: str) -> PartPage:
    """Return the part of that title, as a draft where the handbook has none; it says whether it `is_new`."""
    there = PartPage.objects.child_of(brought.handbook)
    known = next((part for part in there if _normalized_title(part.title) == _normalized_title(title)), None)
    part = known or PartPage(title=title, locale=brought.handbook.locale, owner=brought.user, live=False)
    part.is_new = known is None
    if part.is_new:
        Page.objects.get(pk=brought.handbook_id).specific.add_child(instance=part)
        part.save_revision(user=brought.user, log_action=True)
    return part


def _draft(brought: WordImport, chapter: OutlineChapter, target: str, part: PartPage | None) -> _Draft:
    page = ChapterPage.objects.descendant_of(brought.handbook).filter(pk=target).first() if target != NEW else None
    is_new = page is None
    if page is None:
        page = ChapterPage(title=chapter.title, number=next_number(brought), owner=brought.user, live=False)
        page.locale = brought.handbook.locale
        Page.objects.get(pk=(part or brought.place).pk).specific.add_child(instance=page)
    else:
        page = page.get_latest_revision_as_object()
    known = _known_sections(page)
    sections = [known.pop(_normalized_title(section.title), (str(uuid4()), None, True)) for section in chapter.sections]
    return _Draft(page=page, chapter=chapter, is_new=is_new, sections=sections)


def _names_in(chapter: OutlineChapter) -> Iterator[str]:
    for section in chapter.sections:
        for block in section.blocks:
            yield from names_in(block.value.get("html", ""))


def _known_sections(page: ChapterPage) -> dict[str, tuple[str, Any, bool]]:
    """Return id, law date and its "undecided" mark of each section by title, so that an import keeps the sections."""
    blocks = reversed(list(page.sections))
    return {
        _normalized_title(block.value["title"]): (
            block.id,
            block.value["law_as_of"],
            bool(block.value["law_undecided"]),
        )
        for block in blocks
    }


def _sections(draft: _Draft, images: Mapping[str, int], links: _Links) -> list[dict[str, Any]]:
    made = []
    for section, (block_id, law_as_of, is_undecided) in zip(draft.chapter.sections, draft.sections, strict=True):
        value = {
            "title": section.title,
            "law_as_of": law_as_of.isoformat() if law_as_of else None,
            "law_undecided": is_undecided,
            "body": list(_body(section, images, links, block_id)),
        }
        made.append({"type": "section", "value": value, "id": block_id})
    return made


def _body(section: OutlineSection, images: Mapping[str, int], links: _Links, block_id: str) -> Iterable[dict[str, Any]]:
    for place, block in enumerate(section.blocks):
        value = _block_value(block, images, links)
        if value is not None:
            yield {"type": block.kind, "value": value, "id": str(uuid5(BLOCK_IDS, f"{block_id}/{place}"))}


def _block_value(block: Block, images: Mapping[str, int], links: _Links) -> Any:
    """Return the value of a block for the page; None for a picture that could not be drawn."""
    value = block.value
    if block.kind in {"text", "footnote"}:
        return clean_html(html=rewrite_links(value["html"], lambda name: links.places.get(name, ""), links.labels))
    if block.kind == "figure":
        image = images.get(value["part"])
        words = {"alternative": value["alternative"], "caption": value["caption"]}
        return {"image": image, **words} if image else None
    return _table({**value, "rows": [[renumbered_cell(cell, links.labels) for cell in row] for row in value["rows"]]})


def _table(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table as Wagtail's own editor stores it, with the cells under merged ones hidden."""
    merged = table.get("merged", ())
    hidden = [
        {"row": row, "col": col, "hidden": True}
        for cell in merged
        for row in range(cell["row"], cell["row"] + cell["rowspan"])
        for col in range(cell["col"], cell["col"] + cell["colspan"])
        if (row, col) != (cell["row"], cell["col"])
    ]
    return {
        "data": table["rows"],
        "cell": hidden,
        "mergeCells": list(merged),
        "table_caption": table["caption"][:300],
        "table_header_choice": "row" if table["head"] else "neither",
        "first_row_is_table_header": table["head"],
        "first_col_is_header": False,
    }


def clean_html(*, html: str) -> str:
    """Return `html` as an editor could have typed it into the field, whatever a document says."""
    cleaned = nh3.clean(html, tags=set(TAGS), attributes={"a": {"href"}}, url_schemes=set(SCHEMES), link_rel=None)
    return editable(cleaned)
