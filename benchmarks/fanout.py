"""From a sender's write to the last reader's receipt: the floor, stock Channels, and this site, in one run.

    python benchmarks/fanout.py [--sizes 100 500 1000] [--messages 25]

DATABASE_URL and REDIS_URL are honoured. The floor is what `websockets` broadcasts in one process; ours checks the
permission, writes the message and its event, wakes through the layer, reads the log and renders what is sent. The
server runs on one core, its clients on the others. Ratios are to the floor and to stock of the same run.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from clients import Room

HERE = Path(__file__).resolve().parent
PADDING = "x" * 280
USERS = 50
HEAD = "           N  p50 ms  p95 ms /floor /stock  conn/s  us/del faults"

SEED = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from uuid import uuid4
from networkapp.domain.discussion import open_topic
from networkapp.models import Delegation, Network, Seat
network = Network.objects.create(slug="bench", name="Bench")
delegation = Delegation.objects.create(code="XA", name="Sample", country="XA")
for number in range({users}):
    user = get_user_model().objects.create_user(f"person{{number}}@example.org", None)
    Seat.objects.create(user=user, network=network, delegation=delegation, capacity="member")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print("session", session.session_key)
open_topic(network=network, author=user, title="Bench", body="Begin.", client_key=uuid4())
"""


@dataclass
class Result:
    latencies: list[float]
    connected: float
    faults: int
    cpu: float

    @property
    def middle(self) -> float:
        return statistics.median(self.latencies)

    @property
    def late(self) -> float:
        return sorted(self.latencies)[int(len(self.latencies) * 0.95) - 1]


def environment(data: str) -> dict[str, str]:
    given = {"DATA_DIR": data, "PYTHONPATH": f"{HERE.parent}:{HERE.parent / 'site'}", "DEBUG": "0"}
    return {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}


def seeded(data: str) -> list[str]:
    """The session keys of the people who sit in the network of this run."""
    manage = [sys.executable, str(HERE.parent / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment(data), check=True)
    command = [*manage, "shell", "-v0", "-c", SEED.format(users=USERS)]
    made = subprocess.run(command, env=environment(data), check=True, capture_output=True)
    return [line.split()[1] for line in made.stdout.decode().splitlines() if line.startswith("session ")]


async def measure(which: str, size: int, messages: int, data: str, sessions: list[str], port: int) -> Result:
    command = [sys.executable, str(HERE / "servers.py"), which, str(port)]
    server = subprocess.Popen(command, env=environment(data), preexec_fn=lambda: os.sched_setaffinity(0, {0}))
    room = Room(port)
    try:
        sender = await _sender(room, which)
        begun = time.perf_counter()
        for start in range(0, size, 50):
            paths = [_address(which, number, sessions) for number in range(start, min(start + 50, size))]
            room.clients += await asyncio.gather(*(room.open(*path) for path in paths))
        connected = time.perf_counter() - begun
        await asyncio.sleep(1)
        before, latencies = _cpu(server.pid), []
        for number in range(messages):
            room.expect(number)
            sent = time.perf_counter()
            sender.say(f"number-{number}- {PADDING}")
            await asyncio.wait_for(room.all_here.wait(), 30)
            latencies.append((room.last[number] - sent) * 1000)
            await asyncio.sleep(0.05)
        cpu = (_cpu(server.pid) - before) / (messages * size) * 1e6
        faults = sum(client.seen != list(range(messages)) for client in room.clients)
        return Result(latencies, size / connected, faults, cpu)
    finally:
        room.close()
        server.terminate()
        server.wait(20)


async def _sender(room: Room, which: str):  # type: ignore[no-untyped-def]
    for _attempt in range(200):
        try:
            return await room.open("/post/" if which == "ours" else "/ws/room/", counts=False)
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError(which)


def _address(which: str, number: int, sessions: list[str]) -> tuple[str, str]:
    if which == "ours":
        return "/ws/networks/bench/", f"sessionid={sessions[number % len(sessions)]}"
    return "/ws/room/", ""


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 500, 1000])
    parser.add_argument("--messages", type=int, default=25)
    given = parser.parse_args()
    cores = os.sched_getaffinity(0) - {0}
    with tempfile.TemporaryDirectory() as data:
        sessions = seeded(data)
        if cores:
            os.sched_setaffinity(0, cores)
        print(HEAD)
        port = 8790
        for size in given.sizes:
            results: dict[str, Result] = {}
            for which in ("floor", "stock", "ours"):
                port += 1
                found = results[which] = asyncio.run(measure(which, size, given.messages, data, sessions, port))
                floor, stock = found.middle / results["floor"].middle, results.get("stock", found).middle
                print(
                    f"{which:6} {size:5} {found.middle:7.1f} {found.late:7.1f} {floor:6.2f} "
                    f"{found.middle / stock:6.2f} {found.connected:7.0f} {found.cpu:7.1f} {found.faults}"
                )


if __name__ == "__main__":
    main()
