"""Messages: edits with a reason, withdrawal, and reactions."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp import registry
from networkapp.discussion.actions.messages import (
    edit_history,
    edit_message,
    may_read_text,
    message_choices,
    react,
    withdraw_message,
)
from networkapp.discussion.actions.post import mark_read, mark_unread_from
from networkapp.discussion.actions.topics import change_state
from networkapp.discussion.models import Message, Reaction, ReadMark, TopicShare, TopicState
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, UserFactory
from tests.worlds import world

Give = Callable[..., Seat]


@world
def member(seat: Give) -> Seat:
    return seat("member")


@world
def message(member: Seat) -> Message:
    return add_message(start_topic(member), member, body="Help should not depend.")


@pytest.fixture
def lock() -> Iterator[None]:
    registry.register_message_lock(quoted)
    yield
    registry.message_locks.remove(quoted)


def quoted(*, message: Message) -> str:
    return "It is quoted in a decision."


def edit(message: Message, by: Any, body: str = "Help must not depend.", **kwargs: Any) -> Message:
    return edit_message(**{"message": message, "user": by, "body": body, "base": 0, **kwargs})


def an_hour_ago(message: Message) -> Message:
    Message.objects.filter(pk=message.pk).update(posted_at=timezone.now() - timedelta(hours=1))
    message.refresh_from_db()
    return message


def event_kinds(message: Message) -> list[str]:
    """Return the kinds of events logged for this message since it was posted."""
    log = message.topic.network.events.filter(sequence__gt=message.sequence)
    assert all(event.payload == {"topic": message.topic_id, "message": message.pk} for event in log)
    return [event.kind for event in log]


def test_edit_soon_after_posting_needs_no_reason_and_shows_only_in_the_history(member: Seat, message: Message) -> None:
    edited = edit(message, member.user, body="Help *must* not depend.")
    assert (edited.body, edited.html) == ("Help *must* not depend.", "<p>Help <em>must</em> not depend.</p>\n")
    assert (edited.edited_at, event_kinds(message)) == (None, ["message.edited"])
    newest, oldest = edit_history(message=edited)
    assert (oldest.number, oldest.written_at, newest.number) == (1, message.posted_at, 2)
    assert [segment.text for segment in newest.changes if segment.change != "equal"] == ["should", "*must*"]


def test_later_edit_requires_a_reason_which_is_shown(member: Seat, message: Message) -> None:
    with pytest.raises(Refused) as refusal:
        edit(an_hour_ago(message), member.user, reason=" \n ")
    assert (refusal.value.code, refusal.value.field) == ("reason_needed", "reason")
    edited = edit(message, member.user, reason="  a typing \n error ")
    assert (edited.edited_at is not None, edited.edit_reason) == (True, "a typing error")
    again = edit(message, member.user, body="Once more.", reason="clearer", base=2)
    assert [(wording.number, wording.reason) for wording in edit_history(message=again)] == [
        (3, "clearer"), (2, "a typing error"), (1, ""),
    ]  # fmt: skip


def test_edit_without_changes_is_ignored_and_edit_of_an_old_version_is_refused(member: Seat, message: Message) -> None:
    for _twice in range(2):
        edit(message, member.user)
    assert (event_kinds(message), message.revisions.count()) == (["message.edited"], 2)
    with pytest.raises(Refused) as refusal:
        edit(message, member.user, body="From another device.")
    assert refusal.value.code == "changed_meanwhile"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"body": " \u200b"}, "empty_message"),
        ({"body": "x" * 60_000}, "message_too_long"),
        ({"reason": "x" * 201}, "reason_too_long"),
    ],
)
def test_invalid_edit_is_refused_and_not_logged(
    member: Seat, message: Message, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        edit(message, member.user, **fields)
    assert (refusal.value.code, event_kinds(message)) == (code, [])


def test_author_without_post_right_can_withdraw_but_not_edit_and_others_can_do_neither(
    seat: Give, member: Seat, message: Message
) -> None:
    chair = seat("member", network=member.network, offices=["chair"])
    for act in (edit, withdraw):
        with pytest.raises(NotAllowed):
            act(message, chair.user)
    Seat.objects.filter(pk=member.pk).update(capacity="observer")
    with pytest.raises(NotAllowed):
        edit(message, member.user)
    withdraw(message, member.user)
    assert event_kinds(message) == ["message.withdrawn"]


def withdraw(message: Message, by: Any, reason: str = "") -> Message:
    return withdraw_message(message=message, user=by, reason=reason)


def test_withdrawn_message_is_readable_by_its_author_only_and_cannot_be_changed(
    seat: Give, member: Seat, message: Message
) -> None:
    other = seat("expert", network=member.network)
    for _twice in range(2):
        sealed = withdraw(message, member.user, reason=" wrong  topic ")
    assert (sealed.is_sealed, sealed.withdrawal_reason, sealed.body) == (True, "wrong topic", message.body)
    assert event_kinds(message) == ["message.withdrawn"]
    assert may_read_text(message=sealed, user=member.user)
    assert not may_read_text(message=sealed, user=other.user)
    sealed.hidden_at = timezone.now()
    assert not may_read_text(message=sealed, user=member.user)
    for act in (lambda: edit(message, member.user), lambda: react(message=message, user=other.user, kind="agree")):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "sealed"


def test_locked_message_cannot_be_edited_or_withdrawn_and_gives_the_reason(
    lock: None, member: Seat, message: Message
) -> None:
    for act in (edit, withdraw):
        with pytest.raises(Refused, match="quoted in a decision") as refusal:
            act(message, member.user)
        assert refusal.value.code == "locked"
    may = message_choices(message=message, user=member.user)
    assert (may.edits, may.withdraws, may.locked) == (False, False, "It is quoted in a decision.")


def test_messages_of_a_closed_topic_can_be_withdrawn_but_not_edited(member: Seat, message: Message) -> None:
    change_state(topic=message.topic, state=TopicState.CLOSED, user=member.user)
    with pytest.raises(Refused) as refusal:
        edit(message, member.user)
    assert refusal.value.code == "topic_closed"
    assert not message_choices(message=message, user=member.user).edits
    assert withdraw(message, member.user).is_sealed


def test_repeated_reaction_is_stored_once_and_removed_once(seat: Give, member: Seat, message: Message) -> None:
    other = seat("expert", network=member.network)
    for _twice in range(2):
        react(message=message, user=other.user, kind="agree")
    [reaction] = message.reactions.all()
    assert (reaction.kind, reaction.seat) == (Reaction.Kind.AGREE, other)
    assert message_choices(message=message, user=other.user).own_reactions == {"agree"}
    for _twice in range(2):
        react(message=message, user=other.user, kind="agree", on=False)
    assert (message.reactions.count(), event_kinds(message)) == (0, ["message.reacted"] * 2)


def test_reactions_of_observers_and_to_own_messages_are_refused(seat: Give, member: Seat, message: Message) -> None:
    observer = seat("observer", network=member.network)
    with pytest.raises(NotAllowed):
        react(message=message, user=observer.user, kind="agree")
    with pytest.raises(Refused) as refusal:
        react(message=message, user=member.user, kind="agree")
    assert (refusal.value.code, message.reactions.count()) == ("own_message", 0)


def test_edit_is_logged_in_each_network_with_which_the_topic_is_shared(
    seat: Give, member: Seat, message: Message
) -> None:
    guest = seat("member", network=NetworkFactory())
    TopicShare.objects.create(topic=message.topic, network=guest.network, shared_by=member)
    edit(message, member.user)
    assert [event.kind for event in guest.network.events.all()] == ["message.edited"]


def test_mark_unread_from_counts_that_message_and_later_ones_as_unread(
    seat: Give, member: Seat, message: Message
) -> None:
    topic = message.topic
    reader = seat("expert", network=member.network, starts_at=timezone.now() - timedelta(1))
    result = [message, add_message(topic, member), add_message(topic, member)]
    mark_read(topic=topic, user=reader.user, upto=result[-1].sequence)
    assert mark_unread_from(topic=topic, user=reader.user, sequence=result[0].sequence - 1) == 3
    assert mark_unread_from(topic=topic, user=reader.user, sequence=result[1].sequence) == 1
    assert ReadMark.objects.get(user=reader.user).sequence == result[1].sequence
    with pytest.raises(NotAllowed):
        mark_unread_from(topic=topic, user=UserFactory(), sequence=1)
