"""A section of a chapter in the version that is read, and what it refers to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from networkapp.models.handbook_blocks import SectionValue
from networkapp.models.sections import Section


@dataclass(frozen=True, kw_only=True)
class WrittenSection:
    """A section of the version that is read; `pk` is None before it was first published."""

    block_id: str
    pk: int | None
    number: str
    value: SectionValue
    references: Mapping[int, Section] = field(default_factory=dict)
    """What stands today for each section that the chapter refers to, as far as its reader may know of it."""

    @property
    def anchor(self) -> str:
        return f"s{self.pk or self.block_id}"


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
