"""The content of files for translators, independent of the version of XLIFF."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from xml.etree import ElementTree as Xml

from networkapp.text.passages import Passage

Version = Literal["1.2", "2.0"]
"""In which a file is written; what comes back may be in any other of the first or second kind."""
Reason = Literal["broken", "foreign", "version", "parts", "long"]


class UnreadableFile(Exception):
    """Raised for a file that cannot be read: `broken`, `foreign` (no XLIFF), `version` (unknown), `parts`, `long`."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class TranslationUnit:
    """A passage for a translator, with its translation so far, its status, and a note about it.

    `state` is that of XLIFF 1.2: "translated", "final" or "needs-review-translation".
    """

    id: str
    passage: Passage
    target: str = ""
    state: str = ""
    machine: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitGroup:
    """The passages of one section for a translator."""

    id: str
    name: str
    units: list[TranslationUnit]


@dataclass(frozen=True, kw_only=True)
class XliffDocument:
    """`stored_json` says what the file was made from, in our own words; tools hand it back as it is."""

    original: str
    source_language: str
    target_language: str
    note: str
    made_of: Mapping[str, Any]
    groups: list[UnitGroup]


@dataclass(frozen=True, kw_only=True)
class ReturnedUnit:
    """A passage that came back. Its elements, with the marks of 1.2, are read by `decoded`, which knows the source.

    One that is still `doubtful` is marked as to be looked at.
    """

    source: Xml.Element
    target: Xml.Element | None
    machine: bool
    doubtful: bool


@dataclass(frozen=True, kw_only=True)
class XliffFile:
    """The content of a returned file: passages by id, with what it was exported from."""

    original: str
    source_language: str
    target_language: str
    made_of: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, ReturnedUnit] = field(default_factory=dict)


def local_name(element: Xml.Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def parse_position(text: str) -> int:
    """Return the position that a tool counts, from 1; 0 if it is no number or has too many digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
