"""Posting topics and messages: who may post, from which seat, and once per client key."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from networkapp.discussion.actions.post import mark_read, open_topic, post_message, unread_topics
from networkapp.discussion.models import Message, ReadMark, Topic, TopicShare
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event, Network, Seat
from networkapp.networks.queries.seats import permitted_seat
from networkapp.permissions import ALLOWED, CAPACITIES, Action
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory

Give = Callable[..., Seat]


def log(network: Network) -> list[tuple[int, str, dict[str, Any]]]:
    return list(Event.objects.filter(network=network).values_list("sequence", "kind", "payload"))


def test_opening_a_topic_posts_its_first_message_and_logs_both(seat: Give) -> None:
    member = seat("member")
    key = uuid4()
    topic = start_topic(member, title="  Hotlines \n for all ", body="One *number*.", client_key=key)
    [message] = topic.messages.all()
    assert (topic.title, topic.opened_by, topic.last_message_at) == ("Hotlines for all", member, topic.last_message_at)
    assert (message.seat, message.author, message.html) == (member, member.user, "<p>One <em>number</em>.</p>\n")
    assert log(topic.network) == [
        (1, "topic.opened", {"topic": topic.pk}),
        (2, "message.posted", {"topic": topic.pk, "message": message.pk, "key": str(key)}),
    ]
    assert message.sequence == 2


@pytest.mark.parametrize("title", ["", " \n ", "\u200b", "\u202e\u3164"])
def test_topic_with_an_invisible_title_is_refused(seat: Give, title: str) -> None:
    with pytest.raises(Refused) as refused:
        start_topic(seat("member"), title=title)
    assert refused.value.code == "empty_title"


def test_bidirectional_control_characters_are_removed_from_titles_and_messages(seat: Give) -> None:
    topic = start_topic(seat("member"), title="Report\u202e gnp.exe", body="One\u202e owt\x1b.")
    assert (topic.title, topic.messages.get().body) == ("Report gnp.exe", "One owt.")


@pytest.mark.parametrize("capacity", sorted(CAPACITIES))
def test_roles_can_post_as_in_the_permission_table(seat: Give, capacity: str) -> None:
    topic = start_topic(seat("member"))
    speaker = seat(capacity, network=topic.network)
    if capacity in ALLOWED[Action.POST]:
        assert add_message(topic, speaker).seat == speaker
    else:
        with pytest.raises(NotAllowed):
            add_message(topic, speaker)
        assert topic.messages.count() == 1


def test_seat_of_another_network_or_ended_seat_cannot_post(seat: Give) -> None:
    topic = start_topic(seat("member"))
    ended = seat("member", network=topic.network, starts_at=timezone.now() - timedelta(2), ends_at=timezone.now())
    for stranger in (seat("member", network=NetworkFactory()), ended):
        with pytest.raises(NotAllowed):
            add_message(topic, stranger)


def test_message_is_posted_from_the_strongest_seat_with_its_offices_at_that_time(seat: Give) -> None:
    chair = seat("member", delegation=DelegationFactory(code="XB"), offices=["rapporteur", "chair"])
    seat("adviser", user=chair.user, network=chair.network)
    topic = start_topic(chair)
    message = add_message(topic, chair)
    chair.offices.all().delete()
    assert (message.seat, message.offices) == (chair, ["chair", "rapporteur"])
    assert permitted_seat(network=chair.network, user=chair.user, action=Action.POST) == chair
    assert permitted_seat(network=chair.network, user=UserFactory(), action=Action.POST) is None


@pytest.mark.parametrize("offices", [[], ["chair", "rapporteur"]])
@pytest.mark.parametrize(("guests", "statements"), [(0, 8), (1, 11), (3, 15)])
def test_posting_takes_a_fixed_number_of_queries(
    seat: Give, guests: int, statements: int, offices: list[str], django_assert_num_queries: Any
) -> None:
    author = seat("member", offices=offices)
    topic = start_topic(author)
    for _guest in range(guests):
        TopicShare.objects.create(topic=topic, network=NetworkFactory(), shared_by=author)
    add_message(topic, author)
    # Two statements begin and end the transaction; each further network adds its number and its event.
    with django_assert_num_queries(statements):
        add_message(topic, author)


def test_same_client_key_posts_a_message_once(seat: Give) -> None:
    member = seat("member")
    topic, key = start_topic(member), uuid4()
    first = add_message(topic, member, client_key=key)
    assert add_message(topic, member, body="changed since", client_key=key) == first
    assert topic.messages.count() == 2
    assert topic.network.events.count() == 3


def test_same_client_key_of_another_person_posts_another_message(seat: Give) -> None:
    member = seat("member")
    topic, key = start_topic(member), uuid4()
    assert add_message(topic, member, client_key=key) != add_message(
        topic, seat("expert", network=topic.network), client_key=key
    )


def test_client_key_used_in_another_topic_is_refused(seat: Give) -> None:
    member, key = seat("member"), uuid4()
    first, second = start_topic(member, client_key=key), start_topic(member)
    assert start_topic(member, client_key=key) == first
    with pytest.raises(Refused, match="form was already sent") as refusal:
        add_message(second, member, client_key=key)
    assert refusal.value.code == "key_used"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty_message"),
        (" \r\n\t", "empty_message"),
        ("[nothing]: https://example.org", "empty_message"),
        ("\u202e\u200b**\ufeff** &#8203; \u2800 \u3164\u0301", "empty_message"),
        ("---", "empty_message"),
        ("x" * 50_001, "message_too_long"),
        ("й" * 25_001, "message_too_long"),
        ("x" * 100_000, "message_too_long"),
    ],
)
def test_invalid_message_is_refused_and_nothing_is_stored(seat: Give, body: str, code: str) -> None:
    member = seat("member")
    topic = start_topic(member)
    with pytest.raises(Refused) as refusal:
        add_message(topic, member, body=body)
    assert (refusal.value.code, refusal.value.field) == (code, "body")
    assert (topic.messages.count(), topic.network.events.count()) == (1, 2)


def test_message_stores_its_drafter_and_replies_only_within_its_topic(seat: Give) -> None:
    member = seat("member")
    adviser = seat("adviser", network=member.network)
    topic, other = start_topic(member), start_topic(member)
    first = topic.messages.get()
    answer = add_message(topic, member, reply_to=first, drafted_by=adviser)
    answer.refresh_from_db()
    assert (answer.reply_to, answer.seat, answer.drafted_by) == (first, member, adviser)
    with pytest.raises(Refused) as refusal:
        add_message(topic, member, reply_to=other.messages.get())
    assert (refusal.value.code, refusal.value.field) == ("answers_elsewhere", "reply_to")


def test_message_of_a_shared_topic_is_logged_in_each_of_its_networks(seat: Give) -> None:
    guest, member = seat("member", network=NetworkFactory()), seat("member")
    topic = start_topic(member)
    TopicShare.objects.create(topic=topic, network=guest.network, shared_by=member)
    for _number in range(2):
        message = add_message(topic, member)
    payload = {"topic": topic.pk, "message": message.pk, "key": str(message.client_key)}
    assert topic.networks() == [guest.network, member.network]
    assert log(topic.network)[-1] == (4, "message.posted", payload)
    assert log(guest.network)[-1] == (2, "message.posted", payload)
    assert message.sequence == 4


@pytest.mark.parametrize(("title", "code"), [(" ", "empty_title"), ("x" * 201, "title_too_long")])
def test_topic_with_an_invalid_title_is_refused(seat: Give, title: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        start_topic(seat("member"), title=title)
    assert (refusal.value.code, refusal.value.field) == (code, "title")
    assert Topic.objects.count() == 0


def test_null_character_is_removed_from_a_message(seat: Give) -> None:
    member = seat("member")
    assert add_message(start_topic(member), member, body="a\x00b\r\nc").body == "ab\nc"


def test_unread_messages_are_those_of_others_after_the_read_mark_and_the_start_of_the_seat(seat: Give) -> None:
    author = seat("member")
    topic = start_topic(author)
    reader = seat("expert", network=topic.network)
    assert list(unread_topics(user=reader.user)) == []
    second = add_message(topic, author)
    add_message(topic, reader)
    third = add_message(topic, author)
    assert [(found, found.unread) for found in unread_topics(user=reader.user)] == [(topic, 2)]
    mark_read(topic=topic, user=reader.user, upto=second.sequence)
    assert [found.unread for found in unread_topics(user=reader.user)] == [1]
    mark_read(topic=topic, user=reader.user, upto=third.sequence)
    assert list(unread_topics(user=reader.user)) == []


def test_unread_topics_contain_only_topics_that_the_user_may_read(seat: Give) -> None:
    topic = start_topic(seat("member"))
    official, stranger = seat("government", network=topic.network), seat("member", network=NetworkFactory())
    add_message(topic, topic.opened_by)
    assert list(unread_topics(user=official.user)) == list(unread_topics(user=stranger.user)) == []
    with pytest.raises(NotAllowed):
        mark_read(topic=topic, user=official.user, upto=1)


def test_read_mark_never_moves_back_or_past_the_last_message(seat: Give) -> None:
    author = seat("member")
    topic = start_topic(author)
    reader = seat("expert", network=topic.network).user
    for upto in (99, 1, -5):
        mark_read(topic=topic, user=reader, upto=upto)
    assert ReadMark.objects.get(user=reader, topic=topic).sequence == 2


def run_concurrently(times: int, act: Callable[[], Any]) -> list[Any]:
    """Run `act` in several threads, each with its own connection."""

    def once(_number: int) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))


@pytest.mark.django_db(transaction=True)
def test_concurrent_requests_with_one_client_key_post_one_message() -> None:
    member = SeatFactory()
    topic = start_topic(member)

    def click() -> int:
        return post_message(topic=topic, user=member.user, body="once", client_key=UUID(int=7)).pk

    assert len(set(run_concurrently(6, click))) == 1
    assert Message.objects.filter(topic=topic).count() == 2
    assert list(topic.network.events.values_list("sequence", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_concurrent_requests_with_one_client_key_open_one_topic() -> None:
    member = SeatFactory()

    def click() -> int:
        return open_topic(
            network=member.network, user=member.user, title="Once", body="once", client_key=UUID(int=8)
        ).pk

    assert len(set(run_concurrently(4, click))) == 1
    assert Topic.objects.count() == Message.objects.count() == 1
