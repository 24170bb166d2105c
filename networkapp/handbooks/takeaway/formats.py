"""Downloads of a handbook: an edition or the current text, whole, by chapter, or by section."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from networkapp.handbooks.editions.actions import sections_for_all_readers
from networkapp.handbooks.editions.pictures import visible_to_all_readers
from networkapp.handbooks.glossary.actions import terms_of
from networkapp.handbooks.models import (
    ChapterPage,
    EditionChapter,
    EditionSection,
    EditionText,
    HandbookFile,
    HandbookPage,
    Section,
)
from networkapp.handbooks.models.pages import ContentsPart
from networkapp.models import Network, this_site

Scope = HandbookFile.Scope

FORMAT_VERSION = 4
"""Version of today's layout: with another one, files are created again, and existing ones stay what they are."""


@dataclass(frozen=True, kw_only=True)
class Takeaway:
    """A text that can be downloaded, in its current state: `digest` identifies its whole content."""

    scope: HandbookFile.Scope
    subject: int
    title: str
    name: str
    """What its file is called on a reader's disk, without its ending."""
    language: str
    digest: str
    text: EditionText | None = None
    page: HandbookPage | None = None

    @property
    def network(self) -> Network:
        found: Network = self.text.edition.network if self.text else self.page.network  # type: ignore[union-attr]
        return found


def edition_takeaway(
    *, text: EditionText, chapter: EditionChapter | None = None, section: EditionSection | None = None
) -> Takeaway:
    """Return the edition in the language of `text`, or one chapter or section of it, as a download."""
    scope, subject, title, part = _scope_fields(section, chapter, text.title)
    state = [text.edition.digest, text.edition.pk, text.language]
    return Takeaway(
        scope=scope,
        subject=subject,
        title=title,
        name=_name(text.title, part, text.edition.label, text.language),
        language=text.language,
        digest=_digest("edition", scope, subject, state),
        text=text,
    )


def current_takeaway(
    *, handbook: HandbookPage, chapter: ChapterPage | None = None, section: Section | None = None
) -> Takeaway:
    """Return the published handbook, or one chapter or section of it, as a download."""
    scope, subject, title, part = _scope_fields(section, chapter, handbook.title)
    language = handbook.locale.language_code
    with override(language):
        names = [handbook.network.name, str(this_site().local_name)]
    state, moments = [*names, _page_state(handbook)], [handbook.last_published_at]
    groups = unrestricted_contents(handbook)
    inside = {page.pk for group in groups for page in group.chapters}
    chapters = []
    for group in [ContentsPart(None, [chapter])] if chapter else groups:
        state += [group.part.title if group.part else "", *(_page_state(page) for page in group.chapters)]
        moments += [page.last_published_at for page in group.chapters]
        chapters += group.chapters
    state += [*_cited_law_state(chapters), *_glossary_state(handbook, language)]
    named, shown = _references_and_pictures(chapters)
    state += [*_reference_titles(named, inside, handbook.locale_id), *_translation_states(handbook, chapters)]
    state += _withheld_pictures(shown, handbook.network)
    published = max(moment for moment in moments if moment)
    return Takeaway(
        scope=scope,
        subject=subject,
        title=title,
        name=_name(handbook.title, part, f"{timezone.localdate(published):%Y-%m-%d}", language),
        language=language,
        digest=_digest("today", scope, subject, state),
        page=handbook,
    )


def unrestricted_contents(handbook: HandbookPage) -> list[ContentsPart]:
    """Return the published chapters of the handbook for everybody who can read it, by part.

    Chapters that Wagtail restricts to some readers are in no file of the whole: these readers download the chapter.
    """
    inside = PageViewRestriction.objects.filter(page__path__startswith=handbook.path).exclude(page=handbook.pk)
    barred = tuple(inside.values_list("page__path", flat=True))
    groups = [
        ContentsPart(group.part, [chapter for chapter in group.chapters if not chapter.path.startswith(barred)])
        for group in handbook.contents()
    ]
    return [group for group in groups if group.chapters]


