"""Messages that one seat of a delegation prepares, and another approves and posts; see networkapp/four_eyes.py."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp import events, four_eyes
from networkapp.discussion.actions.attachments import attach_to_draft, return_attachments
from networkapp.discussion.actions.drafts import append_to_draft, clear_draft, lock_draft
from networkapp.discussion.actions.post import check_text, post_message
from networkapp.discussion.models import Attachment, Message, MessageDraft, Topic
from networkapp.discussion.models.drafts import MessageDraftQuerySet
from networkapp.four_eyes import DraftKind, TwoSeats, find_chosen_seat, partners_of
from networkapp.models import DraftAct, DraftState, Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.networks.queries.seats import require_seat_for
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.text.markdown import to_html
from networkapp.users import AnyUser, User

EVENT_KINDS = {state: f"prepared.{state.value}" for state in DraftState}
DESK_TITLES = {
    DraftState.WAITING: gettext_lazy("Approve the message: %(topic)s"),
    DraftState.ASKED: gettext_lazy("Finish the message: %(topic)s"),
    DraftState.RETURNED: gettext_lazy("Edit the returned message: %(topic)s"),
}


@dataclass(frozen=True, kw_only=True)
class MessageDraftCard:
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
    attachments: Sequence[Attachment] = (),
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
    text = check_text(body=body).text
    own_draft = lock_draft(user=user, network=topic.network, topic=topic)

    def complete(draft: MessageDraft) -> None:
        clear_draft(draft=own_draft, version=draft_version, text=text)
        attach_to_draft(draft=draft, user=user, attachments=attachments)

    return four_eyes.prepare(
        kind=MESSAGE_DRAFTS,
        seat=other if asks_to_finish else own,
        user=user,
        client_key=client_key,
        about={"topic": topic},
        fill=lambda: {
            "body": text,
            "reply_to": reply_to,
            "prepared_for": own if asks_to_finish else other,
            "state": DraftState.ASKED if asks_to_finish else DraftState.WAITING,
        },
        complete=complete,
    )


def revise_message(*, draft: MessageDraft, user: User, body: str) -> MessageDraft:
    """Submit the changed or finished text for approval. Refused: `settled`, and texts as in `post_message`."""
    changed = {"body": check_text(body=body).text}
    return four_eyes.revise(kind=MESSAGE_DRAFTS, draft=draft, user=user, change=lambda locked, seat: changed)


def release_message(*, draft: MessageDraft, user: User, body: str) -> Message:
    """Post the message in the name of the person who approves it, naming its drafter. Approving twice is approving
    once.

    `body` is the text as this person saw or changed it. Refused as in `four_eyes.release`, and what `post_message`
    refuses, such as a closed topic.
    """
    text = check_text(body=body).text

    def post(locked: MessageDraft, seat: Seat) -> Message:
        return post_message(
            topic=locked.topic,
            user=user,
            body=body,
            client_key=uuid5(locked.client_key, f"release {locked.pk}"),
            reply_to=locked.reply_to,
            drafted_by=locked.prepared_by,
            attachments=list(locked.papers.all()),
        )

    return four_eyes.release(
        kind=MESSAGE_DRAFTS, draft=draft, user=user, publish=post, is_same=lambda message: message.body == text
    )


def cards_of(*, topic: Topic, user: User) -> list[MessageDraftCard]:
    """Return the waiting messages for approval in the topic by or for this person, the oldest first."""
    found = MessageDraft.objects.between(user).open().filter(topic=topic).shown().order_by("prepared_at", "pk")
    return [card_of(draft=draft, user=user) for draft in found]


def card_of(*, draft: MessageDraft, user: User) -> MessageDraftCard:
    """Return the message for approval with what this person can do with it."""
    return MessageDraftCard(draft=draft, acts=four_eyes.acts_of(kind=MESSAGE_DRAFTS, draft=draft, user=user))


def find_message_drafts(*, user: User) -> MessageDraftQuerySet:
    """Return the messages for approval that exist for this person: they are one of the two, and can read the topic."""
    return _rows().between(user).filter(topic__in=Topic.objects.where(user, may=Action.READ))


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for messages that the reader is asked to approve or finish, the newest first."""
    for draft in four_eyes.drafts_awaiting(
        kind=MESSAGE_DRAFTS, drafts=find_message_drafts(user=user).open(), user=user
    ):
        yield DeskItem(
            title=format_mixed(str(DESK_TITLES[draft.state]), topic=LocalText(draft.topic.title, "")),
            detail=join_mixed(draft.topic.network.local_name, _other_person(draft, user)),
            url=draft.get_absolute_url(),
            since=draft.prepared_at,
            key=f"prepared-{draft.pk}",
        )


def _other_person(draft: MessageDraft, user: AnyUser) -> str:
    seat = draft.prepared_for if draft.prepared_by.user_id == user.pk else draft.prepared_by
    return _("With %(person)s, %(seat)s") % {"person": seat.user, "seat": seat.label}


def _rows() -> MessageDraftQuerySet:
    rows: MessageDraftQuerySet = MessageDraft.objects.shown().select_related("message", "reply_to")
    return rows


def _notify(draft: MessageDraft, user: User) -> None:
    """Notify each of the two, and nobody else, in the log of the network where both hold a seat."""
    payload = {"prepared": draft.pk, "topic": draft.topic_id}
    for person in four_eyes.holders_of(draft):
        events.record(
            draft.prepared_for.network, EVENT_KINDS[DraftState(draft.state)], payload, actor=user, person=person
        )


def _return_text(draft: MessageDraft, user: User) -> None:
    """Put the text into the draft of the person who withdrew it, even if another wrote it last."""
    own_draft = lock_draft(user=user, network=draft.prepared_for.network, topic=draft.topic)
    append_to_draft(draft=own_draft, body=draft.body, reply_to=draft.reply_to)
    return_attachments(draft=draft)


MESSAGE_DRAFTS = DraftKind(
    model=MessageDraft,
    result="message",
    seats=TwoSeats(prepares=Action.PREPARE, releases=Action.RELEASE),
    rows=_rows,
    notify=_notify,
    before_withdrawal=_return_text,
)
