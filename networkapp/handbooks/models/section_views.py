"""A section of a chapter in the version that is read, its references, and its translation status."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from networkapp.handbooks.models.blocks import SectionValue
from networkapp.handbooks.models.law_references import CitedLaw
from networkapp.handbooks.models.section_translations import (
    TranslationStatus,
    in_all_languages,
    section_rows_among,
    translation_statuses,
)
from networkapp.handbooks.models.sections import Section, SectionQuerySet
from networkapp.models.causal_links import has_cause
from networkapp.registry.publications import publication_count


@dataclass(frozen=True, kw_only=True)
class SectionOutline:
    """A section without its text: enough to list it, and to know what it links to."""

    block_id: str
    title: str
    law: CitedLaw
    refers_to: frozenset[int]
    links_to: tuple[str, ...]


class ChapterContext(NamedTuple):
    """The surroundings of a chapter: contents, subjects, outline, and whether there can be translations."""

    contents: list[Any]
    subjects: list[Any]
    is_translated: bool
    outlines: list[SectionOutline]


def outlines_of(chapter: Any) -> list[SectionOutline]:
    """Return the outline of each section of this version of the chapter, in order. Only this reads their texts."""
    return [
        SectionOutline(
            block_id=block.id,
            title=block.value["title"],
            law=block.value.law(),
            refers_to=frozenset(block.value.refers_to()),
            links_to=tuple(block.value.links_to()),
        )
        for block in chapter.sections
    ]


@dataclass(frozen=True, kw_only=True)
class WrittenSection:
    """A section of the version that is read; `pk` is None before it was first published."""

    outline: SectionOutline
    whole: Callable[[], SectionValue]
    pk: int | None
    number: str
    locale: int
    """The primary key of the locale in which it is written."""
    law: CitedLaw = field(default_factory=CitedLaw)
    """The law that it names, as of when it was written or somebody has looked since."""
    references: Mapping[int, Section] = field(default_factory=dict)
    """Return the current data of each section that the chapter refers to, as far as its reader can know of it."""
    leads: Mapping[str, Section] = field(default_factory=dict)
    """Return the same for each section to which the running text of the chapter links, by its name there."""
    translation_status: TranslationStatus | None = None
    """Its translation status, if its handbook is a translation."""
    in_library: int = 0
    """How many publications matter for it."""
    caused: tuple[int, ...] = ()
    """Return its rows, its own and those in other languages, that came from anything, visible to the reader or not."""

    @property
    def anchor(self) -> str:
        return f"s{self.pk or self.block_id}"

    @property
    def value(self) -> SectionValue:
        """Return the text of the section, loaded only if it is shown."""
        return self.whole()

    @property
    def block_id(self) -> str:
        return self.outline.block_id

    @property
    def title(self) -> str:
        return self.outline.title

    @property
    def text_cache_key(self) -> str | None:
        """Return the cache key of the text; None if references or links differ between readers."""
        led = [f"-{self.leads[name].pk}" for name in self.outline.links_to if name in self.leads]
        return None if self.outline.refers_to else f"{self.block_id}.text{''.join(led)}"

    def lead(self, name: str, kept: Container[int] = ()) -> str:
        """Return the address of the section with this name; "" if the reader cannot see one.

        In an edition with the chapters `kept` it is the path to it from the page of a chapter.
        """
        target = self.leads.get(name)
        if target is None or target.withdrawn_at is not None:
            return ""
        return f"../../sections/{target.pk}/" if target.page_id in kept else target.get_absolute_url()  # type: ignore[attr-defined]


def load_sections(
    chapter: Any, outlines: Iterable[SectionOutline], known: Callable[[], SectionQuerySet | None]
) -> list[Section]:
    """Return the rows of the chapter's sections in all languages, and of sections it refers to among `known()`.

    Each has its language, what is known of it as a translation, how many publications matter for it and whether it came
    of anything; not its text.
    """
    links = [name.partition("/") for outline in outlines for name in outline.links_to]
    wanted = _refers_to(outlines) | {int(number) for number, _of, block in links if not block}
    blocks = {block for _page, _of, block in links if block}
    among = known() if wanted or blocks else None
    found = in_all_languages(chapter.pk, chapter.translation_key)
    if among is not None:
        found |= among.matching_in_language(wanted, chapter.locale_id, blocks)
    beside = {"in_library": publication_count(Section), "has_causes": has_cause(Section)}
    sections: SectionQuerySet = Section.objects.filter(found).with_language().with_translation()
    return list(sections.annotate(**beside).defer("text"))


def _refers_to(outlines: Iterable[SectionOutline]) -> set[int]:
    return {pk for outline in outlines for pk in outline.refers_to}


def build_written_sections(
    chapter: Any, outlines: Sequence[SectionOutline], found: Sequence[Section]
) -> list[WrittenSection]:
    """Return the sections of this version of the chapter, in order; `found` comes from `load_sections`."""
    rows = section_rows_among(found, chapter)
    here: dict[str, Any] = {row.block_id: row for row in found if row.page_id == chapter.pk}  # type: ignore[attr-defined]
    known = translation_statuses(rows, page=chapter.pk, original=chapter.handbook.translated_from_id)
    wanted = _refers_to(outlines)
    references = references_in(wanted, found, chapter.locale_id) if wanted else {}
    leads = _link_targets({name for outline in outlines for name in outline.links_to}, found, chapter.locale_id)
    caused: dict[str, list[int]] = defaultdict(list)
    for row in found:
        if row.has_causes and row.chapter_key == chapter.translation_key:
            caused[row.block_id].append(row.pk)
    around = {"locale": chapter.locale_id, "references": references, "leads": leads}
    return [
        _written_section(
            chapter,
            place,
            outline,
            here.get(outline.block_id),
            translation_status=known.get(outline.block_id),
            caused=tuple(caused.get(outline.block_id, ())),
            **around,
        )
        for place, outline in enumerate(outlines)
    ]


def _written_section(chapter: Any, place: int, outline: SectionOutline, row: Any, **around: Any) -> WrittenSection:
    return WrittenSection(
        outline=outline,
        whole=lambda: chapter.sections[place].value,
        pk=row.pk if row else None,
        number=f"{chapter.number}.{place + 1}",
        law=outline.law.after(row.law_named.days() if row else {}),
        in_library=row.in_library if row else 0,
        **around,
    )


def _link_targets(names: Iterable[str], found: Sequence[Section], locale: int) -> dict[str, Section]:
    """Return the section to which each link leads, by the name in the link, for links to sections among `found`."""
    named = list(names)
    places = {f"{row.page_id}/{row.block_id}": row.pk for row in found} if named else {}  # type: ignore[attr-defined]
    wanted = {name: places.get(name) if "/" in name else int(name) for name in named}
    there = references_in([pk for pk in wanted.values() if pk], found, locale) if named else {}
    return {name: there[pk] for name, pk in wanted.items() if pk in there}


def references_in(wanted: Iterable[int], found: Iterable[Section], locale: int) -> dict[int, Section]:
    """Return, for each number of `wanted` among `found`, its translation in `locale`, or else the section itself.

    Withdrawn translations are not used. Every row of `found` has its language as `page_locale`.
    """
    by_key = {section.pk: section for section in found}
    translated = {
        (section.chapter_key, section.block_id): section
        for section in by_key.values()
        if section.page_locale == locale and section.withdrawn_at is None  # type: ignore[attr-defined]
    }
    there = (by_key[pk] for pk in wanted if pk in by_key)
    return {section.pk: translated.get((section.chapter_key, section.block_id), section) for section in there}
