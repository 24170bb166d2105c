"""Whether topic page, post, unread counts and catch-up become slower when there are many messages.

    python benchmarks/growth.py [--sizes 1000 1000000] [--topics 10]

In one process without a server, with Django's test client, for a member who has read only the measured topic. Prints
the median and the best of 25 requests, and the CPU time. The messages are distributed over the topics. With
`--topics 1`, all are in the measured topic; with `--topics 0`, there is a topic for every thousand. Uses DATABASE_URL
if set.
"""

import argparse
import json

import bench

MEASURE = """
import json, statistics, time, uuid
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from networkapp.live import subscriptions as rooms
from networkapp.discussion.actions.post import mark_read, post_message, unread_topics
from networkapp.discussion.queries.unread import unread_counts
from networkapp.live.messages import Variant
from networkapp.models import Network
from networkapp.discussion.models import Topic
topic = Topic.objects.filter(network__slug="bench").order_by("pk").select_related("network", "opened_by__user").first()
reader, client = topic.opened_by.user, Client(headers={"host": "localhost"})
client.force_login(reader)
newest = lambda: Network.objects.get(slug="bench").last_sequence
mark_read(topic=topic, user=reader, upto=newest())
growing_queries = {
    "topic page": lambda: client.get(topic.get_absolute_url()),
    "list of topics": lambda: client.get("/networks/bench/topics/"),
    "post": lambda: post_message(topic=topic, user=reader, body="More.", client_key=uuid.uuid4()),
    "unread": lambda: list(unread_topics(user=reader)[:50]),
    "unread, all": lambda: unread_counts(person=reader.pk),
    "catch-up of 100": lambda: rooms._read_and_encode(topic.network_id, newest() - 100, {Variant("en", "UTC")}, None),
}
found = {}
for name, ask in growing_queries.items():
    for _ in range(3):
        ask()
    took, worked = [], []
    for _ in range(25):
        begun, work = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - work) * 1000)
    with CaptureQueriesContext(connection) as queries:
        ask()
    found[name] = [statistics.median(took), min(took), statistics.median(worked), len(queries)]
print("found", json.dumps(found))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 1_000_000])
    parser.add_argument("--topics", type=int, default=10)
    options = parser.parse_args()
    first: dict[str, list[float]] = {}
    with bench.site() as site:
        there = 0
        for size in options.sizes:
            topics = options.topics or max(1, size // 1000)
            arguments = f"{size - there}, first={10_000_000 + there}, topics={topics}"
            site.manage("shell", "-v0", "-c", f"from filling import fill; fill({arguments})")
            there = size
            lines = site.manage("shell", "-v0", "-c", MEASURE).splitlines()
            found = json.loads(next(line for line in lines if line.startswith("found")).removeprefix("found"))
            first = first or found
            for name, (p50, best, work, queries) in found.items():
                ratios = f"{p50 / first[name][0]:.2f} (best {best / first[name][1]:.2f})"
                print(
                    f"{size:8} {name:16} p50 {p50:7.1f} ms, best {best:7.1f} ms, CPU {work:6.1f} ms, "
                    f"{queries} queries; x smallest: {ratios}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
