"""Two people: one seat of a delegation prepares a message, another approves and posts it. The record names both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.domain.discussion.attachments import give_papers_back, prepare_papers
from networkapp.domain.discussion.drafts import clear_draft, give_back, locked_draft
from networkapp.domain.discussion.posting import checked_text, post_message
from networkapp.domain.seats.speaking import require_seat_for
from networkapp.domain.seats.two_keys import checked_note, chosen_seat, holds, require_key, settled
from networkapp.errors import Refused
from networkapp.models import DRAFT_TRANSITIONS, Attachment, Capacity, Message, MessageDraft, Network, Seat, Topic
from networkapp.models.translations import LocalText, in_a_row, mixed
from networkapp.permissions import ALLOWED, Action
from networkapp.prepared import Given, PreparedObjects
from networkapp.publishing.markdown import to_html
from networkapp.registry import DeskItem

State = MessageDraft.State
KINDS = {state: f"prepared.{state.value}" for state in State}
MOST_PARTNERS = 100


@dataclass(frozen=True, kw_only=True)
class Partners:
    """The colleagues with whom a person can share a message: those who can approve it, and those who can finish it."""

    releasing: tuple[Seat, ...] = ()
    finishing: tuple[Seat, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Card:
    """A message for approval as one of the two sees it: `acts` is what they can do with it now."""

    prepared: MessageDraft
    acts: frozenset[str]

    @property
    def html(self) -> str:
        return to_html(self.prepared.body)


def partners_of(seat: Seat | None) -> Partners:
    """Return the current seats of the same delegation in the same network, for the holder of this seat."""
    if seat is None or seat.delegation_id is None or seat.capacity not in ALLOWED[Action.PREPARE]:
        return Partners()
    asked = {"network": seat.network_id, "delegation": seat.delegation_id, "user": seat.user_id, "now": timezone.now()}
    releases = seat.capacity in ALLOWED[Action.RELEASE]
    others = _colleagues(Action.PREPARE if releases else Action.RELEASE).all(**asked)
    return Partners(
        releasing=tuple(other for other in others if other.capacity in ALLOWED[Action.RELEASE]),
        finishing=tuple(other for other in others if releases and other.capacity == Capacity.ADVISER),
    )


def prepare_message(
    *,
    topic: Topic,
    author: Any,
    partner: int,
    body: str,
    client_key: UUID,
    reply_to: Message | None = None,
    draft_version: int | None = None,
    papers: Sequence[Attachment] = (),
) -> MessageDraft:
    """The text waits for the holder of the seat `partner` (its primary key) to approve it; only the two see it.

    The same `client_key` prepares one message. Refused: `no_partner`, and what `post_message` refuses of a text;
    NotAllowed without a seat that may prepare.
    """
    seat = require_seat_for(topic=topic, person=author, action=Action.PREPARE)
    releasing = chosen_seat(partners_of(seat).releasing, partner)
    given = {"prepared_by": seat, "prepared_for": releasing, "state": State.WAITING}
    return _begin(topic, author, body, client_key, reply_to, draft_version, papers, given)


def ask_to_finish(
    *,
    topic: Topic,
    author: Any,
    partner: int,
    body: str,
    client_key: UUID,
    reply_to: Message | None = None,
    draft_version: int | None = None,
    papers: Sequence[Attachment] = (),
) -> MessageDraft:
    """The text lies with the adviser in the seat `partner`, who finishes it for the author to approve.

    Refused as in `prepare_message`; NotAllowed without a seat that may release.
    """
    seat = require_seat_for(topic=topic, person=author, action=Action.RELEASE)
    finishing = chosen_seat(partners_of(seat).finishing, partner)
    given = {"prepared_by": finishing, "prepared_for": seat, "state": State.ASKED}
    return _begin(topic, author, body, client_key, reply_to, draft_version, papers, given)


@transaction.atomic
def prepare_again(*, prepared: MessageDraft, person: Any, body: str) -> MessageDraft:
    """Submit the changed or finished text for approval. Refused: `settled`, and texts as in `post_message`."""
    prepared = _hold(prepared, person, "prepared_by")
    prepared.body, prepared.note, prepared.prepared_at = checked_text(body).text, "", timezone.now()
    return _move(prepared, State.WAITING, person)


@transaction.atomic
def send_back(*, prepared: MessageDraft, person: Any, note: str) -> MessageDraft:
    """Return the text to the person who prepared it, with the note.

    Refused: `note_needed`, `note_too_long`, `settled`.
    """
    prepared = _hold(prepared, person, "prepared_for")
    prepared.note = checked_note(note)
    return _move(prepared, State.RETURNED, person)


@transaction.atomic
def take_back(*, prepared: MessageDraft, person: Any) -> MessageDraft:
    """Take the message back, so that it waits for nobody; its text goes into the draft of the person who took it back,
    whoever wrote it last.

    Refused: `settled`. NotAllowed for the other of the two.
    """
    asked = prepared.state == State.ASKED
    prepared = _hold(prepared, person, "prepared_for" if asked else "prepared_by")
    draft = locked_draft(person, prepared.prepared_for.network, prepared.topic)
    _move(prepared, State.DROPPED, person)
    give_back(draft, body=prepared.body, reply_to=prepared.reply_to)
    give_papers_back(prepared)
    return prepared


@transaction.atomic
def release_message(*, prepared: MessageDraft, person: Any, body: str) -> Message:
    """Post the message in the name of the person who approves it, naming its drafter. Approving twice is approving
    once.

    `body` is the text as this person saw or changed it. Refused: `seat_ended`; `released_already`, with another text;
    `settled`, if it was taken back or returned; what `post_message` refuses, such as a closed topic.
    """
    prepared = _hold(prepared, person, "prepared_for")
    said = checked_text(body).text
    if prepared.message is not None:
        if prepared.message.body == said:
            return prepared.message
        raise Refused(
            "released_already", _("A different text has already been approved. Your text is still in the form.")
        )
    message = post_message(
        topic=prepared.topic,
        author=person,
        body=body,
        client_key=uuid5(prepared.client_key, f"release {prepared.pk}"),
        reply_to=prepared.reply_to,
        drafted_by=prepared.prepared_by,
        papers=list(prepared.papers.all()),
    )
    prepared.message = message
    _move(prepared, State.RELEASED, person)
    return message


def cards_of(*, topic: Topic, person: Any) -> list[Card]:
    """Return the waiting messages for approval in the topic by or for this person, the oldest first."""
    found = MessageDraft.objects.between(person).open().filter(topic=topic).shown().order_by("prepared_at", "pk")
    return [card_of(prepared, person) for prepared in found]


def card_of(prepared: MessageDraft, person: Any) -> Card:
    """The prepared message, as this person may deal with it."""
    prepares = holds(prepared.prepared_by, person)
    releases = holds(prepared.prepared_for, person)
    acts = {
        State.WAITING: {"release": releases, "send_back": releases, "prepare": prepares, "take_back": prepares},
        State.ASKED: {"prepare": prepares, "take_back": releases},
        State.RETURNED: {"prepare": prepares, "take_back": prepares},
    }.get(State(prepared.state), {})
    return Card(prepared=prepared, acts=frozenset(act for act, hers in acts.items() if hers))


def find_prepared(person: Any) -> QuerySet[MessageDraft]:
    """Return the messages for approval that exist for this person: they are one of the two, and can read the topic."""
    found: QuerySet[MessageDraft] = (
        MessageDraft.objects.between(person)
        .filter(topic__in=Topic.objects.where(person, may=Action.READ))
        .shown()
        .select_related("message", "reply_to")
    )
    return found


def on_the_desk(reader: Any) -> Iterable[DeskItem]:
    """Return the desk items for messages that the reader is asked to approve or finish, the newest first."""
    for prepared in find_prepared(reader).filter(state__in=[State.WAITING, State.ASKED, State.RETURNED]):
        card = card_of(prepared, reader)
        words = ""
        if "release" in card.acts:
            words = _("Approve the message: %(topic)s")
        elif "prepare" in card.acts and prepared.state == State.ASKED:
            words = _("Finish the message: %(topic)s")
        elif "prepare" in card.acts and prepared.state == State.RETURNED:
            words = _("Edit the returned message: %(topic)s")
        if words:
            yield DeskItem(
                title=mixed(words, topic=LocalText(prepared.topic.title, "")),
                detail=in_a_row(prepared.topic.network.local_name, _other(prepared, reader)),
                url=prepared.get_absolute_url(),
                since=prepared.prepared_at,
                key=f"prepared-{prepared.pk}",
            )


def _other(prepared: MessageDraft, reader: Any) -> str:
    seat = prepared.prepared_for if prepared.prepared_by.user_id == reader.pk else prepared.prepared_by
    return _("With %(person)s, %(seat)s") % {"person": seat.user, "seat": seat.label}


@cache
def _colleagues(action: Action) -> PreparedObjects:
    """Others of a delegation in a network who may do that today; of a great many the first."""
    held = Seat.objects.current(Given("now")).filter(network=Given("network"), delegation=Given("delegation"))
    able = held.filter(user__is_active=True, capacity__in=ALLOWED[action]).exclude(user=Given("user"))
    return PreparedObjects(lambda: able.select_related("user", "delegation", "network")[:MOST_PARTNERS])


@transaction.atomic
def _begin(
    topic: Topic,
    author: Any,
    body: str,
    client_key: UUID,
    reply_to: Message | None,
    draft_version: int | None,
    papers: Sequence[Attachment],
    given: dict[str, Any],
) -> MessageDraft:
    said = checked_text(body).text
    draft = locked_draft(author, topic.network, topic)
    given = {"topic": topic, "body": said, "reply_to": reply_to, **given}
    key = {"prepared_by": given.pop("prepared_by"), "client_key": client_key}
    prepared, made = MessageDraft.objects.get_or_create(**key, defaults=given)
    if made:
        clear_draft(draft, draft_version, said)
        prepare_papers(prepared=prepared, writer=author, papers=papers)
        _tell(prepared, author)
    elif prepared.topic_id != topic.pk:
        raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="body")
    return prepared


def _hold(prepared: MessageDraft, person: Any, side: str) -> MessageDraft:
    shown: Any = MessageDraft.objects.shown().select_related("message", "reply_to")
    held: MessageDraft = shown.select_for_update(of=("self",)).get(pk=prepared.pk)
    require_key(getattr(held, side), person, Action.RELEASE if side == "prepared_for" else Action.PREPARE)
    return held


def _move(prepared: MessageDraft, state: MessageDraft.State, actor: Any) -> MessageDraft:
    if state not in DRAFT_TRANSITIONS.get(State(prepared.state), set()):
        raise settled()
    prepared.state = state
    prepared.settled_at = timezone.now() if state in {State.RELEASED, State.DROPPED} else None
    prepared.save()
    _tell(prepared, actor)
    return prepared


def _tell(prepared: MessageDraft, actor: Any) -> None:
    """Notify each of the two, and nobody else, in the log of the network where both hold a seat."""
    network: Network = prepared.prepared_for.network
    payload = {"prepared": prepared.pk, "topic": prepared.topic_id}
    for seat in (prepared.prepared_by, prepared.prepared_for):
        events.record(network, KINDS[State(prepared.state)], payload, actor=actor, person=seat.user)
