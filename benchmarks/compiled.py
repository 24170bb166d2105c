"""What each compiled query saves, compared with the same queryset made anew each time.

    python benchmarks/compiled.py [--rounds 7] [--times 15]

The two are run alternately, in one process. CPU is that of this thread and of its connection's process in PostgreSQL,
if that is on this machine. Uses DATABASE_URL if it is set.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import bench

Call = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--times", type=int, default=15)
    opts = parser.parse_args()
    with bench.site() as site:
        call = f"from filling import fill; from compiled import measure; fill(60); measure({opts.rounds}, {opts.times})"
        print(site.manage("shell", "-v0", "-c", call), end="")


def measure(rounds: int, times: int) -> None:
    """Print the CPU time of each query in both ways. Called inside Django."""
    from django.db import connection  # noqa: PLC0415  (after setup)

    for name, (compiled, plain) in _uses().items():
        found: tuple[list[float], list[float]] = ([], [])
        for turn in range(rounds + 1):
            for way, (call, taken) in enumerate(zip((compiled, plain), found, strict=True)):
                # So that the plain one is not kept by the database either.
                connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = bool(way)
                worked = _work_of(call, times)
                if turn:
                    taken.append(worked)
        less, more = map(bench.middle, found)
        print(
            f"{name:34} compiled {less:5.2f} ms, plain {more:5.2f} ms: {more / less:4.1f} x, best "
            f"{min(found[1]) / min(found[0]):4.1f} x; saves {more - less:5.2f} ms CPU"
        )


def _work_of(call: Call, times: int) -> float:
    """Return the CPU time of one call in ms."""
    begun = _cpu()
    for _turn in range(times):
        call()
    return (_cpu() - begun) / times * 1000


def _cpu() -> float:
    """Return the seconds of work so far, of this thread and of the database for it."""
    from django.db import connection  # noqa: PLC0415  (after setup)

    connection.ensure_connection()
    process = getattr(getattr(connection.connection, "info", None), "backend_pid", 0)
    database = Path(f"/proc/{process}/schedstat")
    return time.thread_time() + (int(database.read_text().split()[0]) / 1e9 if process and database.exists() else 0)


def _uses() -> dict[str, tuple[Call, Call]]:
    """Return each use, compiled and as a queryset that is made anew."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415  (after setup)
    from django.utils import timezone  # noqa: PLC0415

    from networkapp.db.prepared_statements import list_values  # noqa: PLC0415
    from networkapp.discussion.actions import drafts  # noqa: PLC0415
    from networkapp.discussion.models import Topic  # noqa: PLC0415
    from networkapp.discussion.queries import live, topics, unread  # noqa: PLC0415
    from networkapp.handbooks.notes import edition_margin, margin  # noqa: PLC0415
    from networkapp.live import auth  # noqa: PLC0415
    from networkapp.networks.queries import audience, seats  # noqa: PLC0415

    reader, topic = get_user_model().objects.order_by("pk")[1].pk, Topic.objects.get(network__slug="bench")
    read = {"reader": reader, "now": timezone.now()}
    there, size = {"network": topic.network_id, "topic": topic.pk}, 50
    on_chapter = {"chapter": 1, "network": topic.network_id}
    posting = {"person": reader, "key": uuid4(), "now": read["now"]}
    message = topic.messages.latest("sequence").pk
    return {
        "post: seat, offices, earlier key": _ways(seats._speakers, there | posting),
        "message to pages: its topic": _ways_of_size(
            live._topics, 1, {"network": topic.network_id, "topic0": topic.pk}
        ),
        "message to pages: messages": _ways_of_size(live._messages, 1, list_values("message", [message], 1)),
        "unread: by topic": _ways(unread._unread, read),
        "unread: shared topics": _ways(unread._shared, read),
        "unread: networks": _ways(unread._readable, read),
        "unread: notifications": _ways(unread._new, read),
        "socket: network and seats": _ways(
            auth._network_and_seats, {"slug": "bench", "user": reader, "now": read["now"]}
        ),
        "topic page: topic": _ways(topics._topic, {**read, "slug": "bench", "pk": topic.pk}),
        "topic page: reading state": _ways(topics._reading_state, read | there),
        "topic page: list of topics": _ways_of_size(topics._first_topics, 20, {**read, "network": topic.network_id}),
        "topic page: 50 messages": _ways_of_size(
            topics._last_between, size, {"topic": topic.pk, "start": 0, "before": 2**60}
        ),
        "topic page: draft": _ways(drafts._topic_draft, {"writer": reader, "topic": topic.pk, "now": read["now"]}),
        "topic page: audience": _ways(
            audience._listening, {"home": topic.network_id, "topic": topic.pk, "now": read["now"]}
        ),
        "chapter: notes": _ways(margin._newest, read | on_chapter),
        "chapter of an edition: notes": _ways(edition_margin._newest, read | on_chapter),
    }


def _ways(compiled: Any, params: Mapping[str, Any]) -> tuple[Call, Call]:
    return _execution(compiled, params), lambda: _execution(type(compiled)(compiled._make), params)()


def _ways_of_size(function: Any, size: int, params: Mapping[str, Any]) -> tuple[Call, Call]:
    """The same for a function that returns one compiled query for each size, and keeps it."""
    return _execution(function(size), params), lambda: _execution(function.__wrapped__(size), params)()


def _execution(compiled: Any, params: Mapping[str, Any]) -> Call:
    ask = compiled.rows if hasattr(compiled, "rows") else compiled.all
    return lambda: ask(**params)


if __name__ == "__main__":
    main()
