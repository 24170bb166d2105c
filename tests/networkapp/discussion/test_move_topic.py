"""Moving a topic to another network: its readers, its order in the log, and unread messages."""

from typing import Any

import pytest

from networkapp.discussion.actions import move_topic as moving
from networkapp.discussion.actions.move_topic import move_topic
from networkapp.discussion.actions.post import mark_read, unread_topics
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.models import ReadMark, Topic
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Network, Seat
from networkapp.permissions import Action
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world


@world
def chair(db: None) -> Seat:
    """The user chairs both networks; the target network has a log of its own already."""
    chair = SeatFactory(network=NetworkFactory(slug="old"), offices=["chair"])
    there = SeatFactory(user=chair.user, network=NetworkFactory(slug="new"), offices=["chair"])
    start_topic(there)
    return chair


@world
def new(chair: Seat) -> Network:
    return Network.objects.get(slug="new")


def reader(*networks: Network) -> Any:
    """Return a user with a seat in each of these networks."""
    seats = [SeatFactory(network=networks[0], delegation=DelegationFactory(code="XB"))]
    seats += [SeatFactory(network=network, user=seats[0].user) for network in networks[1:]]
    return seats[0].user


def unread(person: Any) -> list[int]:
    return [topic.unread for topic in unread_topics(user=person)]


def test_moved_topic_is_readable_in_its_new_network_and_logged_as_moved_in_the_old(chair: Seat, new: Network) -> None:
    old, staying, coming = chair.network, reader(chair.network), reader(new)
    topic = start_topic(chair)
    result = [topic.messages.get(), add_message(topic, chair), add_message(topic, chair)]
    move_topic(topic=topic, network=new, user=chair.user)
    assert [topic.allows(person, Action.READ) for person in (staying, coming, chair.user)] == [False, True, True]
    left = old.events.latest("sequence")
    assert (left.kind, left.payload) == ("topic.changed", {"topic": topic.pk, "change": "left"})
    logged = list(new.events.filter(sequence__gt=2).values_list("sequence", "kind", "payload__message"))
    assert logged == [
        *((number, "message.moved", message.pk) for number, message in enumerate(result, 3)),
        (6, "topic.changed", None),
    ]
    assert list(topic.messages.values_list("pk", "sequence")) == [(m.pk, n) for n, m in enumerate(result, 3)]
    assert add_message(topic, chair).sequence == 7


def test_moving_a_topic_keeps_read_marks_and_leaves_nothing_unread_for_new_readers(chair: Seat, new: Network) -> None:
    both, coming = reader(chair.network, new), reader(new)
    topic = start_topic(chair)
    first, second, _third = (add_message(topic, chair) for _number in range(3))
    mark_read(topic=topic, user=both, upto=first.sequence)
    move_topic(topic=topic, network=new, user=chair.user)
    first.refresh_from_db()
    assert ReadMark.objects.get(user=both, topic=topic).sequence == first.sequence
    assert (unread(both), unread(coming)) == ([2], [])
    second.refresh_from_db()
    mark_read(topic=topic, user=both, upto=second.sequence)
    add_message(topic, chair)
    assert (unread(both), unread(coming)) == ([2], [1])


def test_moving_a_topic_to_a_shared_network_ends_the_share_and_keeps_unread_messages(chair: Seat, new: Network) -> None:
    coming, third = reader(new), SeatFactory(user=chair.user, network=NetworkFactory(slug="third")).network
    topic = start_topic(chair)
    for network in (new, third):
        share_topic(topic=topic, network=network, user=chair.user)
    add_message(topic, chair)
    move_topic(topic=topic, network=new, user=chair.user)
    assert list(topic.shares.values_list("network__slug", flat=True)) == ["third"]
    assert unread(coming) == [1]
    assert third.events.latest("sequence").payload == {"topic": topic.pk, "change": "moved"}


@pytest.mark.parametrize(("here", "there"), [("chair", ""), ("", "chair")])
def test_moving_a_topic_requires_the_right_to_manage_topics_in_both_networks(db: None, here: str, there: str) -> None:
    mover = SeatFactory(network=NetworkFactory(slug="old"), offices=[here] if here else [])
    new = SeatFactory(user=mover.user, network=NetworkFactory(slug="new"), offices=[there] if there else []).network
    topic = start_topic(mover)
    with pytest.raises(NotAllowed):
        move_topic(topic=topic, network=new, user=mover.user)
    assert Topic.objects.get().network == mover.network


def test_moving_a_topic_to_its_own_network_or_a_too_long_topic_is_refused(
    chair: Seat, new: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "MOST_MOVED", 1)
    topic = start_topic(chair)
    add_message(topic, chair)
    for network, code in ((chair.network, "already_there"), (new, "too_long_to_move")):
        with pytest.raises(Refused) as refusal:
            move_topic(topic=topic, network=network, user=chair.user)
        assert (refusal.value.code, refusal.value.field) == (code, "network")
