"""Preview the import of a Word document: its chapters, other ways to divide it, and what is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePath

from networkapp.handbooks.models import WordImport
from networkapp.handbooks.word_import.reader.outline import (
    Levels,
    OutlineChapter,
    arrange_chapters,
    count_of,
    document_title,
    guess_levels,
    levels_in,
    unresolved_references,
)
from networkapp.handbooks.word_import.reader.values import Loss, WordDocument


@dataclass(frozen=True, kw_only=True)
class DivisionChoice:
    """One way to divide the document, and how many headings it takes for what."""

    levels: Levels
    chapters: int
    sections: int
    parts: int = 0


@dataclass(frozen=True, kw_only=True)
class LossReport:
    """All losses of one kind, with their positions; `number` counts them."""

    words: str
    losses: Sequence[Loss]

    @property
    def number(self) -> int:
        return sum(loss.count for loss in self.losses)


@dataclass(frozen=True, kw_only=True)
class ImportProposal:
    """A proposal for an import: the chapters as `levels` divide the document, and other ways."""

    levels: Levels
    choices: Sequence[DivisionChoice]
    chapters: Sequence[OutlineChapter]
    title: str
    """What its title page calls it."""


def propose_import(brought: WordImport, *, levels: str = "") -> ImportProposal:
    """Return the chapters that would be imported, divided as `levels` says or by the most likely division."""
    document = WordDocument.from_json(brought.document)
    choices = _choices(document, may_have_parts=brought.part is None)
    known = {str(choice.levels): choice.levels for choice in choices}
    guessed = guess_levels(document)
    chosen = known.get(levels) or known.get(str(guessed)) or replace(guessed, part=0)
    chapters = arrange_chapters(document, chosen, name=default_section_title(brought))
    return ImportProposal(levels=chosen, choices=choices, chapters=chapters, title=document_title(document, chapters))


def default_section_title(brought: WordImport) -> str:
    """Return the title for a section without a heading: the name of the document."""
    return PurePath(brought.name).stem.replace("_", " ")


def _choices(document: WordDocument, *, may_have_parts: bool) -> list[DivisionChoice]:
    """Return every sensible way, those with usual headings first; parts are in a handbook, and in no part of one."""
    found = []
    kinds = [False, True] if any(piece.is_bold for piece in document.pieces) else [False]
    for bold in kinds:
        levels, counted = levels_in(document, bold=bold), count_of(document, bold=bold)
        for chapter in [0, *levels]:
            below = [level for level in levels if level > chapter]
            for section in [*below[:2], 0]:
                if bold and not levels:
                    continue
                way = Levels(chapter=chapter, section=section, bold=bold)
                found.append(DivisionChoice(levels=way, chapters=counted[chapter] or 1, sections=counted[section]))
                above = [level for level in levels if level < chapter] if may_have_parts else []
                if above:
                    in_parts = replace(way, part=above[-1])
                    found.append(replace(found[-1], levels=in_parts, parts=counted[above[-1]]))
    return found


def loss_report(brought: WordImport, levels: Levels | None = None) -> list[LossReport]:
    """Return what of the document cannot be imported, by kind; empty before it has been read.

    With `levels`, also the references by number that lead to no heading in that division.
    """
    document = WordDocument.from_json(brought.document) if brought.document else None
    losses = [*document.losses, *(unresolved_references(document, levels) if levels else ())] if document else []
    by_kind = sorted(losses, key=lambda loss: list(dict.fromkeys(each.kind for each in losses)).index(loss.kind))
    return [
        LossReport(words=same[0].words, losses=same)
        for same in (list(group) for _kind, group in groupby(by_kind, key=lambda loss: loss.kind))
    ]
