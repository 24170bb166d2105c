"""Registry of suggestions for agendas and of what meetings show, which other apps and plugins fill in `ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from networkapp.registry.ordered import add_in_order

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
    add_in_order(agenda_sources, source, order=order)


@dataclass(frozen=True, kw_only=True)
class AgendaSubject:
    """A model with things that agenda items are about.

    `readable(user=)` returns those that `user` can read, with what their address needs. `results(keys=, network=)`
    yields the primary key of each thing of the network that has a result, and a sentence about it that everybody who
    reads the network may know. `documents(keys=, user=)` yields each thing that `user` can see with its document for
    the meeting pack (networkapp.meetings.packs.papers.MeetingDocument).
    """

    model: Any
    readable: Callable[..., Any] | None = None
    results: Callable[..., Iterable[tuple[int, str]]] | None = None
    documents: Callable[..., Iterable[tuple[Any, Any]]] | None = None


agenda_subjects: dict[Any, AgendaSubject] = {}
briefing_sources: list[tuple[int, Callable[..., Iterable[Any]]]] = []
calendar_sources: list[Callable[..., Iterable[Any]]] = []
minutes_passages: list[Callable[..., Iterable[str]]] = []


def register_agenda_subject(subject: AgendaSubject) -> None:
    """Show on agendas, in minutes and in meeting packs what became of things of this model.

    Things of other models are shown as `register_topic_subject` says, without a result.
    """
    agenda_subjects[subject.model] = subject


def register_briefing_news(source: Callable[..., Iterable[Any]], *, order: int = 100) -> None:
    """Show in briefings what `source(meeting=, user=, since=)` yields: lines (queries/briefing.py) about new things."""
    add_in_order(briefing_sources, source, order=order)


def register_calendar_entries(source: Callable[..., Iterable[Any]]) -> None:
    """Add `source(user=, titled=, known=)` to calendars: deadlines (calendars/ical.py) that are not on the desk.

    Entries that are not `titled` reveal nothing that a network restricts; `known` has the addresses that the calendar
    contains already.
    """
    if source not in calendar_sources:
        calendar_sources.append(source)


def register_minutes_passage(passage: Callable[..., Iterable[str]]) -> None:
    """Add the lines of Markdown from `passage(meeting=)` to drafts of minutes, after the agenda."""
    if passage not in minutes_passages:
        minutes_passages.append(passage)
