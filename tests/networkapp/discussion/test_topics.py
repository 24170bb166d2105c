"""Topics: sharing with other networks, permissions of each role, states, and lists."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.utils import timezone

from networkapp.discussion.actions.post import mark_read, unread_topics
from networkapp.discussion.actions.topics import change_state, pin_topic, rename_topic, share_topic, unshare_topic
from networkapp.discussion.models import Topic, TopicState
from networkapp.discussion.queries.topics import (
    CLOSED_STATES,
    find_topic,
    find_topic_in_any_network,
    topics_for_list,
    topics_in_network,
)
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Network, Seat
from networkapp.networks.queries.seats import seat_for
from networkapp.permissions import Action
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

Give = Callable[..., Seat]


@world
def home(seat: Give) -> Seat:
    """The chair of the network where the topics are at home, who is a member of the other one."""
    chair = seat("member", offices=["chair"])
    SeatFactory(user=chair.user, network=NetworkFactory(slug="guest"))
    return chair


@world
def guest(home: Seat) -> Seat:
    """A member of the other network alone."""
    return SeatFactory(network=Network.objects.get(slug="guest"), delegation=DelegationFactory(code="XB"))


def log(network: Network) -> list[tuple[str, dict[str, Any]]]:
    return list(network.events.values_list("kind", "payload"))


def share(topic: Topic, chair: Seat, guest: Seat) -> None:
    share_topic(topic=topic, network=guest.network, user=chair.user)


def test_shared_topic_is_readable_and_writable_and_logged_in_both_networks(home: Seat, guest: Seat) -> None:
    topic, other = start_topic(home), start_topic(home)
    assert not topic.allows(guest.user, Action.READ)
    share(topic, home, guest)
    assert list(Topic.objects.where(guest.user, may=Action.READ)) == [topic]
    assert list(Topic.objects.where(home.user, may=Action.READ)) == [other, topic]
    message = add_message(topic, guest)
    shared = {"topic": topic.pk, "network": guest.network_id}
    posted = {"topic": topic.pk, "message": message.pk, "key": str(message.client_key)}
    assert log(guest.network) == [("topic.shared", shared), ("message.posted", posted)]
    assert log(home.network)[-2:] == log(guest.network)
    assert (message.seat, message.sequence) == (guest, home.network.events.latest("sequence").sequence)


def test_chair_of_a_guest_network_can_read_and_post_but_not_manage_a_shared_topic(home: Seat) -> None:
    leader = SeatFactory(network=NetworkFactory(slug="guest"), offices=["chair"])
    topic = start_topic(home)
    share(topic, home, leader)
    allowed = {action for action in Action if topic.allows(leader.user, action)}
    assert allowed == {Action.READ, Action.POST, Action.PREPARE, Action.RELEASE, Action.ACKNOWLEDGE}


@pytest.mark.parametrize(
    ("here", "there", "may"),
    [
        (["chair"], "member", True),
        (["vice_chair"], "adviser", True),
        ([], "member", False),
        (["chair"], "expert", False),
        (["chair"], None, False),
    ],
)
def test_sharing_a_topic_requires_managing_topics_here_and_opening_topics_there(
    seat: Give, here: list[str], there: str | None, may: bool
) -> None:
    sharer, network = seat("member", offices=here), NetworkFactory(slug="guest")
    if there:
        SeatFactory(user=sharer.user, network=network, capacity=there)
    topic = start_topic(sharer)
    with suppress(NotAllowed):
        share_topic(topic=topic, network=network, user=sharer.user)
    assert topic.shares.exists() is may
    assert network.events.exists() is may


def test_sharing_a_topic_twice_or_with_its_home_network_is_refused(home: Seat, guest: Seat) -> None:
    topic = start_topic(home)
    share(topic, home, guest)
    for network in (guest.network, home.network):
        with pytest.raises(Refused) as refusal:
            share_topic(topic=topic, network=network, user=home.user)
        assert refusal.value.code == "already_there"


@pytest.mark.parametrize("who", ["chair at home", "chair there", "member there"])
def test_topic_managers_of_either_network_can_end_a_share(home: Seat, guest: Seat, who: str) -> None:
    topic = start_topic(home)
    share(topic, home, guest)
    leader = SeatFactory(network=guest.network, capacity="secretariat", delegation=None)
    by = {"chair at home": home, "chair there": leader, "member there": guest}[who]
    if by is guest:
        with pytest.raises(NotAllowed):
            unshare_topic(topic=topic, network=guest.network, user=by.user)
        return
    unshare_topic(topic=topic, network=guest.network, user=by.user)
    assert not topic.allows(guest.user, Action.READ)
    with pytest.raises(NotAllowed):
        add_message(topic, guest)
    gone = ("topic.unshared", {"topic": topic.pk, "network": guest.network_id})
    assert log(home.network)[-1] == log(guest.network)[-1] == gone
    with pytest.raises(Refused) as refusal:
        unshare_topic(topic=topic, network=guest.network, user=home.user)
    assert refusal.value.code == "not_there"


def test_only_messages_after_sharing_are_unread_in_the_guest_network(home: Seat, guest: Seat) -> None:
    topic = start_topic(home)
    for _number in range(3):
        add_message(topic, home)
    share(topic, home, guest)
    assert list(unread_topics(user=guest.user)) == []
    later = add_message(topic, home)
    add_message(topic, home)
    assert [found.unread for found in unread_topics(user=guest.user)] == [2]
    mark_read(topic=topic, user=guest.user, upto=later.sequence)
    assert [found.unread for found in unread_topics(user=guest.user)] == [1]


def test_seat_in_the_home_network_is_preferred_and_then_the_strongest_seat(home: Seat, guest: Seat) -> None:
    topic = start_topic(home)
    share(topic, home, guest)
    assert seat_for(topic=topic, user=home.user) == home
    adviser = SeatFactory(user=guest.user, network=home.network, capacity="adviser")
    assert seat_for(topic=topic, user=guest.user) == guest
    assert seat_for(topic=topic, user=guest.user, action=Action.OPEN_TOPIC) == adviser


def test_shared_topic_has_its_url_in_the_network_of_the_reader(home: Seat, guest: Seat) -> None:
    topic = start_topic(home)
    share(topic, home, guest)
    there = f"/networks/guest/topics/{topic.pk}/"
    assert find_topic(slug="guest", pk=topic.pk, user=guest.user).get_absolute_url() == there
    assert find_topic_in_any_network(pk=topic.pk, user=guest.user).get_absolute_url() == there
    assert find_topic_in_any_network(pk=topic.pk, user=home.user).get_absolute_url() == topic.get_absolute_url()
    [listed] = topics_for_list(topics=topics_in_network(network=guest.network, user=guest.user), network=guest.network)
    assert listed.get_absolute_url() == there
    assert list(topics_in_network(network=home.network, user=guest.user)) == []


def test_topic_list_refreshes_the_last_event_sequence_of_its_network(home: Seat, guest: Seat) -> None:
    topic = start_topic(home)
    share(topic, home, guest)
    network = Network.objects.get(slug="guest")
    add_message(topic, home)
    [listed] = topics_for_list(topics=topics_in_network(network=network, user=guest.user), network=network)
    assert (listed.unread, network.last_sequence) == (1, 2)


def changes(network: Network) -> list[str]:
    found = network.events.filter(kind="topic.changed").values_list("payload", flat=True)
    return [payload["change"] for payload in found]


CHANGES: dict[str, Callable[[Topic, Any], None]] = {
    "renamed": lambda topic, by: rename_topic(topic=topic, title=" Its \n new title ", user=by),
    "closed": lambda topic, by: change_state(topic=topic, state=TopicState.CLOSED, user=by),
    "archived": lambda topic, by: change_state(topic=topic, state=TopicState.ARCHIVED, user=by),
    "pinned": lambda topic, by: pin_topic(topic=topic, pinned=True, user=by),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("who", ["chair", "secretariat", "opener", "opener without a seat", "member", "guest's chair"])
def test_topic_can_be_changed_by_permitted_roles_and_is_logged_in_all_its_networks(
    home: Seat, guest: Seat, change: str, who: str
) -> None:
    opener = SeatFactory(network=home.network)
    topic = start_topic(opener)
    share(topic, home, guest)
    people = {
        "chair": home,
        "secretariat": SeatFactory(network=home.network, capacity="secretariat", delegation=None),
        "opener": opener,
        "opener without a seat": opener,
        "member": SeatFactory(network=home.network),
        "guest's chair": SeatFactory(network=guest.network, offices=["chair"]),
    }
    if who == "opener without a seat":
        Seat.objects.filter(pk=opener.pk).update(ends_at=timezone.now())
    may = who in {"chair", "secretariat"} or (who == "opener" and change in {"renamed", "closed"})
    with suppress(NotAllowed):
        CHANGES[change](topic, people[who].user)
    assert changes(home.network) == changes(guest.network) == ([change] if may else [])
    topic.refresh_from_db()
    changed = {"renamed": topic.title, "closed": topic.state, "archived": topic.state, "pinned": topic.is_pinned}
    meant = {"renamed": "Its new title", "closed": "closed", "archived": "archived", "pinned": True}
    assert (changed[change] == meant[change]) is may


@pytest.mark.parametrize("state", [TopicState.CLOSED, TopicState.ARCHIVED])
def test_closed_or_archived_topic_accepts_no_messages_until_it_is_reopened(home: Seat, state: TopicState) -> None:
    topic = start_topic(home)
    first = add_message(topic, home)
    change_state(topic=topic, state=state, user=home.user)
    change_state(topic=topic, state=state, user=home.user)
    assert (topic.state_by, topic.state_since is not None) == (home, True)
    with pytest.raises(Refused) as refusal:
        add_message(topic, home)
    assert (refusal.value.code, refusal.value.field) == ("topic_closed", "body")
    assert add_message(topic, home, body=first.body, client_key=first.client_key) == first
    change_state(topic=topic, state=TopicState.OPEN, user=home.user)
    add_message(topic, home)
    assert changes(home.network) == [state, "opened_again"]


def test_topic_list_starts_with_pinned_topics_and_omits_archived_ones(home: Seat, guest: Seat) -> None:
    pinned, archived, closed, newest = (start_topic(home) for _number in range(4))
    for topic in (pinned, archived, closed, newest):
        share(topic, home, guest)
    pin_topic(topic=pinned, pinned=True, user=home.user)
    change_state(topic=archived, state=TopicState.ARCHIVED, user=home.user)
    change_state(topic=closed, state=TopicState.CLOSED, user=home.user)

    def listed(seat: Seat, **states: Any) -> list[Topic]:
        found = topics_for_list(
            topics=topics_in_network(network=seat.network, user=seat.user, **states), network=seat.network
        )
        assert found == sorted(found, key=lambda topic: topic.order, reverse=True)
        return found

    assert listed(home) == [pinned, newest, closed]
    assert listed(guest) == [newest, closed, pinned]
    assert listed(guest, states=CLOSED_STATES) == [closed, archived]
    assert find_topic(slug="guest", pk=archived.pk, user=guest.user) == archived
