"""Registry of suggestions for the agenda of a meeting, which other apps and plugins fill in `ready()`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

MAX_SUGGESTIONS = 50
"""So many things of one kind are suggested."""


@dataclass(frozen=True, kw_only=True)
class AgendaSuggestion:
    """A suggested agenda item: its title, and the thing of the network that it is about.

    `kind` is one of networkapp.meetings.models.AgendaKind.
    """

    about: Any
    title: str
    kind: str = "item"
    detail: str = ""

    @property
    def key(self) -> str:
        return f"{self.about._meta.label_lower}-{self.about.pk}"


class AgendaSource(Protocol):
    """A function that returns suggestions for the agenda of a meeting."""

    def __call__(self, *, meeting: Any) -> Iterable[AgendaSuggestion]: ...


agenda_sources: list[tuple[int, AgendaSource]] = []


def register_agenda_source(source: AgendaSource, *, order: int = 100) -> None:
    """Ask `source(meeting=)` from now on for suggestions for the agenda of a meeting; its organisers choose.

    They are from the meeting's network, for people who can read it.
    """
    if source not in {known for _order, known in agenda_sources}:
        agenda_sources.append((order, source))
        agenda_sources.sort(key=lambda known: known[0])
