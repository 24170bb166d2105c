"""The audience of a topic, counted by current seats in each network."""

from collections.abc import Callable

from django.utils.translation import override

from networkapp.discussion.actions.topics import share_topic
from networkapp.models import Seat
from networkapp.networks.queries.audience import audience, audience_of
from tests.factories.discussion import start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

Give = Callable[..., Seat]


def test_audience_of_a_topic_is_counted_by_current_seats(seat: Give) -> None:
    network = seat("member").network
    SeatFactory(network=network, capacity="substitute", delegation=DelegationFactory(code="XB"))
    SeatFactory(network=network, capacity="expert", delegation=None)
    seat("government", network=network)
    other, empty = SeatFactory(network=NetworkFactory()).network, NetworkFactory()
    found = audience(networks=[network, other, empty])
    assert (found.seats, found.delegations, found.voices) == (4, 2, 3)
    assert [(there.network, there.seats, there.delegations) for there in found.networks] == [
        (network, 3, 2),
        (other, 1, 1),
        (empty, 0, 0),
    ]
    assert found.networks[0].capacities == (("member", 1), ("substitute", 1))
    assert found.networks[0].invited == (("expert", 1),)


def test_networks_of_a_topics_audience_are_named_in_the_language_of_the_reader(seat: Give) -> None:
    chair = seat("member", offices=["chair"], network=NetworkFactory(name="Here", names={"de": "Hier"}))
    there = NetworkFactory(name="There", names={"de": "Dort"})
    seat("member", user=chair.user, network=there)
    topic = start_topic(chair)
    share_topic(topic=topic, network=there, user=chair.user)
    with override("de"):
        named = [heard.network.local_name for heard in audience_of(topic=topic).networks]
    assert [(name, name.language) for name in named] == [("Hier", "de"), ("Dort", "de")]
