"""Time of overview, profile and recommendation page of 15 countries, as multiples of `hello`.

    python benchmarks/results.py [--times 40] [--countries 15] [--years 10 30]

`hello` is an empty view under the same server and middleware. One uvicorn worker and one open connection; the pages
are requested alternately. CPU is that of the server. Uses DATABASE_URL and REDIS_URL if set.
"""

import argparse
import asyncio
from collections.abc import Callable

import bench
from pages import Browser, timed, work_of

PAGES = {
    "hello": "/hello/",
    "overview": "/evaluation/",
    "profile": "/evaluation/countries/xa/",
    "recommendation": "/evaluation/recommendations/1/",
}


async def compare(times: int, years: int, site: bench.Site) -> None:
    async with bench.serving("ours", site) as (server, _room, _sender):
        browser = Browser(server.port, site.cookie(1))
        by_name = {name: _asks(browser, path) for name, path in PAGES.items()}
        for ask in by_name.values():
            for _warm in range(5):
                ask()
        found: dict[str, list[float]] = {name: [] for name in by_name}
        for _turn in range(times):
            for name, ask in by_name.items():
                found[name].append(timed(ask))
        work = {name: work_of(server, ask, times) for name, ask in by_name.items()}
        hello = found["hello"]
        for name, took in found.items():
            p50, best = bench.middle(took), min(took)
            print(
                f"{years} years, {name:14} p50 {p50:6.1f} ms, best {best:6.1f} ms, CPU {work[name]:6.1f} ms; "
                f"x hello: {p50 / bench.middle(hello):.1f}, best {best / min(hello):.1f}, "
                f"CPU {work[name] / work['hello']:.1f}",
                flush=True,
            )


def _asks(browser: Browser, path: str) -> Callable[[], None]:
    return lambda: browser.get(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--countries", type=int, default=15)
    parser.add_argument("--years", type=int, nargs="+", default=[10, 30])
    options = parser.parse_args()
    with bench.site() as site:
        for years in options.years:
            call = f"from publishing import fill; fill(countries={options.countries}, years={years})"
            site.manage("shell", "-v0", "-c", call)
            asyncio.run(compare(options.times, years, site))


if __name__ == "__main__":
    main()
