"""Runs `bin/serve --empty` as a process, and reads its link for the first administrator, e-mails and errors."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.mail import link_in, newest_mail
from tests.migrated import ROOT, environment_of, keep_migrated

SECONDS_TO_START, SECONDS_TO_STOP = 180, 30


@dataclass(frozen=True)
class Served:
    """A site run by `bin/serve --empty`, with its task worker and its clock."""

    base_url: str
    folder: Path

    @property
    def terminal(self) -> str:
        """Return what the command has written to the terminal."""
        return (self.folder / "terminal.log").read_text()

    @property
    def first_link(self) -> str:
        """Return the one-time link for the first site administrator in the terminal."""
        return link_in(self.terminal)

    def link_for(self, address: str) -> str:
        """Return the link in the newest e-mail to the address; empty if none has arrived."""
        return link_in(newest_mail(self.folder, address))


@contextmanager
def served_empty(folder: Path, administrator: str) -> Iterator[Served]:
    """Run `bin/serve --empty ADDRESS` with the files of the site in `folder`; stop it after the block.

    It is on SQLite and without Redis, as on somebody's own machine. Its database is migrated already, which would take
    a minute; the rest of a first start is its own.
    """
    shutil.copy(keep_migrated(), folder / "db.sqlite3")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "terminal.log").open("wb") as terminal:
        process = subprocess.Popen(
            ["bin/serve", "--empty", administrator],
            cwd=ROOT, env=_environment(folder, port), stdout=terminal, stderr=terminal, start_new_session=True,
        )  # fmt: skip
    site = Served(f"http://localhost:{port}", folder)
    try:
        _wait_until_it_answers(site, port, process)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS_TO_STOP)


def _environment(folder: Path, port: int) -> dict[str, str]:
    chosen_by_the_command = {"DJANGO_SETTINGS_MODULE", "REDIS_URL", "WAGTAILADMIN_BASE_URL", "DEMONSTRATION"}
    by_name = {name: value for name, value in environment_of(folder, "").items() if name not in chosen_by_the_command}
    # However slow the machine is, nobody has to confirm their identity in the middle of the test.
    return {**by_name, "VENV": sys.prefix, "PORT": str(port), "STEP_UP_MINUTES": "240", "PATH": os.environ["PATH"]}


def _wait_until_it_answers(site: Served, port: int, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + SECONDS_TO_START
    while True:
        assert process.poll() is None, f"bin/serve has ended:\n{site.terminal}"
        assert time.monotonic() < ends, f"bin/serve does not answer:\n{site.terminal}"
        with socket.socket() as line:
            if site.first_link and line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
