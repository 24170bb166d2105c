"""Edit a message with a reason, withdraw it, or react to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.discussion.actions.mentions import find_mention_targets, record_mentions
from networkapp.discussion.actions.moderation_notices import notify_of_edit
from networkapp.discussion.actions.post import check_text, lock_topic, record_in_networks
from networkapp.discussion.models import Message, MessageRevision, Reaction
from networkapp.errors import NotAllowed, Refused, refuse_longer
from networkapp.models import Seat
from networkapp.networks.queries.seats import require_seat_for, seat_for
from networkapp.rate_limits import check_rate_limit
from networkapp.registry import message_locks
from networkapp.text.cleaning import one_line
from networkapp.text.diff import Segment, differences
from networkapp.users import AnyUser, User

MESSAGE_EDITED = "message.edited"
MESSAGE_WITHDRAWN = "message.withdrawn"
MESSAGE_REACTED = "message.reacted"
REASON_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class MessageChoices:
    """The actions that a person is allowed on a message now.

    `seat` is the one from which they would reply; `own_reactions` are their reactions; `explains` says that an edit
    needs a reason, `locked` why there can be none, `base` the wording it would change.
    """

    seat: Seat | None
    reacts: bool
    edits: bool
    withdraws: bool
    explains: bool
    locked: str | Promise
    base: int
    own_reactions: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class MessageVersion:
    """The text of a message from `written_at` on, and its difference from the text before."""

    number: int
    seat: Seat
    written_at: datetime
    reason: str
    changes: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True)
class WithdrawalResult:
    """The number of messages withdrawn, and of those that cannot be, because a decision refers to them."""

    withdrawn: int
    not_withdrawn: int


def message_choices(*, message: Message, user: User) -> MessageChoices:
    """Return what `user` can do with the message at this moment, by the rules that refuse everything else."""
    seat = seat_for(topic=message.topic, user=user)
    is_author, is_visible, locked = message.author_id == user.pk, not message.is_sealed, lock_reason(message=message)
    own_reactions = message.reactions.filter(user=user).values_list("kind", flat=True)
    return MessageChoices(
        seat=seat,
        reacts=seat is not None and is_visible and not is_author,
        edits=seat is not None and is_visible and is_author and not locked and message.topic.is_open,
        withdraws=is_author and message.withdrawn_at is None and not locked,
        explains=_is_past_edit_window(message),
        locked=locked if is_author and is_visible else "",
        base=message.revisions.count(),
        own_reactions=frozenset(own_reactions),
    )


@transaction.atomic
def edit_message(*, message: Message, user: User, body: str, reason: str = "", base: int) -> Message:
    """Replace the text of the message with `body`; every earlier version stays in its edit history.

    Once NETWORKAPP_EDIT_WINDOW has passed since posting, a change needs a reason, which is shown beside the message.
    The same text again changes nothing. Refused: what `post_message` refuses of a text, `reason_needed`,
    `reason_too_long`, `changed_meanwhile` (`base` is not the number of its wordings), `sealed`, `locked`,
    `topic_closed`, `too_fast`; NotAllowed for anybody but its author, and without a seat that may post.
    """
    seat = _require_author(message, user)
    topic = message.topic
    checked = check_text(
        body=body, find_targets=partial(find_mention_targets, user=user, network=topic.network, topic=topic)
    )
    clean_reason = _clean_reason(reason)
    message = _lock(message=message)
    _require_open_to_change(message)
    if checked.text == message.body:
        return message
    if base != message.revisions.count():
        words = _("You edited this message elsewhere. Reload the page.")
        raise Refused("changed_meanwhile", words, field="body")
    if _is_past_edit_window(message) and not clean_reason:
        raise Refused("reason_needed", _("Enter a reason."), field="reason")
    check_rate_limit(user=user, act="edits", field="body")
    if _is_past_edit_window(message):
        message.edited_at, message.edit_reason = timezone.now(), clean_reason
    _add_version(message, seat, checked.text, clean_reason)
    message.body, message.html = checked.text, checked.html
    message.save(update_fields=["body", "html", "edited_at", "edit_reason"])
    record_mentions(message=message, targets=checked.mention_targets)
    _record(message, MESSAGE_EDITED, user)
    notify_of_edit(message=message)
    return message


@transaction.atomic
def withdraw_message(*, message: Message, user: User, reason: str = "") -> Message:
    """Withdraw the message: its place stays, and its text is shown only to its author, on the message's own page.

    Withdrawn twice is withdrawn once. Refused: `reason_too_long`, `locked`; NotAllowed for anybody but its author.
    """
    if message.author_id != user.pk:
        raise NotAllowed(MESSAGE_WITHDRAWN)
    clean_reason = _clean_reason(reason)
    message = _lock(message=message)
    if message.withdrawn_at is not None:
        return message
    _require_unlocked(message)
    message.withdrawn_at, message.withdrawal_reason = timezone.now(), clean_reason
    message.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    _record(message, MESSAGE_WITHDRAWN, user)
    notify_of_edit(message=message)
    return message


def withdraw_all_messages(*, user: User, reason: str = "") -> WithdrawalResult:
    """Withdraw each message of the author, as `withdraw_message` does, also where they no longer hold a seat.

    Those that cannot be withdrawn stay. Refused: `reason_too_long`.
    """
    _clean_reason(reason)
    withdrawn, not_withdrawn = 0, 0
    for message in visible_messages_of(user=user):
        try:
            withdraw_message(message=message, user=user, reason=reason)
            withdrawn += 1
        except Refused:
            not_withdrawn += 1
    return WithdrawalResult(withdrawn=withdrawn, not_withdrawn=not_withdrawn)


def visible_messages_of(*, user: User) -> QuerySet[Message]:
    """Return the messages of the author that are not withdrawn, the oldest first."""
    messages: QuerySet[Message] = Message.objects.filter(author=user, withdrawn_at=None).order_by("pk")
    return messages.select_related("topic")


@transaction.atomic
def react(*, message: Message, user: User, kind: str, on: bool = True) -> None:
    """Add the person's reaction to the message, or remove it if `on` is false. It never counts as a position.

    Refused: `own_message`, `sealed`, `too_fast`; NotAllowed without a seat that may post.
    """
    seat = require_seat_for(topic=message.topic, user=user)
    message = _lock(message=message)
    _require_shown(message)
    if message.author_id == user.pk:
        raise Refused("own_message", _("You cannot react to or report your own message."))
    check_rate_limit(user=user, act="reactions")
    if on:
        _reaction, changed = Reaction.objects.get_or_create(
            message=message, user=user, kind=Reaction.Kind(kind), defaults={"seat": seat}
        )
    else:
        changed, _rows = Reaction.objects.filter(message=message, user=user, kind=kind).delete()
    if changed:
        _record(message, MESSAGE_REACTED, user)


def reactions_by(*, user: User, messages: Iterable[Message]) -> dict[str, list[str]]:
    """Return the reactions of the person to these messages, as `with_related` brings them, by primary key."""
    reactions: dict[str, list[str]] = {}
    for message in messages:
        for reaction in message.reactions.all() if message.has_reactions else ():
            if reaction.user_id == user.pk:
                reactions.setdefault(str(message.pk), []).append(reaction.kind)
    return reactions


def edit_history(*, message: Message) -> list[MessageVersion]:
    """Return the edit history of the message, newest first. If it was never edited, return the posted text alone."""
    versions: list[MessageVersion] = []
    before = ""
    for revision in message.revisions.select_related("seat__delegation") or [_first_version(message)]:
        versions.append(
            MessageVersion(
                number=revision.number,
                seat=revision.seat,
                written_at=revision.written_at,
                reason=revision.reason,
                changes=differences(before, revision.body) if versions else (Segment("equal", revision.body),),
            )
        )
        before = revision.body
    return versions[::-1]


def may_read_text(*, message: Message, user: AnyUser) -> bool:
    """Return whether this reader of the topic can see the text: a sealed one only if they wrote and withdrew it."""
    return not message.is_sealed or (message.hidden_at is None and message.author_id == user.pk)


def lock_reason(*, message: Message) -> str | Promise:
    """Return why the message cannot be changed, as text; empty if it can."""
    return next((words for lock in message_locks if (words := lock(message=message))), "")


def _require_author(message: Message, user: User) -> Seat:
    if message.author_id != user.pk:
        raise NotAllowed(MESSAGE_EDITED)
    return require_seat_for(topic=message.topic, user=user)


def _require_open_to_change(message: Message) -> None:
    _require_shown(message)
    _require_unlocked(message)
    if not message.topic.is_open:
        words = _("This topic is closed. Messages can no longer be edited, only withdrawn.")
        raise Refused("topic_closed", words, field="body")


def _require_shown(message: Message) -> None:
    if message.is_sealed:
        raise Refused("sealed", _("This message has been withdrawn or hidden."))


def _require_unlocked(message: Message) -> None:
    if words := lock_reason(message=message):
        raise Refused("locked", words)


def _clean_reason(reason: str) -> str:
    text = one_line(reason)
    refuse_longer(text, limit=REASON_LENGTH, field="reason", code="reason_too_long")
    return text


def _is_past_edit_window(message: Message) -> bool:
    edit_window: timedelta = setting("EDIT_WINDOW")
    return timezone.now() > message.posted_at + edit_window


def _lock(message: Message) -> Message:
    """Lock the message until the transaction ends and return its current state."""
    lock_topic(topic=message.topic)
    locked: Message = (
        Message.objects.select_for_update(of=("self",)).select_related("topic__network").get(pk=message.pk)
    )
    return locked


def _first_version(message: Message) -> MessageRevision:
    return MessageRevision(
        message=message, number=1, body=message.body, seat=message.seat, written_at=message.posted_at
    )


def _add_version(message: Message, seat: Seat, body: str, reason: str) -> None:
    number = message.revisions.count()
    if not number:
        _first_version(message).save()
        number = 1
    message.revisions.create(number=number + 1, body=body, reason=reason, seat=seat)


def _record(message: Message, kind: str, user: User) -> None:
    record_in_networks(
        topic=message.topic, kind=kind, payload={"topic": message.topic_id, "message": message.pk}, user=user
    )
