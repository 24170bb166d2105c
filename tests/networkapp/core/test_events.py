"""The event log of a network: without gaps, and readable only by the audience of each event."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import pytest
from channels.layers import BaseChannelLayer
from django.db import connection, transaction

from networkapp import events
from networkapp.errors import NotAllowed
from networkapp.models import Event, Network, Seat
from networkapp.signals import event_recorded
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

Give = Callable[..., Seat]


@pytest.mark.django_db(transaction=True)
def test_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        events.record(NetworkFactory(), "test.happened", {})


@pytest.mark.django_db(transaction=True)
def test_sequence_has_no_gaps_with_simultaneous_and_failing_writes() -> None:
    networks = [NetworkFactory(), NetworkFactory()]

    def write(number: int) -> None:
        try:
            with transaction.atomic():
                events.record(networks[number % 2], "test.happened", {"number": number})
                if number % 5 == 0:
                    raise ValueError(number)
        except ValueError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    for network in networks:
        assert list(network.events.values_list("sequence", flat=True)) == list(range(1, 17))
        assert Network.objects.get(pk=network.pk).last_sequence == 16


@pytest.mark.django_db(transaction=True)
def test_signal_is_sent_after_commit_and_its_failure_undoes_nothing() -> None:
    network, heard = NetworkFactory(), []

    def listen(event: Event, **kwargs: Any) -> None:
        heard.append((event.sequence, connection.in_atomic_block))
        raise RuntimeError

    event_recorded.connect(listen)
    try:
        with transaction.atomic():
            events.record(network, "test.happened", {})
            assert heard == []
    finally:
        event_recorded.disconnect(listen)
    assert heard == [(1, False)]
    assert network.events.count() == 1


class FailingLayer(BaseChannelLayer):
    """Fails, and counts its calls."""

    calls = 0

    async def group_send(self, group: str, message: dict[str, object]) -> None:
        FailingLayer.calls += 1
        raise ConnectionError


@pytest.mark.django_db(transaction=True)
def test_signal_reaches_listeners_for_each_event_although_another_listener_fails(network: Network) -> None:
    notified: list[tuple[int, int]] = []

    def fail(**kwargs: Any) -> None:
        raise RuntimeError("no")

    def listen(network: Network, event: Event, **kwargs: Any) -> None:
        notified.append((network.pk, event.sequence))

    event_recorded.connect(fail)
    event_recorded.connect(listen)
    try:
        with transaction.atomic():
            made = events.record_bulk(network, "topic.moved", [{"topic": 1}, {"topic": 2}], user=None)
            assert notified == []
    finally:
        event_recorded.disconnect(fail)
        event_recorded.disconnect(listen)
    assert notified == [(network.pk, event.sequence) for event in made]
    assert len(notified) == 2


@pytest.mark.parametrize("inside", [True, False])
def test_failing_channel_layer_undoes_nothing(transactional_db: None, settings: Any, inside: bool) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": f"{__name__}.FailingLayer"}}
    FailingLayer.calls = 0
    with transaction.atomic() if inside else nullcontext():
        events.notify_open_pages(range(1, 500))
    assert FailingLayer.calls == 1


def test_event_is_read_only_by_its_audience(seat: Give) -> None:
    chair = seat("member", offices=["chair"])
    network = chair.network
    substitute = seat("substitute", network=network, delegation=DelegationFactory(code="XB"))
    expert = seat("expert", network=network, delegation=None)
    seat("member", network=NetworkFactory(), user=expert.user, delegation=substitute.delegation, offices=["chair"])
    events.record(network, "for.all", {})
    events.record(network, "for.delegation", {}, delegation=substitute.delegation)
    events.record(network, "for.offices", {}, offices=["chair", "vice_chair"])
    events.record(network, "for.person", {}, person=expert.user)

    def read(reader: Seat, **kwargs: Any) -> list[str]:
        return [event.kind for event in events.read_events(network, reader.user, **kwargs)]

    assert read(chair) == ["for.all", "for.offices"]
    assert read(substitute) == ["for.all", "for.delegation"]
    assert read(expert) == ["for.all", "for.person"]
    assert read(expert, since=1, limit=3) == ["for.person"]
    with pytest.raises(NotAllowed):
        read(seat("government", network=network))


def test_seat_without_the_right_to_read_adds_no_events(seat: Give) -> None:
    expert = seat("expert", delegation=None)
    seat("government", network=expert.network, user=expert.user, delegation=DelegationFactory(code="XC"))
    reader = events.reader_of(expert.network, expert.user)
    assert reader == events.Reader(user=expert.user.pk)


def test_events_after_a_sequence_are_ordered_and_limited(seat: Give) -> None:
    network = SeatFactory().network
    for number in range(5):
        events.record(network, "test.happened", {"number": number})
    assert [event.payload["number"] for event in events.events_after(network.pk, 1, limit=3)] == [1, 2, 3]
