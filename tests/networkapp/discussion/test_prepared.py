"""Messages for approval: an adviser prepares, a member approves, the log shows both, and others see them only then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from networkapp import events
from networkapp.discussion.actions.drafts import find_draft, save_draft
from networkapp.discussion.actions.message_drafts import (
    MESSAGE_DRAFTS,
    card_of,
    cards_of,
    desk_items,
    find_message_drafts,
    prepare_message,
    release_message,
    revise_message,
)
from networkapp.discussion.models import Message, MessageDraft, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.four_eyes import partners_of, send_back, withdraw
from networkapp.models import Seat
from tests.factories.discussion import start_topic
from tests.factories.networks import DelegationFactory
from tests.worlds import world

Give = Callable[..., Seat]
SECRET = "Quetzal words"


@world
def member(seat: Give) -> Seat:
    return seat("member")


@world
def adviser(seat: Give, member: Seat) -> Seat:
    return seat("adviser", network=member.network, delegation=member.delegation)


@world
def topic(member: Seat) -> Topic:
    return start_topic(member)


@world
def prepared(topic: Topic, adviser: Seat, member: Seat) -> MessageDraft:
    return prepare(topic, adviser, member)


def prepare(topic: Topic, by: Seat, for_: Seat, **kwargs: Any) -> MessageDraft:
    return prepare_message(
        **{"topic": topic, "user": by.user, "partner": for_.pk, "body": SECRET, "client_key": uuid4(), **kwargs}
    )


def posted(topic: Topic) -> list[tuple[str, int | None]]:
    return list(topic.messages.values_list("body", "drafted_by"))[1:]


def refusal_code(act: Callable[..., Any], **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(**kwargs)
    return refused.value.code


def test_approved_message_is_posted_with_its_author_and_its_drafter(
    topic: Topic, prepared: MessageDraft, adviser: Seat, member: Seat
) -> None:
    assert posted(topic) == []
    message = release_message(draft=prepared, user=member.user, body=SECRET)
    assert (message.author, message.seat, message.drafted_by) == (member.user, member, adviser)
    assert cards_of(topic=topic, user=member.user) == cards_of(topic=topic, user=adviser.user) == []


def test_approving_twice_posts_one_message_and_a_different_text_is_refused(
    topic: Topic, prepared: MessageDraft, member: Seat
) -> None:
    first = release_message(draft=prepared, user=member.user, body="Changed by me")
    assert release_message(draft=prepared, user=member.user, body="Changed by me\r\n") == first
    assert refusal_code(release_message, draft=prepared, user=member.user, body="Otherwise") == "released_already"
    assert posted(topic) == [("Changed by me", prepared.prepared_by_id)]


def test_same_client_key_prepares_one_message_for_approval(topic: Topic, adviser: Seat, member: Seat) -> None:
    key = uuid4()
    assert prepare(topic, adviser, member, client_key=key) == prepare(topic, adviser, member, client_key=key)
    assert MessageDraft.objects.count() == 1


def test_message_is_returned_with_a_note_revised_and_approved(
    topic: Topic, prepared: MessageDraft, adviser: Seat, member: Seat
) -> None:
    assert refusal_code(send_back, kind=MESSAGE_DRAFTS, draft=prepared, user=member.user, note="  ") == "note_needed"
    send_back(kind=MESSAGE_DRAFTS, draft=prepared, user=member.user, note="Shorter, please")
    assert [item.title for item in desk_items(user=adviser.user)] == ["Edit the returned message: Hotlines"]
    assert list(desk_items(user=member.user)) == []
    assert refusal_code(release_message, draft=prepared, user=member.user, body=SECRET) == "settled"
    revise_message(draft=prepared, user=adviser.user, body="Short")
    assert [item.title for item in desk_items(user=member.user)] == ["Approve the message: Hotlines"]
    release_message(draft=prepared, user=member.user, body="Short")
    assert posted(topic) == [("Short", adviser.pk)]


def test_member_asks_an_adviser_to_finish_a_draft_and_then_approves_it(
    topic: Topic, adviser: Seat, member: Seat
) -> None:
    save_draft(user=member.user, network=topic.network, topic=topic, body="Roughly", base_version=0)
    result = prepare(topic, member, adviser, body="Roughly", draft_version=1, asks_to_finish=True)
    assert find_draft(user=member.user, network=topic.network, topic=topic).body == ""
    assert [item.title for item in desk_items(user=adviser.user)] == ["Finish the message: Hotlines"]
    assert card_of(draft=result, user=member.user).acts == {"withdraw"}
    revise_message(draft=result, user=adviser.user, body="Precisely")
    release_message(draft=result, user=member.user, body="Precisely")
    assert posted(topic) == [("Precisely", adviser.pk)]


def test_withdrawn_message_for_approval_is_appended_to_the_draft(
    topic: Topic, prepared: MessageDraft, adviser: Seat, member: Seat
) -> None:
    save_draft(user=adviser.user, network=topic.network, topic=topic, body="Another", base_version=1)
    for _twice in range(2):
        withdraw(kind=MESSAGE_DRAFTS, draft=prepared, user=adviser.user)
    assert find_draft(user=adviser.user, network=topic.network, topic=topic).body == f"Another\n\n{SECRET}"
    assert refusal_code(release_message, draft=prepared, user=member.user, body=SECRET) == "settled"


def test_adviser_cannot_approve_and_member_cannot_revise_or_withdraw_a_prepared_message(
    topic: Topic, prepared: MessageDraft, adviser: Seat, member: Seat
) -> None:
    assert card_of(draft=prepared, user=member.user).acts == {"release", "send_back"}
    assert card_of(draft=prepared, user=adviser.user).acts == {"revise", "withdraw"}
    for act, person in (
        (release_message, adviser.user), (revise_message, member.user),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act(draft=prepared, user=person, body=SECRET)
    with pytest.raises(NotAllowed):
        withdraw(kind=MESSAGE_DRAFTS, draft=prepared, user=member.user)


def test_message_for_approval_is_visible_to_its_adviser_and_member_only(
    topic: Topic, prepared: MessageDraft, adviser: Seat, member: Seat, seat: Give
) -> None:
    here = {"network": topic.network}
    others = [
        seat("adviser", delegation=member.delegation, **here),
        seat("substitute", delegation=member.delegation, **here),
        seat("secretariat", delegation=None, offices=["chair"], **here),
        seat("member", delegation=DelegationFactory(code="XB"), **here),
    ]

    def heard(person: Any) -> list[str]:
        return [event.kind for event in events.read_events(topic.network, person) if event.kind.startswith("prepared.")]

    for other in others:
        assert (
            list(find_message_drafts(user=other.user)) == list(desk_items(user=other.user)) == heard(other.user) == []
        )
        assert cards_of(topic=topic, user=other.user) == []
    assert heard(member.user) == heard(adviser.user) == ["prepared.waiting"]


def test_approval_partners_have_current_seats_of_the_same_delegation_and_network(
    topic: Topic, adviser: Seat, member: Seat, seat: Give
) -> None:
    here = {"network": topic.network}
    substitute = seat("substitute", delegation=member.delegation, **here)
    now = timezone.now()
    former = seat("member", delegation=member.delegation, starts_at=now - timedelta(1), ends_at=now, **here)
    stranger = seat("member", delegation=DelegationFactory(code="XB"), **here)
    elsewhere = seat("adviser", delegation=member.delegation)
    assert partners_of(adviser).releasing == (member, substitute)
    assert partners_of(adviser).finishing == ()
    assert partners_of(member).finishing == (adviser,)
    assert partners_of(stranger).releasing == partners_of(stranger).finishing == ()
    for nobody in (former, stranger, elsewhere, adviser):
        refused = {"user": adviser.user, "body": SECRET, "client_key": uuid4()}
        assert refusal_code(prepare_message, topic=topic, partner=nobody.pk, **refused) == "no_partner"


@pytest.mark.parametrize("capacity", ["secretariat", "expert", "observer"])
def test_secretariat_experts_and_observers_cannot_prepare_messages(
    topic: Topic, member: Seat, seat: Give, capacity: str
) -> None:
    other = seat(capacity, network=topic.network, delegation=member.delegation)
    with pytest.raises(NotAllowed):
        prepare(topic, other, member)


def test_message_for_approval_in_a_closed_topic_cannot_be_approved(
    topic: Topic, prepared: MessageDraft, member: Seat
) -> None:
    Topic.objects.filter(pk=topic.pk).update(state="closed")
    prepared.topic.refresh_from_db()
    assert refusal_code(release_message, draft=prepared, user=member.user, body=SECRET) == "topic_closed"
    assert (posted(topic), card_of(draft=prepared, user=member.user).acts) == ([], {"release", "send_back"})


def test_member_whose_term_ended_cannot_approve_and_the_adviser_can_withdraw(
    topic: Topic, prepared: MessageDraft, adviser: Seat, member: Seat
) -> None:
    Seat.objects.filter(pk=member.pk).update(ends_at=timezone.now())
    assert list(find_message_drafts(user=member.user)) == []
    assert refusal_code(release_message, draft=prepared, user=member.user, body=SECRET) == "seat_ended"
    assert Message.objects.filter(body=SECRET).count() == 0
    assert withdraw(kind=MESSAGE_DRAFTS, draft=prepared, user=adviser.user).state == "dropped"
