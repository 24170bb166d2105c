"""Notify people about notes, with notices and desk items: one item for a handbook, not one for each note."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.db.unions import union_of
from networkapp.handbooks.models import Annotation, ChapterPage, HandbookPage, RequestState
from networkapp.handbooks.models.pages import readable_sections
from networkapp.models import Network, Notification, Seat
from networkapp.models.translations import LocalText, format_mixed
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

LOST, ASSIGNED, ASKED = "note.lost", "note.assigned", "note.asked"
ASSIGNED_SHOWN = 20


def notify_about_lost_notes(*, chapter: int, notes: Sequence[int]) -> None:
    """Notify authors and assignees of one of these notes that it needs a check: once a day for a handbook."""
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
    notify_people(network=handbook.network, kind=LOST, key=key, people=users)


def notify_assignee(note: Annotation, user: User) -> None:
    """Notify the assignee of the note, unless they assigned it themselves; it leaves the desks of others."""
    assignee = note.assigned_to.user_id if note.assigned_to else None
    notifications = Notification.objects.filter(kind=ASSIGNED, key=str(note.pk)).exclude(user=assignee)
    resolve_notices(kind=ASSIGNED, key=str(note.pk), people=notifications.values_list("user", flat=True))
    if assignee is not None and assignee != user.pk:
        notify_people(network=note.network, kind=ASSIGNED, key=str(note.pk), people=[assignee])


def render_notices(*, user: AnyUser, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of those of our notices that are still valid and for `user`."""
    words: dict[int, DeskItem] = {}
    lost = {one.pk: int(one.key.partition("-")[0]) for one in notifications if one.kind == LOST}
    if lost:
        items = _lost_by_handbook(user)
        words |= {pk: items[handbook] for pk, handbook in lost.items() if handbook in items}
    note_ids = {one.pk: int(one.key) for one in notifications if one.kind == ASSIGNED}
    if note_ids:
        notes = {note.pk: note for note in _assigned_to(user).filter(pk__in=set(note_ids.values()))}
        words |= {pk: _assignment_item(notes[note]) for pk, note in note_ids.items() if note in notes}
    return words


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the reader's own notes that need a check, changes requested from editors of their networks, and assigned
    notes."""
    editing = Network.objects.where(user, may=Action.EDIT_HANDBOOKS).order_by()
    wanted = Q(request=RequestState.ASKED, network__in=editing.values("pk"))
    # Most readers have no such notes: whether those can be read is asked only if there are some.
    if not Annotation.objects.open().filter(wanted | _involving(user)).exists():
        return
    requested = readable_notes(user).open().filter(wanted)
    lost, requests = _by_handbook(notes_involving(user).lost(), LOST), _by_handbook(requested, ASKED)
    for handbook, title, number, kind in union_of(lost, requests, duplicates=True).order_by("named"):
        item = _lost_notes_item if kind == LOST else _change_request_item
        yield item(handbook, title, number)
    yield from (_assignment_item(note) for note in _assigned_to(user)[:ASSIGNED_SHOWN])


def notes_involving(user: AnyUser) -> Any:
    """Return the notes that `user` wrote or was assigned, if they can see them and read their chapters."""
    return readable_notes(user).filter(_involving(user))


def _involving(user: AnyUser) -> Q:
    return Q(owner=user) | Q(author=user) | Q(assigned_to__user=user)


def readable_notes(user: AnyUser) -> Any:
    """Return the notes that `user` can see, on chapters that they can read today: a line about one names its
    section."""
    return Annotation.objects.seen_by(user).filter(section__in=readable_sections(user).order_by().values("pk"))


def _lost_by_handbook(user: AnyUser) -> Mapping[int, DeskItem]:
    found = _by_handbook(notes_involving(user).lost(), LOST)
    return {handbook: _lost_notes_item(handbook, title, number) for handbook, title, number, _kind in found}


def _lost_notes_item(handbook: int, title: str, number: int) -> DeskItem:
    words = ngettext(
        "Check %(n)s note: the text has changed",
        "Check %(n)s notes: the text has changed",
        number,
    )
    return DeskItem(
        title=words % {"n": number},
        detail=LocalText(title, ""),
        url=f"{reverse('networkapp:notes')}?{urlencode({'handbook': handbook, 'place': 'lost', 'state': 'open'})}",
        key=f"notes-lost-{handbook}",
    )


def _change_request_item(handbook: int, title: str, number: int) -> DeskItem:
    words = ngettext("Answer %(n)s change request", "Answer %(n)s change requests", number) % {"n": number}
    return DeskItem(
        title=words,
        detail=LocalText(title, ""),
        url=f"{reverse('networkapp:notes')}?{urlencode({'handbook': handbook, 'request': 'asked', 'state': 'open'})}",
        key=f"notes-asked-{handbook}",
    )


def _by_handbook(notes: QuerySet[Annotation], kind: str) -> Any:
    """Return for the handbooks with `notes`, which the reader can read: primary key, title, the number of notes in it,
    and `kind`."""
    here = ExpressionWrapper(OuterRef("chapter__path"), CharField())
    above = HandbookPage.objects.order_by().alias(here=here).filter(here__startswith=F("path"))
    book, named = (Subquery(above.values(field)[:1]) for field in ("pk", "title"))
    found = notes.order_by().annotate(book=book, named=named).values("book", "named")
    return found.annotate(many=Count("pk"), kind=Value(kind)).values_list("book", "named", "many", "kind")


def _assigned_to(user: AnyUser) -> QuerySet[Annotation]:
    notes = readable_notes(user).open().filter(assigned_to__user=user)
    found: QuerySet[Annotation] = notes.select_related("section", "seat__delegation").order_by("pk")
    return found


def _assignment_item(note: Annotation) -> DeskItem:
    return DeskItem(
        title=format_mixed(
            _("Resolve the note on section %(section)s (assigned to you)"), section=LocalText(str(note.section), "")
        ),
        email_title=_("Resolve a handbook note (assigned to you)"),
        detail=LocalText(Truncator(" ".join(note.body.split())).chars(120), ""),
        url=note.get_absolute_url(),
        since=note.written_at,
        key=f"note-{note.pk}",
    )
