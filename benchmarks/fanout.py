"""Time from a sender's write to the last reader's receipt: floor, stock Channels, and this site, in one run.

    python benchmarks/fanout.py [--sizes 500 1000] [--messages 25] [--rounds 3] [--sustained 60]

The floor is a broadcast with `websockets` in one process. Ours checks the permission, writes the message and its
event, notifies the processes through the channel layer, reads the log and renders the message. The server runs on one
core, its clients on the others. The three are measured alternately, so that other load affects all of them. Uses
DATABASE_URL and REDIS_URL if set.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass

import bench
import uvloop
from clients import Client, Room, message_frame

WARM = 5
SERVERS = ("floor", "stock", "ours")
HEAD = "server    N   p50 ms   p95 ms  best p50  cpu us/delivery  faults  p50/floor  p95/floor  best/floor  p50/stock"


@dataclass
class Result:
    latencies: list[list[float]]
    faults: int
    cpu: float

    @property
    def every(self) -> list[float]:
        return [each for one in self.latencies for each in one]

    @property
    def best(self) -> float:
        """The median of the calmest round."""
        return min(bench.middle(one) for one in self.latencies)


async def burst(room: Room, sender: Client, numbers: range) -> list[float]:
    """How long each message took to the last reader, in ms."""
    found = []
    for number in numbers:
        room.expect(number)
        sent = time.perf_counter()
        sender.say(message_frame(number))
        await asyncio.wait_for(room.all_here.wait(), 30)
        found.append((room.last[number] - sent) * 1000)
        await asyncio.sleep(0.05)
    return found


async def compare(size: int, messages: int, rounds: int, site: bench.Site) -> dict[str, Result]:
    found = {}
    async with (
        bench.serving("floor", site) as floor,
        bench.serving("stock", site) as stock,
        bench.serving("ours", site) as ours,
    ):
        rooms = dict(zip(SERVERS, (floor, stock, ours), strict=True))
        # The same key twice is one message, so no number is used again in a run.
        first = size * 1000
        for which, (server, room, sender) in rooms.items():
            await server.connect(room, size)
            await burst(room, sender, range(first, first + WARM))
            found[which] = Result([], 0, 0.0)
        for turn in range(rounds):
            for which, (server, room, sender) in rooms.items():
                begun = server.cpu
                start = first + WARM + turn * messages
                found[which].latencies.append(await burst(room, sender, range(start, start + messages)))
                found[which].cpu += (server.cpu - begun) / (messages * rounds * size) * 1e6
        for which, (_server, room, _sender) in rooms.items():
            everything = list(range(first, first + WARM + rounds * messages))
            found[which].faults = sum(client.seen != everything for client in room.clients)
    return found


async def sustained(size: int, rate: int, seconds: int, site: bench.Site) -> None:
    """Messages at a steady rate, whether or not the one before has arrived everywhere."""
    async with bench.serving("ours", site) as (server, room, sender):
        await server.connect(room, size)
        begun, worked, sent = time.perf_counter(), server.cpu, {}
        for number in range(rate * seconds):
            room.expect(number)
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            sent[number] = time.perf_counter()
            sender.say(message_frame(number))
        async with asyncio.timeout(60):
            while len(room.last) < rate * seconds:
                await asyncio.sleep(0.05)
        took = [(room.last[number] - moment) * 1000 for number, moment in sent.items()]
        done = max(room.last.values()) - begun
        # Those that are posted at once may change places, but not from one reader to another.
        order = room.clients[0].seen
        faults = sum(client.seen != order or sorted(order) != list(range(rate * seconds)) for client in room.clients)
        print(
            f"{size} readers, {rate} messages/s sent for {seconds} s, {rate * seconds / done:.1f}/s received; "
            f"p50 {bench.middle(took):.0f} ms, p95 {bench.late(took):.0f} ms; faults {faults}; "
            f"CPU of the server {(server.cpu - worked) / (time.perf_counter() - begun):.0%} of one core"
        )


def report(size: int, results: dict[str, Result]) -> None:
    floor, stock = results["floor"], results["stock"]
    for which, found in results.items():
        p50, p95 = bench.middle(found.every), bench.late(found.every)
        print(
            f"{which:6} {size:5} {p50:8.1f} {p95:8.1f} {found.best:9.1f} {found.cpu:16.1f} {found.faults:7} "
            f"{p50 / bench.middle(floor.every):10.2f} {p95 / bench.middle(floor.every):10.2f} "
            f"{found.best / floor.best:11.2f} {p50 / bench.middle(stock.every):10.2f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1000])
    parser.add_argument("--messages", type=int, default=25)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sustained", type=int, default=60)
    options = parser.parse_args()
    with bench.site() as site:
        print(HEAD)
        for size in options.sizes:
            report(size, uvloop.run(compare(size, options.messages, options.rounds, site)))
        if options.sustained:
            uvloop.run(sustained(options.sizes[0], options.sustained, 10, site))


if __name__ == "__main__":
    main()
