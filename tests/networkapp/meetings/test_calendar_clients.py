"""Calendar programs subscribe to a feed: vdirsyncer fetches it and khal shows it."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from networkapp.meetings.calendars.ical import CalendarEntry, write_calendar

BIN = Path(sys.executable).parent
STAMP = datetime(2026, 11, 1, tzinfo=UTC)
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair calendar]
a = "web"
b = "files"
collections = null
[storage web]
type = "http"
url = "{address}"
[storage files]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[events]]
path = {folder}/events/
[locale]
local_timezone = Europe/Helsinki
default_timezone = Europe/Helsinki
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


class SubscribedFeed:
    """A web server with one feed, and the two calendar programs that subscribe to it, in one folder."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.content = folder, b""
        (folder / "events").mkdir()
        for name, text in (("vdirsyncer", VDIRSYNCER), ("khal", KHAL)):
            (folder / name).write_text(text.format(folder=folder, address=address))
        self.is_discovered = False

    def publish(self, entries: list[CalendarEntry]) -> None:
        self.content = write_calendar(entries=entries, name="Calendar", stamp=STAMP)

    def follow(self) -> list[str]:
        """Return the lines that khal shows for December 2026 after vdirsyncer has fetched the feed."""
        if not self.is_discovered:
            self._run("vdirsyncer", "-c", "vdirsyncer", "discover", "calendar")
            self.is_discovered = True
        self._run("vdirsyncer", "-c", "vdirsyncer", "sync")
        shown = self._run("khal", "-c", "khal", "list", "--format", "{start} {title}", "2026-12-01", "31d")
        return [line for line in shown.splitlines() if line.count("-") == 2 and line[:5] == "2026-"]

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(BIN / program), *arguments],
            cwd=self.folder,
            env={"HOME": str(self.folder), "PATH": str(BIN), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
            input="y\n" * 9,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[SubscribedFeed]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.end_headers()
            self.wfile.write(served.content)

        def log_message(self, *args: object) -> None:
            """Keep the output of the suite clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = SubscribedFeed(tmp_path, f"http://127.0.0.1:{server.server_port}/calendar.ics")
    Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


def test_calendar_clients_import_every_event_of_a_feed_and_update_one_that_moves(feed: SubscribedFeed) -> None:
    meetings = [
        CalendarEntry(
            uid=f"meeting-{number}@here.example",
            summary=f"Meeting {number}",
            begins=datetime(2026, 12, number, 9, tzinfo=UTC),
            ends=datetime(2026, 12, number, 12, tzinfo=UTC),
            zone="Europe/Helsinki",
        )
        for number in range(1, 11)
    ]
    due = datetime(2026, 12, 20, 22, 30, tzinfo=UTC)
    feed.publish([*meetings, CalendarEntry(uid="due@here.example", summary="Answer due", begins=due, takes_time=False)])
    expected = [f"2026-12-{number:02} 11:00 Meeting {number}" for number in range(1, 11)]
    assert feed.follow() == [*expected, "2026-12-21 00:30 Answer due"]
    moved = CalendarEntry(uid="due@here.example", summary="Answer due", begins=due - timedelta(days=2), sequence=1)
    feed.publish([*meetings, moved])
    assert feed.follow() == [*expected, "2026-12-19 00:30 Answer due"]
