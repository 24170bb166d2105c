"""Outcomes of a note: an assignment, a topic, an agenda item, or a change request to the editors.

A note has no answers of its own: who wants to talk about it opens a topic, where all talk is.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.discussion.actions.post import check_text, open_topic
from networkapp.discussion.models import Topic
from networkapp.errors import Refused
from networkapp.handbooks.models import REQUEST_TRANSITIONS, Annotation, NoteAudience, RequestState
from networkapp.handbooks.notes.actions import WRITE_ACTIONS, require_own_note
from networkapp.handbooks.notes.events import record_note
from networkapp.handbooks.notes.notices import notify_assignee
from networkapp.models import Seat
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import ALLOWED, Action
from networkapp.provenance.links import causes_of, link_cause
from networkapp.users import User


def assignable_seats(note: Annotation) -> QuerySet[Seat]:
    """Return the current seats whose holders can see the shared note, so that it can be assigned to them."""
    seats = Seat.objects.current().filter(network=note.network_id, user__is_active=True)
    if note.audience == NoteAudience.DELEGATION:
        seats = seats.filter(delegation=note.delegation_id).with_role(ALLOWED[Action.NOTE_TO_DELEGATION])
    else:
        seats = seats.with_role(ALLOWED[Action.READ])
    found: QuerySet[Seat] = seats.select_related("user", "delegation").order_by("delegation__code", "capacity", "pk")
    return found


def can_assign(note: Annotation, user: User) -> bool:
    """Return whether `user` can assign the note to a seat; nobody can assign a private note."""
    return not note.is_private and note.network.allows(user, WRITE_ACTIONS[NoteAudience(note.audience)])


@transaction.atomic
def assign_note(*, note: Annotation, user: User, seat: Seat | None) -> None:
    """Assign the shared note to the holder of `seat`, who is notified; to nobody in particular with None.

    Refused: `private_note`, `cannot_see_it` (a seat that does not see the note); NotAllowed for people who may not
    write such notes.
    """
    if note.is_private:
        raise Refused("private_note", _("Share the note before you assign it."))
    require_permitted_seat(network=note.network, user=user, action=WRITE_ACTIONS[NoteAudience(note.audience)])
    if seat is not None and not assignable_seats(note).filter(pk=seat.pk).exists():
        raise Refused("cannot_see_it", _("The holder of this seat cannot see the note. Choose another."), field="seat")
    note.assigned_to = seat
    note.save(update_fields=["assigned_to"])
    record_note(note, user=user)
    notify_assignee(note, user)


@transaction.atomic
def open_topic_from_note(*, note: Annotation, user: User, title: str, body: str, client_key: UUID) -> Topic:
    """Open a topic about the section in the network, with `body` as its first message, and link the note to it.

    Everyone who can read the network reads `body`; its author decides what it repeats of a note for fewer people.
    Refused: `has_topic`, and what `open_topic` refuses; NotAllowed without a seat that may open topics, and for a note
    that is not for the whole network except for its author.
    """
    if note.audience != NoteAudience.NETWORK:
        require_own_note(note=note, user=user)
    locked = Annotation.objects.select_for_update(of=("self",)).select_related("topic").get(pk=note.pk)
    if locked.topic is not None and locked.topic.client_key != client_key:
        raise Refused("has_topic", _("The note already has a topic."))
    topic = open_topic(
        network=note.network, user=user, title=title, body=body, client_key=client_key, about=note.section
    )
    note.topic = topic
    note.save(update_fields=["topic"])
    record_note(note, user=user)
    return topic


def quote_note(note: Annotation) -> str:
    """Return the text with which a topic about the note begins: the quoted passage, then the note."""
    lines = [f"> {line}" for line in note.quote.split("\n") if line.strip()]
    return "\n".join([*lines, "", note.body]).strip()


@transaction.atomic
def request_change(*, note: Annotation, user: User, proposal: str) -> None:
    """Ask the editors of the handbook to change the text; it is on their desk until they answer.

    `proposal` is the suggested text, and may be empty if the note contains it. Refused: `not_for_the_network`, a move
    that REQUEST_TRANSITIONS does not have (`not_now`), what `checked_text` refuses; NotAllowed without a seat that may
    write such notes.
    """
    require_permitted_seat(network=note.network, user=user, action=Action.NOTE_TO_NETWORK)
    if note.audience != NoteAudience.NETWORK:
        words = _("Share the note with the network first, so that the editors can see it.")
        raise Refused("not_for_the_network", words)
    _set_request_state(note, RequestState.ASKED)
    note.proposal = check_text(body=proposal).text if proposal.strip() else ""
    note.answer, note.settled_by = "", None
    note.save(update_fields=["request", "proposal", "answer", "settled_by"])
    record_note(note, user=user)


@transaction.atomic
def answer_change_request(*, note: Annotation, user: User, done: bool, answer: str) -> None:
    """Record the editors' answer: the text was changed, or stays, and why.

    Refused: `not_now`, `no_reason` (it stays without a reason); NotAllowed for anyone but editors of the handbooks.
    """
    seat = require_permitted_seat(network=note.network, user=user, action=Action.EDIT_HANDBOOKS)
    if not done and not answer.strip():
        raise Refused("no_reason", _("Enter a reason."), field="answer")
    _set_request_state(note, RequestState.DONE if done else RequestState.DECLINED)
    note.answer = check_text(body=answer).text if answer.strip() else ""
    note.settled_by = seat
    note.save(update_fields=["request", "answer", "settled_by"])
    record_note(note, user=user)


@transaction.atomic
def resolve_change_request(*, note: Annotation, user: User, done: bool, answer: str) -> None:
    """Resolve the change request with `answer_change_request`; Refused and NotAllowed as there.

    A changed section is also linked to what led to the note, such as a decision or an answer, because not every reader
    can see the note.
    """
    answer_change_request(note=note, user=user, done=done, answer=answer)
    for link in causes_of(note, user) if done else ():
        link_cause(cause=link.it, effect=note.section, user=user)


def _set_request_state(note: Annotation, to: RequestState) -> None:
    if to not in REQUEST_TRANSITIONS[RequestState(note.request)]:
        raise Refused("not_now", _("The change request has been updated since you opened the page. Reload the page."))
    note.request = to
