"""What other apps add to pages of handbooks, registered in `ready()`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Causes = Callable[[Any, Any], Mapping[int, Any]]


causes_in_chapter: list[Causes] = []
causes_in_edition: list[Causes] = []


def register_section_causes(*, in_chapter: Causes, in_edition: Causes) -> None:
    """Show beside sections what they came from.

    `in_chapter(sections, user)` returns it by primary key, of the WrittenSections of a chapter, and `in_edition` of the
    EditionSections of one: `links` (networkapp.provenance.links), and `dossier`, the number of the section with one.
    """
    causes_in_chapter[:], causes_in_edition[:] = [in_chapter], [in_edition]


def causes_of(sources: Sequence[Causes], sections: Any, user: Any) -> Mapping[int, Any]:
    """Return what the sections came from, by primary key, as the registered source says."""
    return sources[0](sections, user) if sources else {}
