"""The live socket of a network accepts only people with access, and closes when they lose it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from networkapp import events
from networkapp.live.hub import hub
from networkapp.models import Seat
from networkapp.networks.actions.seats import end_seat
from networkapp.permissions import ALLOWED, CAPACITIES, Action
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.networkapp.core.sockets import log_in, record, run_sync, socket

pytestmark = pytest.mark.django_db(transaction=True)


async def test_only_roles_in_the_permission_table_may_open_the_network_socket() -> None:
    network = await run_sync(NetworkFactory)
    await run_sync(record, network, "test.happened")
    got = {}
    for capacity in sorted(CAPACITIES):
        seat = await run_sync(SeatFactory, network=network, capacity=capacity)
        async with socket(network.slug, seat.user, "?after=0") as browser:
            first = await browser.frame()
            got[capacity] = await browser.events(1) if first["type"] == "hello" else first["code"]
    readers = ALLOWED[Action.READ]
    assert got == {capacity: [(1, "test.happened")] if capacity in readers else 4404 for capacity in CAPACITIES}


async def test_forbidden_and_unknown_networks_get_the_same_answer() -> None:
    seat = await run_sync(SeatFactory)
    stranger = await run_sync(UserFactory)
    ended = await run_sync(
        SeatFactory, network=seat.network, starts_at=timezone.now() - timedelta(1), ends_at=timezone.now()
    )
    await run_sync(NetworkFactory, slug="public-one", visibility="public")
    result = set()
    for slug, user in (
        (seat.network.slug, stranger),
        (seat.network.slug, ended.user),
        ("public-one", seat.user),
        ("unknown", seat.user),
        ("what/ever", seat.user),
    ):
        async with socket(slug, user, "?after=0") as browser:
            message = await browser.end.receive_output(5)
            result.add((message["text"], *await browser.closing()))
    assert result == {
        (
            '{"type":"closed","code":4404,"message":"Not found, or you do not have access."}',
            0,
            4404,
        )
    }


async def test_visitor_gets_code_4401_for_any_network() -> None:
    seat = await run_sync(SeatFactory)
    await run_sync(NetworkFactory, slug="public-one", visibility="public")
    for slug in (seat.network.slug, "public-one", "unknown"):
        async with socket(slug, None) as browser:
            assert await browser.closing() == (4401, 4401)


@pytest.mark.parametrize("origin", [(b"origin", b"https://elsewhere.example"), (b"x-none", b"")])
async def test_connections_from_other_sites_are_refused(origin: tuple[bytes, bytes]) -> None:
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user, origin=origin) as browser:
        assert browser is None


async def test_network_socket_closes_at_the_moment_the_seat_ends(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 60
    seat = await run_sync(SeatFactory)
    session = await run_sync(log_in, seat.user)
    ends = timezone.now() + timedelta(seconds=1)
    await run_sync(Seat.objects.filter(pk=seat.pk).update, ends_at=ends)
    async with socket(seat.network.slug, session=session) as browser:
        await browser.frame()
        assert await browser.closing() == (4403, 4403)
        assert timezone.now() >= ends


async def test_network_socket_closes_at_once_when_the_secretariat_ends_the_seat(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 60
    seat = await run_sync(SeatFactory)
    other = await run_sync(SeatFactory, network=seat.network)
    clerk = await run_sync(SeatFactory, network=seat.network, capacity="secretariat", delegation=None)
    async with socket(seat.network.slug, seat.user) as browser, socket(seat.network.slug, other.user) as remains:
        await browser.frame()
        await run_sync(end_seat, seat=seat, user=clerk.user)
        assert await browser.closing() == (4403, 4403)
        await run_sync(record, seat.network, "test.happened")
        assert (await remains.events(2))[-1] == (2, "test.happened")


async def test_new_office_opens_its_events_without_reconnecting() -> None:
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await run_sync(give_office_and_tell, seat)
        assert await browser.events(1) == [(1, "seat.changed")]
        for _attempt in range(20):
            await asyncio.sleep(0.05)
            if next(iter(hub().subscriptions[seat.network_id].followers)).access.reader.offices:
                break
        await run_sync(record, seat.network, "for.rapporteurs", offices=["rapporteur"])
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
async def test_connection_closes_after_sign_out(change: Callable[[Seat], None], settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await run_sync(change, seat)
        assert await browser.closing() == (4401, 4401)


async def test_expired_session_closes_the_connection_with_another_code_than_sign_out(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    seat = await run_sync(SeatFactory)
    async with socket(seat.network.slug, seat.user) as browser:
        await browser.frame()
        await run_sync(Session.objects.all().update, expire_date=timezone.now())
        assert await browser.closing() == (4403, 4403)
