"""Connections per second, many reconnects at once, memory of a socket, open desks, and catching up.

    python benchmarks/connect.py [--size 500] [--rounds 5] [--missed 2000]

`auth` is AuthMiddlewareStack alone: it reads session and account and sends hello. Ours also checks access, joins the
hub and sends the position of the log. The two are measured alternately. Uses DATABASE_URL and REDIS_URL if set.
"""

import argparse
import asyncio
import time

import bench
import uvloop
from clients import Client, Room, message_frame


async def timed(server: bench.Server, size: int, at_once: int) -> tuple[float, float]:
    """Return the seconds, and seconds of the server's work, until this number is connected; then all leave."""
    room = Room(server.port)
    begun, worked = time.perf_counter(), server.cpu
    await server.connect(room, size, at_once=at_once)
    took, work = time.perf_counter() - begun, server.cpu - worked
    room.close()
    await asyncio.sleep(0.7)
    return took, work


async def rates(size: int, rounds: int, site: bench.Site) -> None:
    found: dict[str, list[tuple[float, float]]] = {"auth": [], "ours": []}
    storms = []
    async with bench.serving("auth", site) as (auth, _room, _sender), bench.serving("ours", site) as (ours, _, _):
        for server in (auth, ours):
            await timed(server, 100, 50)
        for _round in range(rounds):
            for which, server in (("auth", auth), ("ours", ours)):
                found[which].append(await timed(server, size, 50))
            storms.append((await timed(ours, size, size))[0])
    for which, runs in found.items():
        took, work = [run[0] for run in runs], [run[1] for run in runs]
        print(
            f"{which}: {size / bench.middle(took):.0f} connections/s, best {size / min(took):.0f}; "
            f"CPU per connection: {bench.middle(work) / size * 1000:.2f} ms, best {min(work) / size * 1000:.2f}"
        )
    for name, column in (("rate", 0), ("CPU", 1)):
        auth_runs, ours_runs = ([run[column] for run in found[which]] for which in ("auth", "ours"))
        ratio, best = bench.middle(auth_runs) / bench.middle(ours_runs), min(auth_runs) / min(ours_runs)
        print(f"ours / auth by {name}: {ratio:.2f} (best rounds {best:.2f})")
    print(f"{size} reconnects at once: {bench.middle(storms):.2f} s, best {min(storms):.2f} s")


async def memory(size: int, site: bench.Site) -> None:
    async with bench.serving("ours", site) as (server, room, _sender):
        await server.connect(room, 100)
        await asyncio.sleep(1)
        before = server.memory
        await server.connect(room, size)
        await asyncio.sleep(1)
        print(f"memory of an idle socket: {(server.memory - before) / size:.0f} KiB (mean of {size})")


async def catch_up(missed: int, site: bench.Site) -> None:
    """A reader who returns after this number of messages, the first time and when others have read them before."""
    site.manage("shell", "-v0", "-c", f"from filling import fill; fill({missed})")
    first, last = 10_000_000, 10_000_000 + missed - 1
    async with bench.serving("ours", site) as (server, _room, _sender):
        for name in ("first", "second"):
            begun, back = time.perf_counter(), Room(server.port)
            client = await server.open(back, 1, "?after=0")
            while not client.seen or client.seen[-1] < last:
                await asyncio.sleep(0.005)
            took, got = time.perf_counter() - begun, [number for number in client.seen if number >= first]
            complete = got == list(range(first, last + 1))
            print(f"catching up on {missed} messages, {name} reader: {took:.2f} s; complete: {complete}")
            client.transport.abort()


async def posted(server: bench.Server, room: Room, sender: Client, numbers: range) -> tuple[float, float]:
    """Milliseconds to the last reader (the middle), and the share of a core that the server works, at two a second."""
    begun, worked, found = time.perf_counter(), server.cpu, []
    for number in numbers:
        room.expect(number)
        sent = time.perf_counter()
        sender.say(message_frame(number))
        await asyncio.wait_for(room.all_here.wait(), 30)
        found.append((room.last[number] - sent) * 1000)
        await asyncio.sleep(max(0.0, sent + 0.5 - time.perf_counter()))
    return bench.middle(found), (server.cpu - worked) / (time.perf_counter() - begun)


async def desks(size: int, site: bench.Site) -> None:
    """What the counts on this number of other pages cost the readers of a network, while messages are posted there."""
    async with bench.serving("ours", site) as (server, room, sender):
        await server.connect(room, 50)
        await posted(server, room, sender, range(5))
        without = await posted(server, room, sender, range(5, 25))
        pages = Room(server.port)
        for number in range(size):
            pages.clients.append(await pages.open("/ws/desk/", site.cookie(number), counts=False))
        beside = await posted(server, room, sender, range(25, 65))
        pages.close()
    for what, (took, work) in (("no desk", without), (f"{size} desks", beside)):
        print(f"{what} open: a message reaches the last of 50 in {took:.1f} ms; CPU of the server {work:.0%} of a core")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--missed", type=int, default=2000)
    options = parser.parse_args()
    with bench.site() as site:
        uvloop.run(rates(options.size, options.rounds, site))
        uvloop.run(memory(options.size, site))
        uvloop.run(desks(options.size, site))
        uvloop.run(catch_up(options.missed, site))


if __name__ == "__main__":
    main()
