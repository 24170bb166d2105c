"""Preview what an imported file changes in a draft, section by section and passage by passage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from networkapp.handbooks.models import SectionWording
from networkapp.text.diff import Segment, differences
from networkapp.text.passages import Passage, passages_of, plain


@dataclass(frozen=True, kw_only=True)
class PassageChange:
    """A passage as it would read; `segments` lead from what it says in the draft now."""

    what: str
    source: str
    segments: Sequence[Segment]


@dataclass(frozen=True, kw_only=True)
class SectionPreview:
    """A section as the file would have it. `problems` are reasons why it cannot be taken, `warnings` are to be read.

    `complete` says that each of its passages came translated; only then it counts as a translation of its wording. One
    that `confirms` changes no word, and says that the draft is a translation of that wording.
    """

    block_id: str
    number: str
    title: str
    changes: list[PassageChange] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    since: Sequence[Segment] = ()
    complete: bool = False
    confirms: bool = False
    conflict: bool = False
    machine: bool = False
    wording: SectionWording | None = None
    raw: Any = None
    text: str = ""

    @property
    def can_be_taken(self) -> bool:
        return (bool(self.changes) or self.confirms) and not self.problems


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    """The changes that a file makes in the draft: `fields` in the chapter itself; `unknown` are ids from elsewhere.

    `lacking` are the sections of the original that are not in it; they stay as they are.
    """

    sections: list[SectionPreview]
    fields: Mapping[str, str]
    field_changes: list[PassageChange]
    problems: list[str]
    lacking: list[str]
    unknown: list[str]

    @property
    def anything(self) -> bool:
        return bool(self.fields) or any(section.can_be_taken for section in self.sections)


def passage_changes(definition: Any, was: Any, raw: Any, sources: Mapping[str, Passage]) -> list[PassageChange]:
    """Return the new text of the section by passage, then passages that only the draft has."""
    before = {passage.key: passage for passage in passages_of(definition, was)} if was is not None else {}
    found = []
    for passage in passages_of(definition, raw):
        old = before.pop(passage.key, None)
        segments = differences(_plain(old), _plain(passage))
        if any(segment.change != "equal" for segment in segments):
            found.append(PassageChange(what=passage.what, source=_plain(sources.get(passage.key)), segments=segments))
    for old in before.values():
        found.append(PassageChange(what=old.what, source="", segments=differences(_plain(old), "")))
    return found or [PassageChange(what="", source="", segments=())]


def _plain(passage: Passage | None) -> str:
    if passage is None:
        return ""
    return plain(passage.text) if passage.kind == "marked" else passage.text
