"""Live unread counts of a user: the same on all their pages, and without topics that they cannot read."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from networkapp.discussion.actions.post import mark_read, mark_unread_from
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.models import ReadMark, Topic
from networkapp.discussion.notices import mark_all_seen
from networkapp.discussion.queries.unread import NO_UNREAD, UnreadCounts, unread_counts
from networkapp.live import user_channel
from networkapp.live.hub import hub
from networkapp.models import Notification, Seat
from networkapp.networks.actions.seats import end_seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import SeatFactory
from tests.networkapp.core.sockets import PATIENCE, desk_of, run_sync

pytestmark = pytest.mark.django_db(transaction=True)


def seat_in_same_network(seat: Seat, **kwargs: Any) -> Seat:
    return SeatFactory(network=seat.network, delegation=seat.delegation, **kwargs)


async def shows(page: Any, topic: Topic | None = None, number: int = 0, expected: int | None = None) -> bool:
    """Return whether the page reaches this number of unread messages; intermediate states are ignored."""
    wanted = {
        "type": "waiting",
        "topics": {str(topic.pk): number} if topic else {},
        "networks": {topic.network.slug: 1} if topic else {},
        "notifications": number if expected is None else expected,
    }
    async with asyncio.timeout(PATIENCE):
        while await page.frame() != wanted:
            pass
    return True


async def test_reading_and_marking_as_unread_is_shown_on_the_users_other_devices() -> None:
    writer = await run_sync(SeatFactory)
    reader = await run_sync(seat_in_same_network, writer)
    topic = await run_sync(start_topic, writer)
    async with desk_of(reader.user) as phone, desk_of(reader.user) as laptop, desk_of(writer.user) as other:
        for page in (phone, laptop):
            assert await page.frame() == {"type": "hello", "person": reader.user.pk}
            assert await shows(page, topic, 1)
        assert await other.frame() == {"type": "hello", "person": writer.user.pk}
        assert await shows(other)
        message = await run_sync(add_message, topic, writer)
        for page in (phone, laptop):
            assert await shows(page, topic, 2)
        await run_sync(mark_read, topic=topic, user=reader.user, upto=message.sequence)
        for page in (phone, laptop):
            assert await shows(page)
        await run_sync(mark_unread_from, topic=topic, user=reader.user, sequence=message.sequence - 1)
        for page in (phone, laptop):
            assert await shows(page, topic, 1)
        await run_sync(mark_all_seen, user=reader.user)
        assert await shows(laptop, topic, 1, expected=0)


async def test_new_or_ended_seat_changes_the_counts_and_keeps_the_connection() -> None:
    clerk = await run_sync(SeatFactory, capacity="secretariat")
    reader = await run_sync(seat_in_same_network, clerk)
    topic = await run_sync(start_topic, clerk)
    async with desk_of(reader.user) as page:
        assert await shows(page, topic, 1)
        await run_sync(end_seat, seat=reader, user=clerk.user)
        assert await shows(page)
        await page.send('{"type":"ping"}')
        assert await page.frame() == {"type": "pong"}


async def test_unreported_changes_are_found_by_polling(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    settings.CHANNEL_LAYERS = {}
    writer = await run_sync(SeatFactory)
    reader = await run_sync(seat_in_same_network, writer, ends_at=timezone.now() + timedelta(seconds=3))
    topic = await run_sync(start_topic, writer)
    async with desk_of(reader.user) as page:
        assert await shows(page, topic, 1)
        message = await run_sync(add_message, topic, writer)
        assert await shows(page, topic, 2)
        await run_sync(mark_read, topic=topic, user=reader.user, upto=message.sequence - 1)
        assert await shows(page, topic, 1)
        # The seat ends by time alone, without an act.
        assert await shows(page)
        await run_sync(Session.objects.all().delete)
        assert await page.closing() == (4401, 4401)


async def test_inactive_and_anonymous_users_are_disconnected(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    seat = await run_sync(SeatFactory)
    async with desk_of(None) as stranger:
        assert await stranger.closing() == (4401, 4401)
    async with desk_of(seat.user) as page:
        assert await shows(page)
        await run_sync(type(seat.user).objects.filter(pk=seat.user.pk).update, is_active=False)
        assert await page.closing() == (4401, 4401)
    assert hub().user_channels.channels == {}


async def test_burst_of_messages_is_counted_once_per_half_second(monkeypatch: Any) -> None:
    writer = await run_sync(SeatFactory)
    reader = await run_sync(seat_in_same_network, writer)
    topic = await run_sync(start_topic, writer)
    requests: list[int] = []
    original = user_channel._counters_and_state
    monkeypatch.setattr(user_channel, "_counters_and_state", lambda *args: requests.append(args[0]) or original(*args))
    async with desk_of(reader.user) as page:
        assert await shows(page, topic, 1)
        for _number in range(12):
            await run_sync(add_message, topic, writer)
        assert await shows(page, topic, 13)
    assert len(requests) <= 4


async def test_message_read_on_the_desk_before_its_count_is_sent_leaves_no_count() -> None:
    writer = await run_sync(SeatFactory)
    reader = await run_sync(seat_in_same_network, writer)
    topic = await run_sync(start_topic, writer)
    async with desk_of(reader.user) as page:
        assert await shows(page, topic, 1)
        await asyncio.sleep(user_channel.PAUSE_SECONDS)
        async with hub().user_channels.turn:
            message = await run_sync(add_message, topic, writer)
            await asyncio.sleep(2 * user_channel.PAUSE_SECONDS)
            await run_sync(mark_read, topic=topic, user=reader.user, upto=message.sequence)
            assert await shows(page)


async def test_invalid_frames_close_the_desk_connection() -> None:
    seat = await run_sync(SeatFactory)
    async with desk_of(seat.user) as page:
        await page.send("x" * 2000)
        assert await page.closing() == (4400, 4400)


@pytest.mark.django_db(transaction=False)
class TestWaiting:
    def test_networks_without_a_seat_are_not_counted(self) -> None:
        bait = SeatFactory(network__visibility="public")
        reader = SeatFactory()
        topic, theirs = start_topic(seat_in_same_network(reader)), start_topic(bait)
        ReadMark.objects.create(user=reader.user, topic=theirs, sequence=0)
        fields = {"network": bait.network, "topic": theirs, "message": theirs.messages.get(), "key": "bait"}
        Notification.objects.create(user=reader.user, kind="message", **fields)
        mine = {topic.pk: 1}
        assert unread_counts(person=reader.user.pk) == UnreadCounts(
            topics=mine, networks={reader.network.slug: 1}, notifications=0
        )
        assert unread_counts(person=0) == NO_UNREAD

    def test_shared_topic_counts_in_each_network_of_the_reader(self) -> None:
        chair, guest = SeatFactory(offices=["chair"]), SeatFactory(network__slug="guest")
        SeatFactory(user=chair.user, network=guest.network)
        hidden = SeatFactory(network__slug="hidden")
        SeatFactory(user=chair.user, network=hidden.network)
        topic = start_topic(chair)
        for network in (guest.network, hidden.network):
            share_topic(topic=topic, network=network, user=chair.user)
        add_message(topic, chair)
        assert dict(unread_counts(person=guest.user.pk).networks) == {"guest": 1}
