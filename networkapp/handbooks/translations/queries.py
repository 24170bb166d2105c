"""Translation status: for a reader of a section, for translators of a chapter, and on the desk.

Comparisons always use published text of the original; a draft of it is shown to nobody here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404

from networkapp.handbooks.models import ChapterPage, HandbookPage, Section, SectionTranslation
from networkapp.handbooks.models.section_translations import (
    SectionRow,
    TranslationState,
    TranslationStatus,
    section_rows_of,
    state_of,
    translation_statuses,
)
from networkapp.handbooks.pages import queries
from networkapp.handbooks.pages.translation_records import section_fingerprints
from networkapp.permissions import Action
from networkapp.text.diff import Segment, differences
from networkapp.users import AnyUser


@dataclass(frozen=True)
class OriginalChanges:
    """The changes of an original, word by word; empty without changes."""

    title: Sequence[Segment] = ()
    words: Sequence[Segment] = ()


@dataclass(frozen=True, kw_only=True)
class SectionComparison:
    """A section of a translation beside its original: its status, and what changed in the original since.

    `about` is what is known of the translated text.
    """

    section: Section
    chapter: ChapterPage
    translation_status: TranslationStatus
    original: Section | None
    about: SectionTranslation | None
    changes: OriginalChanges

    @property
    def language(self) -> str:
        return str(self.chapter.locale.language_code)

    @property
    def original_language(self) -> str:
        return str(self.original.page.locale.language_code) if self.original else ""


def compare_section(*, pk: int, user: AnyUser) -> SectionComparison:
    """Return the section with this number beside its original as both are published.

    404 if either is not for `user`, and if the section is no translation. A deleted original is None.
    """
    section = queries.find_current_section(pk=pk, user=user)
    chapter = queries.find_chapter(pk=section.page_id, user=user)
    known = translation_statuses(
        section_rows_of(chapter), page=chapter.pk, original=chapter.handbook.translated_from_id
    )
    if section.block_id not in known:
        raise Http404
    status = known[section.block_id]
    original = None
    if status.source is not None and not status.source.withdrawn:
        original = queries.find_current_section(pk=status.source.pk, user=user)
    about = SectionTranslation.objects.filter(pk=section.translation_id or 0)
    text = about.select_related("wording", "verified_seat__delegation").first()
    return SectionComparison(
        section=section,
        chapter=chapter,
        translation_status=status,
        original=original,
        about=text,
        changes=_changes(text, original),
    )


def _changes(about: SectionTranslation | None, original: Section | None) -> OriginalChanges:
    if about is None or original is None or about.wording.fingerprint == original.fingerprint:
        return OriginalChanges()
    was = about.wording
    return OriginalChanges(
        title=differences(was.title, original.title) if was.title != original.title else (),
        words=differences(was.text, original.text) if was.text != original.text else (),
    )


def find_in_language(*, pk: int, language: str, user: AnyUser) -> tuple[ChapterPage, Section | None]:
    """Return where the section is in another language: its chapter, and itself unless it is missing there.

    404 if the chapter is not published in that language, or not for `user`.
    """
    section = queries.find_current_section(pk=pk, user=user)
    chapters = ChapterPage.objects.live().filter(
        translation_key=section.page.translation_key, locale__language_code=language
    )
    chapter = queries.find_chapter(pk=chapters.values_list("pk", flat=True).first() or 0, user=user)
    found: Section | None = Section.objects.current().filter(page=chapter, block_id=section.block_id).first()
    return chapter, found


def find_translated_chapter(*, pk: int, user: AnyUser) -> ChapterPage:
    """Return the chapter of a translated handbook, also unpublished; Http404 unless `user` edits it."""
    chapter: ChapterPage | None = ChapterPage.objects.select_related("locale").filter(pk=pk).first()
    handbook = _edited_handbooks(user).around(chapter).first() if chapter else None
    if chapter is None or handbook is None:
        raise Http404
    chapter.handbook = handbook
    return chapter


def find_translated_handbook(*, pk: int, user: AnyUser) -> HandbookPage:
    """Return the translated handbook, also unpublished; Http404 unless `user` edits it."""
    handbook: HandbookPage | None = _edited_handbooks(user).filter(pk=pk).first()
    if handbook is None:
        raise Http404
    return handbook


def _edited_handbooks(user: AnyUser) -> Any:
    edited = HandbookPage.objects.where(user, may=Action.EDIT_HANDBOOKS).filter(translated_from__isnull=False)
    return edited.select_related("network", "translated_from", "locale")


def find_original(*, chapter: ChapterPage, user: AnyUser) -> ChapterPage | None:
    """Return the published original of a translated chapter; None if there is none that `user` can read."""
    found = ChapterPage.objects.live().filter(
        translation_key=chapter.translation_key, locale=chapter.handbook.translated_from_id
    )
    try:
        return queries.find_chapter(pk=found.values_list("pk", flat=True).first() or 0, user=user)
    except Http404:
        return None


@dataclass(frozen=True, kw_only=True)
class TranslatedSection:
    """A section as who translates it sees it. `text` is the fingerprint of its newest version, published or not.

    One that the translation lacks has no `text`; `draft` is one that says something else than what is published.
    """

    block_id: str
    number: str
    title: str
    original: Section | None
    state: TranslationState
    text: str = ""
    draft: bool = False
    about: SectionTranslation | None = None
    changes: OriginalChanges = OriginalChanges()


def sections_for_translators(*, chapter: ChapterPage, user: AnyUser) -> list[TranslatedSection]:
    """Return every section of the original in order, then those that only the translation has."""
    source = find_original(chapter=chapter, user=user)
    rows = section_rows_of(chapter)
    published = {row.block_id: row for row in rows if row.page == chapter.pk and not row.withdrawn}
    originals = {row.block_id: row for row in rows if source and row.page == source.pk and not row.withdrawn}
    sections = Section.objects.filter(page=source).current() if source else Section.objects.none()
    texts = {section.block_id: section for section in sections}
    translations = SectionTranslation.objects.filter(page=chapter).select_related(
        "wording", "verified_by", "translated_by"
    )
    known = {(text.block_id, text.fingerprint): text for text in translations}
    newest = {
        block.id: (place, block, mark) for place, (block, mark) in enumerate(section_fingerprints(chapter), start=1)
    }
    found = []
    for block_id in [*originals, *(key for key in newest if key not in originals)]:
        original = texts.get(block_id)
        if block_id not in newest:
            found.append(_missing(block_id, texts[block_id]))
            continue
        place, block, mark = newest[block_id]
        about, row = known.get((block_id, mark)), published.get(block_id)
        found.append(
            TranslatedSection(
                block_id=block_id,
                number=f"{chapter.number}.{place}",
                title=block.value["title"],
                original=original,
                state=_state_of_text(mark, about, row, originals.get(block_id)),
                text=mark,
                draft=row is None or row.fingerprint != mark,
                about=about,
                changes=_changes(about, original),
            )
        )
    return found


def _missing(block_id: str, original: Section) -> TranslatedSection:
    return TranslatedSection(
        block_id=block_id,
        number=original.number,
        title=original.title,
        original=original,
        state=TranslationState.MISSING,
    )


def _state_of_text(
    mark: str, about: SectionTranslation | None, row: SectionRow | None, source: SectionRow | None
) -> TranslationState:
    """Return the result of `state_of` for a text that may not be published."""
    base = row or SectionRow(
        page=0, locale=0, block_id="", pk=0, number="", withdrawn=False, fingerprint="", of_wording=None,
        machine=False, engine="", verified_at=None, verified_office="",
    )  # fmt: skip
    newest = replace(
        base,
        fingerprint=mark,
        of_wording=about.wording.fingerprint if about else None,
        verified_at=about.verified_at if about else None,
    )
    return state_of(newest, source)