def _scope_fields(section: Any, chapter: Any, whole: str) -> tuple[HandbookFile.Scope, int, str, str]:
    if section is not None:
        known_by = getattr(section, "section", section.pk)
        return Scope.SECTION, known_by, f"{section.number} {section.title}", f"section-{section.number}"
    if chapter is not None:
        known_by = getattr(chapter, "page", chapter.pk)
        return Scope.CHAPTER, known_by, f"{chapter.number} {chapter.title}", f"chapter-{chapter.number}"
    return Scope.HANDBOOK, 0, whole, ""


def _name(title: str, part: str, state: str, language: str) -> str:
    whole = slugify(title)[:60].strip("-") or "handbook"
    return "-".join(filter(None, (whole, part, state, language)))


def _page_state(page: Any) -> list[Any]:
    return [page.pk, page.path, page.title, page.live_revision_id, str(page.last_published_at)]


def _cited_law_state(chapters: Sequence[ChapterPage]) -> list[Any]:
    """Return what the sections cite of the law, with their law dates and legal reviews."""
    found = Section.objects.current().filter(page__in=chapters).order_by("pk")
    return [list(row) for row in found.values_list("pk", "law")]


def _references_and_pictures(chapters: Sequence[ChapterPage]) -> tuple[set[int], set[int]]:
    """Return the sections to which the chapters refer, and the pictures that they show, by primary key."""
    pages, *kinds = (ContentType.objects.get_for_model(model) for model in (Page, Section, get_image_model()))
    kept = ReferenceIndex.objects.filter(base_content_type=pages, to_content_type__in=kinds)
    kept = kept.filter(object_id__in=[str(chapter.pk) for chapter in chapters])
    rows = set(kept.values_list("to_content_type", "to_object_id"))
    sections, pictures = ({int(pk) for kind, pk in rows if kind == wanted.pk} for wanted in kinds)
    return sections, pictures


def _withheld_pictures(pictures: Iterable[int], network: Network) -> list[Any]:
    """Return those of the pictures that are in no file, because not every reader of the handbook can see them."""
    shown = get_image_model().objects.filter(pk__in=pictures).select_related("collection") if pictures else []
    return sorted({image.pk for image in shown} - {image.pk for image in visible_to_all_readers(shown, network)})


def _reference_titles(wanted: set[int], inside: Iterable[int], locale: int) -> list[Any]:
    """Return the current titles of the sections to which the chapters refer and that every reader can see.

    One of another network is among them only as long as everybody may read it.
    """
    if not wanted:
        return []
    named = Section.objects.filter(sections_for_all_readers(kept=inside).matching_in_language(wanted, locale)).order_by(
        "pk"
    )
    facts = ("pk", "chapter_number", "position", "title", "withdrawn_at")
    return [[*map(str, row)] for row in named.values_list(*facts)]


def _translation_states(handbook: HandbookPage, chapters: Sequence[ChapterPage]) -> list[Any]:
    """Return the translation status of the sections with the current original; empty for the original."""
    if handbook.translated_from_id is None:
        return []
    known = ("pk", "fingerprint", "of_wording", "machine", "engine", "verified_at", "verified_office")
    own = Section.objects.filter(page__in=chapters).with_translation().order_by("pk")
    keys = [chapter.translation_key for chapter in chapters]
    originals = Section.objects.filter(
        page__translation_key__in=keys, page__locale=handbook.translated_from_id, page__live=True
    )
    original_rows = originals.order_by("pk").values_list("pk", "fingerprint", "withdrawn_at")
    return [[*map(str, row)] for row in (*own.values_list(*known), *original_rows)]


def _glossary_state(handbook: HandbookPage, language: str) -> list[Any]:
    terms = terms_of(network=handbook.network_id, language=language)
    return [[entry.key, entry.title, entry.text, entry.forms, entry.taken_from] for entry in terms.entries.values()]


def _digest(kind: str, scope: str, subject: int, state: list[Any]) -> str:
    spelled = json.dumps([FORMAT_VERSION, kind, scope, subject, state], ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()
