"""Registry of additions to pages of handbooks, which other apps and plugins fill in `ready()`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Causes = Callable[..., Mapping[int, Any]]


NoteContext = Callable[..., Mapping[str, Any]]

causes_in_chapter: list[Causes] = []
causes_in_edition: list[Causes] = []
note_contexts: list[NoteContext] = []


def register_section_causes(*, in_chapter: Causes, in_edition: Causes) -> None:
    """Show beside sections what they came from.

    `in_chapter(sections=, user=)` returns it by primary key, of WrittenSections of a chapter, and `in_edition` of
    EditionSections: `links` (networkapp.provenance.links), and `dossier`, the number of the section with one.
    """
    causes_in_chapter[:], causes_in_edition[:] = [in_chapter], [in_edition]


def causes_of(*, sources: Sequence[Causes], sections: Any, user: Any) -> Mapping[int, Any]:
    """Return what the sections came from, by primary key, as the registered source says."""
    return sources[0](sections=sections, user=user) if sources else {}


def register_note_context(context: NoteContext) -> None:
    """Add `context(note=, user=)` to the context of the page of a note."""
    if context not in note_contexts:
        note_contexts.append(context)


def context_of_note(*, note: Any, user: Any) -> dict[str, Any]:
    """Return what apps add to the page of this note for this user."""
    return {key: value for context in note_contexts for key, value in context(note=note, user=user).items()}
