"""The progress of translations of handbooks: by handbook, in each language, for their editors."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q

from networkapp.handbooks.models import HandbookPage, Section
from networkapp.handbooks.models.section_translations import (
    SectionRow,
    TranslationCounts,
    TranslationState,
    count_translations,
    section_rows_among,
)
from networkapp.permissions import Action
from networkapp.users import User


def translation_progress(
    *, handbooks: Collection[HandbookPage], user: User
) -> Mapping[UUID, list[tuple[HandbookPage, TranslationCounts]]]:
    """Return by translation key the published translations of those of `handbooks` that `user` edits, by language.

    Each with its sections counted by translation status. Two queries, however many there are.
    """
    keys = {handbook.translation_key for handbook in handbooks}
    if not keys:
        return {}
    own = HandbookPage.objects.where(user, may=Action.EDIT_HANDBOOKS).live().filter(translation_key__in=keys)
    versions = list(own.select_related("locale").order_by("locale__language_code"))
    translated = [version for version in versions if version.translated_from_id]
    rows = _rows_in(versions) if translated else {}
    found: dict[UUID, list[tuple[HandbookPage, TranslationCounts]]] = defaultdict(list)
    for version in translated:
        found[version.translation_key].append((version, _counts(version, rows[version.translation_key])))
    return found


def _rows_in(versions: Collection[HandbookPage]) -> Mapping[UUID, Mapping[UUID, list[SectionRow]]]:
    """Return by key of the handbook and key of the chapter its sections in all these language versions."""
    inside = Q(*(("page__path__startswith", version.path) for version in versions), _connector=Q.OR)
    sections = Section.objects.current().filter(inside, page__live=True).select_related("page").with_language()
    sections = sections.with_translation().defer("text", "law", "page__sections")
    found: dict[UUID, dict[UUID, list[SectionRow]]] = defaultdict(lambda: defaultdict(list))
    for section in sections:
        handbook = next(version for version in versions if section.page.path.startswith(version.path))
        found[handbook.translation_key][section.page.translation_key] += section_rows_among([section], section.page)
    return found


def _counts(version: HandbookPage, chapters: Mapping[UUID, list[SectionRow]]) -> TranslationCounts:
    counts: Counter[TranslationState] = Counter()
    total = 0
    for rows in chapters.values():
        page = next((row.page for row in rows if row.locale == version.locale_id), 0)
        one = count_translations(rows, page=page, original=version.translated_from_id or version.locale_id)
        counts += Counter(one.counts)
        total += one.total
    return TranslationCounts(total=total, counts=counts)
