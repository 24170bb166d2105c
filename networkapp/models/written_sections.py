"""A section of a chapter in the version that is read, what it refers to, and how it stands to its original."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from networkapp.models.consequences import came_of_something
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
    locale: int
    """The primary key of the locale in which it is written."""
    law: LawNamed = field(default_factory=LawNamed)
    """The law that it names, as of when it was written or somebody has looked since."""
    references: Mapping[int, Section] = field(default_factory=dict)
    """What stands today for each section that the chapter refers to, as far as its reader may know of it."""
    leads: Mapping[str, Section] = field(default_factory=dict)
    """The same for each section to which the running text of the chapter leads, by what names it there."""
    standing: Standing | None = None
    """How it stands to the original, where its handbook is a translation."""
    in_library: int = 0
    """How many publications matter for it."""
    caused: tuple[int, ...] = ()
    """The rows of it, its own and those in other languages, that came of anything, for her who reads it or not."""

    @property
    def anchor(self) -> str:
        return f"s{self.pk or self.block_id}"

    @property
    def key(self) -> str:
        """What begins the names of its parts that all readers share."""
        return f"{self.block_id}."

    @property
    def key_of_text(self) -> str | None:
        """None where it refers to what some readers may not know of; where its links lead is another for some, too."""
        led = [f"-{self.leads[name].pk}" for name in self.value.links_to if name in self.leads]
        return None if self.value.refers_to() else f"{self.key}text{''.join(led)}"

    def lead(self, name: str, kept: Container[int] = ()) -> str:
        """The address of the section that stands for the one of this name; empty where there is none to know of.

        In an edition that has `kept` these chapters it is the path to it from the page of a chapter.
        """
        target = self.leads.get(name)
        if target is None or target.withdrawn_at is not None:
            return ""
        return f"../../sections/{target.pk}/" if target.page_id in kept else target.get_absolute_url()  # type: ignore[attr-defined]


def found_sections(chapter: Any, known: Callable[[], SectionQuerySet | None]) -> list[Section]:
    """The rows of its sections in all languages, and of those that it refers or leads to and that are among `known()`.

    Each has its language, what is known of it as a translation, how many publications matter for it and whether it came
    of anything; not its text.
    """
    links = [name.partition("/") for name in _links_to(chapter)]
    wanted = _refers_to(chapter) | {int(number) for number, _of, block in links if not block}
    blocks = {block for _page, _of, block in links if block}
    rows = in_all_languages(chapter)
    among = known() if wanted or blocks else None
    if among is not None:
        rows |= among.standing_for(wanted, chapter.locale_id, blocks)
    found = Section.objects.filter(rows).with_language().with_translation()
    beside = {
        "in_library": number_in_library("networkapp", "section"),
        "has_causes": came_of_something("networkapp", "section"),
    }
    return list(found.annotate(**beside).defer("text"))


def _refers_to(chapter: Any) -> set[int]:
    return {pk for block in chapter.sections for pk in block.value.refers_to()}


def _links_to(chapter: Any) -> set[str]:
    return {name for block in chapter.sections for name in block.value.links_to}


def written(chapter: Any, found: Sequence[Section]) -> list[WrittenSection]:
    """The sections of this version of the chapter, in order; `found` are those that `found_sections` gives."""
    rows = rows_among(found, chapter)
    ids = {row.block_id: row.pk for row in rows if row.page == chapter.pk}
    here: dict[str, Any] = {row.block_id: row for row in found if row.page_id == chapter.pk}  # type: ignore[attr-defined]
    known = standings(rows, page=chapter.pk, original=chapter.handbook.translated_from_id)
    wanted = _refers_to(chapter)
    references = referred_to(wanted, found, chapter.locale_id) if wanted else {}
    caused = {row.pk for row in found if row.has_causes}  # type: ignore[attr-defined]
    leads = _leads(_links_to(chapter), found, chapter.locale_id)
    return [
        WrittenSection(
            block_id=block.id,
            pk=ids.get(block.id),
            number=f"{chapter.number}.{place}",
            value=block.value,
            law=block.value.law().after(here[block.id].law_named.days() if block.id in here else {}),
            locale=chapter.locale_id,
            references=references,
            leads=leads,
            standing=known.get(block.id),
            in_library=here[block.id].in_library if block.id in here else 0,
            caused=tuple(row.pk for row in rows if row.block_id == block.id and row.pk in caused),
        )
        for place, block in enumerate(chapter.sections, start=1)
    ]


def _leads(names: Iterable[str], found: Sequence[Section], locale: int) -> dict[str, Section]:
    """By the name of a link what stands for the section that it names, where that is among `found`."""
    named = list(names)
    places = {f"{row.page_id}/{row.block_id}": row.pk for row in found} if named else {}  # type: ignore[attr-defined]
    wanted = {name: places.get(name) if "/" in name else int(name) for name in named}
    there = referred_to([pk for pk in wanted.values() if pk], found, locale) if named else {}
    return {name: there[pk] for name, pk in wanted.items() if pk in there}


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
