"""Sockets are open to the readers of the pages, and refuse others without revealing that something exists."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.contrib.sessions.models import Session

from evaluation.models import Assessment, Stage
from evaluation.permissions import Action as Assess
from networkapp.models import Network, Seat
from networkapp.networks.actions.seats import end_seat
from networkapp.permissions import Action
from tests.access.accounts import seat_reader
from tests.access.readers import ALL, FOREIGN, OWN, SUSPENDED, Reader, allows
from tests.factories.networks import NetworkFactory, SeatFactory, suspend
from tests.factories.results import make_cycle, make_framework
from tests.networkapp.core.sockets import ORIGIN, Socket, log_in

pytestmark = pytest.mark.django_db(transaction=True)
OPEN, CLOSED, SIGNED_OUT = "open", (4404, 4404), (4401, 4401)


@dataclass(frozen=True)
class DraftNetwork:
    """A closed network with drafts in it; `signed` is for people who oversee the cycle."""

    network: Network
    elsewhere: Network
    draft: Assessment
    signed: Assessment

    @property
    def addresses(self) -> dict[str, tuple[Action | Assess, ...]]:
        return {
            f"/ws/networks/{self.network.slug}/": (Action.READ,),
            f"/ws/evaluation/{self.draft.pk}/": (Assess.READ,),
            f"/ws/evaluation/{self.signed.pk}/": (Assess.READ, Assess.OVERSEE),
        }


def make_draft_network() -> DraftNetwork:
    network = NetworkFactory(slug="here")
    framework = make_framework(first_year=2024)
    for year in (2024, 2025):
        make_cycle(framework=framework, countries=[OWN, FOREIGN], year=year, network=network)
    signed, draft = Assessment.objects.filter(delegation__code=OWN).order_by("cycle__year")
    Assessment.objects.filter(pk=signed.pk).update(stage=Stage.SIGNED)
    suspend(network, SUSPENDED)
    return DraftNetwork(network, NetworkFactory(slug="elsewhere"), draft, signed)


def session_of(reader: Reader, rooms: DraftNetwork) -> str:
    user = seat_reader(reader, [rooms.network], rooms.elsewhere)
    if user is None:
        return ""
    key = log_in(user)
    type(user).objects.filter(pk=user.pk).update(is_active=reader.is_signed_in)
    return key


async def made(function: Callable[..., Any], *arguments: Any, **kwargs: Any) -> Any:
    return await database_sync_to_async(function)(*arguments, **kwargs)


def connect(path: str, session: str) -> Socket:
    socket = Socket("x", session, "", ORIGIN)
    socket.end.scope["path"] = path
    return socket


async def first_frame(path: str, session: str) -> str | tuple[int, int]:
    """Return the first frame that a browser with this session receives."""
    socket = connect(path, session)
    assert await socket.open()
    message = await socket.end.receive_output(5)
    try:
        frame = json.loads(message["text"])
        return OPEN if frame["type"] == "hello" else (frame["code"], await close_code(socket))
    finally:
        await socket.leave()


async def close_code(socket: Socket) -> int:
    return int((await socket.end.receive_output(5))["code"])


async def test_socket_opens_to_each_reader_as_permission_tables_say() -> None:
    rooms = await made(make_draft_network)
    got, expected = {}, {}
    for reader in ALL:
        session = await made(session_of, reader, rooms)
        for path, needs in rooms.addresses.items():
            allowed = any(allows(action, reader, Network.Visibility.CLOSED) for action in needs)
            got[reader.name, path] = await first_frame(path, session)
            closed = CLOSED if reader.account == "active" else SIGNED_OUT
            expected[reader.name, path] = OPEN if allowed else closed
    assert got == expected


async def test_forbidden_and_missing_sockets_are_refused_alike() -> None:
    rooms = await made(make_draft_network)
    stranger = await made(SeatFactory, network=rooms.elsewhere)
    session = await made(log_in, stranger.user)
    heard = []
    for path in (*rooms.addresses, "/ws/networks/never-was/", "/ws/evaluation/999999/", "/ws/desk-of-others/"):
        socket = connect(path, session)
        assert await socket.open()
        heard.append((await socket.end.receive_output(5), await socket.end.receive_output(5)))
        await socket.leave()
    assert [one == heard[0] for one in heard] == [True] * len(heard)


def end_the_seat(seat: Seat) -> None:
    clerk = SeatFactory(network=seat.network, capacity="secretariat", delegation=None)
    end_seat(seat=seat, user=clerk.user)


def end_the_session(seat: Seat) -> None:
    Session.objects.all().delete()


@pytest.mark.parametrize(("end", "code"), [(end_the_seat, 4403), (end_the_session, 4401)])
async def test_both_sockets_close_when_seat_or_session_end_while_connected(
    end: Callable[[Seat], None], code: int, settings: Any
) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 0.2
    rooms = await made(make_draft_network)
    seat = await made(SeatFactory, network=rooms.network)
    session = await made(log_in, seat.user)
    sockets = [connect(path, session) for path in rooms.addresses]
    for socket in sockets:
        assert await socket.open()
        assert (await socket.frame())["type"] == "hello"
    await made(end, seat)
    assert [await socket.closing() for socket in sockets] == [(code, code)] * len(sockets)
    for socket in sockets:
        await socket.leave()
