"""A section of a chapter in the version that is read, what it refers to, and how it stands to its original."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from networkapp.models.handbook_blocks import SectionValue
from networkapp.models.law_named import LawNamed
from networkapp.models.library import number_in_library
from networkapp.models.section_translations import Standing, in_all_languages, rows_among, standings
from networkapp.models.sections import Section, SectionQuerySet


@dataclass(frozen=True, kw_only=True)
class WrittenSection:
    """A section of the version that is read; `pk` is None before it was first published."""

    block_id: str
    pk: int | None
    number: str
    value: SectionValue
    law: LawNamed = field(default_factory=LawNamed)
    """The law that it names, as of when it was written or somebody has looked since."""
    references: Mapping[int, Section] = field(default_factory=dict)
    """What stands today for each section that the chapter refers to, as far as its reader may know of it."""
    standing: Standing | None = None
    """How it stands to the original, where its handbook is a translation."""
    in_library: int = 0
    """How many publications matter for it."""

    @property
    def anchor(self) -> str:
        return f"s{self.pk or self.block_id}"

    @property
    def key(self) -> str:
        """What begins the names of its parts that all readers share."""
        return f"{self.block_id}."

    @property
    def key_of_text(self) -> str | None:
        """None where it refers to what some readers may not know of."""
        return None if self.value.refers_to() else f"{self.key}text"


def found_sections(chapter: Any, known: SectionQuerySet | None) -> list[Section]:
    """The rows of its sections in all languages, and of those that it refers to and that are among `known`.

    Each has its language, what is known of it as a translation and how many publications matter for it; not its text.
    """
    wanted = _refers_to(chapter)
    rows = in_all_languages(chapter)
    if wanted and known is not None:
        rows |= known.standing_for(wanted, chapter.locale_id)
    found = Section.objects.filter(rows).with_language().with_translation()
    return list(found.annotate(in_library=number_in_library("networkapp", "section")).defer("text"))


def _refers_to(chapter: Any) -> set[int]:
    return {pk for block in chapter.sections for pk in block.value.refers_to()}


def written(chapter: Any, found: Sequence[Section]) -> list[WrittenSection]:
    """The sections of this version of the chapter, in order; `found` are those that `found_sections` gives."""
    rows = rows_among(found, chapter)
    ids = {row.block_id: row.pk for row in rows if row.page == chapter.pk}
    numbers = {row.block_id: row.in_library for row in found if row.page_id == chapter.pk}  # type: ignore[attr-defined]
    known = standings(rows, page=chapter.pk, original=chapter.handbook.translated_from_id)
    wanted = _refers_to(chapter)
    references = referred_to(wanted, found, chapter.locale_id) if wanted else {}
    looked = {row.block_id: row.law_named.days() for row in found if row.page_id == chapter.pk}
    return [
        WrittenSection(
            block_id=block.id,
            pk=ids.get(block.id),
            number=f"{chapter.number}.{place}",
            value=block.value,
            law=block.value.law().after(looked.get(block.id, {})),
            references=references,
            standing=known.get(block.id),
            in_library=numbers.get(block.id, 0),
        )
        for place, block in enumerate(chapter.sections, start=1)
    ]


def referred_to(wanted: Iterable[int], found: Iterable[Section], locale: int) -> dict[int, Section]:
    """For each of `wanted` that is among `found` what stands for it: its translation where there is one, or itself.

    `found` have their language. A translation that was withdrawn stands for nothing.
    """
    by_key = {section.pk: section for section in found}
    translated = {
        (section.chapter_key, section.block_id): section  # type: ignore[attr-defined]
        for section in by_key.values()
        if section.page_locale == locale and section.withdrawn_at is None  # type: ignore[attr-defined]
    }
    there = (by_key[pk] for pk in wanted if pk in by_key)
    return {
        section.pk: translated.get((section.chapter_key, section.block_id), section)  # type: ignore[attr-defined]
        for section in there
    }
