"""Many people saving into one assessment at the same time, and the cost of its form and of a save.

    python benchmarks/editors.py [--people 50] [--saves 10] [--servers 1] [--times 40]

One or several uvicorn workers; the sample country of the demonstration with 53 criteria and earlier years. The first
save of each person goes to one question that all share, the others to other questions. Exit code 1 if a value was
lost, a conflict was not reported, or there was any other answer than "saved" or "conflict". Uses DATABASE_URL and
REDIS_URL if set.
"""

import argparse
import asyncio
import http.client
import json
import random
import sys
import threading
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import bench
from pages import work_of

TOKEN = "x" * 32
MOST_TRIES = 200


@dataclass
class Draft:
    """The assessment that is worked on: its number, and the questions with the version each begins at."""

    pk: int
    questions: dict[str, int] = field(default_factory=dict)


@dataclass
class Editor:
    """An editor with one open connection: which saves succeeded, and how often the response was a different one."""

    port: int
    cookie: str
    name: str
    saved: list[tuple[str, int, str]] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.headers = {"Cookie": f"{self.cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def get(self, path: str) -> bytes:
        self.line.request("GET", path, headers=self.headers)
        reply = self.line.getresponse()
        page = reply.read()
        if reply.status != 200:
            raise RuntimeError(f"{path}: {reply.status}")
        return page

    def save(self, draft: Draft, series_id: str, base: int, comment: str) -> tuple[int, dict[str, Any]]:
        data = {"status": "value", "choice": "yes", "comment": comment, "base_version": base}
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        path = f"/evaluation/assessments/{draft.pk}/answers/{series_id}/"
        begun = time.perf_counter()
        self.line.request("POST", path, urlencode(data), {**self.headers, **kind})
        reply = self.line.getresponse()
        result = reply.read()
        self.took.append((time.perf_counter() - begun) * 1000)
        self.answers[reply.status] += 1
        return reply.status, json.loads(result) if reply.status in (200, 409) else {}

    def work(self, draft: Draft, saves: int, start: threading.Barrier) -> None:
        """Save this often, and if somebody was faster, again on top of the newer version."""
        known = dict(draft.questions)
        shared, *others = sorted(known)
        start.wait()
        for number in range(saves):
            series_id = random.choice(others) if number else shared
            comment = f"{self.name}-{number}"
            for _attempt in range(MOST_TRIES):
                status, result = self.save(draft, series_id, known[series_id], comment)
                if status not in (200, 409):
                    return
                known[series_id] = result["version"]
                if status == 200:
                    self.saved.append((series_id, result["version"], comment))
                    break


def seated(site: bench.Site, people: int) -> Draft:
    """The demonstration, with this number of people at one of its drafts; their sessions replace the others."""
    site.manage("load_demo")
    words = [
        line.split()
        for line in site.manage("shell", "-v0", "-c", f"from seating import seat; seat({people})").splitlines()
    ]
    draft = Draft(next(int(line[1]) for line in words if line[:1] == ["assessment"]))
    draft.questions = {line[1]: int(line[2]) for line in words if line[:1] == ["asked"]}
    site.sessions = [line[1] for line in words if line[:1] == ["session"]]
    return draft


def all_at_once(site: bench.Site, ports: list[int], draft: Draft, people: int, saves: int) -> list[Editor]:
    """Everybody saves, each at one of the servers."""
    editors = [Editor(ports[number % len(ports)], site.cookie(number), f"p{number}") for number in range(people)]
    start = threading.Barrier(people + 1)
    threads = [threading.Thread(target=editor.work, args=(draft, saves, start)) for editor in editors]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    took, answers = time.perf_counter() - begun, sum((editor.answers for editor in editors), Counter[int]())
    waited = [one for editor in editors for one in editor.took]
    print(
        f"{people} people, {sum(answers.values())} requests in {took:.1f} s: {dict(answers)}; "
        f"per request p50 {bench.middle(waited):.0f} ms, p95 {bench.late(waited):.0f} ms"
    )
    return editors


def lost(site: bench.Site, draft: Draft, editors: list[Editor], saves: int) -> list[str]:
    """Errors: a save that no revision holds, a link missing in the chain, any unexpected response."""
    wrong = [f"answered {status}" for editor in editors for status in editor.answers if status not in (200, 409)]
    wrong += [f"{editor.name} saved {len(editor.saved)}" for editor in editors if len(editor.saved) != saves]
    rows = [
        line.split()[1:]
        for line in site.manage("shell", "-v0", "-c", "from seating import kept; kept()").splitlines()
        if line.startswith("kept ")
    ]
    kept = {(series_id, int(version)): (before, after) for series_id, version, before, after in rows}
    kept = {place: value for place, value in kept.items() if place[0] in draft.questions}
    by_key = {(series_id, version): comment for editor in editors for series_id, version, comment in editor.saved}
    wrong += [
        f"{place} {comment} is lost" for place, comment in by_key.items() if kept.get(place, ("", ""))[1] != comment
    ]
    wrong += [f"{place} was never told" for place in kept.keys() - by_key.keys()]
    for (series_id, version), (before, _after) in kept.items():
        earlier = kept.get((series_id, version - 1))
        if earlier is not None and earlier[1] != before:
            wrong.append(f"{series_id} {version} began at another answer than the one before it")
        if earlier is None and version != draft.questions[series_id] + 1:
            wrong.append(f"{series_id} has no version {version - 1}")
    return wrong


def compare(site: bench.Site, server: bench.Server, draft: Draft, times: int) -> None:
    """The form of a section, the page to sign with all answers, and an autosave, as multiples of hello, in turns.

    By the clock, and by the CPU time of the server, which other work on the machine changes less.
    """
    editor, series_id = Editor(server.port, site.cookie(0), "alone"), max(draft.questions)
    section = f"/evaluation/assessments/{draft.pk}/sections/{series_id.partition('.')[0]}/"
    state = {"version": draft.questions[series_id], "number": 0}

    def save() -> None:
        state["number"] += 1
        for _attempt in range(2):
            status, result = editor.save(draft, series_id, state["version"], f"alone-{state['number']}")
            state["version"] = result["version"]
            if status == 200:
                return

    values = {
        "hello": lambda: editor.get("/hello/"),
        "section": lambda: editor.get(section),
        "all answers": lambda: editor.get(f"/evaluation/assessments/{draft.pk}/sign/"),
        "autosave": save,
    }
    found: dict[str, list[float]] = {name: [] for name in values}
    for turn in range(times + 3):
        for name, ask in values.items():
            begun = time.perf_counter()
            ask()
            if turn >= 3:
                found[name].append((time.perf_counter() - begun) * 1000)
    work = {name: work_of(server, ask, times) for name, ask in values.items()}
    for name, took in found.items():
        times_hello, best = bench.middle(took) / bench.middle(found["hello"]), min(took) / min(found["hello"])
        print(
            f"{name:12} p50 {bench.middle(took):6.1f} ms, CPU {work[name]:5.1f} ms; x hello: {times_hello:.1f}, "
            f"best {best:.1f}, CPU {work[name] / work['hello']:.1f}"
        )


async def run(site: bench.Site, value: argparse.Namespace) -> int:
    draft = seated(site, value.people)
    async with bench.serving("ours", site) as (server, _room, _sender), AsyncExitStack() as others:
        more = [await others.enter_async_context(bench.serving("ours", site)) for _one in range(value.servers - 1)]
        ports = [server.port, *(each.port for each, _its_room, _its_sender in more)]
        compare(site, server, draft, value.times)
        draft.questions = {
            series_id: version for series_id, version in draft.questions.items() if series_id != max(draft.questions)
        }
        editors = await asyncio.to_thread(all_at_once, site, ports, draft, value.people, value.saves)
        wrong = lost(site, draft, editors, value.saves)
    print("\n".join(wrong[:20]) or "no value lost, every conflict reported")
    return 1 if wrong else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--saves", type=int, default=10)
    parser.add_argument("--servers", type=int, default=1, help="number of processes of the site")
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    with bench.site() as site:
        sys.exit(asyncio.run(run(site, options)))


if __name__ == "__main__":
    main()
