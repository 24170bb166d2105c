"""Who is told about notes: by a notice, and on the desk. One line for a handbook, not one for each note."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.domain.notices import settle_notices, tell_people
from networkapp.domain.shelf import handbooks_for
from networkapp.models import Annotation, ChapterPage, HandbookPage, Network, Notification, RequestState, Seat
from networkapp.models.handbooks import readable_sections
from networkapp.permissions import Action
from networkapp.registry import DeskItem

LOST, ASSIGNED = "note.lost", "note.assigned"
ASSIGNED_SHOWN = 20


def tell_of_lost(*, chapter: int, notes: Sequence[int]) -> None:
    """Who wrote one of these notes, or has it assigned, is told that it needs a look: once a day for a handbook."""
    if not notes:
        return
    handbook = ChapterPage.objects.get(pk=chapter).handbook
    people: set[int] = set()
    for first in range(0, len(notes), 1_000):
        lost = Annotation.objects.lost().filter(pk__in=notes[first : first + 1_000])
        for those in lost.values_list("owner", "author", "assigned_to__user"):
            people.update(person for person in those if person)
    seated = Seat.objects.current().filter(network=handbook.network_id, user__in=people, user__is_active=True)
    users = set(seated.order_by().values_list("user", flat=True))
    key = f"{handbook.pk}-{timezone.localdate().isoformat()}"
    tell_people(network=handbook.network, kind=LOST, key=key, people=users)


def tell_of_assignment(note: Annotation, by: Any) -> None:
    """Whom the note is assigned to is told, but for who did it herself; nobody else has it on her desk any more."""
    assignee = note.assigned_to.user_id if note.assigned_to else None
    told = Notification.objects.filter(kind=ASSIGNED, key=str(note.pk)).exclude(user=assignee)
    settle_notices(kind=ASSIGNED, key=str(note.pk), people=told.values_list("user", flat=True))
    if assignee is not None and assignee != by.pk:
        tell_people(network=note.network, kind=ASSIGNED, key=str(note.pk), people=[assignee])


def in_words(user: Any, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """By primary key, what those of our notices say that still stand and are for `user`."""
    words: dict[int, DeskItem] = {}
    lost = {one.pk: int(one.key.partition("-")[0]) for one in notifications if one.kind == LOST}
    if lost:
        items = _lost_by_handbook(user)
        words |= {pk: items[handbook] for pk, handbook in lost.items() if handbook in items}
    asked = {one.pk: int(one.key) for one in notifications if one.kind == ASSIGNED}
    if asked:
        notes = {note.pk: note for note in _assigned_to(user).filter(pk__in=set(asked.values()))}
        words |= {pk: _assigned(notes[note]) for pk, note in asked.items() if note in notes}
    return words


def on_the_desk(reader: Any) -> Iterable[DeskItem]:
    """For the desk: her notes that lost their place, and those assigned to her."""
    yield from _lost_by_handbook(reader).values()
    yield from (_assigned(note) for note in _assigned_to(reader)[:ASSIGNED_SHOWN])


def hers(reader: Any) -> Any:
    """The notes that `reader` wrote or has assigned, as far as she sees them and may read their chapters."""
    return within_reach(reader).filter(Q(owner=reader) | Q(author=reader) | Q(assigned_to__user=reader))


def within_reach(reader: Any) -> Any:
    """The notes that `reader` sees, on chapters that she may read today: a line about one names its section."""
    return Annotation.objects.seen_by(reader).filter(section__in=readable_sections(reader).order_by().values("pk"))


def _lost_by_handbook(reader: Any) -> Mapping[int, DeskItem]:
    counted = _by_handbook(hers(reader).lost(), reader)
    return {
        handbook.pk: DeskItem(
            title=ngettext(
                "%(n)s note of yours needs a look: the text was changed",
                "%(n)s notes of yours need a look: the text was changed",
                number,
            )
            % {"n": number},
            detail=handbook.title,
            url=f"{reverse('networkapp:notes')}?{urlencode({'handbook': handbook.pk, 'place': 'lost'})}",
            key=f"notes-lost-{handbook.pk}",
        )
        for handbook, number in counted
    }


def asked_of_editors(reader: Any) -> Iterable[DeskItem]:
    """For the desk: changes that the editors of her networks are asked for."""
    editing = Network.objects.where(reader, may=Action.EDIT_HANDBOOKS).order_by()
    asked = within_reach(reader).open().filter(request=RequestState.ASKED)
    for handbook, number in _by_handbook(asked.filter(network__in=editing.values("pk")), reader):
        words = ngettext("%(n)s change is asked for", "%(n)s changes are asked for", number) % {"n": number}
        yield DeskItem(
            title=words,
            detail=handbook.title,
            url=f"{reverse('networkapp:notes')}?{urlencode({'handbook': handbook.pk, 'request': 'asked'})}",
            key=f"notes-asked-{handbook.pk}",
        )


def _by_handbook(notes: QuerySet[Annotation], reader: Any) -> list[tuple[HandbookPage, int]]:
    rows = notes.order_by().values_list("chapter__path").annotate(Count("pk"))
    by_chapter: dict[str, int] = dict(rows)
    if not by_chapter:
        return []
    counted: Counter[HandbookPage] = Counter()
    for handbook in handbooks_for(reader=reader):
        for path, number in by_chapter.items():
            if path.startswith(handbook.path):
                counted[handbook] += number
    return list(counted.items())


def _assigned_to(reader: Any) -> QuerySet[Annotation]:
    notes = within_reach(reader).open().filter(assigned_to__user=reader)
    found: QuerySet[Annotation] = notes.select_related("section", "seat__delegation").order_by("pk")
    return found


def _assigned(note: Annotation) -> DeskItem:
    return DeskItem(
        title=_("A note on section %(section)s is assigned to you") % {"section": note.section},
        letter_title=_("A note in a handbook is assigned to you"),
        detail=Truncator(" ".join(note.body.split())).chars(120),
        url=note.get_absolute_url(),
        since=note.written_at,
        key=f"note-{note.pk}",
    )
