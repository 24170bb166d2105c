"""How two readers who stop reading affect the others, with messages of 60 kB.

    python benchmarks/slow_readers.py [--size 50] [--messages 260] [--rounds 2]

Measures the others alternately without and with the two slow readers. Uses DATABASE_URL and REDIS_URL if they are set.
"""

import argparse
import asyncio
import socket
import time

import bench
import uvloop
from clients import Client, Room, message_frame

TEXT = "word " * 9_800
FIRST = 20_000_000
DROPPED_SECONDS = 28


async def one(room: Room, sender: Client, number: int) -> float:
    room.expect(number)
    sent = time.perf_counter()
    sender.say(message_frame(number, TEXT))
    await asyncio.wait_for(room.all_here.wait(), 60)
    return (room.last[number] - sent) * 1000


async def stalled(server: bench.Server) -> Client:
    client = await server.open(Room(server.port))
    # Data in the kernel's buffer do not count for the server; keep the buffer small.
    client.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    client.transport.pause_reading()
    return client


async def measure(size: int, messages: int, rounds: int, site: bench.Site) -> None:
    found: dict[str, list[float]] = {"without": [], "with": []}
    numbers, closed, grown, left = iter(range(FIRST, FIRST + 10_000)), 0, [], []
    async with bench.serving("ours", site) as (server, room, sender):
        await server.connect(room, size)
        for _round in range(rounds):
            found["without"] += [await one(room, sender, next(numbers)) for _each in range(messages)]
            two, before = [await stalled(server) for _each in range(2)], server.memory
            found["with"] += [await one(room, sender, next(numbers)) for _each in range(messages)]
            grown.append(server.memory - before)
            # The hub gives them up, and the kernel drops their lines (config/lines.py) while they still do not read.
            await asyncio.sleep(DROPPED_SECONDS)
            left.append(server.memory - before)
            for client in two:
                client.transport.resume_reading()
            for _wait in range(100):
                await asyncio.sleep(0.1)
                if all(client.closed for client in two):
                    break
            closed += sum(client.closed for client in two)
            for client in two:
                client.transport.abort()
        everything = list(range(FIRST, next(numbers)))
        faults = sum(client.seen != everything for client in room.clients)
    without, beside = bench.middle(found["without"]), bench.middle(found["with"])
    best = min(found["with"]) / min(found["without"]) - 1
    print(f"p50 of the others: {without:.1f} ms, with two stalled readers {beside:.1f} ms: {beside / without - 1:+.0%}")
    print(f"best rounds {best:+.0%}; readers with lost or doubled messages: {faults}")
    most, rest = max(grown) / 1024, max(left) / 1024
    print(
        f"stalled sockets closed: {closed} of {2 * rounds}; server memory +{most:.0f} MiB, afterwards +{rest:.0f} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--messages", type=int, default=260)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with bench.site() as site:
        uvloop.run(measure(options.size, options.messages, options.rounds, site))


if __name__ == "__main__":
    main()
