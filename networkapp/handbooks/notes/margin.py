"""The notes beside the sections of a chapter: in one query, however many there are; none for visitors."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Substr
from django.utils import timezone

from networkapp.db.prepared_statements import CompiledQuery, Param, user_param
from networkapp.db.unions import union_of
from networkapp.handbooks.models import IN_PLACE, Annotation, ChapterPage, NoteAudience
from networkapp.models import Network, Seat
from networkapp.permissions import ALLOWED, Action
from networkapp.users import AnyUser, is_signed_in

MAX_NOTES = 60
"""How many notes are shown for each audience, newest first; the page links to the others."""
NOTES_PER_SECTION = 3
CONTEXT_LENGTH = 40


class MarginNote(NamedTuple):
    """A note as the margin shows it, in the order in which its columns are read."""

    pk: int
    section: int
    audience: str
    place: str
    html: str
    quote: str
    before: str
    after: str
    capacity: str | None
    code: str | None
    delegation: str | None
    topic: int | None
    topic_network: str | None
    request: str
    is_today: bool

    @property
    def is_private(self) -> bool:
        return self.audience == NoteAudience.PRIVATE

    @property
    def is_position_certain(self) -> bool:
        """Return whether the note's passage is in the current text, at a known place."""
        return self.is_today and self.place in IN_PLACE and bool(self.quote)


@dataclass(frozen=True, kw_only=True)
class MarginNotes:
    """The newest notes of one section and their number; `more` means that the number may be too small."""

    shown: Sequence[MarginNote] = ()
    number: int = 0
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class Margin:
    """The notes of a chapter that its reader sees, by section."""

    sections: dict[int, MarginNotes] = field(default_factory=dict)
    more: bool = False

    def of(self, section: int) -> MarginNotes:
        return self.sections.get(section, MarginNotes(more=self.more))


def margin_of_chapter(*, chapter: ChapterPage, user: AnyUser) -> Margin | None:
    """Return the open notes on sections of the chapter that `user` can see; None for a visitor."""
    if not is_signed_in(user) or not user.is_active:
        return None
    params = {"reader": user.pk, "chapter": chapter.pk, "network": chapter.handbook.network_id}
    rows = [MarginNote(*row) for row in _newest.rows(**params, now=timezone.now())]
    by_section: dict[int, list[MarginNote]] = defaultdict(list)
    for row in sorted(rows, reverse=True):
        by_section[row.section].append(row)
    more = MAX_NOTES in Counter(row.audience for row in rows).values()
    sections = {
        section: MarginNotes(shown=notes[:NOTES_PER_SECTION], number=len(notes), more=more)
        for section, notes in by_section.items()
    }
    return Margin(sections=sections, more=more)


def newest_notes_by_audience(*more: str, which: Q | None = None) -> QuerySet[Annotation, Any]:
    """Return the notes of `seen_by`, asked for each audience by itself, so that an index finds the newest and no more
    is read.

    The columns of a `MarginNote`, and `more`; of all on the chapter, or of those `which` holds for.
    """
    reader, now, home = user_param("reader"), Param("now"), Param("network")
    seats = Seat.objects.current(now).filter(user=reader, network=home)
    delegations = seats.with_role(ALLOWED[Action.NOTE_TO_DELEGATION]).order_by().values("delegation")
    reads = Exists(Network.objects.filter(pk=home).where(reader, may=Action.READ, at=now).order_by())
    here = Annotation.objects.open().filter(which or Q(), chapter=Param("chapter")).order_by("-pk")
    shared = here.filter(network=home)
    own, delegation, network = (
        _columns(Annotation.objects.filter(pk__in=notes.values("pk")[:MAX_NOTES]), more)
        for notes in (
            here.filter(owner=reader),
            shared.filter(audience=NoteAudience.DELEGATION, delegation__in=delegations),
            shared.filter(reads, audience=NoteAudience.NETWORK),
        )
    )
    return union_of(own, delegation, network, duplicates=True)


def _columns(notes: Any, more: tuple[str, ...]) -> Any:
    start = F("start") - CONTEXT_LENGTH
    # Where a topic has moved since is for those to know who read there.
    topic_network = Case(When(topic__network=F("network"), then=F("topic__network__slug")))
    is_today = ExpressionWrapper(Q(wording__text=F("section__text")) | Q(quote=""), BooleanField())
    return notes.values_list(
        *("pk", "section", "audience", "place", "html", "quote"),
        Substr("wording__text", Greatest(start, Value(0)) + 1, F("start") - Greatest(start, Value(0))),
        Substr("wording__text", F("end") + 1, CONTEXT_LENGTH),
        *("seat__capacity", "seat__delegation__code", "delegation__code"),
        *("topic", topic_network, "request"),
        is_today,
        *more,
    )


_newest = CompiledQuery(newest_notes_by_audience)
