"""The live socket of a network, on the routed application."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from channels.db import database_sync_to_async
from config.asgi import application
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from networkapp import events, followers
from networkapp import hub as hub_module
from networkapp.domain.seats import end_seat
from networkapp.hub import hub
from networkapp.models import Seat
from networkapp.permissions import ALLOWED, CAPACITIES, Action
from tests.factories.discussion import say, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.networkapp.sockets import log_in, socket

pytestmark = pytest.mark.django_db(transaction=True)


async def made(function: Callable[..., Any], *arguments: Any, **given: Any) -> Any:
    return await database_sync_to_async(function)(*arguments, **given)


def record(network: Any, kind: str, count: int = 1, **given: Any) -> None:
    for _number in range(count):
        with transaction.atomic():
            events.record(network, kind, {}, **given)


async def test_a_message_arrives_at_whoever_follows_with_the_partial_of_a_fresh_page() -> None:
    seat = await made(SeatFactory)
    topic = await made(start_topic, seat)
    async with socket(seat.network.slug, seat.user) as browser:
        assert await browser.frame() == {"type": "hello", "network": seat.network.slug, "after": 2, "sequence": 2}
        message = await made(say, topic, seat, body="We *agree*.")
        frame = await browser.frame()
        assert (frame["type"], frame["sequence"], frame["kind"], frame["actor"]) == (
            "event",
            3,
            "message.posted",
            seat.user.pk,
        )
        assert frame["data"] == {"topic": topic.pk, "message": message.pk, "key": str(message.client_key)}
        assert [place["list"] for place in frame["places"]] == [
            f"messages-{topic.pk}",
            "topics",
            "topics-rail",
            f"topic-length-{topic.pk}",
        ]
        assert "<p>We <em>agree</em>.</p>" in frame["places"][0]["html"]


async def test_what_was_missed_comes_first_then_what_happens_each_once_and_in_order() -> None:
    seat = await made(SeatFactory)
    await made(record, seat.network, "test.happened", hub_module.CHUNK * 2 + 5)
    async with socket(seat.network.slug, seat.user, "?after=3") as browser:
        writing = asyncio.create_task(made(record, seat.network, "test.later", 20))
        last = hub_module.CHUNK * 2 + 25
        found = await browser.events(last)
        await writing
        assert [sequence for sequence, _kind in found] == list(range(4, last + 1))
    async with socket(seat.network.slug, seat.user, f"?after={last - 2}") as browser:
        assert await browser.events(last) == [(last - 1, "test.later"), (last, "test.later")]


async def test_one_follower_is_served_from_memory_while_another_reads_on() -> None:
    seat = await made(SeatFactory)
    async with socket(seat.network.slug, seat.user) as first:
        await made(record, seat.network, "test.happened", 5)
        await first.until(5)
        async with socket(seat.network.slug, seat.user, "?after=2") as second:
            await made(record, seat.network, "test.happened", 1)
            assert [sequence for sequence, _kind in await second.events(6)] == [3, 4, 5, 6]
            assert await first.events(6) == [(6, "test.happened")]


async def test_an_event_for_others_is_a_cursor_and_no_more() -> None:
    chair = await made(SeatFactory, offices=["chair"])
    reader = await made(SeatFactory, network=chair.network, delegation=await made(DelegationFactory, code="XB"))
    async with (
        socket(chair.network.slug, chair.user) as before,
        socket(chair.network.slug, reader.user) as outsider,
    ):
        for browser in (before, outsider):
            await browser.frame()
        await made(record, chair.network, "secret.of.chairs", offices=["chair"])
        assert (await before.frame())["kind"] == "secret.of.chairs"
        assert await outsider.frame() == {"type": "cursor", "sequence": 1}
        await made(record, chair.network, "secret.of.a.delegation", delegation=reader.delegation)
        await made(record, chair.network, "secret.of.one", person=chair.user)
        assert await before.events(3) == [(3, "secret.of.one")]
        assert await outsider.events(3) == [(2, "secret.of.a.delegation")]
    async with socket(chair.network.slug, reader.user, "?after=0") as later:
        await later.frame()
        assert (await later.frame())["kind"] == "secret.of.a.delegation"
        assert await later.frame() == {"type": "cursor", "sequence": 3}


async def test_only_the_seats_of_the_table_may_follow() -> None:
    network = await made(NetworkFactory)
    await made(record, network, "test.happened")
    got = {}
    for capacity in sorted(CAPACITIES):
        seat = await made(SeatFactory, network=network, capacity=capacity)
        async with socket(network.slug, seat.user, "?after=0") as browser:
            first = await browser.frame()
            got[capacity] = await browser.events(1) if first["type"] == "hello" else first["code"]
    readers = ALLOWED[Action.READ]
    assert got == {capacity: [(1, "test.happened")] if capacity in readers else 4404 for capacity in CAPACITIES}


async def test_forbidden_unknown_and_nowhere_sound_the_same() -> None:
    seat = await made(SeatFactory)
    stranger = await made(UserFactory)
    ended = await made(
        SeatFactory, network=seat.network, starts_at=timezone.now() - timedelta(1), ends_at=timezone.now()
    )
    await made(NetworkFactory, slug="public-one", visibility="public")
    said = set()
    for slug, user in (
        (seat.network.slug, stranger),
        (seat.network.slug, None),
        (seat.network.slug, ended.user),
        ("public-one", seat.user),
        ("unknown", seat.user),
        ("what/ever", seat.user),
    ):
        async with socket(slug, user, "?after=0") as browser:
            message = await browser.end.receive_output(5)
            said.add((message["text"], *await browser.closing()))
    assert said == {
        (
            '{"type":"closed","code":4404,"message":"There is nothing here that you may follow."}',
            0,
            4404,
        )
    }


@pytest.mark.parametrize("origin", [(b"origin", b"https://elsewhere.example"), (b"x-none", b"")])
async def test_a_page_of_another_site_is_not_let_in(origin: tuple[bytes, bytes]) -> None:
    seat = await made(SeatFactory)
    async with socket(seat.network.slug, seat.user, origin=origin) as browser:
        assert browser is None


async def test_the_socket_closes_at_the_moment_the_seat_ends() -> None:
    ends = timezone.now() + timedelta(seconds=1)
    seat = await made(SeatFactory, ends_at=ends)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        assert await browser.closing() == (4403, 4403)
        assert timedelta(0) <= timezone.now() - ends < timedelta(seconds=1)


async def test_the_socket_closes_at_once_when_the_seat_is_taken_away_and_not_for_others() -> None:
    seat = await made(SeatFactory)
    other = await made(SeatFactory, network=seat.network)
    clerk = await made(SeatFactory, network=seat.network, capacity="secretariat", delegation=None)
    async with socket(seat.network.slug, seat.user) as browser, socket(seat.network.slug, other.user) as remains:
        await browser.frame()
        await made(end_seat, seat=seat, by=clerk.user)
        assert await browser.closing(within=1.5) == (4403, 4403)
        await made(record, seat.network, "test.happened")
        assert (await remains.events(2))[-1] == (2, "test.happened")


async def test_a_new_office_opens_what_is_for_it_without_connecting_again() -> None:
    seat = await made(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await made(give_office_and_tell, seat)
        assert await browser.events(1) == [(1, "seat.changed")]
        for _attempt in range(20):
            await asyncio.sleep(0.05)
            if next(iter(hub().rooms[seat.network_id].followers)).standing.reader.offices:
                break
        await made(record, seat.network, "for.rapporteurs", offices=["rapporteur"])
        assert await browser.events(2) == [(2, "for.rapporteurs")]


def give_office_and_tell(seat: Seat) -> None:
    with transaction.atomic():
        seat.offices.create(office="rapporteur")
        events.record(seat.network, "seat.changed", {"seat": seat.pk, "user": seat.user_id})


def end_session(seat: Seat) -> None:
    Session.objects.all().delete()


def change_password(seat: Seat) -> None:
    seat.user.set_password("another")
    seat.user.save()


def switch_off(seat: Seat) -> None:
    seat.user.is_active = False
    seat.user.save()


@pytest.mark.parametrize("change", [end_session, change_password, switch_off])
async def test_whoever_is_no_longer_logged_in_is_closed_at_the_next_look(
    change: Callable[[Seat], None], settings: Any
) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    seat = await made(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await made(change, seat)
        assert await browser.closing(within=2) == (4403, 4403)


async def test_an_event_that_nobody_told_of_arrives_at_the_next_look(settings: Any, monkeypatch: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    settings.CHANNEL_LAYERS = {}
    seat = await made(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await made(record, seat.network, "test.happened")
        assert await browser.events(1) == [(1, "test.happened")]


async def test_nonsense_is_answered_and_the_socket_goes_on() -> None:
    seat = await made(SeatFactory)
    refusal = {"type": "error", "code": "not_understood", "message": "This was not understood."}
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        for text in ("nonsense", "[1]", "{}", '{"type":"shout"}', "[" * 1000, "\x00"):
            await browser.say(text)
            assert await browser.frame() == refusal
            await browser.say('{"type":"ping"}')
            assert await browser.frame() == {"type": "pong"}


async def test_bytes_floods_and_endless_nonsense_close_the_socket() -> None:
    seat = await made(SeatFactory)
    for sent in ([{"raw": b"\x00"}], [{"text": "x" * 2000}], [{"text": "x"}] * 11):
        async with socket(seat.network.slug, seat.user) as browser:
            for frame in sent:
                await browser.say(**frame)
            assert await browser.closing() == (4400, 4400)


async def test_a_sequence_that_is_none_closes_the_socket() -> None:
    seat = await made(SeatFactory)
    for after in ("x", "-1", "1e3", "9" * 19, "%00", "٣"):
        async with socket(seat.network.slug, seat.user, f"?after={quote(after, safe='%')}") as browser:
            assert await browser.closing() == (4400, 4400)


async def test_a_sequence_beyond_the_log_is_told_where_the_log_ends() -> None:
    seat = await made(SeatFactory)
    await made(record, seat.network, "test.happened")
    async with socket(seat.network.slug, seat.user, "?after=77") as browser:
        assert await browser.frame() == {"type": "hello", "network": seat.network.slug, "after": 1, "sequence": 1}


async def test_a_burst_beyond_the_queue_costs_nobody_the_line(monkeypatch: Any) -> None:
    monkeypatch.setattr(followers, "WAITING_FRAMES", 10)
    seat = await made(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await made(record, seat.network, "test.happened", 60)
        assert [sequence for sequence, _kind in await browser.events(60)] == list(range(1, 61))
        await made(record, seat.network, "test.happened")
        assert await browser.events(61) == [(61, "test.happened")]


async def test_a_reader_who_does_not_read_is_closed_and_the_others_lose_nothing(
    monkeypatch: Any, settings: Any
) -> None:
    monkeypatch.setattr(followers, "WAITING_FRAMES", 10)
    settings.NETWORKAPP_POLL_SECONDS = settings.NETWORKAPP_STALL_SECONDS = 0.2
    seat = await made(SeatFactory)
    stuck = asyncio.Event()
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        closing = asyncio.create_task(stalled(seat, stuck))
        await asyncio.wait_for(stuck.wait(), 5)
        await made(record, seat.network, "test.happened", 30)
        assert [sequence for sequence, _kind in await browser.events(30)] == list(range(1, 31))
        assert await asyncio.wait_for(closing, 5) == 4408


async def stalled(seat: Seat, stuck: asyncio.Event) -> int:
    """A browser that reads the first frame and no more; the code with which it is closed."""
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    await inbox.put({"type": "websocket.connect"})
    codes: list[int] = []

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            codes.append(message["code"])
        elif "hello" in message.get("text", ""):
            stuck.set()
        elif "closed" not in message.get("text", "closed"):
            await asyncio.Event().wait()

    key = await made(log_in, seat.user)
    headers = [(b"origin", b"http://localhost"), (b"cookie", f"sessionid={key}".encode())]
    scope = {"type": "websocket", "path": f"/ws/networks/{seat.network.slug}/", "query_string": b"", "headers": headers}
    await application(scope, inbox.get, send)
    return codes[0]


async def test_each_reader_gets_the_language_and_time_zone_of_her_page() -> None:
    seat = await made(SeatFactory)
    topic = await made(start_topic, seat)
    async with (
        socket(seat.network.slug, seat.user, "?language=de&zone=Asia/Tokyo") as far,
        socket(seat.network.slug, seat.user, "?language=xx&zone=Nowhere/Land") as plain,
    ):
        for browser in (far, plain):
            await browser.frame()
        message = await made(say, topic, seat)
        said = [(await browser.frame())["places"][0]["html"] for browser in (far, plain)]
    here = message.posted_at.strftime("%H:%M")
    there = (message.posted_at + timedelta(hours=9)).strftime("%H:%M")
    assert [f"{there}</time>" in said[0], f"{here}</time>" in said[1]] == [True, True]


async def test_an_event_is_encoded_once_for_all_readers_alike(monkeypatch: Any) -> None:
    seat = await made(SeatFactory)
    topic = await made(start_topic, seat)
    asked: list[int] = []
    original = hub_module.frames.encode

    def counting(found: Any, variants: Any) -> Any:
        asked.append(len(found) * len(variants))
        return original(found, variants)

    monkeypatch.setattr(hub_module.frames, "encode", counting)
    query = f"?after={topic.network.last_sequence}"
    async with (
        socket(seat.network.slug, seat.user, query) as first,
        socket(seat.network.slug, seat.user, query) as second,
        socket(seat.network.slug, seat.user, query) as third,
    ):
        for browser in (first, second, third):
            await browser.frame()
        await made(say, topic, seat)
        received = [await browser.frame() for browser in (first, second, third)]
    assert received[0] == received[1] == received[2]
    assert sum(asked) == 1


async def test_the_hub_rests_when_the_last_reader_is_gone() -> None:
    seat = await made(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        assert list(hub().rooms) == [seat.network_id]
    assert hub().rooms == {}
    ours = [task for task in asyncio.all_tasks() if "networkapp" in task.get_coro().cr_code.co_filename]
    assert ours == [asyncio.current_task()]
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await made(record, seat.network, "test.happened")
        assert await browser.events(1) == [(1, "test.happened")]


def test_frames_are_json_objects_with_a_type() -> None:
    assert json.loads(hub_module.frames.cursor(3)) == {"type": "cursor", "sequence": 3}
