"""Time of a topic page with 50 messages, and of a post, as multiples of `hello`.

    python benchmarks/pages.py [--times 50]

`hello` is an empty view under the same server and middleware. One uvicorn worker and one open connection; the three are
requested alternately. Uses DATABASE_URL and REDIS_URL if they are set.
"""

import argparse
import asyncio
import http.client
import json
import time
from collections.abc import Callable
from uuid import uuid4

import bench

TOKEN = "x" * 32


class Browser:
    """One connection that stays open, signed in."""

    def __init__(self, port: int, cookie: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Cookie": f"{cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def get(self, path: str) -> None:
        self._ask("GET", path, None)

    def post(self, path: str) -> None:
        self._ask("POST", path, f"body=Said+so.&client_key={uuid4()}")

    def _ask(self, method: str, path: str, body: str | None) -> None:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"} if body else {}
        self.line.request(method, path, body, {**self.headers, **kind})
        answer = self.line.getresponse()
        body_text = answer.read()
        if answer.status != 200 or (body and "id" not in json.loads(body_text)):
            raise RuntimeError(f"{method} {path}: {answer.status}")


def timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def work_of(server: bench.Server, ask: Callable[[], None], times: int) -> float:
    """Return the CPU time of the server for one request, in ms."""
    before = server.cpu
    for _turn in range(times):
        ask()
    return (server.cpu - before) * 1000 / times


async def compare(times: int, site: bench.Site) -> None:
    async with bench.serving("ours", site) as (server, _room, _sender):
        browser, topic = Browser(server.port, site.cookie(1)), "/networks/bench/topics/1/"
        values = {
            "hello": lambda: browser.get("/hello/"),
            "topic page": lambda: browser.get(topic),
            "post": lambda: browser.post(topic),
        }
        for ask in values.values():
            for _warm in range(5):
                ask()
        found: dict[str, list[float]] = {name: [] for name in values}
        for _turn in range(times):
            for name, ask in values.items():
                found[name].append(timed(ask))
        hello = found["hello"]
        for name, took in found.items():
            p50, best = bench.middle(took), min(took)
            print(
                f"{name:10} p50 {p50:6.1f} ms, p95 {bench.late(took):6.1f} ms, best {best:6.1f} ms; "
                f"x hello: {p50 / bench.middle(hello):.1f}, best {best / min(hello):.1f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    options = parser.parse_args()
    with bench.site() as site:
        site.manage("shell", "-v0", "-c", "from filling import fill; fill(60)")
        asyncio.run(compare(options.times, site))


if __name__ == "__main__":
    main()
