"""Notes for a reader: where one is and was before, what the reader can do about it, and lists of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.discussion.models import Topic
from networkapp.handbooks.models import (
    IN_PLACE,
    REQUEST_TRANSITIONS,
    Annotation,
    AnnotationMove,
    HandbookPage,
    NoteAudience,
    RequestState,
)
from networkapp.handbooks.notes.actions import audiences_for, is_own_note, managing_seat
from networkapp.handbooks.notes.notices import notes_involving, readable_notes
from networkapp.handbooks.notes.outcomes import can_assign
from networkapp.handbooks.notes.reanchoring import is_up_to_date, likely_positions
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.text.comparison import Span, Wording
from networkapp.text.diff import Segment, differences
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class NotePosition:
    """The position of a note: the text around its words as it was, and its status if that is not certain.

    `before`, `words` and `after` are from the last text in which its position was certain. `likely` are positions in
    the current text; `changes` are the differences between the earlier words and the most likely of them.
    """

    before: str
    words: str
    after: str
    is_today: bool
    likely: Sequence[Span]
    now: Sequence[str]
    changes: Sequence[Segment]
    moves: Sequence[AnnotationMove]


CONTEXT_LENGTH = 160


def note_position(*, note: Annotation) -> NotePosition:
    """Return the current and earlier positions of the note."""
    text = note.wording.text
    likely = [] if note.is_in_place else likely_positions(note)
    now = [span.of(note.section.text) for span in likely]
    first = Wording(text).units_at(*Wording(text).normal_span(Span(note.start, note.end))) if likely else (0, -1)
    was = " ".join(Wording(text).sentence_texts[first[0] : first[1] + 1]) if likely else ""
    return NotePosition(
        before=_text_before(text, note.start) if note.quote else "",
        words=text[note.start : note.end],
        after=_text_after(text, note.end) if note.quote else "",
        is_today=is_up_to_date(note),
        likely=likely,
        now=now,
        changes=differences(was, now[0]) if now else (),
        moves=list(note.moves.select_related("by__delegation")[:20]),
    )


def topic_of_note(*, note: Annotation, user: AnyUser) -> Topic | None:
    """Return the topic that was made of the note, if `user` can read it: it may have moved to another network."""
    found: Topic | None = Topic.objects.where(user, may=Action.READ).filter(pk=note.topic_id or 0).first()
    return found


def _text_before(text: str, start: int) -> str:
    """Return the text before `start`, shortened to whole words."""
    shown = text[max(0, start - CONTEXT_LENGTH) : start]
    return shown if start <= CONTEXT_LENGTH else f"… {shown.partition(' ')[2]}"


def _text_after(text: str, end: int) -> str:
    shown = text[end : end + CONTEXT_LENGTH]
    return shown if len(text) <= end + CONTEXT_LENGTH else f"{shown.rpartition(' ')[0]} …"


@dataclass(frozen=True, kw_only=True)
class NoteActions:
    """The actions that a person is allowed on a note."""

    edit: bool
    share: bool
    withdraw: bool
    settle: bool
    place: bool
    assign: bool
    ask: bool
    answer: bool
    topic: bool


def note_actions_for(*, note: Annotation, user: User) -> NoteActions:
    """Return which actions `user`, who can see the note, is allowed on it now."""
    own, network = is_own_note(note=note, user=user), note.network
    for_network = note.audience == NoteAudience.NETWORK
    cares = own if note.is_private else managing_seat(note=note, user=user) is not None
    asks = RequestState.ASKED in REQUEST_TRANSITIONS[RequestState(note.request)]
    return NoteActions(
        edit=own,
        share=own and note.is_private and len(audiences_for(network=network, user=user)) > 1,
        withdraw=own or (for_network and network.allows(user, Action.MODERATE)),
        settle=cares,
        place=cares and not note.section.withdrawn_at,
        assign=can_assign(note, user),
        ask=for_network and asks and network.allows(user, Action.NOTE_TO_NETWORK),
        answer=note.request == RequestState.ASKED and network.allows(user, Action.EDIT_HANDBOOKS),
        topic=note.topic_id is None and (own or for_network) and network.allows(user, Action.OPEN_TOPIC),
    )


def audience_choices(*, network: Network, user: User) -> dict[NoteAudience, str]:
    """Return the audiences for which `user` can write, each in words."""
    words = {
        NoteAudience.PRIVATE: capfirst(_("only you")),
        NoteAudience.DELEGATION: _("Your delegation: members, substitutes and advisers in this network"),
        NoteAudience.NETWORK: _("Members of “%(network)s”, including its editors") % {"network": network.local_name},
    }
    return {audience: words[audience] for audience in audiences_for(network=network, user=user)}


def notes_for(
    *,
    user: AnyUser,
    handbooks: Iterable[HandbookPage],
    handbook: int | None = None,
    audience: str = "",
    place: str = "",
    state: str = "",
    request: str = "",
) -> QuerySet[Annotation]:
    """Return the notes that `user` wrote or was assigned, in these handbooks, the newest first, narrowed by the
    arguments.

    With `request` those that ask editors for a change, whoever wrote them, where the reader edits.
    """
    found: Any = notes_involving(user)
    if request:
        editing = Network.objects.where(user, may=Action.EDIT_HANDBOOKS).order_by().values("pk")
        found = readable_notes(user).filter(request=request, network__in=editing)
    inside = Q(pk__in=[])
    for page in handbooks:
        if handbook in {None, page.pk}:
            inside |= Q(chapter__path__startswith=page.path, chapter__live=True)
    found = found.filter(inside)
    if audience:
        found = found.filter(audience=audience)
    if place:
        found = found.filter(place__in=IN_PLACE) if place == "sure" else found.exclude(place__in=IN_PLACE)
    if state:
        found = found.filter(resolved_at__isnull=state == "open")
    shown: QuerySet[Annotation] = found.shown().select_related("chapter").order_by("-pk")
    return shown


def followed_networks(*, handbooks: Iterable[HandbookPage], user: AnyUser) -> QuerySet[Network]:
    """Return the networks of these handbooks whose log `user` can follow: there they get live updates of notes."""
    found: QuerySet[Network] = Network.objects.where(user, may=Action.READ)
    return found.filter(pk__in={page.network_id for page in handbooks})
