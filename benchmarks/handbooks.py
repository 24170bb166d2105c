"""Time of a chapter of 50 sections as multiples of `hello`: for members, visitors, from the page cache, as a 304.

    python benchmarks/handbooks.py [--times 40] [--sections 50] [--editions 1 100]

`hello` is an empty view under the same server and middleware, requested by the same user. Also a chapter of an
edition, and the changes between two editions of 200 sections. One uvicorn worker and one open connection; the pages are
requested alternately. CPU is that of the server. Uses DATABASE_URL and REDIS_URL if set.
"""

import argparse
import asyncio
import http.client
from collections.abc import Callable

import bench
from pages import timed, work_of

CHAPTER = "/handbooks/handbook-of-readers/chapter-1/"


class Reader:
    """One connection that stays open: a visitor's, or with a session."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies = {"Cookie": cookie} if cookie else {}
        self.tag = ""

    def get(self, path: str, *, expects: int = 200, **headers: str) -> None:
        self.line.request("GET", path, headers={**self.cookies, **headers})
        answer = self.line.getresponse()
        answer.read()
        self.tag = answer.headers.get("ETag", "")
        if answer.status != expects:
            raise RuntimeError(f"{path}: {answer.status}")


async def compare(times: int, editions: int, site: bench.Site) -> None:
    async with bench.serving("ours", site) as (server, _room, _sender):
        member, visitor = Reader(server.port, site.cookie(1)), Reader(server.port)
        visitor.get(CHAPTER)
        tag = visitor.tag
        pages: dict[str, tuple[str, Callable[[], None]]] = {
            "hello, visitor": ("hello, visitor", lambda: visitor.get("/hello/")),
            "hello, member": ("hello, member", lambda: member.get("/hello/")),
            "member": ("hello, member", lambda: member.get(CHAPTER)),
            "visitor, made": ("hello, visitor", lambda: visitor.get(f"{CHAPTER}?made")),
            "visitor, kept": ("hello, visitor", lambda: visitor.get(CHAPTER)),
            "visitor, 304": ("hello, visitor", lambda: visitor.get(CHAPTER, expects=304, **{"If-None-Match": tag})),
            "edition": ("hello, visitor", lambda: visitor.get("/handbooks/editions/1/en/1/")),
            "edition, member": ("hello, member", lambda: member.get("/handbooks/editions/1/en/1/")),
        }
        if editions > 1:
            newest = f"/handbooks/editions/{editions}/en/changes/"
            pages["changes"] = ("hello, visitor", lambda: visitor.get(newest))
        for _name, ask in pages.values():
            for _warm in range(5):
                ask()
        found: dict[str, list[float]] = {name: [] for name in pages}
        for _turn in range(times):
            for name, (_floor, ask) in pages.items():
                found[name].append(timed(ask))
        work = {name: work_of(server, ask, times) for name, (_floor, ask) in pages.items()}
        for name, (floor, _ask) in pages.items():
            p50, best = bench.middle(found[name]), min(found[name])
            print(
                f"{editions} editions, {name:15} p50 {p50:6.1f} ms, best {best:6.1f} ms, CPU {work[name]:6.1f} ms; "
                f"x hello: {p50 / bench.middle(found[floor]):.1f}, best {best / min(found[floor]):.1f}, "
                f"CPU {work[name] / work[floor]:.1f}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--chapters", type=int, default=4)
    parser.add_argument("--sections", type=int, default=50)
    parser.add_argument("--editions", type=int, nargs="+", default=[1, 100])
    options = parser.parse_args()
    with bench.site() as site:
        for editions in options.editions:
            call = f"chapters={options.chapters}, sections={options.sections}, editions={editions}"
            site.manage("shell", "-v0", "-c", f"from chapters import fill; fill({call})")
            asyncio.run(compare(options.times, editions, site))


if __name__ == "__main__":
    main()
