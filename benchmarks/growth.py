"""Whether topic page, post, unread counts and catch-up cost more as messages become many.

    python benchmarks/growth.py [--sizes 1000 100000] [--in-a-topic 1000]

DATABASE_URL is honoured. In one process, without a server, with Django's test client; each figure is the median of 25,
and the best of them. With `--in-a-topic 0` all messages stand in the one topic that is measured.
"""

import argparse
import json

import bench

MEASURE = """
import json, statistics, time, uuid
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from networkapp import hub
from networkapp.domain.discussion import post_message, unread_topics
from networkapp.frames import Variant
from networkapp.models import Network, Topic
if connection.vendor == "postgresql":
    connection.cursor().execute("ANALYZE")
topic = Topic.objects.filter(network__slug="bench").order_by("pk").select_related("network", "opened_by__user").first()
reader, client = topic.opened_by.user, Client(headers={"host": "localhost"})
client.force_login(reader)
newest = lambda: Network.objects.get(slug="bench").last_sequence
asked = {
    "topic page": lambda: client.get(topic.get_absolute_url()),
    "post": lambda: post_message(topic=topic, author=reader, body="More.", client_key=uuid.uuid4()),
    "unread": lambda: list(unread_topics(reader)[:50]),
    "catch-up of 100": lambda: hub._read_and_encode(topic.network_id, newest() - 100, {Variant("en", "UTC")}),
}
found = {}
for name, ask in asked.items():
    for _ in range(3):
        ask()
    took = []
    for _ in range(25):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    with CaptureQueriesContext(connection) as queries:
        ask()
    found[name] = [statistics.median(took), min(took), len(queries)]
print("found", json.dumps(found))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--in-a-topic", type=int, default=1000)
    given = parser.parse_args()
    first: dict[str, list[float]] = {}
    with bench.site() as site:
        there = 0
        for size in given.sizes:
            more = size - there
            topics = max(1, more // given.in_a_topic) if given.in_a_topic else 1
            arguments = f"{more}, first={10_000_000 + there}, topics={topics}"
            site.manage("shell", "-v0", "-c", f"from filling import fill; fill({arguments})")
            there = size
            lines = site.manage("shell", "-v0", "-c", MEASURE).splitlines()
            found = json.loads(next(line for line in lines if line.startswith("found")).removeprefix("found"))
            first = first or found
            for name, (p50, best, queries) in found.items():
                ratios = f"{p50 / first[name][0]:.2f} (best to best {best / first[name][1]:.2f})"
                print(
                    f"{size:8} {name:16} p50 {p50:7.1f} ms, best {best:7.1f} ms, {queries} queries; times {ratios}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
