"""Numbers that headings had in a Word document, and those that they have in the handbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Max

from networkapp.handbooks.models import ChapterPage, WordImport
from networkapp.handbooks.word_import.reader.outline import OutlineChapter
from networkapp.handbooks.word_import.reader.renumbering import references_in


@dataclass(frozen=True, kw_only=True)
class Renumbered:
    """A heading whose typed number `old` was removed; in the handbook it has `new`, or is within the section."""

    old: str
    new: str
    title: str
    is_within: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def next_number(brought: WordImport) -> int:
    """Return the number that the next new chapter of the handbook gets."""
    chapters = ChapterPage.objects.descendant_of(brought.handbook)
    return int(chapters.aggregate(highest=Max("number"))["highest"] or 0) + 1


def likely_numbers(
    brought: WordImport, *, targets: Sequence[str], known: Sequence[ChapterPage], new: str
) -> list[int | None]:
    """Return the number of each chapter if it becomes what `targets` say; None for one that is left out."""
    by_key = {str(page.pk): page.number for page in known}
    upcoming = next_number(brought)
    numbers: list[int | None] = []
    for target in targets:
        numbers.append(upcoming if target == new else by_key.get(target))
        upcoming += target == new
    return numbers


def renumbered(chapter: OutlineChapter, number: int) -> Iterator[Renumbered]:
    """Yield the headings of the chapter that had a number, where the chapter has `number` in the handbook."""
    if chapter.number:
        yield Renumbered(old=chapter.number, new=str(number), title=chapter.title)
    for position, section in enumerate(chapter.sections, start=1):
        new = f"{number}.{position}"
        if section.number:
            yield Renumbered(old=section.number, new=new, title=section.title)
        for old, title in section.numbered:
            yield Renumbered(old=old, new=new, title=title, is_within=True)


def references_of(chapter: OutlineChapter, labels: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the references by number that follow their section: the old number, the new one, and where they are."""
    for section in chapter.sections:
        for block in section.blocks:
            texts = [block.value.get("html", ""), *(cell for row in block.value.get("rows", ()) for cell in row)]
            for name, old in (found for text in texts for found in references_in(text)):
                if name in labels:
                    yield {"old": old, "new": labels[name], "where": section.title}
