"""Messages that one seat of a delegation prepares, and another approves and posts; see networkapp/four_eyes.py."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp import events, four_eyes
from networkapp.discussion.actions.attachments import give_papers_back, prepare_papers
from networkapp.discussion.actions.drafts import clear_draft, give_back, locked_draft
from networkapp.discussion.actions.post import checked_text, post_message
from networkapp.discussion.models import Attachment, Message, MessageDraft, Topic
from networkapp.discussion.models.drafts import MessageDraftQuerySet
from networkapp.four_eyes import DraftKind, TwoSeats, find_chosen_seat, partners_of
from networkapp.models import DraftAct, DraftState, Seat
from networkapp.models.translations import LocalText, in_a_row, mixed
from networkapp.networks.queries.seats import require_seat_for
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.text.markdown import to_html
from networkapp.users import AnyUser, User

EVENTS = {state: f"prepared.{state.value}" for state in DraftState}
WORDS = {
    DraftState.WAITING: gettext_lazy("Approve the message: %(topic)s"),
    DraftState.ASKED: gettext_lazy("Finish the message: %(topic)s"),
    DraftState.RETURNED: gettext_lazy("Edit the returned message: %(topic)s"),
}


@dataclass(frozen=True, kw_only=True)
class Card:
    """A message for approval as one of the two sees it: `acts` is what they can do with it now."""

    draft: MessageDraft
    acts: frozenset[DraftAct]

    @property
    def html(self) -> str:
        return to_html(self.draft.body)


@transaction.atomic
def prepare_message(
    *,
    topic: Topic,
    user: User,
    partner: int,
    body: str,
    client_key: UUID,
    reply_to: Message | None = None,
    draft_version: int | None = None,
    papers: Sequence[Attachment] = (),
    asks_to_finish: bool = False,
) -> MessageDraft:
    """Submit the text to the holder of the seat `partner` (its primary key) for approval; only the two see it.

    Or, if the author `asks_to_finish`, to their adviser in that seat, who finishes it for the author to approve. The
    same `client_key` prepares one message. Refused: `no_partner`, `key_used`, and what `post_message` refuses of a
    text; NotAllowed without a seat that may prepare, or release.
    """
    action = Action.RELEASE if asks_to_finish else Action.PREPARE
    own = require_seat_for(topic=topic, user=user, action=action)
    partners = partners_of(own)
    other = find_chosen_seat(partners.finishing if asks_to_finish else partners.releasing, partner)
    said = checked_text(body).text
    written = locked_draft(user, topic.network, topic)

    def complete(draft: MessageDraft) -> None:
        clear_draft(written, draft_version, said)
        prepare_papers(draft=draft, user=user, papers=papers)

    return four_eyes.prepare(
        kind=MESSAGES,
        seat=other if asks_to_finish else own,
        user=user,
        client_key=client_key,
        about={"topic": topic},
        fill=lambda: {
            "body": said,
            "reply_to": reply_to,
            "prepared_for": own if asks_to_finish else other,
            "state": DraftState.ASKED if asks_to_finish else DraftState.WAITING,
        },
        complete=complete,
    )


def revise_message(*, draft: MessageDraft, user: User, body: str) -> MessageDraft:
    """Submit the changed or finished text for approval. Refused: `settled`, and texts as in `post_message`."""
    change = {"body": checked_text(body).text}
    return four_eyes.revise(kind=MESSAGES, draft=draft, user=user, change=lambda held, seat: change)


def release_message(*, draft: MessageDraft, user: User, body: str) -> Message:
    """Post the message in the name of the person who approves it, naming its drafter. Approving twice is approving
    once.

    `body` is the text as this person saw or changed it. Refused as in `four_eyes.release`, and what `post_message`
    refuses, such as a closed topic.
    """
    said = checked_text(body).text

    def post(held: MessageDraft, seat: Seat) -> Message:
        return post_message(
            topic=held.topic,
            user=user,
            body=body,
            client_key=uuid5(held.client_key, f"release {held.pk}"),
            reply_to=held.reply_to,
            drafted_by=held.prepared_by,
            papers=list(held.papers.all()),
        )

    return four_eyes.release(
        kind=MESSAGES, draft=draft, user=user, publish=post, is_same=lambda message: message.body == said
    )


def cards_of(*, topic: Topic, user: User) -> list[Card]:
    """Return the waiting messages for approval in the topic by or for this person, the oldest first."""
    found = MessageDraft.objects.between(user).open().filter(topic=topic).shown().order_by("prepared_at", "pk")
    return [card_of(draft, user) for draft in found]


def card_of(draft: MessageDraft, user: User) -> Card:
    """Return the message for approval with what this person can do with it."""
    return Card(draft=draft, acts=four_eyes.acts_of(kind=MESSAGES, draft=draft, user=user))


def find_message_drafts(user: User) -> MessageDraftQuerySet:
    """Return the messages for approval that exist for this person: they are one of the two, and can read the topic."""
    return _rows().between(user).filter(topic__in=Topic.objects.where(user, may=Action.READ))


def on_the_desk(user: User) -> Iterable[DeskItem]:
    """Return the desk items for messages that the reader is asked to approve or finish, the newest first."""
    for draft in four_eyes.waiting_for(kind=MESSAGES, drafts=find_message_drafts(user).open(), user=user):
        yield DeskItem(
            title=mixed(str(WORDS[draft.state]), topic=LocalText(draft.topic.title, "")),
            detail=in_a_row(draft.topic.network.local_name, _other(draft, user)),
            url=draft.get_absolute_url(),
            since=draft.prepared_at,
            key=f"prepared-{draft.pk}",
        )


def _other(draft: MessageDraft, user: AnyUser) -> str:
    seat = draft.prepared_for if draft.prepared_by.user_id == user.pk else draft.prepared_by
    return _("With %(person)s, %(seat)s") % {"person": seat.user, "seat": seat.label}


def _rows() -> MessageDraftQuerySet:
    rows: MessageDraftQuerySet = MessageDraft.objects.shown().select_related("message", "reply_to")
    return rows


def _notify(draft: MessageDraft, user: User) -> None:
    """Notify each of the two, and nobody else, in the log of the network where both hold a seat."""
    payload = {"prepared": draft.pk, "topic": draft.topic_id}
    for person in four_eyes.holders_of(draft):
        events.record(draft.prepared_for.network, EVENTS[DraftState(draft.state)], payload, actor=user, person=person)


def _give_text_back(draft: MessageDraft, user: User) -> None:
    """Put the text into the draft of the person who withdrew it, even if another wrote it last."""
    written = locked_draft(user, draft.prepared_for.network, draft.topic)
    give_back(written, body=draft.body, reply_to=draft.reply_to)
    give_papers_back(draft)


MESSAGES = DraftKind(
    model=MessageDraft,
    result="message",
    seats=TwoSeats(prepares=Action.PREPARE, releases=Action.RELEASE),
    rows=_rows,
    notify=_notify,
    before_withdrawal=_give_text_back,
)
