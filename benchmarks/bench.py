"""Common parts of the measurements: a filled database of their own, a server on one core, and how figures are
printed."""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from clients import Client, Room
from databases import environment_in

HERE = Path(__file__).resolve().parent
USERS = 500
SEED = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from uuid import uuid4
from networkapp.discussion.actions.post import open_topic
from networkapp.models import Delegation, Network, Seat
network = Network.objects.create(slug="bench", name="Bench")
delegations = [Delegation.objects.create(code=f"X{{number}}", name="Sample") for number in range({users} // 10)]
for number in range({users}):
    user = get_user_model().objects.create_user(f"person{{number}}@example.org", None)
    Seat.objects.create(user=user, network=network, delegation=delegations[number // 10], capacity="member")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print("session", session.session_key)
open_topic(network=network, user=user, title="Bench", body="Begin.", client_key=uuid4())
"""


@dataclass
class Site:
    """A database with people in it: its address, and the session keys of people with a seat in its network."""

    environment: dict[str, str]
    sessions: list[str]

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, str(HERE.parent / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE)
        return done.stdout.decode()

    def cookie(self, number: int) -> str:
        return f"sessionid={self.sessions[number % len(self.sessions)]}"


@contextmanager
def site() -> Iterator[Site]:
    """A site of this run alone; on PostgreSQL in a database beside the one of DATABASE_URL, made anew."""
    with tempfile.TemporaryDirectory() as data:
        path = f"{HERE.parent}:{HERE.parent / 'site'}:{HERE}"
        environment = {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "settings"}
        made = Site(environment_in(Path(data), environment), [])
        printed = made.manage("shell", "-v0", "-c", SEED.format(users=USERS))
        made.sessions = [line.split()[1] for line in printed.splitlines() if line.startswith("session ")]
        if cores := os.sched_getaffinity(0) - {0}:
            os.sched_setaffinity(0, cores)
        yield made


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class Server:
    """One server process on the first core."""

    def __init__(self, which: str, site: Site) -> None:
        self.which, self.site, self.port = which, site, _free_port()
        command = [sys.executable, str(HERE / "servers.py"), which, str(self.port)]
        self.process = subprocess.Popen(
            command, env=site.environment, preexec_fn=lambda: os.sched_setaffinity(0, {0}), cwd=HERE
        )

    @property
    def cpu(self) -> float:
        """Seconds of work so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> int:
        """Resident KiB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    async def connect(self, room: Room, size: int, *, at_once: int = 50, query: str = "") -> None:
        """Open this number of further sockets, up to their first frame."""
        for start in range(0, size, at_once):
            opened = (self.open(room, number, query) for number in range(start, min(start + at_once, size)))
            room.clients += await asyncio.gather(*opened)

    async def open(self, room: Room, number: int = 0, query: str = "") -> Client:
        if self.which == "ours":
            return await room.open(f"/ws/networks/bench/{query}", self.site.cookie(number))
        return await room.open("/ws/room/", self.site.cookie(number) if self.which == "auth" else "")


@asynccontextmanager
async def serving(which: str, site: Site) -> AsyncIterator[tuple[Server, Room, Client]]:
    """A server, the room of its clients, and one who says something there."""
    server = Server(which, site)
    room = Room(server.port)
    try:
        yield server, room, await _sender(room, server)
    finally:
        room.close()
        server.process.terminate()
        server.process.wait(20)


async def _sender(room: Room, server: Server) -> Client:
    """Once it answers; on a machine that does much else it takes a while to begin."""
    while server.process.poll() is None:
        try:
            return await room.open("/post/" if server.which == "ours" else "/ws/sender/", counts=False)
        except OSError:
            await asyncio.sleep(0.1)
    raise RuntimeError(f"{server.which} has ended with {server.process.returncode}")


def late(found: Sequence[float]) -> float:
    """The ninety-fifth percentile."""
    return sorted(found)[max(0, round(len(found) * 0.95) - 1)]


def middle(found: Sequence[float]) -> float:
    return statistics.median(found)
